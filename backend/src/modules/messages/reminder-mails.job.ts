import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import { type LinksService, linkUrl } from '../links/index.ts';
import type {
  Mailbox,
  MailboxesService,
  MailboxMembersRepository,
  MemberNotificationsService,
} from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { refusal } from './bounce-verdict.ts';
import { type Bounces, bouncedStatements } from './bounces.service.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessageContentReader } from './message-content.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { timelineStatements } from './recipient-events.ts';
import { reminderMail, senderReminderMail } from './reminder.mail.ts';
import type { RemindersRepository } from './reminders.repository.ts';

export const REMIND_RECIPIENT_JOB = 'remind-recipient';
export const REMIND_SENDER_JOB = 'remind-sender';

export interface ReminderMailsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly reminders: RemindersRepository;
  readonly content: MessageContentReader;
  readonly links: LinksService;
  readonly mailboxes: MailboxesService;
  readonly members: Pick<MailboxMembersRepository, 'all'>;
  readonly memberNotifications: Pick<MemberNotificationsService, 'wantingMail'>;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly mail: MailPort;
  readonly bounces: Pick<Bounces, 'expect'>;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** What one person is told of links that end. */
interface SenderReminder {
  readonly to: string;
  readonly language: 'sv' | 'en' | 'fi';
  readonly messages: number;
  readonly first: number;
  readonly id: string;
  /** Which mailbox the page enters. */
  readonly place: string;
}

/** Sends the mails before a link ends. As notifications: a repeat after a crash carries the same Message-ID and link. */
export class ReminderMails {
  readonly #parts: ReminderMailsParts;

  constructor(parts: ReminderMailsParts) {
    this.#parts = parts;
  }

  /** To a reader who has not opened, with her own link: the mail is hers alone, also when everybody was told by one mail. */
  async recipient(payload: JobPayload): Promise<readonly Statement[]> {
    const { repository, organisations, mail, mailFrom, bounces, clock } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    if (!recipient || !message || recipient.opened_at !== null) return [];
    const link = await this.#link(recipient.id, Number(payload.expiresAt));
    if (!link) return [];
    const { name: organisation, switchboard, logo } = await organisations.get(message.organisation_id);
    const sentAt = clock.now().getTime();
    const returning = await bounces.expect(recipient.id, sentAt);
    const reminder = reminderMail({
      ...link,
      to: recipient.address,
      from: mailFrom,
      organisation,
      switchboard,
      logoUrl: logo && this.#parts.publicUrl + logo,
      senderName: senderLine(link.language, { name: message.sender_name, sentBy: message.sent_by }),
      recipientId: recipient.id,
      messageId: message.id,
    });
    try {
      await mail.send({ ...reminder, ...returning, organisationId: message.organisation_id });
    } catch (error) {
      if (!isDomainError(error, 'mail-refused')) throw error;
      return [
        write("update recipient set notification = 'bounced' where id = ?", recipient.id),
        ...bouncedStatements(message, recipient, refusal(error.facts), clock.now().getTime()),
      ];
    }
    return reminded(message, recipient, sentAt);
  }

  /** To a sender: how many messages' links end; neither subjects nor names. To each member of a function mailbox who wants mail. */
  async sender(payload: JobPayload): Promise<readonly Statement[]> {
    const { clock, reminders, mailboxes, memberNotifications } = this.#parts;
    const [mailboxId, at] = [String(payload.mailboxId), Number(payload.at)];
    const now = clock.now().getTime();
    if (typeof payload.accountId === 'string') return this.#member(payload);
    const done = write('delete from ending_link where mailbox_id = ? and created_at <= ?', mailboxId, at);
    const { messages, first } = await reminders.summary(mailboxId, at, now);
    const mailbox = await mailboxes.byId(mailboxId);
    if (first === null || !mailbox) return [done];
    if (mailbox.kind === 'function') {
      const accountIds = await memberNotifications.wantingMail(mailboxId);
      return [
        done,
        ...accountIds.map((accountId) =>
          enqueue(REMIND_SENDER_JOB, { mailboxId, at, accountId, messages, first }, now),
        ),
      ];
    }
    const { settings } = await this.#parts.organisations.get(mailbox.organisationId);
    const language = (await this.#parts.directory.languageOf(mailbox.address)) ?? settings.language;
    const facts = { to: mailbox.address, language, messages, first, id: `${mailboxId}.${at}`, place: '' };
    return [done, await this.#remind(mailbox, facts)];
  }

  async #member({ mailboxId, at, accountId, messages, first }: JobPayload): Promise<readonly Statement[]> {
    const { mailboxes, members } = this.#parts;
    const mailbox = await mailboxes.byId(String(mailboxId));
    const all = await members.all(String(mailboxId), { active: true });
    const member = all.find(({ account_id }) => account_id === accountId);
    if (!mailbox || !member) return [];
    return [
      await this.#remind(mailbox, {
        ...{ to: member.address, language: member.language, messages: Number(messages), first: Number(first) },
        ...{ id: `${mailboxId}.${at}.${accountId}`, place: `?mailbox=${mailboxId}` },
      }),
    ];
  }

  async #remind(mailbox: Mailbox, facts: SenderReminder): Promise<Statement> {
    const { clock, organisations, mail, mailFrom, publicUrl } = this.#parts;
    const { to, language, messages, first, id, place } = facts;
    const { name: organisation } = await organisations.get(mailbox.organisationId);
    const reminder = senderReminderMail({
      ...{ to, language, messages, id, organisation, from: mailFrom, firstEnds: new Date(first) },
      url: `${publicUrl}/messages/links${place}`,
    });
    const sent = await mail.send({ ...reminder, organisationId: mailbox.organisationId }).then(
      () => true,
      (error: unknown) => {
        // Her own mailbox refuses for good: another try would not help.
        if (isDomainError(error, 'mail-refused')) return false;
        throw error;
      },
    );
    return audit(
      {
        organisationId: mailbox.organisationId,
        action: sent ? 'message.sender-reminded' : 'message.sender-reminder-refused',
        actor: { kind: 'system' },
        target: { kind: 'mailbox', id: mailbox.id },
        facts: { messages },
      },
      clock.now().getTime(),
    );
  }

  /** Null when the link has ended, or ends at another time by now: that one is reminded of by itself. */
  async #link(recipientId: string, expiresAt: number) {
    const { repository, links, content, clock, publicUrl } = this.#parts;
    const keyRow = await repository.key(recipientId);
    const link = keyRow && (await links.forNotification(recipientId, await content.messageKey(keyRow)));
    if (!link || link.expiresAt !== expiresAt || clock.now().getTime() >= expiresAt) return null;
    const { language, token } = link;
    return { language, url: linkUrl(publicUrl, recipientId, token), expiresAt: new Date(expiresAt) };
  }
}

const reminded = (message: MessageRecord, recipient: RecipientRecord, now: number): Statement[] => [
  ...timelineStatements({ message, recipient }, 'reminded', now),
  audit(
    {
      organisationId: message.organisation_id,
      action: 'message.reminded',
      actor: { kind: 'system' },
      target: { kind: 'recipient', id: recipient.id },
      facts: { message: message.id },
    },
    now,
  ),
];

/** The jobs of reminders, for the worker. */
export const reminderJobs = (mails: ReminderMails): Readonly<Record<string, JobHandler>> => ({
  [REMIND_RECIPIENT_JOB]: (payload) => mails.recipient(payload),
  [REMIND_SENDER_JOB]: (payload) => mails.sender(payload),
});
