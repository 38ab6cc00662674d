import type { ExternalStep, RecipientInput, SendMessage } from '../../../contract/messages.ts';
import { verificationFor } from '../../../domain/levels.ts';
import type { Chip, Draft, ExternalDraft } from './draft.ts';
import { maxDownloadsOf, validUntilInstant } from './refusals.ts';

function toExternalStep(external: ExternalDraft): ExternalStep | undefined {
  if (!external.method) return undefined;
  const needs = verificationFor(external.method);
  const openText = external.openText.trim();
  return {
    method: external.method,
    language: external.language,
    ...(needs === 'none' ? {} : external.known ? { known: external.known } : { [needs]: external[needs].trim() }),
    ...(openText ? { openText } : {}),
  };
}

function toRecipient(draft: Draft, chip: Chip, kind: RecipientInput['kind']): RecipientInput {
  const step = draft.external[chip.address];
  const external = chip.kind === 'external' && step ? toExternalStep(step) : undefined;
  return { address: chip.address, kind, ...(external ? { external } : {}) };
}

/** The request for a draft; only what the chosen methods need leaves the page. */
export function toSendMessage(draft: Draft, mailboxId: string, attachmentIds: readonly string[]): SendMessage {
  const until = validUntilInstant(draft.validUntil);
  const maxDownloads = maxDownloadsOf(draft.maxDownloads);
  return {
    mailboxId,
    recipients: [
      ...draft.to.map((chip) => toRecipient(draft, chip, 'to')),
      ...draft.cc.map((chip) => toRecipient(draft, chip, 'cc')),
      ...draft.bcc.map((chip) => toRecipient(draft, chip, 'bcc')),
    ],
    subject: draft.subject.trim(),
    bodyHtml: draft.bodyHtml,
    attachmentIds: [...attachmentIds],
    assuranceLevel: draft.level ?? 2,
    replyAllowed: draft.replyAllowed,
    ...(until ? { validUntil: until.toISOString() } : {}),
    ...(maxDownloads ? { maxDownloads } : {}),
    ...(draft.readReceipt ? { readReceipt: true } : {}),
    ...(draft.audience === 'recipients' ? {} : { audience: draft.audience }),
    ...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
    ...(draft.forwardOf ? { forwardOf: draft.forwardOf } : {}),
  };
}
