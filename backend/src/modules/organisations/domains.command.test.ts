import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newKey, unwrapKey, wrapKey } from '../../crypto/index.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { MOST_LISTED_DOMAINS } from './domain-lists.ts';
import { DOMAINS_USAGE, KeyRing, OrganisationsService, runDomains, SettingsService } from './index.ts';

describeOnBoth('lists of trusted and forbidden domains', (open) => {
  let test: TestDatabase;
  let settings: SettingsService;
  let organisations: OrganisationsService;
  let lines: string[] = [];
  const clock = new FixedClock();
  const make = (slug: string, domains: readonly string[], listed: readonly string[] = []) =>
    organisations.create({
      ...{ name: slug, slug, domains },
      settings: { linkDays: 7, domains: { trusted: listed, forbidden: [] } },
    });
  beforeAll(async () => {
    test = await open();
    const master = newKey();
    const kms = {
      wrap: async (key: Uint8Array, context: string) => wrapKey(master, key, context),
      unwrap: async (wrapped: Uint8Array, context: string) => unwrapKey(master, wrapped, context),
    };
    organisations = new OrganisationsService(test.database, new KeyRing(test.database, kms, clock), clock);
    settings = new SettingsService({ database: test.database, clock });
    await make('storkommun', ['skola.storkommun.se']);
    await make('lillkommun', []);
    await make(
      'full',
      [],
      Array.from({ length: MOST_LISTED_DOMAINS - 1 }, (_value, index) => `d${index}.se`),
    );
  });
  afterAll(() => test.end());
  beforeEach(() => {
    lines = [];
  });
  const run = (...args: string[]) => runDomains({ settings, print: (line) => lines.push(line) }, args);

  it('are empty at first, and changed by a command that is logged and leaves the other settings', async () => {
    expect(await run('show', 'storkommun')).toBe(0);
    expect(await run('trust', 'storkommun', 'Sjöbo.SE')).toBe(0);
    expect(await run('forbid', 'storkommun', 'evil.example')).toBe(0);
    expect(await run('forbid', 'storkommun', 'sjöbo.se')).toBe(0);
    expect(await run('remove', 'storkommun', 'evil.example')).toBe(0);
    expect(lines).toEqual([
      'storkommun: trusted none; forbidden none.',
      'storkommun: trusted xn--sjbo-6qa.se; forbidden none.',
      'storkommun: trusted xn--sjbo-6qa.se; forbidden evil.example.',
      'storkommun: trusted none; forbidden evil.example xn--sjbo-6qa.se.',
      'storkommun: trusted none; forbidden xn--sjbo-6qa.se.',
    ]);
    expect((await settings.find('storkommun'))?.settings).toMatchObject({ linkDays: 7 });
    const events = await test.database.all<{ action: string; facts: string }>('select action, facts from audit_event');
    expect(new Set(events.map(({ action }) => action))).toEqual(new Set(['organisation.setting-changed']));
    expect(events.map(({ facts }) => JSON.parse(facts))).toContainEqual({
      ...{ setting: 'domains', domain: 'evil.example', before: 'none', after: 'forbidden' },
    });
  });

  it('never forbid the organisation its own people, nor reach another organisation', async () => {
    for (const own of ['storkommun.se', 'skola.storkommun.se', 'SE'])
      expect({ own, code: await run('forbid', 'storkommun', own) }).toEqual({ own, code: 1 });
    expect((await settings.find('lillkommun'))?.settings.domains).toEqual({ trusted: [], forbidden: [] });
  });

  it('hold so many domains and no more, and what is refused or not understood changes nothing', async () => {
    expect(await run('trust', 'full', 'last.se')).toBe(0);
    expect([await run('trust', 'full', 'more.se'), lines.at(-1)]).toEqual([1, 'The list is full: 500 domains.']);
    expect([await run('trust', 'full', 'last.se'), await run('forbid', 'full', 'last.se')]).toEqual([0, 0]);
    lines = [];
    expect([await run('trust', 'full', 'no domain'), await run('trust', 'nokommun', 'a.se')]).toEqual([1, 1]);
    expect(lines[0]).toBe('"no domain" is no domain.');
    lines = [];
    for (const args of [[], ['show'], ['trust', 'full'], ['show', 'full', 'x.se'], ['toString', 'full', 'x.se']])
      expect(await run(...args)).toBe(2);
    expect(new Set(lines)).toEqual(new Set([DOMAINS_USAGE]));
  });

  it('that are changed twice at once keep both changes', async () => {
    await Promise.all([
      settings.listDomain('lillkommun', 'a.se', 'trusted'),
      settings.listDomain('lillkommun', 'b.se', 'forbidden'),
    ]);
    expect((await settings.find('lillkommun'))?.settings.domains).toEqual({ trusted: ['a.se'], forbidden: ['b.se'] });
  });
});
