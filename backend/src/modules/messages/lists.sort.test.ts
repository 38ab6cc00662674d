import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { sortName } from '../../platform/sort-name.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { decodePosition, encodePosition } from './lists.order.ts';

type Row = Readonly<Record<string, unknown>>;

describeOnBoth('a sorted list', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** Every row, page by page of two. */
  const all = async (who: AccountBrowser, question: Row): Promise<Row[]> => {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const more: Row = cursor === null ? {} : { cursor };
      const answer = await who.post(`/mailboxes/${who.mailboxId}/messages/search`, { limit: 2, ...question, ...more });
      rows.push(...answer.body.rows);
      cursor = answer.body.nextCursor;
    } while (cursor !== null);
    return rows;
  };
  const ask = (question: Row) => hanna.post(`/mailboxes/${hanna.mailboxId}/messages/search`, question);

  it('by recipient is newest first for each; by level the highest first', async () => {
    const sent: string[] = [];
    for (const [at, name] of ['zo', 'zz', 'ZX', 'adam', 'zy', 'adam', 'emile', 'adam'].entries()) {
      product.clock.advance(1);
      const to = external(`${name}@example.org`, at % 2 === 0 ? {} : { method: 'sms', phone: '070-174 06 05' });
      sent.push(await product.send(hanna, [to], { assuranceLevel: at % 2 === 0 ? 1 : 2 }));
    }
    const order = [7, 5, 3, 6, 0, 2, 4, 1].map((at) => sent[at]);
    for (const folder of ['sent', 'links'])
      expect((await all(hanna, { folder, sort: 'name' })).map(({ messageId }) => messageId)).toEqual(order);
    const byLevel = [7, 5, 3, 1, 6, 4, 2, 0].map((at) => sent[at]);
    for (const folder of ['sent', 'links'])
      expect((await all(hanna, { folder, sort: 'level' })).map(({ messageId }) => messageId)).toEqual(byLevel);
    const narrowed = await all(hanna, { folder: 'sent', sort: 'name', level: 2 });
    expect(narrowed.map(({ messageId }) => messageId)).toEqual([7, 5, 3, 1].map((at) => sent[at]));
    const ids = [sent[0], sent[3], sent[7]];
    await hanna.post(`/mailboxes/${hanna.mailboxId}/messages/actions`, { action: 'archive', ids });
    const archived = await all(hanna, { folder: 'archive', sort: 'name' });
    expect(archived.map(({ messageId }) => messageId)).toEqual([sent[7], sent[3], sent[0]]);
  });

  it('by sender stands in the inbox, and merges with what was sent in the archive', async () => {
    const lisa = await product.signIn(LISA);
    const olga = await product.signIn(OLGA);
    const kalle = await product.signIn(KALLE);
    for (const who of [olga, lisa, hanna, lisa]) {
      product.clock.advance(1);
      await product.send(who, [{ address: KALLE }]);
    }
    const names = (rows: Row[]) => rows.map(({ from }) => (from as { name: string }).name);
    const rows = await all(kalle, { folder: 'inbox', sort: 'name' });
    expect(names(rows)).toEqual(names(rows).toSorted((one, other) => one.localeCompare(other, 'sv')));
    const unread = await all(kalle, { folder: 'inbox', sort: 'name', unread: true });
    expect(unread).toEqual(rows);
    const own = await product.send(kalle, [{ address: HANNA }]);
    const ids = [own, ...rows.map(({ id }) => id)];
    await kalle.post(`/mailboxes/${kalle.mailboxId}/messages/actions`, { action: 'archive', ids });
    expect(await all(kalle, { folder: 'archive', sort: 'name' })).toHaveLength(5);
    expect((await all(kalle, { folder: 'archive', sort: 'level' })).map(({ id }) => id)[0]).toBe(own);
  });

  it('is the same for what was there before there was an order', async () => {
    const { database } = product;
    const written = () =>
      database.all(
        "select id, sort_name, assurance_level from recipient where sort_name <> '' union all select id, sort_name, 0 from message where sort_name <> '' order by 1",
      );
    const before = await written();
    expect(before.length).toBeGreaterThan(10);
    await database.commit([
      write("update recipient set sort_name = '', assurance_level = 0"),
      write("update message set sort_name = ''"),
    ]);
    const { Sorting0006 } = await import(`../../../migrations/${database.engine}/0006-sorting.ts`);
    const statements: string[] = [];
    Sorting0006.prototype.up.call({ addSql: (sql: string) => statements.push(sql) });
    const updates = statements.filter((sql) => sql.startsWith('update'));
    await database.commit(updates.map((sql) => write(sql)));
    expect(updates).toHaveLength(2);
    expect(await written()).toEqual(before);
  });

  it('is not had with words, of what is deleted, or with the cursor of another order', async () => {
    for (const question of [
      { folder: 'sent', sort: 'name', words: 'brev' },
      { folder: 'sent', sort: 'level', person: 'hanna' },
      { folder: 'deleted', sort: 'name' },
    ])
      expect((await ask(question)).problem).toBe('invalid-request');
    const { nextCursor } = (await ask({ folder: 'links', sort: 'name', limit: 1 })).body;
    for (const sort of ['newest', 'level'])
      expect((await ask({ folder: 'links', sort, cursor: nextCursor })).problem).toBe('invalid-request');
  });
});

it('names stand in Swedish order, without case and accents; who has none stands by her address', () => {
  const names = ['adam', 'Émile', 'Zo', 'Åke', 'Ärla', 'öberg', 'Øster'];
  const mixed = names.toReversed().map((name) => sortName(name, ''));
  expect(mixed.toSorted()).toEqual(names.map((name) => sortName(name, '')));
  expect(sortName(' ', 'Bo@example.org')).toBe(sortName('bo@example.org', ''));
});

it('a cursor of every order fits its field and comes back as it was', () => {
  const id = '0198b2f0-0000-7000-8000-000000000000';
  const places = { newest: undefined, name: sortName('ö'.repeat(90), 'a@b.example'), level: 3 } as const;
  for (const order of ['newest', 'name', 'level'] as const) {
    const place = { at: 8_640_000_000_000_000, id, ...(order === 'newest' ? {} : { key: places[order] }) };
    expect(encodePosition(place).length).toBeLessThanOrEqual(200);
    expect(decodePosition(encodePosition(place), order)).toEqual(place);
  }
});
