import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { enqueue, enqueueFrom, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import type { MailboxesService, MemberNotificationsService, MemberReader } from '../mailboxes/index.ts';
import type { ActivityResult, TeamsActivities } from '../microsoft365/index.ts';
import { type NotificationPreferencesService, wantsTeams } from '../notifications/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { inParts, ofPart, tellAll } from './in-parts.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { COLLEAGUE_WAIT_MILLISECONDS } from './notification.job.ts';

const ACTIVITY_JOB = 'teams-activity';
/** For some members of a function mailbox. */
const MEMBERS_JOB = 'teams-activity-members';

/** The write that asks for an activity in Teams for a delivery, where the holder of its mailbox, or a member, has chosen so. */
export const activityWished = (mailboxId: string, recipientId: string, now: number): Statement =>
  enqueueFrom(ACTIVITY_JOB, { recipientId }, now, wantsTeams(mailboxId), now + COLLEAGUE_WAIT_MILLISECONDS);

export interface ActivityJobParts {
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly mailboxes: Pick<MailboxesService, 'byId' | 'holderOf'>;
  readonly memberNotifications: Pick<MemberNotificationsService, 'concerned' | 'readers'>;
  /** Who has taken the case of a conversation in a mailbox; null = nobody. */
  readonly holderOfCase: (mailboxId: string, conversationId: string) => Promise<string | null>;
  readonly preferences: Pick<NotificationPreferencesService, 'of'>;
  readonly activities: Pick<TeamsActivities, 'tell' | 'teller'>;
}

/** What became of each who was to be told; none: there is nothing to tell any more, or nobody wants it. */
interface Told {
  readonly results: readonly ActivityResult[];
  readonly statements: readonly Statement[];
}

/** A delivery that is news still. */
interface News {
  readonly message: MessageRecord;
  readonly recipient: RecipientRecord;
  readonly mailboxId: string;
  /** Whose key opens it: the reader's organisation. */
  readonly organisationId: string;
}

const NOTHING: Told = { results: [], statements: [] };

/** Tells the holder of a mailbox, or members of a function mailbox, in Teams that a message has come. At least once: a repeat takes the place of the first. */
export class ActivityJob {
  readonly #parts: ActivityJobParts;

  constructor(parts: ActivityJobParts) {
    this.#parts = parts;
  }

  async run(payload: JobPayload): Promise<Told> {
    const news = await this.#news(payload);
    if (!news) return NOTHING;
    const { mailboxes, preferences, activities } = this.#parts;
    const { message, recipient, mailboxId, organisationId } = news;
    const accountId = await mailboxes.holderOf(mailboxId);
    if (accountId === null) return this.#askForMembers(news);
    if (!(await preferences.of(accountId)).teams) return NOTHING;
    const language = await this.#languageOf(recipient.address, organisationId);
    const result = await activities.tell(
      { accountId, organisationId },
      { messageId: message.id, recipientId: recipient.id, language, sender: await this.#senderOf(message, language) },
    );
    return { results: [result], statements: this.#logged(news, result === 'sent' ? 1 : 0) };
  }

  /** Some members of a function mailbox; those whom Teams could not take now in another job. */
  async members(payload: JobPayload): Promise<Told> {
    const news = await this.#news(payload);
    const mailbox = news && (await this.#parts.mailboxes.byId(news.mailboxId));
    if (!news || !mailbox) return NOTHING;
    const { activities, memberNotifications, clock } = this.#parts;
    const { message, recipient, organisationId } = news;
    const readers = await memberNotifications.readers(mailbox.id, ofPart(payload.accountIds));
    const tell = await activities.teller(
      organisationId,
      readers.map(({ accountId }) => accountId),
    );
    const { done, left, waitMilliseconds } = await tellAll(readers, async ({ accountId, language }: MemberReader) =>
      tell(accountId, {
        ...{ messageId: message.id, recipientId: recipient.id, language },
        ...{ sender: await this.#senderOf(message, language), mailbox: { id: mailbox.id, name: mailbox.name } },
      }),
    );
    const now = clock.now().getTime();
    const again = inParts(left.map(({ accountId }) => accountId)).map((accountIds) =>
      enqueue(MEMBERS_JOB, { recipientId: recipient.id, accountIds }, now, now + waitMilliseconds),
    );
    const sent = done.filter((result) => result === 'sent').length;
    return { results: done, statements: [...again, ...this.#logged(news, sent)] };
  }

  async #askForMembers({ message, recipient, mailboxId }: News): Promise<Told> {
    const { memberNotifications, holderOfCase, clock } = this.#parts;
    const takenBy = await holderOfCase(mailboxId, message.conversation_id);
    const told = await memberNotifications.concerned(
      { mailboxId, takenBy, writtenBy: message.sender_account_id },
      'teams',
    );
    const now = clock.now().getTime();
    const asked = inParts(told).map((accountIds) =>
      enqueue(MEMBERS_JOB, { recipientId: recipient.id, accountIds }, now),
    );
    return { results: [], statements: asked };
  }

  /** Null when it was opened, marked, recalled, purged or thrown away in the meantime. */
  async #news(payload: JobPayload): Promise<News | null> {
    const { repository } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    if (!recipient?.mailbox_id || recipient.unread === 0 || recipient.opened_at !== null) return null;
    const message = await repository.message(recipient.message_id);
    const keyRow = await repository.key(recipient.id);
    if (!message || !keyRow || recipient.recalled_at !== null || recipient.deleted_at !== null) return null;
    return { message, recipient, mailboxId: recipient.mailbox_id, organisationId: keyRow.organisation_id };
  }

  #logged({ message, recipient }: News, people: number): Statement[] {
    if (people === 0) return [];
    const entry = {
      organisationId: message.organisation_id,
      action: 'message.teams-activity-sent',
      actor: { kind: 'system' },
      target: { kind: 'recipient', id: recipient.id },
      facts: { message: message.id, ...(people > 1 ? { members: people } : {}) },
    } as const;
    return [audit(entry, this.#parts.clock.now().getTime())];
  }

  async #languageOf(address: string, organisationId: string): Promise<'sv' | 'en' | 'fi'> {
    const { directory, organisations } = this.#parts;
    return (await directory.languageOf(address)) ?? (await organisations.get(organisationId)).settings.language;
  }

  /** As the mail names her; who answers through a link is named in neither. */
  async #senderOf(message: MessageRecord, language: 'sv' | 'en' | 'fi'): Promise<string | null> {
    if (message.sender_recipient_id !== null) return null;
    const { name } = await this.#parts.organisations.get(message.organisation_id);
    return `${senderLine(language, { name: message.sender_name, sentBy: message.sent_by })}, ${name}`;
  }
}

/** The jobs, for the worker; `onUntold` is told why somebody who wanted it was not told, without who. */
export const activityJobs = (
  activities: ActivityJob,
  onUntold: (job: string, reason: ActivityResult) => void,
): Readonly<Record<string, JobHandler>> => {
  const ended = ({ results, statements }: Told, job: string): readonly Statement[] => {
    for (const result of results) if (result !== 'sent') onUntold(job, result);
    return statements;
  };
  return {
    [ACTIVITY_JOB]: async (payload) => ended(await activities.run(payload), ACTIVITY_JOB),
    [MEMBERS_JOB]: async (payload) => ended(await activities.members(payload), MEMBERS_JOB),
  };
};
