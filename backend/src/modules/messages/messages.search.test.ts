import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { SearchBlocks, SearchIndex, SearchRepository } from '../search/index.ts';

type Row = Readonly<Record<string, unknown>>;
type Question = Readonly<Record<string, unknown>>;

const SETTLED_SECONDS = 5 * 60 + 1;

describeOnBoth('searching', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const ask = (who: AccountBrowser, question: Question, mailboxId = who.mailboxId) =>
    who.post(`/mailboxes/${mailboxId}/messages/search`, { folder: 'inbox', ...question });
  const page = async (who: AccountBrowser, question: Question) => (await ask(who, question)).body;
  const found = async (who: AccountBrowser, question: Question): Promise<string[]> =>
    (await page(who, question)).rows.map(({ messageId }: Row) => messageId);
  const act = (who: AccountBrowser, action: string, ids: readonly unknown[]) =>
    who.post(`/mailboxes/${who.mailboxId}/messages/actions`, { action, ids });
  const blocks = (blockEntries: number) =>
    new SearchBlocks({
      database: product.database,
      clock: product.clock,
      repository: new SearchRepository(product.database),
      blockEntries,
    }).run();

  it('finds by beginnings of words in subject, body, people and names of attachments', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: OLGA, kind: 'cc' }], {
      subject: 'Återkallelse av förskoleplats',
      bodyHtml: '<p>Barnets <b>vårdnads</b>havare önskar Ängsbacken &amp; dnr 2026/0815</p>',
      attachmentIds: [await hanna.upload('Växelvis boende.pdf', Buffer.from('a'))],
    });
    for (const words of [
      ...['återkall', 'FÖRSKOLEPLATS', 'för', 'barn vårdnadshavare', 'ängs', '2026/0815', 'växelvis pdf', 'hanna'],
      ...['orgadmin', 'storkommun.example', 'av'],
    ])
      expect([words, await found(kalle, { words })]).toEqual([words, [id]]);
    for (const words of ['aterkallelse', 'kallelse', 'fö', 'barn cykel', 'havare', '–!'])
      expect([words, await found(kalle, { words })]).toEqual([words, []]);
    expect(await found(hanna, { folder: 'sent', words: 'vårdnads nadja' })).toEqual([]);
    expect(await found(hanna, { folder: 'sent', words: 'vårdnads kollega' })).toEqual([id]);
    expect(await found(hanna, { words: 'vårdnads' })).toEqual([]);
  });

  it('asks for the other side alone, without hidden copies for those who received it', async () => {
    const to = [{ address: KALLE }, { ...external('nadja@rosenlund.example'), kind: 'bcc' as const }];
    const id = await product.send(hanna, to, { subject: 'Rosen' });
    expect(await found(kalle, { person: 'hanna' })).toContain(id);
    expect(await found(kalle, { person: 'rosen' })).toEqual([]);
    expect(await found(kalle, { words: 'rosenlund' })).toEqual([]);
    expect(await found(hanna, { folder: 'sent', person: 'nadja rosenlund' })).toEqual([id]);
    const { rows } = await page(hanna, { folder: 'links', words: 'nadja' });
    expect(rows.map(({ recipients }: Row) => recipients)).toEqual([
      [{ name: 'nadja@rosenlund.example', address: 'nadja@rosenlund.example' }],
    ]);
  });

  it('finds answers that came through a link', async () => {
    const id = await product.send(hanna, [external('maja@example.org')], { subject: 'Fråga' });
    await product.drain();
    const maja = await product.enter('maja@example.org');
    await maja.post('/link/open');
    expect((await maja.post('/link/reply', { bodyText: 'Sköldpaddan är frisk', attachmentIds: [] })).status).toBe(201);
    const { rows } = await page(hanna, { words: 'sköldp' });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ subject: 'Sv: Fråga', from: { address: 'maja@example.org' } });
    expect(rows[0].messageId).not.toBe(id);
  });

  it('finds nothing above the level of the session by its words, and by people what its list shows', async () => {
    const id = await product.send(hanna, [{ address: KALLE }], { subject: 'Zinkvit', assuranceLevel: 3 });
    expect(await found(kalle, { words: 'zinkvit' })).toEqual([]);
    expect(await found(kalle, { words: 'hanna' })).not.toContain(id);
    expect(await found(kalle, { person: 'hanna', level: 3 })).toEqual([id]);
    expect(await found(await product.signIn(KALLE, 3), { words: 'zinkvit' })).toEqual([id]);
  });

  it('pages by what fits alone: levels above, what is deleted and what came before a delegation leave no trace', async () => {
    const send = async (subject: string, assuranceLevel: 1 | 3 = 1) => {
      product.clock.advance(1);
      return product.send(hanna, [{ address: KALLE }], { subject, assuranceLevel });
    };
    await send('Tuvull hemlig', 3);
    await send('Ljung bakom');
    await act(kalle, 'delete', [(await page(kalle, { words: 'ljung' })).rows[0].id]);
    await send('Pors tidigare');
    product.clock.advance(1);
    const at = product.clock.now().getTime();
    const given = await kalle.post('/delegations', {
      ...{ address: OLGA, olderMessages: false },
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + 3_600_000).toISOString(),
    });
    expect(given.status).toBe(201);
    const shown = await send('Tuvull ljung pors');
    const olga = await product.signIn(OLGA);
    const asOlga = (question: Question) =>
      olga.post(
        `/mailboxes/${kalle.mailboxId}/messages/search`,
        { folder: 'inbox', ...question },
        { 'x-sefos-mailbox': kalle.mailboxId },
      );
    const since = new Date(at - 1).toISOString();
    const of = async (sort: string) => [
      await page(kalle, { words: 'tuvull', limit: 1, sort }),
      await page(kalle, { words: 'ljung', limit: 1, sort }),
      await page(kalle, { words: 'pors', limit: 1, sort, from: since }),
      (await asOlga({ words: 'pors', limit: 1, sort })).body,
    ];
    for (const sort of ['newest', 'oldest'])
      for (const answer of await of(sort)) {
        expect(answer.rows.map(({ messageId }: Row) => messageId)).toEqual([shown]);
        expect({ ...answer, rows: null }).toEqual({ ...(await page(kalle, { words: 'qqzz', limit: 1 })), rows: null });
      }
    await kalle.call('DELETE', `/delegations/${given.body.id}`);
  });

  it('has no token for a session below the level, so that the work of a search tells nothing of the level either', async () => {
    const id = await product.send(hanna, [{ address: KALLE }], { subject: 'Videkorg', assuranceLevel: 3 });
    const { organisation_id } = (await product.database.get<{ organisation_id: string }>(
      'select organisation_id from mailbox where id = ?',
      kalle.mailboxId,
    )) ?? { organisation_id: '' };
    const entry = await product.database.get<{ tokens: Uint8Array }>(
      'select e.tokens from search_entry e join recipient r on r.id = e.row_id where r.message_id = ?',
      id,
    );
    const bytes = Buffer.from(entry?.tokens ?? []);
    const held = new Set(Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4)));
    const index = new SearchIndex(product.services.organisations);
    const asked = async (level: 1 | 2 | 3) => {
      const tokens = await index.tokensOf(
        { mailboxId: kalle.mailboxId, organisationId: organisation_id },
        { words: 'videkorg' },
        level,
      );
      return (tokens ?? []).flat().map((token) => held.has(token));
    };
    expect(await asked(2)).toEqual([false, false]);
    expect(await asked(3)).toEqual([false, false, true]);
  });

  it('knows no other mailbox, and no mailbox of another index', async () => {
    const lisa = await product.signIn(LISA);
    const id = await product.send(hanna, [{ address: LISA }], { subject: 'Kvastfening' });
    expect(await found(lisa, { words: 'kvastfening' })).toEqual([id]);
    expect(await found(kalle, { words: 'kvastfening' })).toEqual([]);
    expect((await ask(kalle, { words: 'kvastfening' }, lisa.mailboxId)).problem).toBe('not-found');
    const rows = await product.database.all<{ tokens: Uint8Array }>(
      'select tokens from search_entry where row_id = ? or mailbox_id = ? order by at desc limit 2',
      id,
      lisa.mailboxId,
    );
    expect(Buffer.compare(Buffer.from(rows[0]?.tokens ?? []), Buffer.from(rows[1]?.tokens ?? []))).not.toBe(0);
  });

  it('filters by level, attachments, status, period and what is read', async () => {
    product.clock.advance(1);
    const start = new Date(product.clock.now()).toISOString();
    const plain = await product.send(hanna, [{ address: KALLE }], { subject: 'Filter ett' });
    product.clock.advance(10);
    const second = new Date(product.clock.now()).toISOString();
    const more = {
      subject: 'Filter två',
      assuranceLevel: 2,
      attachmentIds: [await hanna.upload('b.txt', Buffer.from('b'))],
    };
    const full = await product.send(hanna, [{ address: KALLE }], more);
    await kalle.post(`/messages/${plain}/open`);
    const filters: [Question, string[]][] = [
      [{ level: 1 }, [plain]],
      [{ level: 2 }, [full]],
      [{ attachments: true }, [full]],
      [{ attachments: false }, [plain]],
      [{ unread: true }, [full]],
      [{ unread: false }, [plain]],
      [{ status: 'opened' }, [plain]],
      [{ status: 'sent' }, [full]],
      [{ before: second }, [plain]],
      [{ from: second }, [full]],
      [{ sort: 'oldest' }, [plain, full]],
      [{}, [full, plain]],
    ];
    for (const [filter, ids] of filters) {
      expect([filter, await found(kalle, { from: start, ...filter })]).toEqual([filter, ids]);
      expect([filter, await found(kalle, { from: start, words: 'filter', ...filter })]).toEqual([filter, ids]);
    }
    expect(await found(hanna, { folder: 'sent', from: start, status: 'opened' })).toEqual([plain]);
  });

  it('goes through everything page by page in both orders, with blocks and without, and forgets with the blocks', async () => {
    const olga = await product.signIn(OLGA);
    const ids: string[] = [];
    for (let index = 0; index < 23; index++) {
      // Some share their instant.
      product.clock.advance(index % 3);
      const subject = index % 4 === 0 ? `Kastanj nummer${index}` : 'Annat';
      const id = await product.send(hanna, [{ address: OLGA }], { subject });
      if (index % 4 === 0) ids.unshift(id);
    }
    const all = async (question: Question) => {
      const rows: string[] = [];
      for (let cursor: string | null = null; ; ) {
        const answer = await page(olga, { ...question, limit: 2, ...(cursor ? { cursor } : {}) });
        rows.push(...answer.rows.map(({ messageId }: Row) => messageId));
        cursor = answer.nextCursor;
        if (cursor === null) return rows;
      }
    };
    const check = async () => {
      const inOrder = await all({ words: 'kastanj' });
      expect(new Set(inOrder)).toEqual(new Set(ids));
      expect((await all({ words: 'kastanj', sort: 'oldest' })).reverse()).toEqual(inOrder);
      expect(await all({ words: 'kastanj nummer12' })).toEqual([ids.at(-4)]);
      expect(await all({ words: 'kastanj bok' })).toEqual([]);
    };
    await check();
    expect(await blocks(4)).toBe(0);
    product.clock.advance(SETTLED_SECONDS);
    expect(await blocks(4)).toBeGreaterThan(3);
    expect(await blocks(4)).toBe(0);
    await check();

    const covered = () => product.count('search_block where mailbox_id = ?', olga.mailboxId);
    const before = await covered();
    const [gone = ''] = ids.splice(1, 1);
    await product.send(hanna, [{ address: OLGA }]);
    expect((await hanna.post(`/messages/${gone}/recall`, { recipientIds: null })).status).toBe(200);
    expect(await covered()).toBe(before - 1);
    await check();
    expect(await blocks(4)).toBeGreaterThan(0);
    expect(await covered()).toBeGreaterThanOrEqual(before);
    await check();
    expect(await product.count('search_filter where block_id not in (select id from search_block)')).toBe(0);
  });

  it('keeps no word of a copy whose key has gone', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: OLGA }], { subject: 'Gullviva' });
    const entries = () =>
      product.count(
        'search_entry where row_id = ? or row_id in (select id from recipient where message_id = ?)',
        id,
        id,
      );
    expect(await entries()).toBe(3);
    const { recipients } = (await hanna.get(`/messages/${id}`)).body;
    await hanna.post(`/messages/${id}/recall`, { recipientIds: [recipients[0].id] });
    expect(await entries()).toBe(2);
    await hanna.post(`/messages/${id}/recall`, { recipientIds: null });
    expect(await entries()).toBe(0);
    expect(await product.count('search_entry where row_id not in (select holder_id from message_key)')).toBe(0);
  });

  it('makes older messages searchable, goes on after a stop, and says when some are missing', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++)
      ids.unshift(await product.send(hanna, [{ address: KALLE }], { subject: `Bokskog${index}` }));
    const { mailboxId } = kalle;
    const statements = [
      write('delete from search_entry'),
      write('delete from search_filter'),
      write('delete from search_block'),
      write('update mailbox set search_filled = 0'),
    ];
    await product.database.commit(statements);
    expect(await page(kalle, { words: 'bokskog' })).toMatchObject({ rows: [], incomplete: true });
    expect((await page(kalle, { level: 1 })).incomplete).toBeUndefined();
    expect(await product.services.searchFill.run()).toBeGreaterThan(5);
    expect(new Set(await found(kalle, { words: 'bokskog' }))).toEqual(new Set(ids));
    expect((await page(kalle, { words: 'bokskog' })).incomplete).toBeUndefined();
    expect(await product.count('search_mark')).toBe(0);
    expect(await product.services.searchFill.run()).toBe(0);
    expect(await product.count('search_entry where row_id not in (select holder_id from message_key)')).toBe(0);
    expect(
      await product.count('message_key k join recipient r on r.id = k.holder_id where r.mailbox_id = ?', mailboxId),
    ).toBe(await product.count('search_entry where mailbox_id = ? and received = 1', mailboxId));
  });

  it('searches the archive, of both sides, and not what is deleted', async () => {
    const got = await product.send(hanna, [{ address: KALLE }], { subject: 'Lavendel' });
    const sent = await product.send(kalle, [{ address: HANNA }], { subject: 'Lavendelblå' });
    const { rows } = await page(kalle, { words: 'lavendel' });
    const id = rows[0].id;
    expect((await act(kalle, 'archive', [id, sent])).body).toEqual({ done: [id, sent], unchanged: [] });
    expect(await found(kalle, { words: 'lavendel' })).toEqual([]);
    expect(await found(kalle, { folder: 'sent', words: 'lavendel' })).toEqual([]);
    const archived = await page(kalle, { folder: 'archive', words: 'lavendel' });
    expect(archived.rows.map(({ messageId, archivedFrom }: Row) => [messageId, archivedFrom])).toEqual([
      [sent, 'sent'],
      [got, 'inbox'],
    ]);
    await act(kalle, 'delete', [id]);
    expect(await found(kalle, { folder: 'archive', words: 'lavendel' })).toEqual([sent]);
  });
});
