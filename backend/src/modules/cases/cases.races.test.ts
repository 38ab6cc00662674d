import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { leftCases } from './index.ts';
import { CaseDesk } from './testing/case-desk.ts';

const AT_ONCE = 50;
const RUNS = 12;

describeOnBoth('a case', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let lisa: AccountBrowser;
  let desk: CaseDesk;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    [hanna, kalle] = [await product.signIn(HANNA), await product.signIn(KALLE)];
    [olga, lisa] = [await product.signIn(OLGA), await product.signIn(LISA)];
    desk = await CaseDesk.open(product, hanna);
    await desk.join(hanna);
    await desk.join(kalle);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const row = (id: string) =>
    product.database.get<{ taken_by: string | null; revision: number; closed_at: number | null }>(
      'select taken_by, revision, closed_at from mailbox_case where id = ?',
      id,
    );

  it('has one winner of fifty who take it at once, and the others are told who', async () => {
    await desk.join(olga);
    const { id } = await desk.receive(lisa, hanna);
    const people = [hanna, kalle, olga];
    const takers = Array.from({ length: AT_ONCE }, (_, at) => people[at % people.length] ?? hanna);
    const answers = await Promise.all(takers.map(async (who) => ({ who, ...(await desk.act(who, id, 'take')) })));
    const winner = (await row(id))?.taken_by;
    for (const { who, status, problem } of answers) {
      if (who.accountId === winner) expect(status).toBe(200);
      else expect(problem).toBe('case-taken');
    }
    expect(await product.count("case_event where case_id = ? and kind = 'taken'", id)).toBe(1);
  });

  it('has sixty new tags at once, each once', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `Samtidig ${at % 30}`);
    const answers = await Promise.all(names.map((name) => desk.call(hanna, 'POST', '/case-tags', { name })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(30);
    expect((await desk.call(hanna, 'GET', '/case-tags')).body).toHaveLength(30);
  });

  it('is nobody’s who was taken out while she took it', async () => {
    for (let run = 0; run < RUNS; run++) {
      const { id } = await desk.receive(lisa, hanna);
      const now = product.clock.now().getTime();
      const out = {
        sql: 'delete from mailbox_member where mailbox_id = ? and account_id = ?',
        params: [desk.id, kalle.accountId],
      };
      await Promise.all([
        desk.act(kalle, id, 'take'),
        product.database.commit([out, ...leftCases(desk.id, kalle.accountId, null, now)]),
      ]);
      expect((await row(id))?.taken_by).toBeNull();
      await desk.join(kalle);
    }
  });

  it('gets every message that comes at the same time, and a line for each', async () => {
    const { id, messageId } = await desk.receive(olga, hanna);
    await desk.act(hanna, id, 'close');
    const answers = Array.from({ length: 8 }, () =>
      product.send(olga, [{ address: desk.address }], { forwardOf: messageId }),
    );
    await Promise.all(answers);
    expect(await row(id)).toMatchObject({ closed_at: null, revision: 10 });
    expect(await product.count("case_event where case_id = ? and kind = 'message'", id)).toBe(7);
    expect(await product.count("case_event where case_id = ? and kind = 'reopened'", id)).toBe(1);
  });

  it('has a line of its history for each thing that was done, in whatever order', async () => {
    const step = fc.record({
      who: fc.constantFrom('hanna', 'kalle'),
      what: fc.constantFrom('take', 'release', 'close', 'reopen'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { id } = await desk.receive(olga, hanna);
        let standing = { taken: null as string | null, open: true };
        let lines = 1;
        for (const { who, what } of steps) {
          const person = who === 'hanna' ? hanna : kalle;
          const { status } = await desk.act(person, id, what);
          const after = next(standing, person.accountId, what);
          expect(status < 300).toBe(after !== null);
          if (after && (after.taken !== standing.taken || after.open !== standing.open)) lines++;
          standing = after ?? standing;
        }
        expect(await row(id)).toMatchObject({ taken_by: standing.taken, revision: lines });
        expect(await product.count('case_event where case_id = ?', id)).toBe(lines);
      }),
      { numRuns: RUNS },
    );
  });
});

type Standing = { readonly taken: string | null; readonly open: boolean };

/** The rules said once more: how a case stands afterwards; null = refused. */
const next = ({ taken, open }: Standing, who: string, what: string): Standing | null => {
  const hers = taken === null || taken === who;
  if (what === 'reopen') return { taken, open: true };
  if (what === 'close') return open ? (hers ? { taken, open: false } : null) : { taken, open };
  if (!open) return null;
  if (what === 'take') return hers ? { taken: who, open } : null;
  return hers ? { taken: null, open } : null;
};
