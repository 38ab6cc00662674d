import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CSV_MARK } from '@sefos/shared/domain/csv.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { HANNA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

describeOnBoth('the report of usage', (open) => {
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

  const count = (organisationId: string, day: string, metric: string, amount: number) =>
    product.database.write(
      "insert into statistic_day (organisation_id, mailbox_id, day, metric, kind, count) values (?, '', ?, ?, 'message', ?) returning day",
      ...[organisationId, day, metric, amount],
    );
  const report = async (from: string, to: string, email = STURE, level: 1 | 2 = 2) =>
    (await product.signIn(email, level)).get(`/installation/usage?from=${from}&to=${to}`);

  it('has a line for each organisation with the figures of the period, and no cell is a formula', async () => {
    const id = await product.services.organisations.create({ name: '=SUM(A1)', slug: 'formula', domains: [] });
    const today = product.clock.now().toISOString().slice(0, 10);
    await count(id, today, 'sent', 5);
    await count(id, today, 'received', 7);
    await count(id, '2001-01-01', 'sent', 100);
    const answer = await report(today, today);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head = '', ...lines] = String(answer.body).split('\r\n').slice(0, -1);
    expect(head.startsWith(`${CSV_MARK}"Från";"Till";"Organisation"`)).toBe(true);
    expect(lines).toHaveLength(4);
    expect(lines.find((line) => line.includes('SUM'))).toBe(
      `"${today}";"${today}";"'=SUM(A1)";"";"0";"";"0";"";"";"5";"7";"0";"0"`,
    );
    const storkommun = lines.find((line) => line.includes('"Storkommun"'));
    expect(storkommun?.startsWith(`"${today}";"${today}";"Storkommun";"";"3";"";"0"`)).toBe(true);
  });

  it('goes on over its pages', async () => {
    for (let made = 0; made < 101; made++)
      await product.services.organisations.create({ name: `Kommun ${made}`, slug: `kommun-${made}`, domains: [] });
    const lines = String((await report('2026-01-01', '2026-01-31')).body)
      .trim()
      .split('\r\n');
    expect(lines.length - 1).toBe(await product.count('organisation'));
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('is for system administrators at level 2, of a period that is one', async () => {
    for (const email of [HANNA, OLGA])
      expect((await report('2026-01-01', '2026-01-31', email)).problem).toBe('not-allowed');
    expect((await report('2026-01-01', '2026-01-31', STURE, 1)).problem).toBe('step-up-required');
    expect((await report('2026-02-01', '2026-01-31')).problem).toBe('invalid-request');
    expect((await report('2026-02-31', '2026-03-31')).problem).toBe('invalid-request');
  });
});
