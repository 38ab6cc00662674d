import type { DraftMark } from '../../../domain/draft-mark.ts';
import { settleLettingGo, stopAndLetGo } from './letting-go.ts';
import { freshState, type Outcome, type SendPlan, type SendState, type Step, type Stop } from './send-state.ts';

export { canCancel, cancel, cancelEarlier } from './letting-go.ts';
export type { Outcome, SendPlan, SendState, Step, Stop } from './send-state.ts';

/**
 * How a mail that is being written becomes an encrypted message, and its draft harmless. Pure: `effectOf` says what to do next,
 * `settle` takes what came of it. One effect at a time; each may fail, hang, or succeed with its answer lost.
 */

/** After so many changes of the draft while it is made harmless, the person is asked to stop writing. */
export const MOST_REDONE = 3;

/** A new try. Safe also after an earlier one whose end is not known (its mark is there): the server knows the draft. */
export const begin = (plan: SendPlan, earlierTry = false): SendState => freshState(plan, earlierTry);

/** True when a draft's mark says that its message is sealed: what is left is to make the draft harmless. */
export const isResumable = (mark: DraftMark | undefined): mark is DraftMark & { readonly messageId: string } =>
  mark !== undefined && mark.state !== 'sending' && mark.messageId !== undefined;

/** Goes on with a draft whose message was sealed before this pane was opened. */
export const resume = (plan: SendPlan, messageId: string): SendState => ({
  ...freshState(plan, true),
  step: 'notification',
  sealed: 'yes',
  messageId,
  earlier: true,
  told: 'waiting',
  draft: 'partly',
});

/** What is to be done now; undefined when stopped or done. */
export const effectOf = (state: SendState): { readonly step: Step; readonly attachment?: string } | undefined => {
  if (state.phase !== 'running') return undefined;
  const [attachment] = state.attachments;
  return state.step === 'attachment' && attachment !== undefined
    ? { step: 'attachment', attachment }
    : { step: state.step };
};

const BEFORE_POST: readonly Step[] = ['markSending', 'save', 'upload', 'compare'];
/** Failing to do these leaves nothing unsafe behind: said at the end, never in the way. */
const TIDYING = ['recipients', 'discard', 'remove', 'confirm'] as const;
type Tidying = (typeof TIDYING)[number];
const isTidying = (step: Step): step is Tidying => (TIDYING as readonly Step[]).includes(step);

/** Whether the draft itself becomes the mail that tells the recipients. */
const isToBeSent = ({ plan, told }: SendState) => plan.path === 'sender' && told === 'waiting';

function afterHarmless(state: SendState): Step {
  if (!isToBeSent(state)) return 'saveHarmless';
  return state.earlier ? 'askAgain' : 'send';
}

function afterLook(state: SendState): Step {
  if (!state.plan.clear) return 'markHarmless';
  return isToBeSent(state) && state.plan.headers ? 'headers' : 'body';
}

/** The step after one that went well. */
function following(state: SendState, step: Step): Step | 'done' {
  switch (step) {
    case 'markSending':
      return 'save';
    case 'save':
      return 'upload';
    case 'upload':
      return 'compare';
    case 'compare':
      return 'post';
    case 'post':
      return 'markEncrypted';
    case 'markEncrypted':
      // An earlier try may have left it to the mail to tell the recipients: only the server knows.
      return state.plan.path === 'sender' || state.earlier ? 'notification' : 'look';
    case 'notification':
      return state.plan.path === 'sefos' && state.told === 'waiting' ? 'tellBySefos' : 'look';
    case 'tellBySefos':
      return 'look';
    case 'look':
      return afterLook(state);
    case 'headers':
      return 'body';
    case 'body':
      // An invitation keeps its subject: its guests must know which meeting it is.
      return state.plan.keepItem ? attachmentsOr(state) : 'subject';
    case 'subject':
    case 'attachment':
      return attachmentsOr(state);
    case 'recipients':
      return 'markHarmless';
    case 'markHarmless':
      return afterHarmless(state);
    case 'askAgain':
      // Told meanwhile: the draft is made a note instead of the mail that tells.
      return isToBeSent(state) ? 'send' : 'look';
    case 'send':
      return 'confirm';
    case 'confirm':
      return 'done';
    case 'saveHarmless':
      return state.plan.keepItem ? 'done' : 'remove';
    case 'remove':
    case 'discard':
      return 'done';
    case 'findMessage':
      return 'clearMark';
    case 'clearMark':
      return 'done';
  }
}

