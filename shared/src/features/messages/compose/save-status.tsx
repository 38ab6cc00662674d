import { Text } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useComposeStyles } from './compose.styles.ts';
import type { SaveStatus } from './draft-saver.ts';

/** What the line says; empty when there is nothing to say. */
function useStatusText({ state, problem }: SaveStatus): string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (state === 'unsaved' || state === 'saving') return t('compose.draft.saving');
  if (state === 'saved') return t('compose.draft.saved');
  if (state === 'retrying') return t('compose.draft.retrying');
  if (state === 'refused' && problem) return `${t('compose.draft.failed')} ${textOf(problem)}`;
  return '';
}

/** Whether the draft is saved: a quiet line. Only that it cannot be saved is said aloud, once. */
export function SaveStatusText({ status }: { readonly status: SaveStatus }) {
  const styles = useComposeStyles();
  const announce = useAnnounce();
  const text = useStatusText(status);
  const failing = status.state === 'retrying' || status.state === 'refused';
  const told = useRef(false);
  useEffect(() => {
    if (failing && !told.current) announce(text);
    if (failing) told.current = true;
    else if (status.state === 'saved') told.current = false;
  }, [failing, status.state, text, announce]);
  return (
    <Text size={200} className={styles.quiet} data-save={status.state}>
      {text}
    </Text>
  );
}
