import { expect, it } from '@jest/globals';
import { describeOnBoth } from '../../testing/databases.ts';
import { type CaseFilters, CasesRepository } from './cases.repository.ts';

const CASES = 20_000;
const SOMEWHERE = { at: 12_000, id: 'x' };
const NOT_WALKED = /SCAN [a-z_]+"|Seq Scan on mailbox_case\b|TEMP B-TREE/;

describeOnBoth('among twenty thousand cases', (open) => {
  it('every page and counter walks an index of exactly its rows', async () => {
    const { database, end } = await open();
    const isSqlite = database.engine === 'sqlite';
    const series = isSqlite
      ? `with recursive s(n) as (select 1 union all select n + 1 from s where n < ${CASES})`
      : `with s as (select generate_series(1, ${CASES}) as n)`;
    const id = isSqlite ? "printf('%036d', n)" : "lpad(n::text, 36, '0')";
    await database.write(
      `insert into mailbox_case (id, organisation_id, mailbox_id, conversation_id, recipient_id, last_at, taken_by, note_count, revision, opened_at, closed_at, deleted_at) ${series} select ${id}, 'o', 'm' || (n * 3 / ${CASES + 1}), ${id}, ${id}, n, case when n % 5 = 0 then null else 'a' || (n % 5) end, 0, 1, n, case when n % 2 = 0 then n else null end, case when n % 50 = 0 then n else null end from s returning 1 as done`,
    );
    // As autovacuum does: an index alone answers where its pages are known to be seen by all.
    await database.write(isSqlite ? 'analyze' : 'vacuum analyze mailbox_case');
    let plans: string[] = [];
    const explained = async (sql: string, params: (string | number)[]) => {
      plans.push(JSON.stringify(await database.all(`explain ${isSqlite ? 'query plan ' : ''}${sql}`, ...params)));
    };
    const repository = new CasesRepository({
      all: async (sql: string, ...params: (string | number)[]) => {
        await explained(sql, params);
        return [];
      },
      get: async (sql: string, ...params: (string | number)[]) => void (await explained(sql, params)),
    } as unknown as typeof database);
    const walks = async (filters: Pick<CaseFilters, 'state' | 'taken' | 'tagId'>, index: string | RegExp) => {
      for (const after of [null, SOMEWHERE]) {
        plans = [];
        await repository.page('m1', { ...filters, accountId: 'a1', after }, 50);
        for (const plan of plans) {
          expect(plan).toMatch(index);
          expect(plan).not.toMatch(NOT_WALKED);
        }
      }
    };
    for (const state of ['open', 'closed'] as const) {
      await walks({ state, taken: 'anybody', tagId: null }, `ix_mailbox_case_${state}`);
      // Where few cases have the tag, from the tag.
      await walks({ state, taken: 'anybody', tagId: 't1' }, new RegExp(`ix_mailbox_case_${state}|ix_tagged_case_tag`));
      await walks({ state, taken: 'others', tagId: null }, `ix_mailbox_case_${state}`);
      await walks({ state, taken: 'nobody', tagId: null }, `ix_mailbox_case_${state}_free`);
      await walks({ state, taken: 'mine', tagId: null }, `ix_mailbox_case_${state}_taken`);
    }
    plans = [];
    await repository.counts('m1', 'a1');
    // Of somebody who has taken few: whoever holds a fifth of all is found at once on any way.
    await repository.mailboxOfTaken('a9', 'm1');
    await repository.mailboxOfTaken('a9', null);
    await repository.deletedBefore(100, 100);
    for (const plan of plans) {
      expect(plan).toMatch(/ix_mailbox_case_(open|closed|deleted|holder)/);
      expect(plan).not.toMatch(/SCAN mailbox_case"|Seq Scan on mailbox_case\b/);
    }
    await end();
  });

  it('looks at no more than so many when nothing fits, and says how far it came', async () => {
    const { database, end } = await open();
    const isSqlite = database.engine === 'sqlite';
    const series = isSqlite
      ? 'with recursive s(n) as (select 1 union all select n + 1 from s where n < 5001)'
      : 'with s as (select generate_series(1, 5001) as n)';
    const id = isSqlite
      ? "printf('%08d-0000-7000-8000-%012d', n, n)"
      : "lpad(n::text, 8, '0') || '-0000-7000-8000-' || lpad(n::text, 12, '0')";
    await database.write(
      `insert into mailbox_case (id, organisation_id, mailbox_id, conversation_id, recipient_id, last_at, taken_by, note_count, revision, opened_at) ${series} select ${id}, 'o', 'm', ${id}, ${id}, n, case when n = 1 then 'other' else 'me' end, 0, 1, n from s returning 1 as done`,
    );
    const repository = new CasesRepository(database);
    const filters = { state: 'open', taken: 'others', accountId: 'me', tagId: null } as const;
    const first = await repository.page('m', { ...filters, after: null }, 50);
    expect(first).toMatchObject({ rows: [], next: { at: 2 } });
    const second = await repository.page('m', { ...filters, after: first.next }, 50);
    expect(second.rows.map(({ last_at }) => Number(last_at))).toEqual([1]);
    expect(second.next).toBeNull();
    await end();
  });
});
