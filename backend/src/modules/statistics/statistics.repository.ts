import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import {
  COUNTED_ACTIONS,
  type CountedEvent,
  type MessageEnd,
  REPLYING_ACTION,
  SENDING_ACTIONS,
  type Tally,
} from './counting.domain.ts';
import { StatisticMarkEntity, type StatisticMarkRow } from './statistic.entity.ts';

/** A stretch of an organisation's log. */
export interface Stretch {
  readonly organisationId: string;
  /** After this entry, and up to and with the other. */
  readonly after: number;
  readonly to: number;
}

export interface SealedEvent extends CountedEvent {
  readonly actorId: string | null;
  readonly targetId: string | null;
}

/** Somebody else counted the stretch first. */
export class Overtaken extends Error {}

const marksFor = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
/** So many ids in a query. */
const CHUNK = 500;

/** The raw rows that figures come from, and where they are kept. It reads beside the modules whose rows they are, and writes none of theirs. */
export class StatisticsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stretches that are chained and not counted yet, one of at most so many entries for each organisation. */
  async uncounted(most: number): Promise<Stretch[]> {
    const rows = await this.#database.all<{ organisation_id: string; counted: number; sequence: number }>(
      'select h.organisation_id, h.sequence, coalesce(m.sequence, 0) as counted from audit_head h left join statistic_mark m on m.organisation_id = h.organisation_id where h.sequence > coalesce(m.sequence, 0)',
    );
    return rows.map(({ organisation_id, counted, sequence }) => ({
      organisationId: organisation_id,
      after: counted,
      to: Math.min(counted + most, sequence),
    }));
  }

  /** What of a stretch is counted, and when its last entry was made. */
  async events({ organisationId, after, to }: Stretch): Promise<{ events: SealedEvent[]; lastAt: number }> {
    const last = await this.#database.get<{ at: number }>(
      'select at from audit_event where organisation_id = ? and sequence = ?',
      organisationId,
      to,
    );
    const rows = await this.#database.all<{
      at: number;
      action: string;
      method: string | null;
      facts: string;
      actor_id: string | null;
      target_id: string | null;
    }>(
      `select at, action, method, facts, actor_id, target_id from audit_event where organisation_id = ? and sequence > ? and sequence <= ? and (action || '') in (${marksFor(COUNTED_ACTIONS)}) order by sequence`,
      organisationId,
      after,
      to,
      ...COUNTED_ACTIONS,
    );
    const events = rows.map(({ actor_id, target_id, ...row }) => ({
      ...row,
      organisationId,
      actorId: actor_id,
      targetId: target_id,
    }));
    return { events, lastAt: last?.at ?? 0 };
  }

  /** Where the messages that the entries tell of came from and went to. */
  async messageEnds(events: readonly SealedEvent[]): Promise<MessageEnd[]> {
    const sending: readonly string[] = SENDING_ACTIONS;
    const sent = events.flatMap(({ action, targetId }) => (sending.includes(action) && targetId ? [targetId] : []));
    const replies = await this.#replies(events.filter(({ action }) => action === REPLYING_ACTION));
    const ids = [...new Set([...sent, ...replies])];
    const ends: MessageEnd[] = [];
    for (let start = 0; start < ids.length; start += CHUNK)
      ends.push(...(await this.#ends(ids.slice(start, start + CHUNK))));
    return ends;
  }

  /** The writes that add to the figures and move the mark on, once. */
  counted({ organisationId, after, to }: Stretch, lastAt: number, tallies: readonly Tally[]): Promise<void> {
    const start: StatisticMarkRow = { organisation_id: organisationId, sequence: 0, counted_to: 0 };
    const moved = write(
      'update statistic_mark set sequence = ?, counted_to = ? where organisation_id = ? and sequence = ?',
      to,
      lastAt,
      organisationId,
      after,
    );
    return this.#database.commit([
      insert(StatisticMarkEntity, start, 'nothing'),
      guard(moved, () => new Overtaken()),
      ...tallies.map(addition),
    ]);
  }

  /** Answers through links: their entries name the message that was answered, who did it and when. */
  async #replies(events: readonly SealedEvent[]): Promise<string[]> {
    const found: string[] = [];
    for (let start = 0; start < events.length; start += CHUNK) {
      const chunk = events.slice(start, start + CHUNK);
      const wanted = new Set(chunk.map(({ targetId, actorId, at }) => `${targetId} ${actorId} ${at}`));
      const times = chunk.map(({ at }) => at);
      const answered = [...new Set(chunk.flatMap(({ targetId }) => targetId ?? []))];
      if (answered.length === 0) continue;
      const rows = await this.#database.all<{ id: string; key: string }>(
        `select m.id, o.id || ' ' || m.sender_recipient_id || ' ' || m.sent_at as key from message o join message m on m.conversation_id = o.conversation_id where o.id in (${marksFor(answered)}) and m.sent_at >= ? and m.sent_at <= ? and m.in_reply_to = o.id and m.sender_recipient_id is not null`,
        ...answered,
        Math.min(...times),
        Math.max(...times),
      );
      found.push(...rows.filter(({ key }) => wanted.has(key)).map(({ id }) => id));
    }
    return found;
  }

  async #ends(ids: readonly string[]): Promise<MessageEnd[]> {
    const columns = 'b.organisation_id, b.id as mailbox_id, b.kind';
    const [sent, received] = await Promise.all([
      this.#database.all<EndRow>(
        `select m.id as message_id, m.sent_at as at, ${columns} from message m join mailbox b on b.id = m.sender_mailbox_id where m.id in (${marksFor(ids)})`,
        ...ids,
      ),
      this.#database.all<EndRow>(
        `select r.message_id, r.delivered_at as at, ${columns} from recipient r join mailbox b on b.id = r.mailbox_id where r.message_id in (${marksFor(ids)})`,
        ...ids,
      ),
    ]);
    return [...sent.map((row) => endOf(row, 'sent')), ...received.map((row) => endOf(row, 'received'))];
  }
}

interface EndRow {
  readonly message_id: string;
  readonly at: number;
  readonly organisation_id: string;
  readonly mailbox_id: string;
  readonly kind: string;
}

const endOf = (row: EndRow, direction: MessageEnd['direction']): MessageEnd => ({
  messageId: row.message_id,
  at: row.at,
  organisationId: row.organisation_id,
  mailboxId: row.mailbox_id,
  mailboxKind: row.kind,
  direction,
});

const addition = ({ organisationId, mailboxId, day, metric, kind, count }: Tally): Statement =>
  write(
    'insert into statistic_day (organisation_id, mailbox_id, day, metric, kind, count) values (?, ?, ?, ?, ?, ?) on conflict (organisation_id, mailbox_id, day, metric, kind) do update set count = statistic_day.count + excluded.count',
    organisationId,
    mailboxId,
    day,
    metric,
    kind,
    count,
  );
