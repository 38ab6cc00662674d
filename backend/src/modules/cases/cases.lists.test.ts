import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, OLGA, TestProduct } from '../../testing/product.ts';
import { leftCases } from './index.ts';
import { CaseDesk } from './testing/case-desk.ts';

const DAY = 86_400;

describeOnBoth('cases of a mailbox', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let desk: CaseDesk;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    [hanna, kalle, olga] = [await product.signIn(HANNA), await product.signIn(KALLE), await product.signIn(OLGA)];
    desk = await CaseDesk.open(product, hanna);
    await desk.join(hanna);
    await desk.join(kalle);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** So many cases, the newest first. */
  const receive = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let made = 0; made < count; made++) {
      product.clock.advance(1);
      ids.unshift((await desk.receive(olga, hanna)).id);
    }
    return ids;
  };
  const idsOf = async (query: string) => (await desk.list(hanna, query)).rows.map(({ id }) => id);
  const live = (type: string) => product.count('live_event where mailbox_id = ? and type = ?', desk.id, type);
  const gone = (table: string, id: string) => product.count(`${table} where case_id = ?`, id);

  it('are found as mine, others’, nobody’s, open and closed', async () => {
    const [free = '', mine = '', theirs = '', closed = ''] = await receive(4);
    await desk.act(hanna, mine, 'take');
    await desk.act(kalle, theirs, 'take');
    await desk.act(hanna, closed, 'close');
    expect(await idsOf('state=open')).toEqual([free, mine, theirs]);
    expect(await idsOf('state=open&taken=mine')).toEqual([mine]);
    expect(await idsOf('state=open&taken=others')).toEqual([theirs]);
    expect(await idsOf('state=open&taken=nobody')).toEqual([free]);
    expect(await idsOf('state=closed')).toEqual([closed]);
    expect((await desk.call(hanna, 'GET', '/case-counts')).body).toEqual({ mine: 1, others: 1, nobody: 1 });
  });

  it('come in pages without gaps and twice', async () => {
    const ids = await receive(5);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await desk.list(hanna, `state=open&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
    expect((await desk.call(hanna, 'GET', '/cases?state=open&cursor=AAAA')).problem).toBe('invalid-request');
  });

  it('are told of live when one of them changes', async () => {
    const [id = ''] = await receive(1);
    await desk.act(hanna, id, 'take');
    expect(await live('case-changed')).toBe(1);
  });

  it('are logged, who and what', async () => {
    const [id = ''] = await receive(1);
    await desk.act(hanna, id, 'take');
    const entry = await product.database.get<{ actor_id: string; facts: string }>(
      "select actor_id, facts from audit_event where action = 'case.taken' and target_id = ?",
      id,
    );
    expect(entry?.actor_id).toBe(hanna.accountId);
    expect(JSON.parse(entry?.facts ?? '{}')).toMatchObject({ mailbox: desk.id });
  });

  it('go to Borttagna with their messages when they are deleted, and come back with one of them', async () => {
    const [id = ''] = await receive(1);
    await desk.call(hanna, 'POST', `/cases/${id}/notes`, { text: 'Kvar' });
    expect((await desk.call(hanna, 'DELETE', `/cases/${id}`)).status).toBe(204);
    expect(await idsOf('state=open')).toEqual([]);
    expect((await desk.call(hanna, 'GET', `/cases/${id}`)).problem).toBe('not-found');
    expect(await product.count('mailbox where id = ? and unread = 0', desk.id)).toBe(1);
    const deleted = (await desk.call(hanna, 'GET', '/messages?folder=deleted')).body.rows;
    expect(deleted).toHaveLength(1);
    await desk.call(hanna, 'POST', '/messages/actions', { action: 'restore', ids: [deleted[0].id] });
    expect(await idsOf('state=open')).toEqual([id]);
    expect((await desk.call(hanna, 'GET', `/cases/${id}`)).body.noteCount).toBe(1);
  });

  it('go for good with their last message, and all that was written about them', async () => {
    const [id = ''] = await receive(1);
    await desk.call(hanna, 'POST', `/cases/${id}/notes`, { text: 'Borta' });
    await desk.call(hanna, 'DELETE', `/cases/${id}`);
    product.clock.advance(31 * DAY);
    await product.services.deletedCopies.run();
    for (const table of ['case_note', 'case_event']) expect(await gone(table, id)).toBe(0);
    expect(await product.count('mailbox_case where id = ?', id)).toBe(0);
    hanna = await product.signIn(HANNA);
  });

  it('are swept a while after they were deleted, whatever became of their messages', async () => {
    const [id = ''] = await receive(1);
    await desk.call(hanna, 'POST', `/cases/${id}/notes`, { text: 'Borta' });
    await desk.call(hanna, 'DELETE', `/cases/${id}`);
    product.clock.advance(31 * DAY);
    await product.services.casesSweep.run();
    expect(await gone('case_note', id)).toBe(1);
    product.clock.advance(1);
    expect(await product.services.casesSweep.run()).toBeGreaterThan(0);
    expect(await gone('case_note', id)).toBe(0);
    expect(await product.count('mailbox_case where id = ?', id)).toBe(0);
  });

  it('are nobody’s when whose they are leaves, closed and deleted ones too', async () => {
    const [one = '', other = '', third = '', fourth = ''] = await receive(4);
    for (const id of [one, other, fourth]) await desk.act(kalle, id, 'take');
    await desk.act(kalle, other, 'close');
    await desk.call(kalle, 'DELETE', `/cases/${fourth}`);
    await desk.act(hanna, third, 'take');
    const now = product.clock.now().getTime();
    const out = {
      sql: 'delete from mailbox_member where mailbox_id = ? and account_id = ?',
      params: [desk.id, kalle.accountId],
    };
    await product.database.commit([out, ...leftCases(desk.id, kalle.accountId, null, now)]);
    expect((await desk.list(hanna)).rows.map(({ takenBy }) => takenBy)).toEqual([
      null,
      { accountId: hanna.accountId, name: 'Hanna Handläggare' },
    ]);
    expect((await desk.list(hanna, 'state=closed')).rows).toMatchObject([{ id: other, takenBy: null }]);
    const [line] = (await desk.call(hanna, 'GET', `/cases/${one}/history`)).body;
    expect(line).toMatchObject({ kind: 'unassigned', by: null, about: expect.stringContaining('Kalle') });
    expect(await product.count('mailbox_case where id = ? and taken_by is null', fourth)).toBe(1);
    expect(await product.count('mailbox_case where mailbox_id = ? and taken_at = -1', desk.id)).toBe(0);
  });
});
