import { bodyExcess } from '../../../domain/inline-images.ts';
import { type AssuranceLevel, METHOD_LEVEL, satisfies, verificationFor } from '../../../domain/levels.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { normalisePersonalNumber } from '../../../domain/personal-number.ts';
import { toE164 } from '../../../domain/phone.ts';
import { chipsOf, type Draft, type ExternalDraft, isLater } from './draft.ts';

/** The control that a refusal is about: focus goes there. */
export type RefusedField =
  | 'to'
  | 'cc'
  | 'subject'
  | 'body'
  | 'files'
  | 'level'
  | 'validUntil'
  | 'maxDownloads'
  | 'method'
  | 'phone'
  | 'personalNumber'
  | 'openText';

/** Why a step cannot be left, as a key of the words with what to put in them. */
export interface Refusal {
  readonly field: RefusedField;
  readonly reason:
    | 'noRecipients'
    | 'invalidRecipients'
    | 'forbiddenRecipients'
    | 'unchecked'
    | 'tooManyRecipients'
    | 'noSubject'
    | 'subjectTooLong'
    | 'bodyTooLong'
    | 'uploadsFailed'
    | 'phone'
    | 'personalNumber'
    | 'noPersonalNumber'
    | 'method'
    | 'openTextTooLong'
    | 'validUntil'
    | 'maxDownloads';
  readonly facts?: { readonly addresses?: string; readonly count?: number };
}

/** What keeps the first step from being left, first cause first. */
export function writeRefusals(draft: Draft): readonly Refusal[] {
  const chips = chipsOf(draft);
  const refusals: Refusal[] = [];
  if (chips.length === 0) refusals.push({ field: 'to', reason: 'noRecipients' });
  for (const field of ['to', 'cc'] as const) {
    const invalid = draft[field].filter((chip) => chip.kind === 'invalid').map((chip) => chip.address);
    if (invalid.length > 0)
      refusals.push({ field, reason: 'invalidRecipients', facts: { addresses: invalid.join(', ') } });
    const forbidden = draft[field].filter((chip) => chip.forbidden).map((chip) => chip.address);
    if (forbidden.length > 0)
      refusals.push({ field, reason: 'forbiddenRecipients', facts: { addresses: forbidden.join(', ') } });
  }
  if (chips.some((chip) => chip.kind === 'unknown' || chip.kind === 'checking')) {
    refusals.push({ field: 'to', reason: 'unchecked' });
  }
  if (chips.length > LIMITS.recipientsPerMessage) {
    refusals.push({ field: 'to', reason: 'tooManyRecipients', facts: { count: LIMITS.recipientsPerMessage } });
  }
  if (draft.subject.trim() === '') refusals.push({ field: 'subject', reason: 'noSubject' });
  if (draft.subject.length > LIMITS.subjectCharacters) {
    refusals.push({ field: 'subject', reason: 'subjectTooLong', facts: { count: LIMITS.subjectCharacters } });
  }
  if (bodyExcess(draft.bodyHtml)) refusals.push({ field: 'body', reason: 'bodyTooLong' });
  return refusals;
}

/** The end of the chosen local day; undefined when none was chosen or the text is no date. */
export function validUntilInstant(date: string): Date | undefined {
  const end = new Date(`${date}T23:59:59`);
  return date === '' || Number.isNaN(end.getTime()) ? undefined : end;
}

/** The number as typed: undefined for none, null for what is no number that may be sent. */
export function maxDownloadsOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= LIMITS.downloadsPerRecipient ? count : null;
}

/** What keeps the level step from being left. `now` in milliseconds. */
export function levelRefusals(draft: Draft, now: number): readonly Refusal[] {
  const until = validUntilInstant(draft.validUntil);
  const refusals: Refusal[] = [];
  if (draft.validUntil !== '' && (!until || until.getTime() <= now)) {
    refusals.push({ field: 'validUntil', reason: 'validUntil' });
  }
  if (maxDownloadsOf(draft.maxDownloads) === null) {
    refusals.push({
      field: 'maxDownloads',
      reason: 'maxDownloads',
      facts: { count: LIMITS.downloadsPerRecipient },
    });
  }
  return refusals;
}

/** What keeps one recipient's step from being left: never a method below the level, and what the method must know. */
export function externalRefusals(external: ExternalDraft, level: AssuranceLevel): readonly Refusal[] {
  const { method } = external;
  if (!method || !satisfies(METHOD_LEVEL[method], level)) return [{ field: 'method', reason: 'method' }];
  const refusals: Refusal[] = [];
  const needs = isLater(external) || external.known ? 'none' : verificationFor(method);
  if (needs === 'phone' && toE164(external.phone) === null) refusals.push({ field: 'phone', reason: 'phone' });
  if (needs === 'personalNumber' && normalisePersonalNumber(external.personalNumber) === null) {
    const reason = external.personalNumber.trim() === '' ? 'noPersonalNumber' : 'personalNumber';
    refusals.push({ field: 'personalNumber', reason });
  }
  if (external.openText.length > LIMITS.openTextCharacters) {
    refusals.push({ field: 'openText', reason: 'openTextTooLong', facts: { count: LIMITS.openTextCharacters } });
  }
  return refusals;
}
