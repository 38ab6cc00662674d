import type { DraftContent, DraftExternal, DraftRecipient, SaveDraft } from '../../../contract/drafts.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { type Chip, chipsOf, type Draft, type ExternalDraft, emptyDraft } from './draft.ts';
import { maxDownloadsOf } from './refusals.ts';

/** What is kept of a draft on the server, without the revision that it follows. */
export type KeptDraft = Omit<SaveDraft, 'revision'>;

const field = (text: string) => text.slice(0, LIMITS.draftFieldCharacters);
const long = (text: string) => text.slice(0, LIMITS.draftTextCharacters);

const toExternal = (external: ExternalDraft): DraftExternal => ({
  ...(external.method ? { method: external.method } : {}),
  phone: field(external.phone),
  personalNumber: field(external.personalNumber),
  language: external.language,
  openText: long(external.openText),
  ...(external.later ? { later: true } : {}),
  ...(external.known ? { known: external.known } : {}),
});

function toRecipient(draft: Draft, chip: Chip, kind: DraftRecipient['kind']): DraftRecipient {
  const external = draft.external[chip.address];
  return {
    kind,
    address: field(chip.address),
    name: field(chip.name),
    ...(external ? { external: toExternal(external) } : {}),
  };
}

/** What is written, as the server keeps it; what is longer than anything that can be sent is cut. */
export function toKeptDraft(draft: Draft, uploadIds: readonly string[]): KeptDraft {
  const most = maxDownloadsOf(draft.maxDownloads);
  const of = (kind: DraftRecipient['kind']) => draft[kind].map((chip) => toRecipient(draft, chip, kind));
  return {
    recipients: [...of('to'), ...of('cc'), ...of('bcc')].slice(0, LIMITS.draftRecipients),
    subject: long(draft.subject),
    bodyHtml: draft.bodyHtml,
    assuranceLevel: draft.level ?? null,
    replyAllowed: draft.replyAllowed,
    validUntil: /^\d{4}-\d{2}-\d{2}$/.test(draft.validUntil) ? draft.validUntil : '',
    ...(most ? { maxDownloads: most } : {}),
    ...(draft.readReceipt ? { readReceipt: true } : {}),
    ...(draft.audience === 'recipients' ? {} : { audience: draft.audience }),
    inReplyTo: draft.inReplyTo ?? null,
    ...(draft.forwardOf ? { forwardOf: draft.forwardOf } : {}),
    uploadIds: [...new Set(uploadIds)],
  };
}

/** What tells one kept draft from another. Names follow from the addresses: the server said them. */
export const textOfKept = (kept: KeptDraft): string =>
  JSON.stringify({ ...kept, recipients: kept.recipients.map((recipient) => ({ ...recipient, name: '' })) });

/** A saved draft to go on with; where its addresses lead has to be asked again. */
export function fromDraftContent(content: DraftContent): Draft {
  const of = (kind: DraftRecipient['kind']) =>
    content.recipients
      .filter((recipient) => recipient.kind === kind)
      .map(({ address, name }): Chip => ({ address, name, kind: 'checking', organisation: null }));
  const externals = content.recipients.flatMap(({ address, external }): [string, ExternalDraft][] =>
    external ? [[address, { ...external, method: external.method }]] : [],
  );
  return {
    ...emptyDraft,
    ...{ to: of('to'), cc: of('cc'), bcc: of('bcc') },
    subject: content.subject,
    bodyHtml: content.bodyHtml,
    level: content.assuranceLevel ?? undefined,
    replyAllowed: content.replyAllowed,
    validUntil: content.validUntil,
    maxDownloads: String(content.maxDownloads ?? ''),
    readReceipt: content.readReceipt === true,
    audience: content.audience ?? 'recipients',
    external: Object.fromEntries(externals),
    inReplyTo: content.inReplyTo ?? undefined,
    forwardOf: content.forwardOf,
    ...(content.waiting ? { waitingRevision: content.revision } : {}),
  };
}

const shown = (html: string) => html.replace(/<(?!img\b)[^>]*>|&nbsp;/g, '').trim();

/** True when there is nothing in it that somebody wrote; `signed` is what was put there by itself. */
export const isBlankDraft = (draft: Draft, uploadIds: readonly string[], signed = ''): boolean =>
  uploadIds.length === 0 &&
  chipsOf(draft).length === 0 &&
  draft.subject.trim() === '' &&
  ['', shown(signed)].includes(shown(draft.bodyHtml));
