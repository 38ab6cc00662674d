import type { Database } from '../../platform/database/database.ts';
import type { Days } from './figures.repository.ts';

/** An organisation with what stands in a report of usage. */
export interface OrganisationUsage {
  readonly id: string;
  readonly name: string;
  readonly sort_name: string;
  readonly frozen_at: number | null;
  readonly licensed_accounts: number | null;
  readonly licensed_mailboxes: number | null;
  readonly licence_ends_at: number | null;
  readonly accounts: number;
  readonly mailboxes: number;
  readonly figures: Readonly<Record<string, number>>;
}

type Row = Omit<OrganisationUsage, 'accounts' | 'mailboxes' | 'figures'>;

interface Count {
  readonly organisation_id: string;
  readonly count: number;
}

const of = (counts: readonly Count[], id: string): number =>
  Number(counts.find((row) => row.organisation_id === id)?.count ?? 0);

/** Figures of many organisations at once: four queries a page, by name. */
export class UsageRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** `end`: the first instant after the period, at which accounts and mailboxes are counted. */
  async page(after: Pick<Row, 'sort_name' | 'id'> | null, days: Days, end: number, limit: number) {
    const rows = await this.#database.all<Row>(
      `select o.id, o.name, o.sort_name, o.frozen_at, l.accounts as licensed_accounts, l.function_mailboxes as licensed_mailboxes, l.ends_at as licence_ends_at from organisation o left join organisation_licence l on l.organisation_id = o.id${after ? ' where (o.sort_name, o.id) > (?, ?)' : ''} order by o.sort_name, o.id limit ?`,
      ...(after ? [after.sort_name, after.id] : []),
      limit,
    );
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const among = `organisation_id in (${ids.map(() => '?').join(', ')})`;
    const standing = (table: string) =>
      this.#database.all<Count>(
        `select organisation_id, count(*) as count from ${table} and ${among} and created_at < ? and (removed_at is null or removed_at >= ?) group by organisation_id`,
        ...[...ids, end, end],
      );
    const [figures, accounts, mailboxes] = await Promise.all([
      this.#database.all<Count & { metric: string }>(
        `select organisation_id, metric, cast(sum(count) as bigint) as count from statistic_day where ${among} and mailbox_id = '' and day >= ? and day <= ? group by organisation_id, metric`,
        ...[...ids, days.from, days.to],
      ),
      standing('account where 1 = 1'),
      standing("mailbox where kind = 'function'"),
    ]);
    return rows.map(
      (row): OrganisationUsage => ({
        ...row,
        accounts: of(accounts, row.id),
        mailboxes: of(mailboxes, row.id),
        figures: Object.fromEntries(
          figures.flatMap(({ organisation_id, metric, count }) =>
            organisation_id === row.id ? [[metric, Number(count)]] : [],
          ),
        ),
      }),
    );
  }
}
