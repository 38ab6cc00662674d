import { useEffect, useRef } from 'react';
import { useSignedInAgain } from '../../../api/session.tsx';
import { again, type SendState } from './send-machine.ts';

const SESSION_OVER: readonly string[] = ['session-expired', 'not-signed-in'];

/**
 * A send that stopped because the session was over goes on by itself when the same person has signed in again: she has asked for it.
 * Once for each sign-in.
 */
export function useGoingOn(state: SendState | undefined, drive: (from: SendState) => Promise<void>): void {
  const times = useSignedInAgain();
  const seen = useRef(times);
  useEffect(() => {
    // She may be back before it has stopped.
    if (state?.phase === 'running') return;
    const isBack = seen.current !== times;
    seen.current = times;
    if (isBack && state?.stop && SESSION_OVER.includes(state.stop.cause)) void drive(again(state));
  }, [state, times, drive]);
}
