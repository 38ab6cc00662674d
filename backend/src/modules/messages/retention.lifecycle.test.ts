import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { CopyPurge } from './copy-purge.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { MessagesRepository } from './messages.repository.ts';
import { RetentionSweep } from './retention.job.ts';
import { RetentionRepository } from './retention.repository.ts';
import { type Step, step } from './testing/lifecycle-steps.ts';

const DAY_SECONDS = 86_400;
const KEPT_DAYS = 5;
const DOWNLOADS = 2;

/** The power goes: what was committed stands, what follows does not come to be. */
class PowerCut extends Error {}

describeOnBoth('whatever happens to messages in whatever order', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let organisationId = '';
  let sent: string[] = [];
  let held = new Set<string>();
  let people = 0;
  const links = new Map<string, string>();
  const lines = new Map<string, number>();
  /** Whole copies that went to Kalle, by message. */
  const copies = new Map<string, number>();
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    for (const [slug, days] of Object.entries({ storkommun: KEPT_DAYS, lillkommun: 2 * KEPT_DAYS }))
      await product.database.commit([
        write('update organisation set settings = ? where slug = ?', JSON.stringify({ retentionDays: days }), slug),
      ]);
    const row = await product.database.get<{ id: string }>("select id from organisation where slug = 'storkommun'");
    organisationId = row?.id ?? '';
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const sweep = (database: Database = product.database): RetentionSweep => {
    const { clock, services } = product;
    const repository = new RetentionRepository(product.database);
    const { attachments, links: linking, mailboxes, organisations } = services;
    const messages = new MessagesRepository(product.database);
    const copies = new CopyPurge({
      database,
      clock,
      repository: messages,
      retention: repository,
      attachments,
      links: linking,
      mailboxes,
    });
    return new RetentionSweep({ database, clock, repository, organisations, copies, batch: 3, pauseMilliseconds: 0 });
  };

  /** A database that loses its power after so many commits. */
  const cutAfter = (commits: number): Database => {
    let left = commits;
    return {
      engine: product.database.engine,
      all: (sql, ...params) => product.database.all(sql, ...params),
      get: (sql, ...params) => product.database.get(sql, ...params),
      write: (sql, ...params) => product.database.write(sql, ...params),
      commit: async (statements) => {
        if (left-- <= 0) throw new PowerCut();
        await product.database.commit(statements);
      },
      onCommit: (listener) => product.database.onCommit(listener),
      scrubLog: () => product.database.scrubLog(),
      close: () => Promise.resolve(),
    };
  };

  const send = async (to: readonly ('kalle' | 'lisa' | 'link')[]): Promise<void> => {
    const hanna = await product.signIn(HANNA);
    const address = `person${++people}@example.org`;
    const recipients = to.map(
      (one) => ({ kalle: { address: KALLE }, lisa: { address: LISA }, link: external(address) })[one],
    );
    const attachmentIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const validUntil = new Date(product.clock.now().getTime() + 3 * DAY_SECONDS * 1000).toISOString();
    const id = await product.send(hanna, recipients, {
      attachmentIds,
      validUntil,
      audience: 'recipientsAndOrganisation',
      maxDownloads: DOWNLOADS,
    });
    await product.drain();
    if (to.includes('link')) links.set(id, address);
    sent.push(id);
  };

  const openBy = async (id: string): Promise<void> => {
    for (const email of [KALLE, LISA, OLGA]) await (await product.signIn(email)).post(`/messages/${id}/open`);
    const address = links.get(id);
    if (address)
      await product.enter(address).then(
        (page) => page.post('/link/open'),
        () => null,
      );
  };

  /** Kalle takes the file; only while he has the message, and not oftener than he may. */
  const download = async (id: string): Promise<void> => {
    const kalle = await product.signIn(KALLE);
    const file = await product.database.get<{ id: string }>('select id from attachment where message_id = ?', id);
    const asked = await kalle.post(`/messages/${id}/downloads`, { attachmentId: file?.id ?? id });
    if (asked.status !== 201) return;
    expect((await kalle.call('GET', `/${asked.body.url}`)).bytes.toString()).toBe('a');
    const row = await product.database.get<RecipientRecord>(
      'select r.* from recipient r join mailbox m on m.id = r.mailbox_id where r.message_id = ? and m.address = ?',
      id,
      KALLE,
    );
    if (!row) return;
    expect([row.recalled_at, row.purged_at]).toEqual([null, null]);
    copies.set(id, (copies.get(id) ?? 0) + 1);
    expect(copies.get(id)).toBeLessThanOrEqual(DOWNLOADS);
  };

  /** Kalle answers; what he writes lives a life of its own. */
  const reply = async (id: string): Promise<void> => {
    const kalle = await product.signIn(KALLE);
    const attachmentIds = [await kalle.upload('b.txt', Buffer.from('b'))];
    const message = product.message(kalle, [{ address: HANNA }], { inReplyTo: id, attachmentIds });
    const answer = await kalle.post('/messages', message);
    if (answer.status === 201) sent.push(answer.body.id);
    else await kalle.call('DELETE', `/uploads/${attachmentIds[0]}`, undefined, { 'tus-resumable': '1.0.0' });
  };

  const change = async (id: string, days: number, allowed: boolean): Promise<void> => {
    const hanna = await product.signIn(HANNA);
    const validUntil = new Date(product.clock.now().getTime() + days * DAY_SECONDS * 1000).toISOString();
    await hanna.post(`/messages/${id}/validity`, { validUntil, recipientIds: null });
    await hanna.post(`/messages/${id}/reply-right`, { allowed });
  };

  const crash = async (after: number): Promise<void> => {
    product.clock.advance(3_600);
    await sweep(cutAfter(after))
      .run()
      .catch((error: unknown) => {
        if (!(error instanceof PowerCut)) throw error;
      });
  };

  const take = async (now: Step): Promise<void> => {
    if (now.do === 'send') return send(now.to);
    if (now.do === 'wait') return product.clock.advance(now.days * DAY_SECONDS);
    if (now.do === 'crash') return crash(now.after);
    if (now.do === 'expire') return void (await product.services.expiry.run());
    if (now.do === 'purge') return void (await sweep().run());
    const id = sent[now.which];
    if (!id) return;
    const keeper = { organisationId, actor: { kind: 'system' } } as const;
    if (now.do === 'open') return openBy(id);
    if (now.do === 'download') return download(id);
    if (now.do === 'reply') return reply(id);
    if (now.do === 'change') return change(id, now.days, now.reply);
    if (now.do === 'recall')
      return void (await (await product.signIn(HANNA)).post(`/messages/${id}/recall`, { recipientIds: null }));
    if (now.do === 'hold') {
      if ((await product.services.retention.hold(keeper, id)) === 'done') held.add(id);
      return;
    }
    await product.services.retention.release(keeper, id);
    held.delete(id);
  };

  const expectRecipient = async (row: RecipientRecord, holders: readonly string[]): Promise<void> => {
    if (row.purged_at !== null || row.recalled_at !== null) expect(holders).not.toContain(row.id);
    expect(await product.count("recipient_event where recipient_id = ? and kind = 'purged'", row.id)).toBe(
      row.purged_at === null ? 0 : 1,
    );
    const events = await product.count('recipient_event where recipient_id = ?', row.id);
    expect(events).toBeGreaterThanOrEqual(lines.get(row.id) ?? 1);
    lines.set(row.id, events);
  };

  const expectMessage = async (id: string): Promise<void> => {
    const message = await product.database.get<MessageRecord>('select * from message where id = ?', id);
    const rows = await product.database.all<RecipientRecord>('select * from recipient where message_id = ?', id);
    const keys = await product.database.all<{ holder_id: string }>(
      'select holder_id from message_key where message_id = ?',
      id,
    );
    const holders = keys.map(({ holder_id }) => holder_id);
    const content =
      (await product.count('message_body where message_id = ?', id)) +
      (await product.count('attachment where message_id = ?', id)) +
      (message?.headline ? 1 : 0);
    // Content without a key is not left lying, and a key without content neither.
    expect([holders.length > 0, content]).toEqual(message?.purged_at === null ? [true, 3] : [false, 0]);
    if (message?.sender_purged_at !== null) expect(holders).not.toContain(id);
    // The sender's organisation reads as long as she and somebody whom she sent it to do.
    const organisation = message?.organisation_holder_id ?? '';
    if (holders.includes(organisation)) expect([holders.includes(id), holders.length > 2]).toEqual([true, true]);
    if (held.has(id)) expect(content).toBe(3);
    for (const row of rows) await expectRecipient(row, holders);
  };

  const expectInvariants = async (): Promise<void> => {
    for (const id of sent) await expectMessage(id);
    const wrong = await product.database.all(
      'select m.id from mailbox m where m.unread <> (select count(*) from recipient r where r.mailbox_id = m.id and r.opened_at is null and r.recalled_at is null and r.purged_at is null)',
    );
    expect(wrong).toEqual([]);
    // Words go with the keys, and whoever has a key and a mailbox has the words.
    expect(await product.count('search_entry where row_id not in (select holder_id from message_key)')).toBe(0);
    expect(
      await product.count(
        'message_key where holder_id not in (select row_id from search_entry) and holder_id not in (select id from recipient where mailbox_id is null) and holder_id not in (select organisation_holder_id from message where organisation_holder_id is not null)',
      ),
    ).toBe(0);
  };

  it('nothing is readable after its purge, nothing held goes, and timelines and counters stay right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
        sent = [];
        held = new Set();
        for (const one of steps) {
          await take(one);
          await expectInvariants();
        }
        // In the end everything that is not held is gone, with its blobs.
        product.clock.advance(30 * DAY_SECONDS);
        await sweep().run();
        await expectInvariants();
        for (const id of sent) {
          const gone = await product.count('message where id = ? and purged_at is not null', id);
          expect(gone).toBe(held.has(id) ? 0 : 1);
          await product.services.retention.release({ organisationId, actor: { kind: 'system' } }, id);
        }
        held = new Set();
        product.clock.advance(60);
        await sweep().run();
        await product.drain();
        await expectInvariants();
        expect(await product.blobs()).toEqual([]);
      }),
      // A run that failed leaves rows behind, so a shorter one would fail for them: none is sought.
      { numRuns: 6, endOnFailure: true },
    );
  }, 240_000);

  it('a purge that is cut at any of its commits goes on where it was', async () => {
    for (let after = 0; after < 8; after++) {
      sent = [];
      for (let more = 0; more < 3; more++) await send(['kalle', 'lisa', 'link']);
      product.clock.advance(3 * KEPT_DAYS * DAY_SECONDS);
      await crash(after);
      await expectInvariants();
      await sweep().run();
      await expectInvariants();
      for (const id of sent) expect(await product.count('message where id = ? and purged_at is not null', id)).toBe(1);
    }
  }, 120_000);

  it('two that purge at once take each copy once', async () => {
    sent = [];
    for (let more = 0; more < 3; more++) await send(['kalle', 'lisa', 'link']);
    product.clock.advance(3 * KEPT_DAYS * DAY_SECONDS);
    await Promise.all([sweep().run(), sweep().run(), sweep().run()]);
    await expectInvariants();
    await sweep().run();
    await expectInvariants();
    for (const id of sent) {
      expect(await product.count('message where id = ? and purged_at is not null', id)).toBe(1);
      expect(await product.count("audit_event where target_id = ? and action = 'message.purged'", id)).toBe(3);
    }
  }, 60_000);
});
