import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newKey, unwrapKey, wrapKey } from '../../crypto/index.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { KeyRing } from './key-ring.ts';
import { rotateKeys } from './key-rotation.ts';
import { INDEX_KEYS, OrganisationsService } from './organisations.service.ts';

const master = newKey();
const kms = {
  wrap: async (key: Uint8Array, context: string) => wrapKey(master, key, context),
  unwrap: async (wrapped: Uint8Array, context: string) => unwrapKey(master, wrapped, context),
};

describeOnBoth('key rotation', (open) => {
  let test: TestDatabase;
  const clock = new FixedClock();
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());

  it('puts every key under the new epoch, and leaves each readable', async () => {
    const keyRing = new KeyRing(test.database, kms, clock);
    const organisations = new OrganisationsService(test.database, keyRing, clock);
    const id = await organisations.create({ name: 'Storkommun', slug: 'storkommun', domains: ['storkommun.example'] });
    const before = Buffer.from(await organisations.indexKey(id));
    expect(await rotateKeys({ database: test.database, keyRing, tables: [INDEX_KEYS] }, id, 0)).toBe(1);
    const row = await test.database.get<{ index_key_epoch: number }>(
      'select index_key_epoch from organisation where id = ?',
      id,
    );
    expect(row?.index_key_epoch).toBe(2);
    const fresh = new OrganisationsService(test.database, new KeyRing(test.database, kms, clock), clock);
    expect(Buffer.from(await fresh.indexKey(id)).equals(before)).toBe(true);
    expect(await rotateKeys({ database: test.database, keyRing, tables: [INDEX_KEYS] }, id, 0)).toBe(1);
  });

  it('tells at start that a KMS does not fit the database', async () => {
    const keyRing = new KeyRing(test.database, kms, clock);
    await keyRing.ensure('installation');
    await expect(keyRing.verify('installation')).resolves.toBeUndefined();
    const other = newKey();
    const wrong = {
      ...kms,
      unwrap: async (wrapped: Uint8Array, context: string) => unwrapKey(other, wrapped, context),
    };
    await expect(new KeyRing(test.database, wrong, clock).verify('installation')).rejects.toMatchObject({
      type: 'key-unwrap-failed',
    });
  });
});
