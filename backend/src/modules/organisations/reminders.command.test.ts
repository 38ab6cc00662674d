import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newKey, unwrapKey, wrapKey } from '../../crypto/index.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { KeyRing, OrganisationsService, REMINDERS_USAGE, runReminders, SettingsService } from './index.ts';

describeOnBoth('days of reminders', (open) => {
  let test: TestDatabase;
  let settings: SettingsService;
  let organisations: OrganisationsService;
  let storkommun = '';
  let lines: string[] = [];
  const clock = new FixedClock();
  beforeAll(async () => {
    test = await open();
    const master = newKey();
    const kms = {
      wrap: async (key: Uint8Array, context: string) => wrapKey(master, key, context),
      unwrap: async (wrapped: Uint8Array, context: string) => unwrapKey(master, wrapped, context),
    };
    organisations = new OrganisationsService(test.database, new KeyRing(test.database, kms, clock), clock);
    storkommun = await organisations.create({
      name: 'Storkommun',
      slug: 'storkommun',
      domains: [],
      settings: { linkDays: 7 },
    });
    settings = new SettingsService({ database: test.database, clock });
  });
  afterAll(() => test.end());
  beforeEach(() => {
    lines = [];
  });
  const run = (...args: string[]) => runReminders({ settings, print: (line) => lines.push(line) }, args);

  it('are three at first, and changed by a command that is logged and leaves the other settings', async () => {
    expect([await run('show', 'storkommun'), await run('set', 'storkommun', '0')]).toEqual([0, 0]);
    expect(await run('set', 'storkommun', '60')).toBe(0);
    expect(lines).toEqual([
      'storkommun: reminders 3 days before a link ends.',
      'storkommun: no reminders.',
      'storkommun: reminders 60 days before a link ends.',
    ]);
    expect((await organisations.get(storkommun)).settings).toMatchObject({ reminderDays: 60, linkDays: 7 });
    expect(await test.database.all('select organisation_id, action, actor_kind, facts from audit_event')).toEqual(
      [0, 60].map((days) => ({
        organisation_id: storkommun,
        action: 'organisation.setting-changed',
        actor_kind: 'system',
        facts: JSON.stringify({ setting: 'reminderDays', before: days === 0 ? 3 : 0, after: days }),
      })),
    );
  });

  it('that are changed twice at once keep both changes', async () => {
    await Promise.all([
      settings.setDays('storkommun', 'reminderDays', 5),
      settings.setDays('storkommun', 'retentionDays', 90),
    ]);
    expect((await settings.find('storkommun'))?.settings).toMatchObject({ reminderDays: 5, retentionDays: 90 });
  });

  it('are refused outside their bounds, and what is not understood changes nothing', async () => {
    for (const days of ['61', '-1', '3.5', 'three', '']) expect(await run('set', 'storkommun', days)).toBe(2);
    expect(lines[0]).toBe('"61" is no number of days from 0 to 60.');
    lines = [];
    for (const args of [[], ['show'], ['set', 'storkommun'], ['show', 'storkommun', '3']])
      expect(await run(...args)).toBe(2);
    expect(new Set(lines)).toEqual(new Set([REMINDERS_USAGE]));
    expect([await run('show', 'nokommun'), await run('set', 'nokommun', '3')]).toEqual([1, 1]);
    expect((await settings.find('storkommun'))?.settings.reminderDays).toBe(5);
  });
});
