import type { AutoReply, SavedAutoReply } from '@sefos/shared/contract/auto-replies.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanText } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import { AutoReplyAnswerEntity, type MailboxTextRecord } from './mailbox-text.entity.ts';
import { type MailboxTextsRepository, saveText } from './mailbox-texts.repository.ts';
import type { TextSealing } from './text-sealing.ts';

const DAY_MILLISECONDS = 86_400_000;

export interface AutoRepliesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MailboxTextsRepository;
  readonly mailboxes: MailboxesService;
  readonly sealing: TextSealing;
}

/** Thrown inside the batch that answers, when another one has answered this sender meanwhile. */
export class AlreadyAnswered extends Error {}

/** An absence as it stands now. `text` is protected data: never log. */
export interface Absence {
  readonly periodId: string;
  /** Null = until it is switched off. */
  readonly until: number | null;
  readonly text: string;
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const moment = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** What of a reply the log tells: never its text. */
type Period = Pick<MailboxTextRecord, 'enabled' | 'starts_at' | 'ends_at'>;

/** Automatic replies of people and of function mailboxes: their settings, who is away, and whom each has answered. docs/adr/0022-delegation-and-auto-reply.md */
export class AutoRepliesService {
  readonly #parts: AutoRepliesParts;

  constructor(parts: AutoRepliesParts) {
    this.#parts = parts;
  }

  /** Off and empty until it is written. @throws {DomainError} not-found */
  async get(actor: AccountActor, mailboxId: string): Promise<SavedAutoReply> {
    const { mailboxes, repository, sealing } = this.#parts;
    await mailboxes.requireUser(actor, mailboxId);
    const row = await repository.find(mailboxId, 'auto-reply');
    if (!row) return { enabled: false, startsAt: null, endsAt: null, text: '', revision: 0 };
    return present(row, await sealing.open(row), row.revision);
  }

  /** @throws {DomainError} not-found, not-allowed, settings-changed, auto-reply-empty, auto-reply-period-invalid */
  async save(actor: AccountActor, mailboxId: string, input: AutoReply): Promise<SavedAutoReply> {
    const { database, clock, mailboxes, repository, sealing } = this.#parts;
    const { organisationId, kind } = await mailboxes.requireKeeper(actor, mailboxId);
    const now = clock.now().getTime();
    const text = cleanText(input.text).trim();
    const [starts, ends] = [moment(input.startsAt), moment(input.endsAt)];
    requireUsable({ enabled: input.enabled, text, starts, ends, openEnded: kind === 'function' }, now);
    const before = await repository.find(mailboxId, 'auto-reply');
    const revision = before?.revision ?? 0;
    if (input.revision !== undefined && input.revision !== revision) throw new DomainError('settings-changed');
    const goesOn = before?.enabled === 1 && before.ends_at === ends && (ends === null || before.starts_at === starts);
    const place = { organisation_id: organisationId, mailbox_id: mailboxId, kind: 'auto-reply' };
    const row = {
      ...place,
      ...(await sealing.seal(place, text)),
      enabled: input.enabled ? 1 : 0,
      // Without a period it answers from when it was switched on.
      starts_at: starts ?? (goesOn ? before.starts_at : now),
      ends_at: ends,
      period_id: goesOn ? before.period_id : newId(now),
      saved_at: now,
    };
    await database.commit([
      guard(saveText(row, revision), () => new DomainError('settings-changed')),
      write('delete from auto_reply_answer where mailbox_id = ? and period_id <> ?', mailboxId, row.period_id),
      audit(
        {
          organisationId,
          action: 'auto-reply.changed',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { before: logged(before), after: logged(row) },
        },
        now,
      ),
    ]);
    return present(row, text, revision + 1);
  }

  /** Until when these mailboxes answer by themselves at an instant (null = until it is switched off); one that does not is not in the answer. One query. */
  async absentUntil(mailboxIds: readonly string[], atMs: number): Promise<ReadonlyMap<string, number | null>> {
    const rows = await this.#parts.repository.absences(mailboxIds, atMs);
    return new Map(rows.map(({ mailbox_id, ends_at }) => [mailbox_id, ends_at]));
  }

  /** The absence that a mailbox has at an instant, with its text; null when there is none. */
  async absenceOf(mailboxId: string, atMs: number): Promise<Absence | null> {
    const { repository, sealing } = this.#parts;
    const row = await repository.find(mailboxId, 'auto-reply');
    if (row?.enabled !== 1 || row.period_id === null || row.starts_at === null) return null;
    if (atMs < row.starts_at || (row.ends_at !== null && atMs >= row.ends_at)) return null;
    return { periodId: row.period_id, until: row.ends_at, text: await sealing.open(row) };
  }

  /** Whether this sender has been answered in this period. */
  async hasAnswered(periodId: string, senderMailboxId: string): Promise<boolean> {
    const sql = 'select 1 from auto_reply_answer where period_id = ? and sender_mailbox_id = ?';
    return (await this.#parts.database.get(sql, periodId, senderMailboxId)) !== undefined;
  }

  /** The write that lets one answer through to a sender in a period; belongs into the batch of the answer. */
  answered(mailboxId: string, periodId: string, senderMailboxId: string, now: number): Statement {
    const row = { period_id: periodId, sender_mailbox_id: senderMailboxId, mailbox_id: mailboxId, answered_at: now };
    return guard(insert(AutoReplyAnswerEntity, row, 'nothing'), () => new AlreadyAnswered());
  }
}

const present = (row: Period, text: string, revision: number): SavedAutoReply => ({
  enabled: row.enabled === 1,
  // One without an end has no period to show.
  startsAt: row.ends_at === null ? null : instant(row.starts_at),
  endsAt: instant(row.ends_at),
  text,
  revision,
});

const logged = (row: Period | undefined): string =>
  JSON.stringify(
    row
      ? { enabled: row.enabled === 1, from: instant(row.starts_at), until: instant(row.ends_at) }
      : { enabled: false },
  );

interface Wanted {
  readonly enabled: boolean;
  readonly text: string;
  readonly starts: number | null;
  readonly ends: number | null;
  /** May be on without an end: nobody comes back to switch off a person's own. */
  readonly openEnded: boolean;
}

/** @throws {DomainError} auto-reply-empty, auto-reply-period-invalid */
const requireUsable = ({ enabled, text, starts, ends, openEnded }: Wanted, now: number): void => {
  const latest = now + LIMITS.delegationDays * DAY_MILLISECONDS;
  const isPeriod = starts === null || ends === null ? openEnded && starts === ends : starts < ends && ends <= latest;
  if (!isPeriod || (enabled && ends !== null && ends <= now))
    throw new DomainError('auto-reply-period-invalid', { longestDays: LIMITS.delegationDays });
  if (enabled && text === '') throw new DomainError('auto-reply-empty');
};
