import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { HANNA, KALLE, TestProduct } from '../../testing/product.ts';
import { CopyPurge } from './copy-purge.ts';
import { MessagesRepository } from './messages.repository.ts';
import { RemindersRepository } from './reminders.repository.ts';
import { RetentionSweep } from './retention.job.ts';
import { RetentionRepository } from './retention.repository.ts';

const DAY_SECONDS = 86_400;

describeOnBoth('the sweep of retention', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    await setDays(10);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const sweepOf = (mostInTurn: number): RetentionSweep => {
    const { clock, database, services } = product;
    const { attachments, links, mailboxes, organisations } = services;
    const repository = new RetentionRepository(database);
    const copies = new CopyPurge({
      database,
      clock,
      repository: new MessagesRepository(database),
      retention: repository,
      attachments,
      links,
      mailboxes,
    });
    return new RetentionSweep({ database, clock, repository, organisations, copies, batch: 2, mostInTurn });
  };
  const setDays = (days: number) =>
    product.database.commit([
      write(`update organisation set settings = '{"retentionDays":${days}}' where slug = 'storkommun'`),
    ]);
  const send = async (count: number): Promise<void> => {
    const hanna = await product.signIn(HANNA);
    for (let more = 0; more < count; more++) await product.send(hanna, [{ address: KALLE }]);
  };

  it('takes few copies a turn, goes on at the next, and rests for an hour when it has been round', async () => {
    await send(7);
    product.clock.advance(11 * DAY_SECONDS);
    const sweep = sweepOf(5);
    const turns = [await sweep.run(), await sweep.run(), await sweep.run()];
    expect(turns).toEqual([5, 5, 4]);
    await send(1);
    product.clock.advance(5 * DAY_SECONDS);
    expect(await sweep.run()).toBe(0);
    await setDays(4);
    product.clock.advance(3_599);
    expect(await sweep.run()).toBe(0);
    product.clock.advance(1);
    expect(await sweep.run()).toBe(2);
  });

  it('lets a person send between two copies', async () => {
    await send(20);
    product.clock.advance(11 * DAY_SECONDS);
    const hanna = await product.signIn(HANNA);
    const order: string[] = [];
    const purged = sweepOf(1_000)
      .run()
      .then(() => order.push('purged'));
    await product.send(hanna, [{ address: KALLE }]);
    order.push('sent');
    await purged;
    expect(order).toEqual(['sent', 'purged']);
  });
});

describeOnBoth('among a hundred thousand messages', (open) => {
  it('what is due is found by an index and not by looking at all', async () => {
    const { database, end } = await open();
    const series =
      database.engine === 'sqlite'
        ? 'with recursive s(n) as (select 1 union all select n + 1 from s where n < 100000)'
        : 'with s as (select generate_series(1, 100000) as n)';
    const id = database.engine === 'sqlite' ? "printf('%036d', n)" : "lpad(n::text, 36, '0')";
    await database.write(
      `insert into recipient (id, message_id, position, kind, address, name, mailbox_id, address_kind, delivered_at, notification) ${series} select ${id}, ${id}, 0, 'to', 'a', 'a', 'mailbox' || (n % 20), 'internal', n, 'none' from s returning 1 as done`,
    );
    await database.write(
      `insert into message (id, organisation_id, sender_mailbox_id, sender_name, sender_address, conversation_id, assurance_level, reply_allowed, attachment_count, recipient_count, sent_at) ${series} select ${id}, 'o', 'mailbox' || (n % 20), 'a', 'a', ${id}, 1, 1, 0, 1, n from s returning 1 as done`,
    );
    await database.write(
      `insert into external_link (id, organisation_id, message_id, token_hash, address, method, language, expires_at, reminder_settled_for, failed_tries, created_at) ${series} select ${id}, 'o' || (n % 200), ${id}, ${database.engine === 'sqlite' ? "x'00'" : "'\\x00'::bytea"}, 'a', 'email', 'sv', n, case when n % 49 = 0 then null else n end, 0, 0 from s returning 1 as done`,
    );
    await database.commit([write('analyze')]);
    const plans: string[] = [];
    const explaining = {
      ...database,
      engine: database.engine,
      all: async (sql: string, ...params: (string | number)[]) => {
        const plan = await database.all(
          `explain ${database.engine === 'sqlite' ? 'query plan ' : ''}${sql}`,
          ...params,
        );
        plans.push(JSON.stringify(plan));
        return [];
      },
    } as unknown as typeof database;
    const retention = new RetentionRepository(explaining);
    await retention.copies('mailbox7', 'received', { at: 50_000, id: '' }, 60_000, 100);
    await retention.copies('mailbox7', 'sent', { at: 50_000, id: '' }, 60_000, 100);
    await retention.aged('mailbox7', 'received', { at: 50_000, id: '' }, 60_000, 100);
    await retention.aged('mailbox7', 'sent', { at: 50_000, id: '' }, 60_000, 100);
    await new RemindersRepository(explaining).ending('o3', 50_000, 60_000, 200);
    expect(plans).toEqual([
      expect.stringContaining('ix_recipient_kept'),
      expect.stringContaining('ix_message_kept'),
      expect.stringContaining('ix_recipient_kept'),
      expect.stringContaining('ix_message_kept'),
      expect.stringContaining('ix_external_link_reminder'),
    ]);
    for (const plan of plans) {
      expect(plan).not.toMatch(/SCAN [a-z]+"/);
      expect(plan).not.toContain('Seq Scan');
    }
    await end();
  }, 120_000);
});
