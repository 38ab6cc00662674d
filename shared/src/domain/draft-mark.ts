/**
 * How the Outlook pane marks a draft that has been encrypted, so that the Smart Alerts net and a pane that is opened later know.
 * Shared by the pane and the event bundle, which must stay tiny: constants and pure functions only.
 */

/** Key in `item.sessionData` (requirement set 1.11); lives as long as the compose window. */
export const SESSION_DATA_KEY = 'sefos';
/** Internet header of the draft (1.8); lives with the saved draft, on every device. */
export const MARK_HEADER = 'x-sefos-draft';
/** Internet header of the harmless mail: the message's id. */
export const MESSAGE_HEADER = 'x-sefos-message';

/** `sending`: encryption has begun. `encrypted`: the message is sealed, the draft still holds the plain mail. `harmless`: it holds the notification. */
export type DraftState = 'sending' | 'encrypted' | 'harmless';

export interface DraftMark {
  readonly state: DraftState;
  /** Known from `encrypted` on. */
  readonly messageId: string | undefined;
}

const STATES: readonly string[] = ['sending', 'encrypted', 'harmless'];

/** A mark as text: `<state>` or `<state> <message id>`; safe as a header's value. */
export const writeMark = ({ state, messageId }: DraftMark): string =>
  messageId === undefined ? state : `${state} ${messageId}`;

/** Reads what writeMark wrote; undefined for anything else. */
export const readMark = (text: string | undefined): DraftMark | undefined => {
  const [state, messageId] = text?.trim().split(' ') ?? [];
  if (state === undefined || !STATES.includes(state)) return undefined;
  return { state: state as DraftState, messageId: messageId || undefined };
};
