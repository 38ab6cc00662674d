import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../../components/problem-text.ts';
import type { SaveStatus } from './draft-saver.ts';

export interface DraftConflictProps {
  readonly problem: SaveStatus['problem'];
  /** Shows what was saved elsewhere; where it was sent, leaves for it. */
  readonly onOther: () => void;
  readonly onKeep: () => void;
}

/** Somebody else, or another page, has saved or sent the draft since: nothing is written over before the person has chosen. */
export function DraftConflict({ problem = 'draft-changed', onOther, onKeep }: DraftConflictProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const sent = problem === 'draft-already-sent';
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{textOf(problem)}</MessageBarTitle> {t('compose.draft.notSaved')}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onKeep}>{t('compose.draft.keep')}</Button>
        <Button onClick={onOther}>{t(sent ? 'compose.draft.toSent' : 'compose.draft.showOther')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
