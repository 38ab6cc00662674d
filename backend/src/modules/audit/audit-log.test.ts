import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { audit } from './audit.events.ts';
import { AuditSealer } from './audit-sealer.ts';
import { hashOf } from './testing/hash-of.ts';

const SEARCH = '/log/search';
const EXPORT = '/log/export';

interface Row {
  readonly id: string;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly facts: Readonly<Record<string, unknown>>;
}

describeOnBoth('the log of events', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let hanna: AccountBrowser;
  let organisationId: string;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    organisationId = (await product.services.accounts.findByEmail(OLGA))?.organisationId ?? '';
  });
  beforeEach(async () => {
    await product.database.commit([
      ...['audit_event', 'audit_head', 'audit_checkpoint'].map((table) => write(`delete from ${table}`)),
    ]);
    product.clock.advance(3_600);
    olga = await product.signIn(OLGA);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const log = async (
    action: string,
    more: { readonly id?: string; readonly ip?: string; readonly target?: string; readonly organisation?: string } = {},
    facts = {},
  ) => {
    await product.database.commit([
      audit(
        {
          organisationId: more.organisation ?? organisationId,
          action,
          actor: {
            kind: 'account',
            id: more.id ?? hanna.accountId,
            ip: more.ip ?? '192.0.2.7',
            method: 'bankid',
            level: 3,
          },
          ...(more.target ? { target: { kind: 'account', id: more.target } } : {}),
          facts,
        },
        product.clock.now().getTime(),
      ),
    ]);
    product.clock.advance(60);
  };
  const search = async (body: object = {}, who = olga) => (await who.call('POST', SEARCH, body)).body;
  const found = async (body: object): Promise<string[]> =>
    (await search(body)).rows.map(({ action }: Row) => action).filter((action: string) => action !== 'log.read');
  const logged = (action: string) =>
    product.database.all<{ facts: string; organisation_id: string; actor_id: string }>(
      'select facts, organisation_id, actor_id from audit_event where action = ? order by id',
      action,
    );
  const seal = async () => {
    const { database, clock, services } = product;
    const parts = { database, clock, keys: services.keyRing, keyOwnerId: 'installation', onError: () => undefined };
    const sealer = new AuditSealer(parts);
    clock.advance(2);
    await sealer.sealOnce();
    // A chain is signed when it is an hour old.
    clock.advance(3_600);
    await sealer.sealOnce();
    // An hour without a click ended her session.
    olga = await product.signIn(OLGA);
  };

  it('is found by period, action, person, target and network address, alone and together', async () => {
    const first = product.clock.now().toISOString();
    await log('message.sent');
    await log('message.opened', { ip: '198.51.100.1' });
    const second = product.clock.now().toISOString();
    await log('message.sent', { id: olga.accountId, target: hanna.accountId });
    await log('session.ended', { id: olga.accountId });
    const until = product.clock.now().toISOString();
    const sent = 'message.sent';
    expect(await found({})).toEqual(['session.ended', sent, 'message.opened', sent]);
    expect(await found({ from: second, to: until })).toEqual(['session.ended', sent]);
    expect(await found({ from: first, to: second })).toEqual(['message.opened', sent]);
    expect(await found({ action: sent })).toEqual([sent, sent]);
    expect(await found({ actor: hanna.accountId })).toEqual(['message.opened', sent]);
    expect(await found({ actor: ` ${HANNA.toUpperCase()}` })).toEqual(['message.opened', sent]);
    expect(await found({ target: HANNA })).toEqual([sent]);
    expect(await found({ actor: 'hanna', target: 'OLGA' })).toEqual([]);
    expect(await found({ actor: 'HANNA ' })).toEqual(['message.opened', sent]);
    expect(await found({ actor: 'anna' })).toEqual([]);
    expect(await found({ network: '198.51.100.1' })).toEqual(['message.opened']);
    expect(await found({ actor: OLGA, action: sent, target: HANNA, network: '192.0.2.7', from: second })).toEqual([
      sent,
    ]);
    expect(await found({ actor: OLGA, action: 'message.opened' })).toEqual([]);
    expect(await found({ actor: 'nobody@storkommun.example' })).toEqual([]);
  });

  it('names people as they are called, and gives what was and became', async () => {
    const lisa = (await product.services.accounts.findByEmail(LISA))?.id ?? '';
    const facts = { setting: 'reminderDays', before: 3, after: 5, account: hanna.accountId, other: `${lisa},x` };
    await log('organisation.setting-changed', { id: olga.accountId }, facts);
    const [row] = (await search({ action: 'organisation.setting-changed' })).rows;
    expect(Object.keys(row.names).sort()).toEqual([hanna.accountId, olga.accountId].sort());
    expect(row).toMatchObject({
      actor: { kind: 'account', id: olga.accountId, name: (await olga.get('/session')).body.account.displayName },
      facts,
      method: 'bankid',
      level: 3,
      ip: '192.0.2.7',
      sequence: null,
      hash: null,
    });
  });

  it('is read page by page without a gap, also where many entries have one time', async () => {
    const now = product.clock.now().getTime();
    await product.database.commit(
      Array.from({ length: 25 }, () =>
        audit({ organisationId, action: 'message.sent', actor: { kind: 'system' } }, now),
      ),
    );
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await search({ action: 'message.sent', limit: 10, ...(cursor ? { cursor } : {}) });
      seen.push(...page.rows.map(({ id }: Row) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
    expect([...seen].sort().reverse()).toEqual(seen);
    expect((await olga.call('POST', SEARCH, { cursor: 'AAAA' })).problem).toBe('invalid-request');
  });

  it('is itself logged: once for what is looked for, not for every page, and again later', async () => {
    await log('message.sent');
    await log('message.sent');
    const { nextCursor } = await search({ action: 'message.sent', limit: 1 });
    await search({ action: 'message.sent', limit: 1, cursor: nextCursor });
    await search({ action: 'message.sent' });
    expect((await logged('log.read')).map(({ facts }) => JSON.parse(facts))).toEqual([{ action: 'message.sent' }]);
    await search({ actor: HANNA });
    expect((await logged('log.read')).map(({ facts }) => JSON.parse(facts)).at(-1)).toMatchObject({
      actors: expect.stringContaining(hanna.accountId),
    });
    product.clock.advance(901);
    await search({ actor: HANNA });
    const looks = await logged('log.read');
    expect(looks).toHaveLength(3);
    expect(looks.every((look) => look.actor_id === olga.accountId && !look.facts.includes('@'))).toBe(true);
  });

  it("is each organisation's own, and the installation's only the system administrator's", async () => {
    await log('message.sent');
    await log('tenant.added', { organisation: 'installation' });
    const sture = await product.signIn(STURE);
    const kalle = await product.signIn(KALLE);
    const lisa = await product.signIn(LISA);
    const installation = { scope: 'installation' };
    for (const [who, body] of [
      [hanna, {}],
      [kalle, {}],
      [lisa, {}],
      [sture, {}],
      [olga, installation],
      [hanna, installation],
    ] as const) {
      const tries = [
        await who.call('POST', SEARCH, body),
        await who.call('POST', EXPORT, { ...body, format: 'csv' }),
        await who.get(`/log/chain${'scope' in body ? '?scope=installation' : ''}`),
      ];
      expect(tries.map(({ problem }) => problem)).toEqual(Array(3).fill('not-allowed'));
    }
    expect(await logged('log.read')).toEqual([]);
    expect((await search(installation, sture)).rows.map(({ action }: Row) => action)).toEqual([
      'log.read',
      'tenant.added',
    ]);
    expect(await logged('log.read')).toMatchObject([{ organisation_id: 'installation' }]);
    expect(await found({})).toEqual(['message.sent']);
  });

  it('finds nobody of another organisation by an address or a name', async () => {
    await log('message.sent', { id: (await product.services.accounts.findByEmail(LISA))?.id ?? '' });
    expect(await found({ actor: LISA })).toEqual([]);
    expect(await found({ actor: 'Lisa' })).toEqual([]);
    expect((await search({})).rows.find(({ action }: Row) => action === 'message.sent').actor.name).toBeNull();
  });

  it('is not looked through for a name that more than twenty people have', async () => {
    const keys = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        write(
          'insert into account_search_key (account_id, search_key, organisation_id) values (?, ?, ?)',
          newId(index),
          Buffer.from(`zz${count}`),
          organisationId,
        ),
      );
    await product.database.commit([...keys(20), ...keys(21)]);
    expect((await olga.call('POST', SEARCH, { actor: 'ZZ20' })).body.rows).toEqual([]);
    expect((await olga.call('POST', SEARCH, { actor: 'ZZ21' })).problem).toBe('names-too-many');
  });

  it('is exported as CSV, oldest first, with nothing that a spreadsheet would run', async () => {
    await log('message.sent', { ip: '192.0.2.1' }, { note: '=1+1' });
    await log('message.opened');
    const answer = await olga.call('POST', EXPORT, { format: 'csv' });
    const lines = answer.body.split('\r\n');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(lines[0]).toContain('"Tidpunkt (UTC)"');
    expect(lines[1]).toContain('"message.sent"');
    expect(lines[1]).toContain('"192.0.2.1"');
    expect(lines[2]).toContain('"message.opened"');
    expect(lines).toHaveLength(4);
    await product.database.write(
      "update account set display_name = '=cmd()' where id = ? returning id",
      hanna.accountId,
    );
    const again = await olga.call('POST', EXPORT, { format: 'csv' });
    expect(again.body).toContain(`"'=cmd()"`);
    expect((await logged('log.exported')).map(({ facts }) => JSON.parse(facts))).toEqual([
      { format: 'csv' },
      { format: 'csv' },
    ]);
  });

  it('is exported as JSON that somebody else can check against the chain', async () => {
    for (let i = 0; i < 5; i++) await log('message.sent', {}, { recipients: i });
    await seal();
    const { body } = await olga.call('POST', EXPORT, { format: 'json' });
    expect(body).toMatchObject({ format: 'sefos-log', organisationId });
    let previous: Buffer = Buffer.alloc(32);
    const entries = [...body.entries].sort((one, other) => one.sequence - other.sequence);
    expect(entries).toHaveLength(5);
    for (const [index, given] of entries.entries()) {
      expect(given.sequence).toBe(index + 1);
      const hash = hashOf(given, previous);
      expect(given.hash).toBe(hash.toString('base64'));
      previous = hash;
    }
    expect(body.checkpoints.at(-1)).toMatchObject({ sequence: 5, hash: previous.toString('base64') });
    expect(Buffer.from(body.publicKey, 'base64')).toHaveLength(32);
  });

  it('says how far it has been checked, and what does not fit', async () => {
    await log('message.sent');
    const at = new Date(product.clock.now().getTime() - 60_000).toISOString();
    await seal();
    expect((await olga.get('/log/chain')).body).toMatchObject({ entries: 1, verifiedEntries: 0, checkedAt: null });
    await product.services.chainCheck.run();
    expect((await olga.get('/log/chain')).body).toEqual({
      entries: 1,
      verifiedEntries: 1,
      verifiedTo: at,
      checkedAt: product.clock.now().toISOString(),
      signedEntries: 1,
      fault: null,
    });
    await product.database.write("update audit_event set facts = '[]' where sequence = 1 returning id");
    product.clock.advance(86_400);
    await product.services.chainCheck.run().catch(() => undefined);
    await product.services.chainCheck.run().catch(() => undefined);
    olga = await product.signIn(OLGA);
    expect((await olga.get('/log/chain')).body).toMatchObject({
      verifiedEntries: 0,
      fault: { kind: 'altered', sequence: 1 },
    });
  });
});
