import { freshState, type Outcome, type SendPlan, type SendState, type Stop } from './send-state.ts';

/**
 * The way back: the draft's mark is taken away, so that Outlook lets the plain mail leave again. Only when the server has just said
 * that no message has become of the draft; without that answer the mark stays.
 */

/** True when the person may give up: nothing is known to be sent, and the draft may be marked. */
export const canCancel = (state: SendState): boolean =>
  state.phase === 'stopped' && state.sealed !== 'yes' && state.marked !== 'no' && state.lettingGo === undefined;

/** The person gives up where it stopped. */
export const cancel = (state: SendState): SendState =>
  canCancel(state) ? { ...state, phase: 'running', stop: undefined, step: 'findMessage', lettingGo: 'asked' } : state;

/** The person gives up what an earlier pane began. */
export const cancelEarlier = (plan: SendPlan): SendState => ({
  ...freshState(plan, true),
  step: 'findMessage',
  lettingGo: 'asked',
});

/** True when a send may still be on its way to the server, so that its first "no" may come too early. */
export const mayBeUnderWay = ({ sealed }: SendState): boolean => sealed === 'unknown';

/** A try that is sure to have sent nothing stops, and lets the draft go at once, if the server agrees. */
export const stopAndLetGo = (state: SendState, stop: Stop): SendState => ({
  ...state,
  stop,
  step: 'findMessage',
  lettingGo: 'stopping',
});

/** Back where it stopped; or what the person asked for could not be done. */
function ended(state: SendState, own: Stop | undefined): SendState {
  if (state.lettingGo === 'stopping' && state.stop) {
    return { ...state, phase: 'stopped', step: state.stop.step, lettingGo: undefined };
  }
  return own ? { ...state, phase: 'stopped', stop: own } : { ...state, phase: 'cancelled', lettingGo: undefined };
}

/** Takes what came of asking the server, and of taking the mark away. */
export function settleLettingGo(state: SendState, outcome: Outcome): SendState {
  const { step } = state;
  if (outcome.result === 'already-sent') {
    return {
      ...state,
      phase: 'stopped',
      stop: { step, reason: 'failed', cause: 'alreadySealed', name: undefined },
      sealed: 'yes',
      messageId: outcome.messageId,
      earlier: true,
      told: 'waiting',
      lettingGo: undefined,
    };
  }
  if (outcome.result === 'ok') {
    return step === 'findMessage'
      ? { ...state, sealed: 'no', step: 'clearMark' }
      : ended({ ...state, marked: 'no' }, undefined);
  }
  const cause = 'cause' in outcome ? outcome.cause : 'failed';
  const reason = outcome.result === 'unknown' ? 'unknown' : 'failed';
  const tried: SendState = step === 'clearMark' ? { ...state, marked: 'unsure' } : state;
  return ended(tried, { step, reason, cause, name: undefined });
}
