import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { focusLater } from '../../components/focus-later.ts';
import { useNotice } from '../../components/notice.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { usePageUnsaved } from './use-unsaved.ts';

interface UnsavedBarProps {
  /** What the page is called. */
  readonly title: string;
  /** What was typed before is to be shown no more. */
  readonly onDiscard: () => void;
}

/** Says of what is typed and not saved: when the page is left, before the window closes, and when the person comes back to it. */
export function UnsavedBar({ title, onDiscard }: UnsavedBarProps) {
  const { t } = useTranslation(ORGANISATION);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const notice = useNotice();
  const { isAny, isAnyNow, discard } = usePageUnsaved();
  const [wasKept, setWasKept] = useState(isAny);
  const onClosing = useEffectEvent((event: BeforeUnloadEvent) => {
    if (isAnyNow()) event.preventDefault();
  });
  const onLeft = useEffectEvent(() => {
    if (!isAnyNow()) return;
    const action = { label: t('unsaved.back'), run: () => void navigate(pathname) };
    notice({ text: t('unsaved.left', { title }), detail: t('unsaved.stays'), intent: 'warning', action });
  });
  useEffect(() => {
    window.addEventListener('beforeunload', onClosing);
    return () => {
      window.removeEventListener('beforeunload', onClosing);
      onLeft();
    };
  }, []);
  if (!wasKept || !isAny) return null;
  const forget = () => {
    discard();
    setWasKept(false);
    onDiscard();
    // The button goes with the bar.
    focusLater(() => document.querySelector<HTMLElement>('h1'));
  };
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t('unsaved.kept')}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={forget}>{t('unsaved.discard')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