function attachmentsOr(state: SendState): Step {
  if (state.attachments.length > 0) return 'attachment';
  // Nobody is to get an empty mail by a click on Send; an invitation keeps its guests.
  return state.plan.keepItem || isToBeSent(state) ? 'markHarmless' : 'recipients';
}

/** What is known after a step went well. */
function learn(state: SendState, step: Step, outcome: Outcome & { readonly result: 'ok' }): SendState {
  switch (step) {
    case 'markSending':
      return { ...state, marked: 'yes' };
    case 'post':
      return {
        ...state,
        sealed: 'yes',
        messageId: outcome.messageId,
        told: state.plan.path === 'sender' ? 'waiting' : 'sefos',
      };
    case 'tellBySefos':
      return { ...state, told: 'sefos' };
    case 'look':
      return {
        ...state,
        attachments: outcome.attachments ?? [],
        // What an earlier try sent is not known here, so neither is what has changed since.
        laterChanges: state.laterChanges || (outcome.changed === true && !state.earlier),
        draft: state.plan.clear ? 'partly' : 'plain',
      };
    case 'attachment':
      return { ...state, attachments: state.attachments.slice(1) };
    case 'markHarmless':
      return { ...state, draft: state.plan.clear ? 'harmless' : 'plain' };
    case 'send':
      return { ...state, mail: 'yes' };
    case 'confirm':
      return { ...state, told: 'sender' };
    case 'saveHarmless':
      return { ...state, saved: true };
    case 'discard':
      return { ...state, closed: true };
    case 'remove':
      return { ...state, removed: true };
    default:
      return state;
  }
}

function advance(state: SendState, step: Step): SendState {
  const next = following(state, step);
  return next === 'done' ? { ...state, phase: 'done', stop: undefined } : { ...state, step: next };
}

/** A try that nothing came of: not one that may have, and not one after another whose end is not known. */
const isSureUnsent = ({ sealed }: SendState, { step, reason }: Stop): boolean =>
  sealed === 'no' && reason !== 'unknown' && (step === 'post' || BEFORE_POST.includes(step));

function stopAt(before: SendState, stop: Stop): SendState {
  const doubt = stop.reason === 'unknown';
  // One of the two places may have taken the mark.
  const state: SendState = stop.step === 'markSending' ? { ...before, marked: 'unsure' } : before;
  if (isSureUnsent(state, stop)) return stopAndLetGo(state, stop);
  return {
    ...state,
    phase: 'stopped',
    stop,
    // A doubt stays until the server has said what is so.
    sealed: doubt && stop.step === 'post' && state.sealed === 'no' ? 'unknown' : state.sealed,
    mail: doubt && stop.step === 'send' ? 'unknown' : state.mail,
  };
}

function changedDraft(state: SendState): SendState {
  const { step } = state;
  if (BEFORE_POST.includes(step)) {
    return stopAt(state, { step, reason: 'changed', cause: 'changed', name: undefined });
  }
  const redone = state.redone + 1;
  const again: SendState = { ...state, step: 'look', redone, laterChanges: true, draft: 'partly' };
  if (redone <= MOST_REDONE) return again;
  return stopAt({ ...again, redone: 0 }, { step, reason: 'changed', cause: 'changed', name: undefined });
}

