import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { enqueueFrom, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import type { ActivityResult, TeamsActivities } from '../microsoft365/index.ts';
import { type NotificationPreferencesService, wantsTeams } from '../notifications/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { MessageRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { COLLEAGUE_WAIT_MILLISECONDS } from './notification.job.ts';

const ACTIVITY_JOB = 'teams-activity';

/** The write that asks for an activity in Teams for a delivery, where the holder of its mailbox has chosen so. */
export const activityWished = (mailboxId: string, recipientId: string, now: number): Statement =>
  enqueueFrom(ACTIVITY_JOB, { recipientId }, now, wantsTeams(mailboxId), now + COLLEAGUE_WAIT_MILLISECONDS);

export interface ActivityJobParts {
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly mailboxes: Pick<MailboxesService, 'holderOf'>;
  readonly preferences: Pick<NotificationPreferencesService, 'of'>;
  readonly activities: Pick<TeamsActivities, 'tell'>;
}

/** `nothing`: there is nothing to tell any more, or she wants it no longer. */
interface Told {
  readonly result: ActivityResult | 'nothing';
  readonly statements: readonly Statement[];
}

const NOTHING: Told = { result: 'nothing', statements: [] };

/** Tells the holder of a mailbox in Teams that a message has come. At least once: a repeat takes the place of the first. */
export class ActivityJob {
  readonly #parts: ActivityJobParts;

  constructor(parts: ActivityJobParts) {
    this.#parts = parts;
  }

  async run(payload: JobPayload): Promise<Told> {
    const { repository, mailboxes, preferences, activities, clock } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    if (!recipient?.mailbox_id || recipient.unread === 0 || recipient.opened_at !== null) return NOTHING;
    const message = await repository.message(recipient.message_id);
    const keyRow = await repository.key(recipient.id);
    // Recalled, purged or thrown away in the meantime.
    if (!message || !keyRow || recipient.recalled_at !== null || recipient.deleted_at !== null) return NOTHING;
    const accountId = await mailboxes.holderOf(recipient.mailbox_id);
    if (accountId === null || !(await preferences.of(accountId)).teams) return NOTHING;
    const organisationId = keyRow.organisation_id;
    const language = await this.#languageOf(recipient.address, organisationId);
    const result = await activities.tell(
      { accountId, organisationId },
      { messageId: message.id, recipientId: recipient.id, language, sender: await this.#senderOf(message, language) },
    );
    if (result !== 'sent') return { result, statements: [] };
    const entry = {
      organisationId: message.organisation_id,
      action: 'message.teams-activity-sent',
      actor: { kind: 'system' },
      target: { kind: 'recipient', id: recipient.id },
      facts: { message: message.id },
    } as const;
    return { result, statements: [audit(entry, clock.now().getTime())] };
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

/** The job, for the worker; `onUntold` is told why somebody who wanted it was not told, without who. */
export const activityJobs = (
  activities: ActivityJob,
  onUntold: (job: string, reason: ActivityResult) => void,
): Readonly<Record<string, JobHandler>> => ({
  [ACTIVITY_JOB]: async (payload) => {
    const { result, statements } = await activities.run(payload);
    if (result !== 'nothing' && result !== 'sent') onUntold(ACTIVITY_JOB, result);
    return statements;
  },
});
