import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBearerState } from '../../api/bearer-context.tsx';
import type { BearerSession, SignedOutReason } from '../../api/bearer-session.ts';
import { problemType } from '../../api/problem-error.ts';
import { Delayed } from '../../components/delayed.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { useHost } from '../../host/host-context.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** After this long with nothing to see, the person is offered the window. */
const SLOW_MS = 8_000;

const CALM = ['expired', 'signed-out'] as const;
const OWN = ['blocked', 'cancelled', 'failed', ...CALM] as const;
type Own = (typeof OWN)[number];

const isCalm = (reason: SignedOutReason | undefined) => CALM.some((calm) => calm === reason);
const isOwn = (reason: SignedOutReason): reason is Own => OWN.some((own) => own === reason);

/** Why nobody is signed in, in words. */
function useReasonText() {
  const { t } = useTranslation();
  const { kind } = useHost();
  const textOf = useProblemText();
  const host = t(`staff.hostSignIn.host.${kind === 'teams' ? 'teams' : 'outlook'}`);
  return (reason: SignedOutReason) =>
    isOwn(reason) ? t(`staff.hostSignIn.reason.${reason}`, { host }) : textOf(reason);
}

export interface HostSignInPanelProps {
  readonly bearer: BearerSession;
  readonly onSignedIn: (session: SessionView) => void;
}

/** Signing in from a frame of a Microsoft host: one button, and why it is needed. No passwords are written in a frame. */
export function HostSignInPanel({ bearer, onSignedIn }: HostSignInPanelProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const reasonText = useReasonText();
  const { signingIn, inWindow, reason } = useBearerState(bearer);
  const [offline, setOffline] = useState<string>();

  const signIn = async (way: 'again' | 'window') => {
    setOffline(undefined);
    try {
      const session = await bearer.signIn(way);
      if (session) onSignedIn(session);
    } catch (error) {
      setOffline(textOf(problemType(error)));
    }
  };
  if (inWindow) return <InWindow onWindow={() => void signIn('window')} />;
  if (signingIn) return <SigningIn onWindow={() => void signIn('window')} />;
  return (
    <div className={styles.root}>
      {offline ? <ProblemMessage text={offline} /> : null}
      {reason && !offline ? (
        <MessageBar layout="multiline" {...(isCalm(reason) ? {} : { intent: 'warning', role: 'alert' })}>
          <MessageBarBody>{reasonText(reason)}</MessageBarBody>
        </MessageBar>
      ) : null}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          size="large"
          onClick={() => void signIn(!reason || isCalm(reason) ? 'again' : 'window')}
        >
          {t('staff.signIn.submit')}
        </Button>
        {reason && (reason === 'failed' || !isOwn(reason)) ? (
          <Button size="large" onClick={() => void signIn('again')}>
            {t('common.actions.retry')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Our own window is open: what to do there, and the way to it when it has gone under. */
function InWindow({ onWindow }: { readonly onWindow: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.root}>
      <Text role="status">{t('staff.hostSignIn.inWindow')}</Text>
      <div className={styles.actions}>
        <Button onClick={onWindow}>{t('staff.hostSignIn.reopen')}</Button>
      </div>
    </div>
  );
}

/** Somebody is being signed in: calm, and with a way on when the host does not answer. */
function SigningIn({ onWindow }: { readonly onWindow: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.root}>
      <Delayed>
        <Spinner label={t('staff.hostSignIn.working')} />
      </Delayed>
      <Delayed milliseconds={SLOW_MS}>
        <Text>{t('staff.hostSignIn.slow')}</Text>
        <div className={styles.actions}>
          <Button onClick={onWindow}>{t('staff.hostSignIn.openWindow')}</Button>
        </div>
      </Delayed>
    </div>
  );
}
