import type { SendMessage } from '@sefos/shared/contract/messages.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import { answeredWrites } from '../cases/index.ts';
import type { KnownRecipients } from '../contacts/index.ts';
import {
  type ClaimableDraft,
  claimDraft,
  type DraftsService,
  messageOfDraft,
  requireUnsent,
  writerOf,
} from '../drafts/index.ts';
import type { AutoRepliesService } from '../mailbox-texts/index.ts';
import type { EnteredMailbox, MailboxesService } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { askForAutoReplies } from './auto-reply.job.ts';
import { forwardedEntry, requireCarriable } from './forward.service.ts';
import type { MessageAccess } from './message-access.ts';
import { sanitiseBody } from './message-html.ts';
import type { MessageWriter } from './message-writer.ts';
import { actingName, delegateName, memberName } from './messages.domain.ts';
import { downloadLimit, linkExpiry, normaliseRecipients, planRecipients } from './messages.policy.ts';
import { repliedStatements } from './recipient-events.ts';
import { writtenTo } from './recipient-history.ts';
import { answeredBy, forwardedBy, sendingRules, toRemember, withKnownDetails } from './sending-rules.ts';

export interface SendServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisations: OrganisationsService;
  readonly mailboxes: MailboxesService;
  readonly drafts: DraftsService;
  readonly access: MessageAccess;
  readonly writer: MessageWriter;
  readonly attachments: Pick<AttachmentsService, 'carried'>;
  readonly autoReplies: AutoRepliesService;
  readonly knownRecipients: Pick<KnownRecipients, 'resolve' | 'remember'>;
}

const sentEntry = (
  actor: AccountActor,
  id: string,
  input: Omit<SendMessage, 'maxDownloads'> & { readonly maxDownloads: number | null; readonly waited: boolean },
  now: number,
): Statement =>
  audit(
    {
      organisationId: actor.organisationId,
      action: 'message.sent',
      actor: accountActor(actor),
      target: { kind: 'message', id },
      facts: {
        assuranceLevel: input.assuranceLevel,
        recipients: input.recipients.length,
        attachments: input.attachmentIds.length,
        ...(input.maxDownloads === null ? {} : { maxDownloads: input.maxDownloads }),
        ...(input.readReceipt ? { readReceipt: true } : {}),
        ...(input.audience === 'recipientsAndOrganisation' ? { audience: input.audience } : {}),
        ...(input.waited ? { afterWaiting: true } : {}),
        notification: input.notification ?? 'links',
        // A draft of a mail program became this message: it was sent from Outlook.
        fromMailProgram: input.draftKey !== undefined,
      },
    },
    now,
  );

/** What becomes this message, once: a draft of ours, one of a mail program, or both. */
const draftsOf = ({ mailboxId, draftKey, draftId }: SendMessage): ClaimableDraft[] =>
  [draftKey, draftId].flatMap((key) => (key === undefined ? [] : [{ mailboxId, key }]));

export class SendService {
  readonly #parts: SendServiceParts;

  constructor(parts: SendServiceParts) {
    this.#parts = parts;
  }

  /** Checks, seals and delivers a message in one commit. @throws {DomainError} see contract/messages.ts sendMessage */
  async send(
    actor: AccountActor,
    input: SendMessage,
    idempotency: IdempotencyRecord,
  ): Promise<{ id: string; at: string }> {
    const { database, mailboxes } = this.#parts;
    const mailbox = await mailboxes.requireMember(actor, input.mailboxId);
    const drafts = draftsOf(input);
    for (const draft of drafts) await requireUnsent(database, draft);
    try {
      return await this.#send(actor, input, mailbox, idempotency);
    } catch (error) {
      // Whatever it failed on, another send of this draft may be why: it took the draft, and the uploads with it.
      for (const draft of drafts) await requireUnsent(database, draft);
      throw error;
    }
  }

