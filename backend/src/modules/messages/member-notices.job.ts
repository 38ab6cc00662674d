import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage, MailPort } from '../../ports/mail.port.ts';
import { audit } from '../audit/index.ts';
import type { MailboxesService, MailboxMembersRepository, NamedMember } from '../mailboxes/index.ts';
import type { NotificationPreferencesService } from '../notifications/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { MEMBER_NOTICE_TEXTS } from './member-notice.texts.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { timelineStatements } from './recipient-events.ts';

const NOTIFY_MEMBER_JOB = 'notify-member';

export interface MemberNoticesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly mailboxes: Pick<MailboxesService, 'byId'>;
  readonly members: Pick<MailboxMembersRepository, 'all'>;
  readonly preferences: Pick<NotificationPreferencesService, 'membersWantingMail'>;
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

  /** Asks for a mail to each member who wants one, but for whoever wrote the message. */
  async ask(message: MessageRecord, recipient: RecipientRecord, payload: JobPayload): Promise<Statement[]> {
    const { preferences, clock } = this.#parts;
    const wanting = recipient.mailbox_id ? await preferences.membersWantingMail(recipient.mailbox_id) : [];
    const told = wanting.filter((accountId) => accountId !== message.sender_account_id);
    const now = clock.now().getTime();
    if (told.length === 0)
      return [
        write("update recipient set notification = 'none' where id = ? and notification = 'pending'", recipient.id),
      ];
    const { again = null, by = null } = payload;
    return told.map((accountId) =>
      enqueue(NOTIFY_MEMBER_JOB, { recipientId: recipient.id, accountId, at: now, again, by }, now),
    );
  }

  /** Mails one member, unless somebody has seen to the message already. At least once; a repeat carries the same Message-ID. */
  async run(payload: JobPayload): Promise<readonly Statement[]> {
    const { repository, mailboxes, members, organisations, mail, mailFrom, publicUrl, clock } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    if (!recipient?.mailbox_id || !message || recipient.recalled_at !== null || recipient.purged_at !== null) return [];
    const again = typeof payload.again === 'string' ? payload.again : null;
    if (recipient.opened_at !== null && again === null) return [];
    const mailbox = await mailboxes.byId(recipient.mailbox_id);
    const member = (await members.all(recipient.mailbox_id, { active: true })).find(
      ({ account_id }) => account_id === payload.accountId,
    );
    if (!mailbox || !member) return [];
    const sentAt = clock.now().getTime();
    const notice = memberNoticeMail({
      member,
      mailbox: mailbox.name,
      from: mailFrom,
      organisation: (await organisations.get(mailbox.organisationId)).name,
      sender: await this.#senderOf(message, member.language),
      url: `${publicUrl}/messages/inbox/${message.id}?mailbox=${mailbox.id}`,
      id: [recipient.id, member.account_id, again].filter(Boolean).join('.'),
      messageId: message.id,
    });
    const sent = await mail.send({ ...notice, organisationId: mailbox.organisationId }).then(
      () => true,
      (error: unknown) => {
        // Her own mailbox refuses for good: another try would not help, and the message lies in the shared one.
        if (isDomainError(error, 'mail-refused')) return false;
        throw error;
      },
    );
    if (sent) await this.#told({ message, recipient, askedAt: Number(payload.at), sentAt, by: payload.by });
    return [];
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
  async #senderOf(message: MessageRecord, language: NamedMember['language']): Promise<string | null> {
    if (message.sender_recipient_id !== null) return null;
    const { name } = await this.#parts.organisations.get(message.organisation_id);
    return `${senderLine(language, { name: message.sender_name, sentBy: message.sent_by })}, ${name}`;
  }
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
  readonly member: NamedMember;
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
  [NOTIFY_MEMBER_JOB]: (payload) => notices.run(payload),
});
