import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { HANNA, KALLE, OLGA, TestProduct } from '../testing/product.ts';
import { seedDemoMailbox } from './demo-mailbox.ts';

describeOnBoth('the function mailbox of the demo', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  it('has members, a case that Hanna has and one that waits, and is made once', async () => {
    for (const _start of [1, 2]) await seedDemoMailbox(product.services);
    await product.drain();
    const olga = await product.signIn(OLGA);
    const [{ id, name, members, administrators }, ...more] = (await olga.get('/function-mailboxes')).body.rows;
    expect([name, members, administrators, more]).toEqual(['Socialtjänsten', 2, 1, []]);
    const kalle = await product.signIn(KALLE);
    const inIt = { 'x-sefos-mailbox': id };
    const { rows } = (await kalle.get(`/mailboxes/${id}/cases?state=open`, inIt)).body;
    expect(
      rows.map((row: { message: { subject: string }; takenBy: { name: string } | null; noteCount: number }) => [
        ...[row.message.subject, row.takenBy?.name, row.noteCount],
      ]),
    ).toEqual([
      ['Underlag till samverkansmötet', undefined, 0],
      ['Kontaktperson efter flytt', 'Hanna Handläggare', 1],
    ]);
    const opened = await kalle.post(`/messages/${rows[0].message.messageId}/open`, undefined, inIt);
    expect(JSON.stringify(opened.body)).toContain('senast på fredag');
  });

  it('is not made again by the next start when somebody has removed it', async () => {
    const olga = await product.signIn(OLGA);
    const [{ id, name }] = (await olga.get('/function-mailboxes')).body.rows;
    expect((await olga.post(`/function-mailboxes/${id}/removal`, { name })).status).toBe(204);
    await product.services.removedMailboxes.run();
    await seedDemoMailbox(product.services);
    expect((await olga.get('/function-mailboxes')).body.rows).toEqual([]);
    expect((await (await product.signIn(HANNA)).get('/mailboxes')).body).toHaveLength(1);
  });
});
