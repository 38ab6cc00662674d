import { HandoverScreen } from '../features/session/handover-screen.tsx';
import { SessionGate } from '../features/session/session-gate.tsx';
import type { Host, SignInWindow } from '../host/host.port.ts';
import { AppProviders } from './app-providers.tsx';
import { startFrame } from './start-frame.tsx';

/**
 * Shows the page that a frame opened for signing in: every ordinary way (`host` has the browser's cookie), and then one click that
 * gives the frame a session of its own. The frame's challenge is in the page's address.
 */
export const startSignInWindow = (opened: SignInWindow, host: Host, root: HTMLElement): Promise<void> => {
  const { pathname, search } = window.location;
  const challenge = new URLSearchParams(search).get('challenge') ?? '';
  // A provider may have come back here with its result: the way back must not carry that on.
  const returnTo = `${pathname}?challenge=${encodeURIComponent(challenge)}`;
  return startFrame(host, root, (i18n, language) => (
    <AppProviders host={host} i18n={i18n} language={language} router="memory">
      {(frame) => (
        <SessionGate {...frame} signedOut={false} returnTo={returnTo}>
          <HandoverScreen opened={opened} challenge={challenge} />
        </SessionGate>
      )}
    </AppProviders>
  ));
};
