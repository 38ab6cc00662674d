import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage, MailPort } from '../../ports/mail.port.ts';
import { audit } from '../audit/index.ts';
import type { Mailbox, MailboxesService, MemberNotificationsService, MemberReader } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { inParts, ofPart, tellAll } from './in-parts.ts';
import { MEMBER_NOTICE_TEXTS } from './member-notice.texts.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { timelineStatements } from './recipient-events.ts';

const NOTIFY_MEMBERS_JOB = 'notify-members';

export interface MemberNoticesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly mailboxes: Pick<MailboxesService, 'byId'>;
  readonly memberNotifications: Pick<MemberNotificationsService, 'concerned' | 'readers'>;
  /** Who has taken the case of a conversation in a mailbox; null = nobody. */
  readonly holderOfCase: (mailboxId: string, conversationId: string) => Promise<string | null>;
  readonly organisations: OrganisationsService;
  readonly mail: MailPort;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** Thrown inside a batch when another member has been told before. */
class AlreadyTold extends Error {}

/** Tells the members of a function mailbox that a message has come to it, each as she has chosen. */
export class MemberNotices {
  readonly #parts: MemberNoticesParts;

  constructor(parts: MemberNoticesParts) {
    this.#parts = parts;
  }

  /** Asks for mails to the members whom it concerns, but for whoever wrote the message. */
  async ask(message: MessageRecord, recipient: RecipientRecord, payload: JobPayload): Promise<Statement[]> {
    const { memberNotifications, holderOfCase, clock } = this.#parts;
    const mailboxId = String(recipient.mailbox_id);
    const takenBy = await holderOfCase(mailboxId, message.conversation_id);
    const news = { mailboxId, takenBy, writtenBy: message.sender_account_id };
    const told = await memberNotifications.concerned(news, 'mail');
    const now = clock.now().getTime();
    if (told.length === 0)
      return [
        write("update recipient set notification = 'none' where id = ? and notification = 'pending'", recipient.id),
      ];
    const { again = null, by = null } = payload;
    return inParts(told).map((accountIds) =>
      enqueue(NOTIFY_MEMBERS_JOB, { recipientId: recipient.id, accountIds, at: now, again, by }, now),
    );
  }

  /**
   * Mails some members, unless somebody has seen to the message already. At least once; a repeat carries the same Message-ID, and goes
   * to those alone who were not mailed.
   */
  async run(payload: JobPayload): Promise<readonly Statement[]> {
    const { repository, mailboxes, memberNotifications, clock } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    if (!recipient?.mailbox_id || !message || recipient.recalled_at !== null || recipient.purged_at !== null) return [];
    const again = typeof payload.again === 'string' ? payload.again : null;
    if (recipient.opened_at !== null && again === null) return [];
    const mailbox = await mailboxes.byId(recipient.mailbox_id);
    const readers = await memberNotifications.readers(recipient.mailbox_id, ofPart(payload.accountIds));
    if (!mailbox || readers.length === 0) return [];
    const sentAt = clock.now().getTime();
    const { done, left, waitMilliseconds } = await tellAll(readers, (reader) =>
      this.#mail(reader, { message, recipient, mailbox, again }),
    );
    if (done.some((sent) => sent))
      await this.#told({ message, recipient, askedAt: Number(payload.at), sentAt, by: payload.by });
    return inParts(left.map(({ accountId }) => accountId)).map((accountIds) =>
      enqueue(NOTIFY_MEMBERS_JOB, { ...payload, accountIds }, sentAt, sentAt + waitMilliseconds),
    );
  }

