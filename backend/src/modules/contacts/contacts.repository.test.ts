import { expect, it } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import { type SqlValue, write } from '../../platform/database/statements.ts';
import { describeOnBoth } from '../../testing/databases.ts';
import { AccountsDirectory } from '../accounts/index.ts';
import { ContactsRepository, KnownRecipientsRepository } from './index.ts';

const ACCOUNTS = 10_000;
const CONTACTS = 20_000;
/** A mailbox has a tenth of the contacts, and every name begins with one of two letters: a short text finds thousands. */
const MAILBOXES = 10;
const AFTER = { key: '6e', id: 'x' };

/** Walks a whole table, or sorts what it has found (those of one and the same name may be sorted). */
const SLOW = /SCAN [a-z_]+"|Seq Scan|TEMP B-TREE FOR ORDER BY|"Sort {2}/;

const fill = async (database: Database) => {
  const isSqlite = database.engine === 'sqlite';
  const series = (count: number) =>
    isSqlite
      ? `with recursive s(n) as (select 1 union all select n + 1 from s where n < ${count})`
      : `with s as (select generate_series(1, ${count}) as n)`;
  const id = isSqlite ? "printf('%036d', n)" : "lpad(n::text, 36, '0')";
  const bytes = (text: string) => (isSqlite ? `cast(${text} as blob)` : `convert_to(${text}, 'UTF8')`);
  const rows = (table: string, columns: string, count: number, values: string) =>
    database.write(`insert into ${table} (${columns}) ${series(count)} select ${values} from s returning 1 as done`);
  const mailbox = `'m' || (n % ${MAILBOXES})`;
  const name = "case when n % 2 = 0 then 'anna ' else 'nils ' end || n";
  const key = isSqlite ? "x''" : "''";
  await rows(
    'account',
    'id, organisation_id, mailbox_id, email, display_name, roles, wrapped_key, key_epoch, language, theme, created_at',
    ACCOUNTS,
    `${id}, 'o' || (n % 2), ${id}, ${id}, ${name}, 'user', ${key}, 1, 'sv', 'system', n`,
  );
  await rows(
    'account_search_key',
    'account_id, search_key, organisation_id',
    ACCOUNTS,
    `${id}, ${bytes(name)}, 'o' || (n % 2)`,
  );
  await rows(
    'contact_search_key',
    'owner_id, search_key, mailbox_id, kind',
    CONTACTS,
    `${id}, ${bytes(name)}, ${mailbox}, 'contact'`,
  );
  await rows(
    'contact',
    'id, organisation_id, mailbox_id, name, address, sort_name, revision, created_at, saved_at',
    CONTACTS,
    `${id}, 'o', ${mailbox}, ${name}, ${id} || '@example.org', ${id}, 1, n, n`,
  );
  await rows(
    'known_recipient',
    'mailbox_id, address, organisation_id, address_key, name, used_at',
    CONTACTS,
    `${mailbox}, ${name}, 'o', ${bytes(name)}, '', n`,
  );
  await database.commit([write('analyze')]);
};

describeOnBoth('among ten thousand accounts and twenty thousand contacts', (open) => {
  it('whatever somebody types, every suggestion and page walks an index in its order', async () => {
    const { database, end } = await open();
    await fill(database);
    const plans: string[] = [];
    const explaining = {
      all: async (sql: string, ...params: SqlValue[]) => {
        const explain = `explain ${database.engine === 'sqlite' ? 'query plan ' : ''}${sql}`;
        plans.push(JSON.stringify(await database.all(explain, ...params)));
        return [];
      },
    } as unknown as Database;
    const contacts = new ContactsRepository(explaining);
    const known = new KnownRecipientsRepository(explaining);
    for (const text of ['a', 'anna', 'nils 99']) {
      await contacts.search('contact', 'm1', text, null, 8);
      await contacts.search('contact', 'm1', text, AFTER, 50);
      await known.search('m1', text, 0, 8);
      await new AccountsDirectory(explaining).suggest('o1', text, 8);
    }
    await contacts.list('contact', 'm1', null, 50);
    await contacts.list('contact', 'm1', AFTER, 50);
    await contacts.byAddresses('m1', ['a@example.org', 'b@example.org', 'c@example.org']);
    await known.byAddresses('m1', ['a@example.org', 'b@example.org', 'c@example.org']);
    await known.remembered('m1', null, 50);
    await known.remembered('m1', { at: 5, id: 'x' }, 50);
    expect(plans.filter((plan) => SLOW.test(plan))).toEqual([]);
    await end();
  }, 60_000);
});
