import { type DraftMark, readMark } from '@sefos/shared/domain/draft-mark.ts';
import { notificationText } from './notification.ts';
import { containsPersonalNumber } from './personal-number.ts';
import { visibleText } from './visible-text.ts';

/** What the host has said about the draft in time; undefined where it has not. */
export interface DraftFacts {
  /** The mark as text, from the window's session data and from the draft's header: none, one or both. */
  readonly marks: readonly string[];
  readonly subject: string | undefined;
  readonly bodyHtml: string | undefined;
  readonly attachmentCount: number | undefined;
  /** The person has been warned of a personnummer in this window and pressed Send again. */
  readonly warned: boolean;
}

/**
 * `unfinished`: encryption has begun, the draft may hold the plain mail. `changed`: the harmless mail is no longer that alone.
 * `unchecked`: marked, and the host did not say enough in time. `personal-number`: plain mail with a personnummer; may be sent anyway.
 */
export type Decision = 'allow' | 'unfinished' | 'changed' | 'unchecked' | 'personal-number';

// Ours, but of another version: begun is the careful reading.
const UNREADABLE: DraftMark = { state: 'sending', messageId: undefined };

function decideMarked(marks: readonly DraftMark[], facts: DraftFacts, thisYear: number): Decision {
  const { subject, bodyHtml, attachmentCount } = facts;
  const messageId = marks[0]?.messageId;
  if (marks.some((mark) => mark.state !== 'harmless')) return 'unfinished';
  if (messageId === undefined || marks.some((mark) => mark.messageId !== messageId)) return 'changed';
  if (attachmentCount !== undefined && attachmentCount > 0) return 'changed';
  const text = bodyHtml === undefined ? '' : notificationText(bodyHtml, messageId);
  if (text === undefined || [subject || '', text].some((part) => containsPersonalNumber(part, thisYear))) {
    return 'changed';
  }
  const isKnown = subject !== undefined && bodyHtml !== undefined && attachmentCount !== undefined;
  return isKnown ? 'allow' : 'unchecked';
}

/** Whether the draft may leave. A marked draft leaves only when it is known to be harmless; an unmarked one unless it holds a personnummer. */
export function decide(facts: DraftFacts, thisYear: number): Decision {
  const marks = facts.marks.filter((text) => text.trim() !== '').map((text) => readMark(text) || UNREADABLE);
  if (marks.length > 0) return decideMarked(marks, facts, thisYear);
  if (facts.warned) return 'allow';
  const found = [facts.subject || '', visibleText(facts.bodyHtml || '')].some((text) =>
    containsPersonalNumber(text, thisYear),
  );
  return found ? 'personal-number' : 'allow';
}