/** Takes what came of the effect that `effectOf` gave. */
export function settle(state: SendState, outcome: Outcome): SendState {
  if (state.phase !== 'running') return state;
  const { step } = state;
  if (state.lettingGo) return settleLettingGo(state, outcome);
  switch (outcome.result) {
    case 'ok':
      if (step === 'askAgain' && state.elsewhere === 'maybe') {
        return stopAt(state, { step, reason: 'failed', cause: 'elsewhere', name: undefined });
      }
      return advance(learn(state, step, outcome), step);
    case 'already-sent': {
      const known: SendState = {
        ...state,
        sealed: 'yes',
        messageId: outcome.messageId,
        earlier: true,
        elsewhere: state.elsewhere === 'accepted' ? 'accepted' : 'maybe',
        told: 'waiting',
      };
      return advance(known, step);
    }
    case 'already-told':
      return advance({ ...state, told: 'sefos' }, step);
    case 'changed':
      return changedDraft(state);
    default:
      if (isTidying(step)) return advance({ ...state, leftover: [...state.leftover, step] }, step);
      return stopAt(state, { step, reason: outcome.result, cause: outcome.cause, name: outcome.name });
  }
}

/** True when it stopped because another window is sending the same draft; going on here is the person's choice. */
export const isElsewhere = ({ stop }: SendState): boolean => stop?.cause === 'elsewhere';

/** The person tries again where it stopped; after a send that failed the server is asked first whether it is still needed. */
export function again(state: SendState): SendState {
  if (state.phase === 'done' && state.leftover.includes('remove')) {
    const leftover = state.leftover.filter((step) => step !== 'remove');
    return { ...state, phase: 'running', step: 'remove', leftover };
  }
  if (state.phase !== 'stopped') return state;
  if (isElsewhere(state)) {
    return { ...state, phase: 'running', stop: undefined, step: 'notification', elsewhere: 'accepted' };
  }
  // Letting go begins with the question, however far it came: a message may have become of the draft since.
  if (state.lettingGo) return { ...state, phase: 'running', stop: undefined, step: 'findMessage' };
  if (state.step === 'findMessage') return { ...state, phase: 'running', stop: undefined, step: 'markEncrypted' };
  // Nothing may be sent from a draft that was changed since it was read: the pane reads it anew and begins anew.
  if (state.stop?.reason === 'changed' && BEFORE_POST.includes(state.step)) return state;
  // What has been let go is marked again before anything else.
  if (state.sealed !== 'yes' && state.marked !== 'yes') {
    return { ...state, phase: 'running', stop: undefined, step: 'markSending' };
  }
  // Ids of attachments may have changed with the ones that are gone: they are looked up anew.
  const step = state.step === 'send' ? 'notification' : state.step === 'attachment' ? 'look' : state.step;
  return { ...state, phase: 'running', stop: undefined, step };
}

/**
 * True when the person may close the window: the pane ends with it, so it is her choice, after she has read how it ended. Not before
 * the draft is removed: a discarded draft gets another id, by which nobody finds it.
 */
export const canClose = ({ phase, plan, removed, closed }: SendState): boolean =>
  phase === 'done' && plan.close && removed && !closed;

/** The person closes the window. */
export const closeWindow = (state: SendState): SendState =>
  canClose(state)
    ? { ...state, phase: 'running', step: 'discard', leftover: state.leftover.filter((step) => step !== 'discard') }
    : state;

/** The mail could not be sent: SEFOS tells the recipients, and the draft is cleaned away. */
export function leaveToSefos(state: SendState): SendState {
  if (!canLeaveToSefos(state)) return state;
  return { ...state, phase: 'running', stop: undefined, step: 'tellBySefos', plan: { ...state.plan, path: 'sefos' } };
}

/** True when the person may choose that SEFOS tells the recipients. */
export const canLeaveToSefos = (state: SendState): boolean =>
  state.phase === 'stopped' &&
  state.plan.path === 'sender' &&
  state.sealed === 'yes' &&
  state.told === 'waiting' &&
  !isElsewhere(state);

/** True when the pane may go back to the form: the server is sure to refuse the same draft a second time. */
export const canReadAgain = (state: SendState): boolean =>
  state.phase === 'cancelled' || (state.phase === 'stopped' && state.sealed !== 'yes');
