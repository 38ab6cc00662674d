import type { SendState, Step } from './send-machine.ts';

/** What a person must know when it stops or ends, as keys below `paneCompose.fact`. */
export type Fact =
  | `message.${'sealed' | 'earlier' | 'unknown' | 'notSent'}`
  | `told.${'sefos' | 'sender' | 'unconfirmed' | 'unknown' | 'notYet'}`
  | `draft.${'sent' | 'cleared' | 'kept' | 'removed' | 'removedOpen' | 'drafts' | 'plain' | 'maybePlain' | 'emptied' | 'released'}`
  | 'laterChanges';

export type Heading = 'done' | 'cancelled' | 'notSent' | 'unknown' | 'notFinished';

export function headingOf(state: SendState): Heading {
  if (state.phase === 'done' || state.phase === 'cancelled') return state.phase;
  if (state.sealed === 'yes') return 'notFinished';
  return state.sealed === 'unknown' ? 'unknown' : 'notSent';
}

function messageFact({ sealed, earlier }: SendState): Fact {
  if (sealed === 'yes') return earlier ? 'message.earlier' : 'message.sealed';
  return sealed === 'unknown' ? 'message.unknown' : 'message.notSent';
}

function toldFact({ told, mail }: SendState): Fact {
  if (told === 'sefos') return 'told.sefos';
  if (told === 'sender') return 'told.sender';
  return mail === 'yes' ? 'told.unconfirmed' : mail === 'unknown' ? 'told.unknown' : 'told.notYet';
}

function draftFact(state: SendState): Fact {
  const { plan, phase, sealed, marked, draft, mail, removed, closed, leftover } = state;
  if (phase === 'done') {
    if (plan.keepItem) return plan.clear ? 'draft.cleared' : 'draft.kept';
    if (mail === 'yes') return 'draft.sent';
    if (removed) return closed || (plan.close && !leftover.includes('discard')) ? 'draft.removed' : 'draft.removedOpen';
    return 'draft.drafts';
  }
  if (sealed !== 'yes') return marked === 'no' ? 'draft.released' : 'draft.plain';
  return draft === 'harmless' ? 'draft.emptied' : 'draft.maybePlain';
}

/** Everything that is known, in the order in which it matters. */
export function factsOf(state: SendState): readonly Fact[] {
  return [
    messageFact(state),
    ...(state.sealed === 'yes' ? [toldFact(state)] : []),
    draftFact(state),
    ...(state.laterChanges ? ['laterChanges' as const] : []),
  ];
}

/** What is left for the person to do in Outlook when all went well. */
const TO_DO: readonly Fact[] = ['draft.cleared', 'draft.kept', 'draft.removedOpen', 'draft.drafts'];

/** The fact that asks the person to do something, when it ended well. */
export const toDoOf = (state: SendState): Fact | undefined =>
  state.phase === 'done' ? factsOf(state).find((fact) => TO_DO.includes(fact)) : undefined;

/** Parts of the way as the person sees them. */
export const STAGES = ['prepare', 'upload', 'seal', 'clear', 'finish'] as const;
export type Stage = (typeof STAGES)[number];

const STAGE_OF: Readonly<Record<Step, Stage>> = {
  markSending: 'prepare',
  save: 'prepare',
  upload: 'upload',
  compare: 'seal',
  post: 'seal',
  markEncrypted: 'seal',
  notification: 'clear',
  tellBySefos: 'clear',
  look: 'clear',
  headers: 'clear',
  body: 'clear',
  subject: 'clear',
  attachment: 'clear',
  recipients: 'clear',
  markHarmless: 'clear',
  askAgain: 'finish',
  send: 'finish',
  confirm: 'finish',
  saveHarmless: 'finish',
  discard: 'finish',
  remove: 'finish',
  findMessage: 'prepare',
  clearMark: 'prepare',
};

/** Which part a state is in. */
export const stageOf = ({ step }: Pick<SendState, 'step'>): Stage => STAGE_OF[step];
