import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newKey, unwrapKey, wrapKey } from '../../crypto/index.ts';
import { write } from '../../platform/database/statements.ts';
import type { Kms } from '../../ports/kms.port.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { KeyRing, OrganisationsService, runTenants, TENANTS_USAGE, TenantsService } from './index.ts';

const ONE = 'aaaaaaaa-0000-4000-8000-000000000001';
const TWO = 'aaaaaaaa-0000-4000-8000-000000000002';
const NOBODYS = 'aaaaaaaa-0000-4000-8000-000000000003';

describeOnBoth('tenants of organisations', (open) => {
  let test: TestDatabase;
  let tenants: TenantsService;
  let organisations: OrganisationsService;
  let storkommun: string;
  let lines: string[] = [];
  const clock = new FixedClock();
  beforeAll(async () => {
    test = await open();
    const master = newKey();
    const kms: Kms = {
      wrap: async (key, context) => wrapKey(master, key, context),
      unwrap: async (wrapped, context) => unwrapKey(master, wrapped, context),
    };
    organisations = new OrganisationsService(test.database, new KeyRing(test.database, kms, clock), clock);
    storkommun = await organisations.create({ name: 'Storkommun', slug: 'storkommun', domains: [] });
    await organisations.create({ name: 'Lillkommun', slug: 'lillkommun', domains: [] });
    tenants = new TenantsService({ database: test.database, clock });
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    lines = [];
    clock.advance(3_600);
    await test.database.commit([
      write('delete from organisation_tenant'),
      write('delete from audit_event'),
      write("update organisation set settings = '{}'"),
    ]);
  });
  const run = (...args: string[]) => runTenants({ tenants, print: (line) => lines.push(line) }, args);
  const logged = () =>
    test.database.all('select organisation_id, action, actor_kind, target_id, facts from audit_event order by id');

  it('belong to one organisation, in any spelling of the id', async () => {
    expect(await tenants.tenantOwner(ONE)).toBeNull();
    expect(await tenants.addTenant('storkommun', ONE.toUpperCase())).toEqual({ outcome: 'added' });
    expect(await tenants.tenantOwner(ONE.toUpperCase())).toBe(storkommun);
    expect(await tenants.addTenant('storkommun', ONE)).toEqual({ outcome: 'already-there' });
    expect(await tenants.addTenant('lillkommun', ONE)).toEqual({ outcome: 'taken', slug: 'storkommun' });
    expect(await tenants.tenantOwner(ONE)).toBe(storkommun);
    expect(await logged()).toEqual([
      { organisation_id: storkommun, action: 'tenant.added', actor_kind: 'system', target_id: ONE, facts: '{}' },
    ]);
  });

  it('go to one of two organisations that ask at once', async () => {
    const answers = await Promise.all(
      ['storkommun', 'lillkommun', 'storkommun', 'lillkommun'].map((slug) => tenants.addTenant(slug, ONE)),
    );
    expect(answers.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
    expect(await logged()).toHaveLength(1);
  });

  it('are several for one organisation, and each can be taken away', async () => {
    await tenants.addTenant('storkommun', TWO);
    await tenants.addTenant('lillkommun', ONE);
    await tenants.addTenant('storkommun', NOBODYS);
    expect((await tenants.listTenants()).map(({ slug, tenantId }) => [slug, tenantId])).toEqual([
      ['lillkommun', ONE],
      ['storkommun', TWO],
      ['storkommun', NOBODYS],
    ]);
    expect(await Promise.all([tenants.removeTenant(TWO), tenants.removeTenant(TWO.toUpperCase())])).toContain(true);
    expect(await tenants.removeTenant(TWO)).toBe(false);
    expect(await tenants.tenantOwner(TWO)).toBeNull();
    expect((await logged()).filter((entry) => (entry as { action: string }).action === 'tenant.removed')).toHaveLength(
      1,
    );
  });

  it('are listed by the command with the levels that their people reach', async () => {
    expect([await run('list'), lines]).toEqual([0, ['No tenant is connected.']]);
    expect(await run('add', 'storkommun', ONE)).toBe(0);
    expect(await run('add', 'storkommun', ONE)).toBe(0);
    await run('list');
    expect(lines.slice(1)).toEqual([
      `Tenant ${ONE} is connected to storkommun. Running servers know at once.`,
      `Tenant ${ONE} was connected to storkommun already.`,
      `storkommun  ${ONE}  amr:mfa=2 default=1`,
    ]);
  });

  it('are refused by the command with a sentence that says what to do', async () => {
    await run('add', 'storkommun', ONE);
    lines = [];
    const codes = [
      await run('add', 'lillkommun', ONE),
      await run('add', 'nokommun', TWO),
      await run('add', 'storkommun', 'contoso.onmicrosoft.com'),
      await run('remove', NOBODYS),
      await run('level', 'nokommun', 'default', '2'),
      await run('level', 'storkommun', 'mfa', '2'),
      await run('level', 'storkommun', 'default', 'none'),
    ];
    expect(codes).toEqual(Array(7).fill(1));
    expect(lines).toEqual([
      expect.stringContaining('belongs to storkommun. A tenant belongs to one organisation'),
      expect.stringContaining('No organisation has the slug "nokommun"'),
      expect.stringContaining('"contoso.onmicrosoft.com" is no tenant id'),
      expect.stringContaining('connected to no organisation'),
      expect.stringContaining('No organisation has the slug "nokommun"'),
      expect.stringContaining('"mfa" cannot be 2'),
      expect.stringContaining('"default" cannot be taken away'),
    ]);
    expect(await logged()).toHaveLength(1);
  });

  it('are not guessed at: what the command does not understand changes nothing', async () => {
    for (const args of [[], ['add'], ['add', 'storkommun'], ['add', 'storkommun', ONE, 'x'], ['remove'], ['list', 'x']])
      expect(await run(...args)).toBe(2);
    expect(new Set(lines)).toEqual(new Set([TENANTS_USAGE]));
    expect(await run('level', 'storkommun', 'default', '4')).toBe(2);
    expect(await logged()).toEqual([]);
  });

  it('have levels by organisation, which running servers know within five seconds', async () => {
    await test.database.commit([write(`update organisation set settings = '{"linkDays":7}' where id = ?`, storkommun)]);
    expect((await organisations.get(storkommun)).settings.entraLevels).toEqual({ default: 1, 'amr:mfa': 2 });
    expect(await run('level', 'storkommun', 'acrs:c3', '3')).toBe(0);
    expect(await run('level', 'storkommun', 'amr:mfa', 'none')).toBe(0);
    expect(lines).toContain(
      'storkommun: acrs:c3=3 default=1. Running servers know within 5 seconds; sessions keep their level.',
    );
    clock.advance(5);
    expect((await organisations.get(storkommun)).settings).toMatchObject({
      linkDays: 7,
      entraLevels: { default: 1, 'acrs:c3': 3 },
    });
    expect((await logged()).map((entry) => (entry as { facts: string }).facts)).toEqual([
      '{"key":"acrs:c3","level":3}',
      '{"key":"amr:mfa","level":null}',
    ]);
  });

  it('keep both of two changes of level that come at once', async () => {
    await Promise.all([
      tenants.setLevel('storkommun', 'acrs:c1', 2),
      tenants.setLevel('storkommun', 'acrs:c2', 3),
      tenants.setLevel('storkommun', 'acrs:c3', 3),
    ]);
    clock.advance(5);
    expect(Object.keys((await organisations.get(storkommun)).settings.entraLevels)).toHaveLength(5);
  });
});
