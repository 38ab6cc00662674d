import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBearerState } from '../../api/bearer-context.tsx';
import type { BearerSession, SignedOutReason } from '../../api/bearer-session.ts';
import { problemType } from '../../api/problem-error.ts';
import { Delayed } from '../../components/delayed.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import type { SessionView } from '../../contract/sign-in.ts';
import { useHost } from '../../host/host-context.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalL, ':focus': { outlineStyle: 'none' } },
  // Always there, so that what comes into it is heard; without words it takes no room.
  status: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    justifyItems: 'center',
    ':empty': { position: 'absolute' },
  },
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
  const { program = 'teams' } = useHost();
  const textOf = useProblemText();
  const host = t(`staff.hostSignIn.host.${program}`);
  return (reason: SignedOutReason) =>
    isOwn(reason) ? t(`staff.hostSignIn.reason.${reason}`, { host }) : textOf(reason);
}

export interface HostSignInPanelProps {
  readonly bearer: BearerSession;
  readonly onSignedIn: (session: SessionView) => void;
  /** The heading above it says what goes on: it is told here only to whoever does not see. */
  readonly headed?: boolean;
}

/** What the panel shows: the button, that it works on it, or that our window is open. */
type Stage = 'ask' | 'working' | 'window';

/**
 * The focus follows what the person began here, because the button that she pressed goes away. What begins by itself takes nothing
 * from the host.
 */
function useFocusOnStage(stage: Stage) {
  const root = useRef<HTMLDivElement>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) return;
    const button = stage === 'working' ? undefined : root.current?.querySelector('button');
    (button ?? root.current)?.focus();
  }, [stage]);
  const begin = () => {
    begun.current = true;
  };
  return { root, begin };
}

/** Signing in from a frame of a Microsoft host: one button, and why it is needed. No passwords are written in a frame. */
export function HostSignInPanel({ bearer, onSignedIn, headed = false }: HostSignInPanelProps) {
  const styles = useStyles();
  const textOf = useProblemText();
  const { signingIn, inWindow, reason } = useBearerState(bearer);
  const stage = inWindow ? 'window' : signingIn ? 'working' : 'ask';
  const { root, begin } = useFocusOnStage(stage);
  const [offline, setOffline] = useState<string>();

  const signIn = async (way: 'again' | 'window') => {
    begin();
    setOffline(undefined);
    try {
      const session = await bearer.signIn(way);
      if (session) onSignedIn(session);
    } catch (error) {
      setOffline(textOf(problemType(error)));
    }
  };
  return (
    <div ref={root} tabIndex={-1} className={styles.root}>
      <Status stage={stage} headed={headed} />
      {stage === 'ask' ? (
        <Ask reason={reason} offline={offline} onSignIn={(way) => void signIn(way)} />
      ) : (
        <WindowButton stage={stage} onWindow={() => void signIn('window')} />
      )}
    </div>
  );
}

/** What goes on, said calmly: a sign-in that is quick is not told at all. */
function Status({ stage, headed }: { readonly stage: Stage; readonly headed: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const working = t('staff.hostSignIn.working');
  const words: Readonly<Record<Stage, ReactNode>> = {
    ask: null,
    working: (
      <>
        <Delayed>
          <Spinner aria-hidden="true" />
          {headed ? <VisuallyHidden>{working}</VisuallyHidden> : <Text>{working}</Text>}
        </Delayed>
        <Delayed milliseconds={SLOW_MS}>
          <Text>{t('staff.hostSignIn.slow')}</Text>
        </Delayed>
      </>
    ),
    window: <Text>{t('staff.hostSignIn.inWindow')}</Text>,
  };
  return (
    <div role="status" className={styles.status}>
      {words[stage]}
    </div>
  );
}

/** The way to our window: when it has gone under, or when the host does not answer. */
function WindowButton({ stage, onWindow }: { readonly stage: 'working' | 'window'; readonly onWindow: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const button = (
    <div className={styles.actions}>
      <Button onClick={onWindow}>{t(`staff.hostSignIn.${stage === 'window' ? 'reopen' : 'openWindow'}`)}</Button>
    </div>
  );
  return stage === 'window' ? button : <Delayed milliseconds={SLOW_MS}>{button}</Delayed>;
}

interface AskProps {
  readonly reason: SignedOutReason | undefined;
  readonly offline: string | undefined;
  readonly onSignIn: (way: 'again' | 'window') => void;
}

/** Why nobody is signed in, and the button. */
function Ask({ reason, offline, onSignIn }: AskProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const reasonText = useReasonText();
  return (
    <>
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
          onClick={() => onSignIn(!reason || isCalm(reason) ? 'again' : 'window')}
        >
          {t('staff.signIn.submit')}
        </Button>
        {reason && (reason === 'failed' || !isOwn(reason)) ? (
          <Button appearance="subtle" onClick={() => onSignIn('again')}>
            {t('common.actions.retry')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
