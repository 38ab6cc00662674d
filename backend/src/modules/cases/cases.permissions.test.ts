import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { CaseDesk } from './testing/case-desk.ts';

const DAY_MILLISECONDS = 86_400_000;

describeOnBoth('who is not a member of a function mailbox', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let desk: CaseDesk;
  let caseId: string;
  let messageId: string;
  let noteId: string;
  let tagId: string;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    [hanna, kalle] = [await product.signIn(HANNA), await product.signIn(KALLE)];
    desk = await CaseDesk.open(product, hanna);
    await desk.join(hanna, 'administrator');
    ({ id: caseId, messageId } = await desk.receive(kalle, hanna));
    noteId = (await desk.call(hanna, 'POST', `/cases/${caseId}/notes`, { text: 'Internt' })).body.id;
    tagId = (await desk.call(hanna, 'POST', '/case-tags', { name: 'Internt' })).body.id;
    await desk.call(hanna, 'PUT', `/cases/${caseId}/tags/${tagId}`);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** Every operation on cases. */
  const calls = (): [string, string, unknown?][] => [
    ['GET', '/cases?state=open'],
    ['GET', '/case-counts'],
    ['GET', `/cases/${caseId}`],
    ['GET', `/messages/${messageId}/case`],
    ['GET', `/cases/${caseId}/history`],
    ['GET', `/cases/${caseId}/notes`],
    ['POST', `/cases/${caseId}/notes`, { text: 'x' }],
    ['DELETE', `/cases/${caseId}/notes/${noteId}`],
    ...['take', 'release', 'close', 'reopen'].map((what): [string, string] => ['POST', `/cases/${caseId}/${what}`]),
    ['POST', `/cases/${caseId}/assign`, { accountId: hanna.accountId, expected: null }],
    ['PUT', `/cases/${caseId}/due`, { dueOn: '2026-05-01' }],
    ['PUT', `/cases/${caseId}/tags/${tagId}`],
    ['DELETE', `/cases/${caseId}/tags/${tagId}`],
    ['GET', '/case-tags'],
    ['POST', '/case-tags', { name: 'x' }],
    ['DELETE', `/case-tags/${tagId}`],
    ['GET', '/case-members'],
    ['DELETE', `/cases/${caseId}`],
  ];
  const state = async () =>
    JSON.stringify([
      await product.database.all('select * from mailbox_case'),
      await product.database.all('select * from case_event order by case_id, number'),
      await product.count('case_note'),
      await product.count('tagged_case'),
      await product.count('case_tag'),
    ]);

  it.each([
    ['a colleague', KALLE],
    ['an administrator of the organisation', OLGA],
    ['somebody of another organisation', LISA],
  ])('sees and does nothing there: %s', async (_who, email) => {
    const who = await product.signIn(email);
    const before = await state();
    for (const [method, path, body] of calls()) {
      expect([path, (await desk.call(who, method, path, body)).problem]).toEqual([path, 'delegation-ended']);
      const headless = await who.call(method, `/mailboxes/${desk.id}${path}`, body, {
        'idempotency-key': `k-${path}-1`,
      });
      expect([path, headless.problem]).toEqual([path, 'not-found']);
    }
    expect(await state()).toBe(before);
  });

  it('reaches no case through another function mailbox that she is in', async () => {
    const other = await CaseDesk.open(product, hanna);
    await other.join(kalle, 'administrator');
    const before = await state();
    for (const [method, path, body] of calls().filter(([, path]) => /[0-9a-f]{8}-/.test(path)))
      expect([path, (await other.call(kalle, method, path, body)).problem]).toEqual([path, 'not-found']);
    expect(await state()).toBe(before);
  });

  it('has no cases as somebody’s delegate, in whichever mailbox she says', async () => {
    const at = (milliseconds: number) => new Date(product.clock.now().getTime() + milliseconds).toISOString();
    const period = { startsAt: at(0), endsAt: at(DAY_MILLISECONDS), olderMessages: true };
    await hanna.post('/delegations', { address: KALLE, ...period });
    const before = await state();
    for (const [method, path, body] of calls()) {
      for (const mailboxId of [hanna.mailboxId, desk.id]) {
        const headers = { 'x-sefos-mailbox': hanna.mailboxId, 'idempotency-key': `k-${path}-${mailboxId}` };
        const { problem } = await kalle.call(method, `/mailboxes/${mailboxId}${path}`, body, headers);
        expect([path, problem]).toEqual([path, 'not-found']);
      }
    }
    expect(await state()).toBe(before);
  });
});
