import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import type { Absence, AutoRepliesService, SignaturesService } from '../mailbox-texts/index.ts';
import type { Mailbox, MailboxesService } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { forbiddenBy } from './forbidden-domains.ts';
import type { MessageRecord } from './message.entity.ts';
import type { MessageContentReader } from './message-content.ts';
import { textToHtml } from './message-html.ts';
import type { MessageWriter } from './message-writer.ts';
import type { MessagesRepository } from './messages.repository.ts';

const AUTO_REPLY_JOB = 'auto-reply';
const PREFIX = { sv: 'Autosvar', en: 'Automatic reply', fi: 'Automaattinen vastaus' } as const;

export interface AutoReplyJobParts {
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly mailboxes: MailboxesService;
  readonly autoReplies: AutoRepliesService;
  readonly signatures: Pick<SignaturesService, 'of'>;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly content: MessageContentReader;
  readonly writer: MessageWriter;
}

/** The writes that ask for the answers of those who are away, for the batch that delivers a message which a person sends. */
export const askForAutoReplies = async (
  autoReplies: AutoRepliesService,
  message: { readonly id: string; readonly senderMailboxId: string; readonly mailboxIds: readonly string[] },
  now: number,
): Promise<Statement[]> => {
  // Nobody answers herself.
  const others = message.mailboxIds.filter((id) => id !== message.senderMailboxId);
  const absent = await autoReplies.absentUntil(others, now);
  return [...absent.keys()].map((mailboxId) => enqueue(AUTO_REPLY_JOB, { messageId: message.id, mailboxId }, now));
};

/**
 * Answers for somebody who is away, and for function mailboxes. Loops cannot be: only what a person sends asks for an answer (`askForAutoReplies`), an answer
 * asks for none. The answer, the row that says whom it answered and the end of the job are one batch: once, also after a crash.
 */
export class AutoReplyJob {
  readonly #parts: AutoReplyJobParts;

  constructor(parts: AutoReplyJobParts) {
    this.#parts = parts;
  }

  async run({ messageId, mailboxId }: JobPayload): Promise<readonly Statement[]> {
    const { repository, mailboxes, autoReplies } = this.#parts;
    const message = await repository.message(String(messageId));
    if (!message || message.automatic === 1 || !message.sender_mailbox_id) return [];
    const [holder, sender, absence] = await Promise.all([
      mailboxes.byId(String(mailboxId)),
      mailboxes.byId(message.sender_mailbox_id),
      autoReplies.absenceOf(String(mailboxId), message.sent_at),
    ]);
    if (!holder || !sender || !absence) return [];
    const { organisationId } = holder;
    const { domains } = (await this.#parts.organisations.get(organisationId)).settings;
    if (forbiddenBy(organisationId, domains)(sender.address, sender)) return [];
    if (await autoReplies.hasAnswered(absence.periodId, sender.id)) return [];
    const subject = await this.#subject(message, holder);
    return subject === null ? [] : this.#answer(message, { holder, sender, absence, subject });
  }

  /** The original's subject as the holder may read it; null when she cannot any more. */
  async #subject(message: MessageRecord, holder: Mailbox): Promise<string | null> {
    const { repository, content } = this.#parts;
    const recipients = await repository.recipients(message.id);
    const recipient = recipients.find(({ mailbox_id }) => mailbox_id === holder.id);
    const key = recipient && (await repository.key(recipient.id));
    if (!key || message.headline === null) return null;
    return content.headline(await content.messageKey(key), message).subject;
  }

  /** A function mailbox's own, where that has been said. */
  async #languageOf({ id, address, organisationId, kind }: Mailbox): Promise<'sv' | 'en' | 'fi'> {
    const { directory, mailboxes, organisations } = this.#parts;
    const own = await (kind === 'function' ? mailboxes.languageOf(id) : directory.languageOf(address));
    return own ?? (await organisations.get(organisationId)).settings.language;
  }

  /** A function mailbox signs what it answers: with its signature, or its name. */
  async #signatureOf({ id, name, kind }: Mailbox): Promise<string> {
    if (kind !== 'function') return '';
    return (await this.#parts.signatures.of(id)) || textToHtml(name);
  }

  async #answer(
    message: MessageRecord,
    { holder, sender, absence, subject }: { holder: Mailbox; sender: Mailbox; absence: Absence; subject: string },
  ): Promise<Statement[]> {
    const { clock, autoReplies, writer } = this.#parts;
    const language = await this.#languageOf(holder);
    const now = clock.now().getTime();
    const id = newId(now);
    const statements = await writer.write(
      {
        id,
        organisationId: holder.organisationId,
        sender: {
          mailboxId: holder.id,
          accountId: null,
          recipientId: null,
          name: holder.name,
          address: holder.address,
        },
        recipients: [{ kind: 'to', address: sender.address, mailbox: sender, external: null }],
        subject: `${PREFIX[language]}: ${subject}`.slice(0, LIMITS.subjectCharacters),
        bodyHtml: textToHtml(absence.text) + (await this.#signatureOf(holder)),
        attachmentIds: [],
        uploadOwner: { kind: 'account', id: holder.id, organisationId: holder.organisationId },
        assuranceLevel: message.assurance_level as 1 | 2 | 3,
        replyAllowed: true,
        validUntil: null,
        maxDownloads: null,
        linkExpiresAt: 0,
        conversationId: message.conversation_id,
        inReplyTo: message.id,
        automatic: true,
      },
      now,
    );
    return [
      autoReplies.answered(holder.id, absence.periodId, sender.id, now),
      ...statements,
      audit(
        {
          organisationId: holder.organisationId,
          action: 'auto-reply.sent',
          actor: { kind: 'system' },
          target: { kind: 'message', id },
          facts: { mailbox: holder.id, answers: message.id },
        },
        now,
      ),
    ];
  }
}

/** The job of this module that answers for those who are away, for the worker. */
export const autoReplyJobs = (job: AutoReplyJob): Readonly<Record<string, JobHandler>> => ({
  [AUTO_REPLY_JOB]: (payload) => job.run(payload),
});