  /** What a draft has become, when it was sent from the person's own mailbox; null while nothing has. */
  async findDraft(actor: AccountActor, key: string): Promise<{ messageId: string | null }> {
    return { messageId: await messageOfDraft(this.#parts.database, { mailboxId: actor.mailboxId, key }) };
  }

  async #send(
    actor: AccountActor,
    input: SendMessage,
    mailbox: EnteredMailbox,
    idempotency: IdempotencyRecord,
  ): Promise<{ id: string; at: string }> {
    const { database, clock, mailboxes, drafts, writer, attachments } = this.#parts;
    const now = clock.now().getTime();
    const subject = cleanLine(input.subject);
    if (subject === '') throw new DomainError('invalid-request', { field: 'subject' });
    const rules = await sendingRules(this.#parts.organisations, actor.organisationId, input.assuranceLevel);
    const addresses = normaliseRecipients(input.recipients);
    const asked = await withKnownDetails(this.#parts.knownRecipients, mailbox, input.recipients, addresses);
    const planned = { ...input, recipients: asked };
    const recipients = planRecipients(planned, addresses, await mailboxes.byAddresses(addresses), rules);
    const maxDownloads = downloadLimit(input.maxDownloads, rules);
    const original = await answeredBy(this.#parts.access, actor, input.inReplyTo);
    const forwarded = await forwardedBy(this.#parts.access, actor, input);
    const uploadOwner = { kind: 'account', id: actor.accountId, organisationId: actor.organisationId } as const;
    const carried = requireCarriable(
      await attachments.carried(uploadOwner, input.attachmentIds),
      actor,
      input.assuranceLevel,
    );
    const id = newId(now);
    const conversationId = (original?.message ?? forwarded)?.conversation_id ?? id;
    const statements = await writer.write(
      {
        id,
        organisationId: actor.organisationId,
        sender: {
          mailboxId: mailbox.id,
          accountId: actor.accountId,
          recipientId: null,
          name: mailbox.name,
          address: mailbox.address,
          sentBy: delegateName(actor),
          writtenBy: memberName(actor),
        },
        recipients,
        subject,
        bodyHtml: sanitiseBody(input.bodyHtml),
        attachmentIds: input.attachmentIds,
        uploadOwner,
        assuranceLevel: input.assuranceLevel,
        replyAllowed: input.replyAllowed,
        validUntil: input.validUntil ? Date.parse(input.validUntil) : null,
        maxDownloads,
        readReceipt: input.readReceipt === true,
        organisationHolderId: input.audience === 'recipientsAndOrganisation' ? newId(now) : null,
        linkExpiresAt: linkExpiry(input.validUntil, rules, now),
        conversationId,
        inReplyTo: original?.message.id ?? null,
        notification: input.notification ?? 'links',
      },
      now,
    );
    const answer = { id, at: new Date(now).toISOString() };
    const claims = draftsOf(input).map((draft) => claimDraft(draft, id, now));
    const draft = input.draftId ? { mailboxId: mailbox.id, draftId: input.draftId, writerId: writerOf(actor) } : null;
    const { statements: gone, waited } = draft
      ? await drafts.sent(draft, input.draftRevision, now)
      : { statements: [], waited: false };
    const replied = original?.recipient
      ? repliedStatements(
          { message: original.message, recipient: original.recipient },
          id,
          now,
          actingName(actor, original.message),
        )
      : [];
    const entries = [
      sentEntry(actor, id, { ...input, maxDownloads, waited }, now),
      ...[...new Set([forwarded?.id ?? [], ...carried].flat())].map((from) => forwardedEntry(actor, from, id, now)),
    ];
    const answered =
      mailbox.kind === 'function'
        ? answeredWrites({ mailboxId: mailbox.id, conversationId, messageId: id }, actor, now)
        : [];
    const away = await askForAutoReplies(
      this.#parts.autoReplies,
      { id, senderMailboxId: mailbox.id, mailboxIds: recipients.flatMap((to) => to.mailbox?.id ?? []) },
      now,
    );
    await database.commit([
      ...[...claims, ...gone, ...replied, ...answered, ...entries, ...away],
      ...writtenTo(mailbox, recipients, now),
      ...(await this.#parts.knownRecipients.remember(mailbox, recipients.map(toRemember), now)),
      ...[idempotency.record(answer), ...statements],
    ]);
    return answer;
  }
}
