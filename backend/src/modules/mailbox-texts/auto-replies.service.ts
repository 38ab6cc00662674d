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
  readonly until: number;
  readonly text: string;
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Automatic replies: their settings, who is away, and whom each has answered. docs/adr/0022-delegation-and-auto-reply.md */
export class AutoRepliesService {
  readonly #parts: AutoRepliesParts;

  constructor(parts: AutoRepliesParts) {
    this.#parts = parts;
  }

  /** Off and empty until it is written. @throws {DomainError} not-found */
  async get(actor: AccountActor, mailboxId: string): Promise<SavedAutoReply> {
    const { mailboxes, repository, sealing } = this.#parts;
    await mailboxes.requireOwn(actor, mailboxId);
    const row = await repository.find(mailboxId, 'auto-reply');
    if (!row) return { enabled: false, startsAt: null, endsAt: null, text: '' };
    return present(row, await sealing.open(row));
  }

  /** @throws {DomainError} not-found, auto-reply-empty, auto-reply-period-invalid */
  async save(actor: AccountActor, mailboxId: string, input: AutoReply): Promise<SavedAutoReply> {
    const { database, clock, mailboxes, repository, sealing } = this.#parts;
    const { organisationId } = await mailboxes.requireOwn(actor, mailboxId);
    const now = clock.now().getTime();
    const text = cleanText(input.text).trim();
    const [starts, ends] = [Date.parse(input.startsAt), Date.parse(input.endsAt)];
    requireUsable(input.enabled, text, starts, ends, now);
    const before = await repository.find(mailboxId, 'auto-reply');
    const goesOn = before?.enabled === 1 && before.starts_at === starts && before.ends_at === ends;
    const periodId = goesOn ? before.period_id : newId(now);
    const place = { organisation_id: organisationId, mailbox_id: mailboxId, kind: 'auto-reply' };
    const row = {
      ...place,
      ...(await sealing.seal(place, text)),
      enabled: input.enabled ? 1 : 0,
      starts_at: starts,
      ends_at: ends,
      period_id: periodId,
      saved_at: now,
    };
    await database.commit([
      saveText(row),
      write('delete from auto_reply_answer where mailbox_id = ? and period_id <> ?', mailboxId, periodId),
      audit(
        {
          organisationId,
          action: 'auto-reply.changed',
          actor: accountActor(actor),
          target: { kind: 'mailbox', id: mailboxId },
          facts: { enabled: input.enabled, from: instant(starts), until: instant(ends) },
        },
        now,
      ),
    ]);
    return present(row, text);
  }

  /** Until when the holders of these mailboxes are away at an instant; who is not is not in the answer. One query. */
  async absentUntil(mailboxIds: readonly string[], atMs: number): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#parts.repository.absences(mailboxIds, atMs);
    return new Map(rows.map(({ mailbox_id, ends_at }) => [mailbox_id, ends_at]));
  }

  /** The absence that a mailbox has at an instant, with its text; null when there is none. */
  async absenceOf(mailboxId: string, atMs: number): Promise<Absence | null> {
    const { repository, sealing } = this.#parts;
    const row = await repository.find(mailboxId, 'auto-reply');
    if (row?.enabled !== 1 || row.period_id === null || row.starts_at === null || row.ends_at === null) return null;
    if (atMs < row.starts_at || atMs >= row.ends_at) return null;
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

const present = (row: Pick<MailboxTextRecord, 'enabled' | 'starts_at' | 'ends_at'>, text: string): SavedAutoReply => ({
  enabled: row.enabled === 1,
  startsAt: instant(row.starts_at),
  endsAt: instant(row.ends_at),
  text,
});

/** @throws {DomainError} auto-reply-empty, auto-reply-period-invalid */
const requireUsable = (enabled: boolean, text: string, starts: number, ends: number, now: number): void => {
  const latest = now + LIMITS.delegationDays * DAY_MILLISECONDS;
  const isPeriod = starts < ends && ends <= latest;
  if (!isPeriod || (enabled && ends <= now))
    throw new DomainError('auto-reply-period-invalid', { longestDays: LIMITS.delegationDays });
  if (enabled && text === '') throw new DomainError('auto-reply-empty');
};
