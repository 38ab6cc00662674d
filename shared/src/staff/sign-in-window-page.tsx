import { useState } from 'react';
import { HandoverScreen } from '../features/session/handover-screen.tsx';
import { SessionGate } from '../features/session/session-gate.tsx';
import type { SignInWindow } from '../host/host.port.ts';
import { readWindowWords, windowWordsQuery } from '../host/window-address.ts';
import type { Frame } from './app-providers.tsx';
import { WithFactor } from './with-factor.tsx';

export interface SignInWindowPageProps {
  readonly frame: Frame;
  readonly opened: SignInWindow;
}

/** Every ordinary way to sign in, and then the click that gives the frame its session; the frame's challenge is in the address. */
export function SignInWindowPage({ frame, opened }: SignInWindowPageProps) {
  const [{ challenge, pathname, program }] = useState(() => {
    const { pathname: here, search } = window.location;
    const found = new URLSearchParams(search).get('challenge') ?? '';
    return { challenge: found, pathname: here, program: readWindowWords(search).program };
  });
  // What a provider's way back said here must not be carried on to the next one.
  const words = windowWordsQuery({ language: frame.language, program });
  const returnTo = `${pathname}?challenge=${encodeURIComponent(challenge)}&${words}`;
  return (
    <SessionGate {...frame} signedOut={false} returnTo={returnTo}>
      <WithFactor>
        <HandoverScreen opened={opened} challenge={challenge} />
      </WithFactor>
    </SessionGate>
  );
}
