import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { MOST_LISTED_DOMAINS } from './domain-lists.ts';
import { DEFAULT_SETTINGS } from './organisations.domain.ts';
import { levelViews, messageRules, senderView, sessionRules } from './settings-rules.ts';

const SETTINGS = '/organisation/settings';
const DAYS = `${SETTINGS}/days`;
const DOMAINS = `${SETTINGS}/domains`;
const { retentionDays, reminderDays, draftDays, domains } = DEFAULT_SETTINGS;
const AT_FIRST = {
  ...{ retentionDays, reminderDays, draftDays, domains },
  levels: levelViews(DEFAULT_SETTINGS),
  session: sessionRules(DEFAULT_SETTINGS),
  signIn: DEFAULT_SETTINGS.signIn,
  secondFactors: { passkey: true, totp: true, sms: true },
  messages: messageRules(DEFAULT_SETTINGS),
  sender: senderView(DEFAULT_SETTINGS),
};

describeOnBoth('settings of an organisation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write("update organisation set settings = '{}' returning id");
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const put = (path: string, body: object) => olga.call('PUT', path, body);
  const days = (setting: string, value: number, expected: number) => put(DAYS, { setting, days: value, expected });
  const domain = (name: string, list: string | null, expected: string | null = null) =>
    put(DOMAINS, { domain: name, list, expected });
  const logged = () =>
    product.database.all<{ facts: string; actor_id: string; organisation_id: string }>(
      "select facts, actor_id, organisation_id from audit_event where action = 'organisation.setting-changed' order by id",
    );

  it('are read and changed by its administrator, and logged with before and after', async () => {
    const before = (await logged()).length;
    expect((await olga.get(SETTINGS)).body).toEqual(AT_FIRST);
    expect((await days('reminderDays', 5, 3)).body).toEqual({ ...AT_FIRST, reminderDays: 5 });
    expect((await days('draftDays', 0, 90)).body).toEqual({ ...AT_FIRST, reminderDays: 5, draftDays: 0 });
    expect((await days('retentionDays', 365, 0)).status).toBe(200);
    expect((await domain('Sjöbo.se', 'trusted')).body.domains).toEqual({ trusted: ['xn--sjbo-6qa.se'], forbidden: [] });
    // As it is already: nothing happens.
    expect((await days('retentionDays', 365, 365)).status).toBe(200);
    const { organisationId } = (await product.services.accounts.findByEmail(OLGA)) ?? {};
    expect((await logged()).slice(before)).toEqual(
      [
        { setting: 'reminderDays', before: 3, after: 5 },
        { setting: 'draftDays', before: 90, after: 0 },
        { setting: 'retentionDays', before: 0, after: 365 },
        { setting: 'domains', domain: 'xn--sjbo-6qa.se', before: 'none', after: 'trusted' },
      ].map((facts) => ({
        facts: JSON.stringify(facts),
        actor_id: olga.accountId,
        organisation_id: organisationId,
      })),
    );
    product.clock.advance(6);
    expect((await product.services.organisations.get(organisationId ?? '')).settings.retentionDays).toBe(365);
  });

  it('are nobody else’s: not a case worker’s, not the system administrator’s, and of no other organisation', async () => {
    for (const email of [HANNA, STURE, LISA]) {
      const other = await product.signIn(email);
      const tries = [
        await other.get(SETTINGS),
        await other.call('PUT', DAYS, { setting: 'reminderDays', days: 1, expected: 3 }),
        await other.call('PUT', DOMAINS, { domain: 'example.com', list: 'forbidden', expected: null }),
      ];
      expect(tries.map(({ status, problem }) => [status, problem])).toEqual(Array(3).fill([403, 'not-allowed']));
    }
    await days('reminderDays', 9, 3);
    expect((await product.services.settings.find('lillkommun'))?.settings.reminderDays).toBe(3);
    expect((await olga.get(SETTINGS)).body.reminderDays).toBe(9);
  });

  it('tell the second of two administrators who save at once, and keep what the first saved', async () => {
    const answers = await Promise.all([
      days('reminderDays', 5, 3),
      days('reminderDays', 6, 3),
      days('draftDays', 7, 90),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
    expect(answers.find(({ status }) => status === 409)?.problem).toBe('settings-changed');
    const saved = (await olga.get(SETTINGS)).body;
    expect([5, 6]).toContain(saved.reminderDays);
    expect(saved.draftDays).toBe(7);
    expect((await domain('example.com', 'trusted')).status).toBe(200);
    expect((await domain('example.com', 'forbidden')).problem).toBe('settings-changed');
    expect((await domain('example.com', 'forbidden', 'trusted')).body.domains).toEqual({
      trusted: [],
      forbidden: ['example.com'],
    });
    expect((await domain('example.com', null, 'forbidden')).body.domains).toEqual({ trusted: [], forbidden: [] });
  });

  it.each(['retentionDays', 'reminderDays', 'draftDays'] as const)(
    'take %s from 0 to the most, and no more',
    async (setting) => {
      const most = LIMITS[setting];
      expect((await days(setting, most, AT_FIRST[setting])).body[setting]).toBe(most);
      expect((await days(setting, 0, most)).body[setting]).toBe(0);
      for (const wrong of [most + 1, -1, 1.5]) expect((await days(setting, wrong, 0)).problem).toBe('invalid-request');
      expect((await olga.get(SETTINGS)).body[setting]).toBe(0);
    },
  );

  it('refuse what is no domain, their own as forbidden, and more than a list holds', async () => {
    for (const wrong of ['example', 'a b.se', '10.0.0.1', '-a.se'])
      expect((await domain(wrong, 'trusted')).problem).toBe('domain-invalid');
    expect((await domain('storkommun.example', 'forbidden')).problem).toBe('domain-own');
    expect((await domain('storkommun.example', 'trusted')).status).toBe(200);
    const full = Array.from({ length: MOST_LISTED_DOMAINS - 1 }, (_value, index) => `d${index}.example.com`);
    await product.database.write(
      "update organisation set settings = ? where slug = 'storkommun' returning id",
      JSON.stringify({ domains: { trusted: [], forbidden: full } }),
    );
    expect((await domain('last.example.com', 'forbidden')).status).toBe(200);
    expect((await domain('more.example.com', 'forbidden')).problem).toBe('domains-too-many');
    expect((await domain('more.example.com', 'trusted')).status).toBe(200);
  });
});
