import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { HANNA, LISA, TestProduct } from '../../testing/product.ts';
import { ManagedAccountsRepository } from './managed-accounts.repository.ts';

describeOnBoth('a search among accounts', (open) => {
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

  it('finds the same whether few or many are found', async () => {
    const found = async (search: string, fewFinds: number, email = HANNA): Promise<string[]> => {
      const { organisationId = '' } = (await product.services.accounts.findByEmail(email)) ?? {};
      const accounts = new ManagedAccountsRepository(product.database, fewFinds);
      const names: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await accounts.page(organisationId, { search, ...(cursor ? { cursor } : {}) }, 1);
        names.push(...page.rows.map(({ display_name }) => display_name));
        cursor = page.nextCursor;
      }
      return names;
    };
    const expected = {
      h: ['Hanna Handläggare'],
      k: ['Kalle Kollega'],
      o: ['Olga Orgadmin'],
      'kalle k': ['Kalle Kollega'],
    };
    for (const [search, names] of Object.entries(expected))
      for (const fewFinds of [0, 1, 1_000]) expect([search, await found(search, fewFinds)]).toEqual([search, names]);
    expect(await found('', 0)).toHaveLength(3);
    for (const fewFinds of [0, 1_000]) {
      expect(await found('lisa', fewFinds)).toEqual([]);
      expect(await found('lisa', fewFinds, LISA)).toEqual(['Lisa Lill']);
    }
  });
});