  /** False when her own mailbox refuses for good: another try would not help, and the message lies in the shared one. */
  async #mail(reader: MemberReader, { message, recipient, mailbox, again }: Arrived): Promise<boolean> {
    const { organisations, mail, mailFrom, publicUrl } = this.#parts;
    const notice = memberNoticeMail({
      member: reader,
      mailbox: mailbox.name,
      from: mailFrom,
      organisation: (await organisations.get(mailbox.organisationId)).name,
      sender: await this.#senderOf(message, reader.language),
      url: `${publicUrl}/messages/inbox/${message.id}?mailbox=${mailbox.id}`,
      id: [recipient.id, reader.accountId, again].filter(Boolean).join('.'),
      messageId: message.id,
    });
    try {
      await mail.send({ ...notice, organisationId: mailbox.organisationId });
      return true;
    } catch (error) {
      if (isDomainError(error, 'mail-refused')) return false;
      throw error;
    }
  }

  /** Once, however many are told. In a batch of its own: one that fails with the end of the job would mail again. */
  async #told({ message, recipient, askedAt, sentAt, by }: Told): Promise<void> {
    const first = guard(
      write(
        "update recipient set notification = 'notified', notified_at = ? where id = ? and coalesce(notified_at, 0) < ?",
        ...[sentAt, recipient.id, askedAt],
      ),
      () => new AlreadyTold(),
    );
    const name = typeof by === 'string' ? by : null;
    try {
      await this.#parts.database.commit([first, ...notified(message, recipient, sentAt, name)]);
    } catch (error) {
      if (!(error instanceof AlreadyTold)) throw error;
    }
  }

  /** Who answers through a link is named in no mail. */
  async #senderOf(message: MessageRecord, language: MemberReader['language']): Promise<string | null> {
    if (message.sender_recipient_id !== null) return null;
    const { name } = await this.#parts.organisations.get(message.organisation_id);
    return `${senderLine(language, { name: message.sender_name, sentBy: message.sent_by })}, ${name}`;
  }
}

/** A message that has come into a function mailbox. */
interface Arrived {
  readonly message: MessageRecord;
  readonly recipient: RecipientRecord;
  readonly mailbox: Mailbox;
  /** Of which try of the sender's; null = the first. */
  readonly again: string | null;
}

interface Told {
  readonly message: MessageRecord;
  readonly recipient: RecipientRecord;
  readonly askedAt: number;
  readonly sentAt: number;
  /** Who asked that it be told again. */
  readonly by: JobPayload[string] | undefined;
}

const notified = (message: MessageRecord, recipient: RecipientRecord, at: number, by: string | null): Statement[] => [
  ...timelineStatements({ message, recipient }, 'notified', at, { by }),
  audit(
    {
      organisationId: message.organisation_id,
      action: 'message.notified',
      actor: { kind: 'system' },
      target: { kind: 'recipient', id: recipient.id },
      facts: { message: message.id },
    },
    at,
  ),
];

interface MemberNoticeFacts {
  readonly member: MemberReader;
  readonly mailbox: string;
  readonly from: string;
  readonly organisation: string;
  /** Null = somebody outside, who is not named. */
  readonly sender: string | null;
  readonly url: string;
  readonly id: string;
  readonly messageId: string;
}

const memberNoticeMail = (facts: MemberNoticeFacts): MailMessage => {
  const { member, mailbox, from, organisation, sender, url, id, messageId } = facts;
  const { language } = member;
  const texts = MEMBER_NOTICE_TEXTS[language];
  const subject = oneLine(texts.subject(mailbox));
  const said = sender === null ? texts.answered(mailbox) : texts.said(oneLine(sender), mailbox);
  const { button, how, noReply } = texts;
  const inner = [mailParagraph(said), mailButton({ text: button, url }), mailNote(how), mailNote(noReply)].join('\n');
  return {
    from: { name: oneLine(organisation), address: from },
    to: member.address,
    subject,
    text: [said, `${button}:\n${url}`, how, noReply].join('\n\n'),
    html: mailPage({ language, subject, card: mailCard(subject, inner) }),
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    headers: { 'X-Sefos-Message': messageId },
  };
};

/** The job of these mails, for the worker. */
export const memberNoticeJobs = (notices: MemberNotices): Readonly<Record<string, JobHandler>> => ({
  [NOTIFY_MEMBERS_JOB]: (payload) => notices.run(payload),
});
