import type { Standing } from '@sefos/shared/contract/statistics.ts';
import type { Database } from '../../platform/database/database.ts';

/** A figure of the rollup. */
export interface Figure {
  readonly metric: string;
  readonly kind: string;
  readonly count: number;
}

export interface MailboxFigure extends Figure {
  readonly mailbox_id: string;
}

export interface CoursePoint {
  readonly at: string;
  readonly metric: string;
  readonly count: number;
}

export interface FunctionMailbox {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly sort_name: string;
}

/** Days, both counted. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const SUM = 'cast(sum(count) as bigint) as count';
const marksFor = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Answers from the rollup, and from the rows of accounts and mailboxes, which stay when somebody removes them. */
export class FiguresRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  organisation(organisationId: string, { from, to }: Days): Promise<Figure[]> {
    return this.#database.all<Figure>(
      `select metric, kind, ${SUM} from statistic_day where organisation_id = ? and mailbox_id = '' and day >= ? and day <= ? group by metric, kind order by metric, kind`,
      organisationId,
      from,
      to,
    );
  }

  /** Messages by day, or by the beginning of it: `2026-03`. */
  course(organisationId: string, { from, to }: Days, step: 'day' | 'month'): Promise<CoursePoint[]> {
    const at = `substr(day, 1, ${step === 'day' ? 10 : 7})`;
    return this.#database.all<CoursePoint>(
      `select ${at} as at, metric, ${SUM} from statistic_day where organisation_id = ? and mailbox_id = '' and day >= ? and day <= ? and metric in ('sent', 'received') group by ${at}, metric order by 1, 2`,
      organisationId,
      from,
      to,
    );
  }

  mailboxes(mailboxIds: readonly string[], organisationId: string, { from, to }: Days): Promise<MailboxFigure[]> {
    return this.#database.all<MailboxFigure>(
      `select mailbox_id, metric, kind, ${SUM} from statistic_day where organisation_id = ? and mailbox_id in (${marksFor(mailboxIds)}) and day >= ? and day <= ? group by mailbox_id, metric, kind order by mailbox_id, metric, kind`,
      organisationId,
      ...mailboxIds,
      from,
      to,
    );
  }

  /** How many stood there before an instant, came, went, and stand at another. */
  async standing(table: 'account' | 'mailbox', organisationId: string, start: number, end: number): Promise<Standing> {
    const which = table === 'mailbox' ? " and kind = 'function'" : '';
    const row = await this.#database.get<Omit<Standing, 'closing'>>(
      `select coalesce(sum(case when created_at < ? and (removed_at is null or removed_at >= ?) then 1 else 0 end), 0) as opening, coalesce(sum(case when created_at >= ? and created_at < ? then 1 else 0 end), 0) as added, coalesce(sum(case when removed_at >= ? and removed_at < ? then 1 else 0 end), 0) as removed from ${table} where organisation_id = ?${which}`,
      ...[start, start, start, end, start, end],
      organisationId,
    );
    const { opening, added, removed } = row ?? { opening: 0, added: 0, removed: 0 };
    return { opening, added, removed, closing: opening + added - removed };
  }

  /** Function mailboxes by name, after a place in that order. */
  functionMailboxes(
    organisationId: string,
    after: { readonly sortName: string; readonly id: string } | null,
    limit: number,
  ): Promise<FunctionMailbox[]> {
    return this.#database.all<FunctionMailbox>(
      `select id, name, address, sort_name from mailbox where organisation_id = ? and kind = 'function' and removed_at is null${after ? ' and (sort_name, id) > (?, ?)' : ''} order by sort_name, id limit ?`,
      organisationId,
      ...(after ? [after.sortName, after.id] : []),
      limit,
    );
  }

  members(mailboxIds: readonly string[]): Promise<{ mailbox_id: string; role: string; count: number }[]> {
    return this.#database.all(
      `select mailbox_id, role, count(*) as count from mailbox_member where mailbox_id in (${marksFor(mailboxIds)}) group by mailbox_id, role`,
      ...mailboxIds,
    );
  }

  /** Up to when the organisation's log is counted; null = all of it that is chained. */
  async countedTo(organisationId: string): Promise<number | null> {
    const row = await this.#database.get<{ counted_to: number | null }>(
      'select coalesce(m.counted_to, 0) as counted_to from audit_head h left join statistic_mark m on m.organisation_id = h.organisation_id where h.organisation_id = ? and h.sequence > coalesce(m.sequence, 0)',
      organisationId,
    );
    return row?.counted_to ?? null;
  }
}
