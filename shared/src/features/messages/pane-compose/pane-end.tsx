import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../../components/page-heading.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useTitle } from '../../../components/use-title.ts';
import { PROBLEMS, type ProblemType } from '../../../contract/problems.ts';
import { factsOf, type Heading, headingOf, stageOf, toDoOf } from './end-facts.ts';
import { usePaneStyles } from './pane.styles.ts';
import {
  canCancel,
  canClose,
  canLeaveToSefos,
  canReadAgain,
  isElsewhere,
  type SendState,
  type Stop,
} from './send-machine.ts';
import { useItemWords } from './use-item-words.ts';

const CAUSES = [
  'offline',
  'timeout',
  'unsupported',
  'failed',
  'changed',
  'unreadable',
  'read',
  'upload',
  'tooLarge',
  'empty',
  'alreadySealed',
  'elsewhere',
] as const;
type Cause = (typeof CAUSES)[number];
const isCause = (text: string): text is Cause => (CAUSES as readonly string[]).includes(text);

function useCauseText(): (stop: Stop) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const words = useItemWords();
  return ({ cause, name }) => {
    if (isCause(cause)) return t(`paneCompose.cause.${cause}`, { ...words, name: name ?? '' });
    const known = cause === 'network' || Object.hasOwn(PROBLEMS, cause);
    return problemText(known ? (cause as ProblemType | 'network') : 'unknown');
  };
}

const INTENT: Readonly<Record<Heading, 'success' | 'warning' | 'error'>> = {
  done: 'success',
  cancelled: 'success',
  notSent: 'error',
  unknown: 'warning',
  notFinished: 'warning',
};

export interface PaneEndProps {
  readonly state: SendState;
  readonly onAgain: () => void;
  readonly onSefos: () => void;
  /** Closes the window, and the pane with it. */
  readonly onClose: () => void;
  /** Gives up: the draft becomes an ordinary one again. */
  readonly onCancel: () => void;
  /** Back to the form with what is in the mail now. */
  readonly onReadAgain: () => void;
}

/** What can be done where it stopped; the first is what most want. */
function Actions({ state, onAgain, onSefos, onClose, onCancel, onReadAgain }: PaneEndProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const changed = state.stop?.reason === 'changed' && state.sealed !== 'yes';
  const actions: { readonly text: string; readonly act: () => void }[] = [];
  if (state.phase === 'done') {
    if (canClose(state)) actions.push({ text: t('paneCompose.end.close'), act: onClose });
    if (state.leftover.includes('remove')) actions.push({ text: t('paneCompose.end.removeAgain'), act: onAgain });
  } else if (state.phase === 'cancelled') actions.push({ text: t('paneCompose.end.encryptAgain'), act: onReadAgain });
  else if (state.lettingGo) {
    actions.push({ text: t('paneCompose.end.cancel'), act: onAgain });
    actions.push({ text: t('paneCompose.end.change'), act: onReadAgain });
  } else if (changed) actions.push({ text: t('paneCompose.readAgain'), act: onReadAgain });
  else if (isElsewhere(state)) actions.push({ text: t('paneCompose.end.finishHere'), act: onAgain });
  else {
    const goOn = state.sealed === 'no' || state.step === 'send' ? 'common.actions.retry' : 'paneCompose.end.goOn';
    actions.push({ text: t(goOn), act: onAgain });
    if (canLeaveToSefos(state)) actions.push({ text: t('paneCompose.end.bySefos'), act: onSefos });
    if (canReadAgain(state)) actions.push({ text: t('paneCompose.end.change'), act: onReadAgain });
  }
  if (canCancel(state)) actions.push({ text: t('paneCompose.end.cancel'), act: onCancel });
  if (actions.length === 0) return null;
  return (
    <div className={styles.actions}>
      {actions.map(({ text, act }, index) => (
        <Button
          key={text}
          appearance={index === 0 && (state.phase === 'stopped' || canClose(state)) ? 'primary' : 'secondary'}
          onClick={act}
        >
          {text}
        </Button>
      ))}
    </div>
  );
}

/** Where it ended or stopped: exactly what was sent and what was not, what is left in Outlook, and what to do. */
export function PaneEnd(props: PaneEndProps) {
  const { state } = props;
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const causeText = useCauseText();
  const words = useItemWords();
  const heading = headingOf(state);
  useTitle(t(`paneCompose.end.${heading}`));
  const stop = state.phase === 'stopped' ? state.stop : undefined;
  const line = (key: string, text: ReactNode) => (
    <li key={key} className={styles.wrap}>
      {text}
    </li>
  );
  const changed = stop?.reason === 'changed' && state.sealed !== 'yes';
  const toDo = toDoOf(state);
  return (
    <div className={styles.page}>
      <PageHeading focusOn={`${heading} ${state.step}`}>{t(`paneCompose.end.${heading}`)}</PageHeading>
      <MessageBar intent={INTENT[heading]} layout="multiline" role={stop ? 'alert' : 'status'}>
        <MessageBarBody className={styles.wrap}>
          {stop ? (
            <Text block>
              {changed ? t('paneCompose.changed', words) : causeText(stop)}{' '}
              {changed || isElsewhere(state)
                ? null
                : t('paneCompose.end.stoppedAt', { stage: t(`paneCompose.progress.stage.${stageOf(state)}`, words) })}
            </Text>
          ) : (
            t(`paneCompose.fact.${state.phase === 'cancelled' ? 'draft.released' : 'message.sealed'}`, words)
          )}
        </MessageBarBody>
      </MessageBar>
      {toDo ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody className={styles.wrap}>{t(`paneCompose.fact.${toDo}`, words)}</MessageBarBody>
        </MessageBar>
      ) : null}
      <ul className={styles.obstacles}>
        {factsOf(state)
          .filter((fact) => fact !== toDo)
          .filter((fact) => stop || (fact !== 'message.sealed' && fact !== 'draft.released'))
          .map((fact) => line(fact, t(`paneCompose.fact.${fact}`, words)))}
      </ul>
      <Actions {...props} />
    </div>
  );
}
