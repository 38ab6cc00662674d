import { expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth } from '../../testing/databases.ts';
import { SearchRepository } from '../search/index.ts';
import { type ListFilters, ListsRepository } from './lists.repository.ts';

const NEWEST: ListFilters = { order: 'newest', after: null, from: null, before: null };
/** Keys are none in this test, so that PostgreSQL reads their table as it is; and it may sort the few rows that an index gives. */
const NOT_WALKED = /SCAN [a-z_]+"|Seq Scan on (?:recipient|message|search_entry)\b|TEMP B-TREE/;
const SOMEWHERE: ListFilters = { ...NEWEST, after: { at: 12_000, id: 'x' }, before: 18_000 };

describeOnBoth('among twenty thousand messages, most of them put aside', (open) => {
  it('every page walks an index of exactly its rows', async () => {
    const { database, end } = await open();
    const isSqlite = database.engine === 'sqlite';
    const series = isSqlite
      ? 'with recursive s(n) as (select 1 union all select n + 1 from s where n < 20000)'
      : 'with s as (select generate_series(1, 20000) as n)';
    const id = isSqlite ? "printf('%036d', n)" : "lpad(n::text, 36, '0')";
    const gone = 'case when n % 4 = 1 then n else null end';
    const name = isSqlite ? "printf('%02x', n % 200)" : 'to_hex(n % 200)';
    const aside = 'case when n % 10 = 0 then null else n end';
    await database.write(
      `insert into recipient (id, message_id, position, kind, address, name, mailbox_id, sender_mailbox_id, address_kind, delivered_at, notification, archived_at, deleted_at, unread, sort_name, assurance_level) ${series} select ${id}, ${id}, 0, 'to', 'a', 'a', 'm' || (n % 3), 'm' || (n % 3), case when n % 7 = 0 then 'external' else 'internal' end, n, 'none', ${aside}, ${gone}, case when n % 100 = 0 then 1 else 0 end, ${name}, 1 + n % 3 from s returning 1 as done`,
    );
    await database.write(
      `insert into message (id, organisation_id, sender_mailbox_id, sender_name, sender_address, conversation_id, assurance_level, reply_allowed, attachment_count, recipient_count, sent_at, sender_archived_at, sender_deleted_at, sort_name) ${series} select ${id}, 'o', 'm' || (n % 3), 'a', 'a', ${id}, 1 + n % 3, 1, 0, 1, n, ${aside}, ${gone}, ${name} from s returning 1 as done`,
    );
    await database.write(
      `insert into search_entry (row_id, mailbox_id, received, at, tokens) ${series} select ${id}, 'm' || (n % 3), 1, n, ${isSqlite ? "x'00000000'" : "'\\x00000000'::bytea"} from s returning 1 as done`,
    );
    await database.commit([write('analyze')]);
    let plans: string[] = [];
    const explaining = {
      engine: database.engine,
      all: async (sql: string, ...params: (string | number)[]) => {
        const rows = await database.all(`explain ${isSqlite ? 'query plan ' : ''}${sql}`, ...params);
        plans.push(JSON.stringify(rows));
        return [];
      },
      get: async (sql: string, ...params: (string | number)[]) => {
        plans.push(JSON.stringify(await database.all(`explain ${isSqlite ? 'query plan ' : ''}${sql}`, ...params)));
        return undefined;
      },
    } as unknown as typeof database;
    const lists = new ListsRepository(explaining);
    const walked = async (
      folder: Parameters<typeof lists.page>[0],
      filters: ListFilters,
      indexes: readonly string[],
    ) => {
      plans = [];
      await lists.page(folder, 'm1', filters, 0, 51);
      await lists.edge(folder, 'm1', filters, 100);
      expect(plans).toHaveLength(2 * indexes.length);
      for (const index of indexes) expect(plans.filter((plan) => plan.includes(index))).toHaveLength(2);
      for (const plan of plans) expect(plan).not.toMatch(NOT_WALKED);
    };
    for (const filters of [NEWEST, SOMEWHERE, { ...SOMEWHERE, order: 'oldest' as const }]) {
      await walked('inbox', filters, ['ix_recipient_inbox']);
      await walked('inbox', { ...filters, unread: true }, ['ix_recipient_unread']);
      await walked('sent', filters, ['ix_message_sent']);
      await walked('links', filters, ['ix_recipient_links']);
      await walked('archive', filters, ['ix_recipient_archive', 'ix_message_archive']);
      await walked('deleted', filters, ['ix_recipient_restorable', 'ix_message_restorable']);
    }
    const sorted = async (folder: Parameters<typeof lists.page>[0], filters: ListFilters, index: RegExp) => {
      plans = [];
      await lists.page(folder, 'm1', filters, 0, 51);
      await lists.edge(folder, 'm1', filters, 100);
      for (const plan of plans) {
        expect(plan).toMatch(index);
        // What has been passed is counted in the index as well.
        expect(plan.replace('SCAN passed', '')).not.toMatch(NOT_WALKED);
      }
    };
    const keys = { name: 'c3a5', level: 1 } as const;
    for (const order of ['name', 'level'] as const) {
      const after = { at: 12_000, id: 'x', key: keys[order] };
      for (const filters of [
        { ...NEWEST, order },
        { ...NEWEST, order, after, before: 18_000 },
      ]) {
        await sorted('inbox', filters, new RegExp(`ix_recipient_inbox_${order}`));
        await sorted('sent', filters, new RegExp(`ix_message_sent_${order}`));
        await sorted('links', filters, new RegExp(`ix_recipient_links_${order}`));
        await sorted('archive', filters, new RegExp(`ix_(?:recipient|message)_archive_${order}`));
      }
    }
    plans = [];
    const searched = new SearchRepository(explaining);
    await searched.entries('m1', 'newest', { at: 12_000, id: 'x' }, 0, 512);
    await searched.entries('m1', 'oldest', { at: 12_000, id: 'x' }, 20_000, 512);
    for (const plan of plans) {
      expect(plan).toContain('ix_search_entry_mailbox');
      expect(plan).not.toMatch(NOT_WALKED);
    }
    await end();
  }, 120_000);
});
