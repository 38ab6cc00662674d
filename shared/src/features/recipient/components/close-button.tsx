import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { isProblem } from '../api/recipient-problem.ts';
import { useSpeech } from '../i18n/words.ts';
import type { Recipient } from '../use-recipient.ts';
import { useElement } from './use-element.ts';

const useStyles = makeStyles({ bar: { flexBasis: '100%' } });

interface CloseButtonProps {
  readonly recipient: Recipient;
  /** There is a reply that would be lost: asks first. */
  readonly unsent: boolean;
  readonly onProblem: (error: unknown) => void;
}

/** Ends the session. A session that has ended already is as closed as one can wish. */
export function CloseButton({ recipient, unsent, onProblem }: CloseButtonProps) {
  const { words } = useSpeech();
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [keep, learnKeep] = useElement<HTMLButtonElement>();
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking, keep]);
  const close = async () => {
    setBusy(true);
    try {
      await recipient.api.leave();
    } catch (error) {
      if (!isProblem(error, 'link-session-ended', 'link-expired', 'link-recalled', 'link-not-found')) {
        setBusy(false);
        onProblem(error);
        return;
      }
    }
    recipient.send({ type: 'closed' });
  };
  return (
    <>
      <Button size="large" disabledFocusable={busy} onClick={unsent ? () => setAsking(true) : close}>
        {words.close}
      </Button>
      {asking ? (
        <MessageBar intent="warning" layout="multiline" role="alert" className={styles.bar}>
          <MessageBarBody>{words.reading.closeWithDraft}</MessageBarBody>
          <MessageBarActions>
            <Button ref={learnKeep} size="medium" onClick={() => setAsking(false)}>
              {words.reading.keep}
            </Button>
            <Button size="medium" onClick={close}>
              {words.reading.discard}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ) : null}
    </>
  );
}
