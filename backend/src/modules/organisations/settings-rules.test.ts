import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import {
  type AccountBrowser,
  external,
  HANNA,
  LISA,
  OLGA,
  STURE,
  TestProduct,
  type TestRecipient,
} from '../../testing/product.ts';
import { DEFAULT_SETTINGS } from './organisations.domain.ts';
import { levelViews, messageRules } from './settings-rules.ts';

const SETTINGS = '/organisation/settings';
const LEVELS = `${SETTINGS}/levels`;
const SESSION = `${SETTINGS}/session`;
const MESSAGES = `${SETTINGS}/messages`;
const ALL = ['email', 'sms', 'bankid', 'freja', 'siths'];
const DAY = 86_400_000;
const [LOA1, LOA2] = levelViews(DEFAULT_SETTINGS).map(({ level: _level, offered: _offered, ...rules }) => rules);
const RULES = messageRules(DEFAULT_SETTINGS);
const FIRST_SESSION = { idleMinutes: 30, hours: 12 };
const sms = { method: 'sms', phone: '0701740655', language: 'sv' };

describeOnBoth('rules that an administrator sets', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write("update organisation set settings = '{}' returning id");
    product.clock.advance(6);
    olga = await product.signIn(OLGA);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const put = (path: string, body: object) => olga.call('PUT', path, body);
  const save = async (path: string, body: object) => {
    expect((await put(path, body)).status).toBe(200);
    product.clock.advance(6);
  };
  const rules = (more: object) => ({ wanted: { ...RULES, ...more }, expected: RULES });
  const citizen = (step: object): TestRecipient => external(`rules${++people}@example.org`, { ...step });
  const sent = (level: number, step: object, more: object = {}) =>
    hanna.post('/messages', product.message(hanna, [citizen(step)], { assuranceLevel: level, ...more }));
  const facts = async () =>
    JSON.parse(
      (
        await product.database.get<{ facts: string }>(
          "select facts from audit_event where action = 'organisation.setting-changed' order by id desc limit 1",
        )
      )?.facts ?? '{}',
    );

  it('turn a level off: nobody sends at it any more, everybody is told, and the log says what was', async () => {
    await save(LEVELS, { level: 1, wanted: { ...LOA1, active: false }, expected: LOA1 });
    expect((await sent(1, { method: 'email' })).problem).toBe('level-inactive');
    expect((await sent(2, sms)).status).toBe(201);
    expect((await hanna.get('/organisation/levels')).body[0]).toMatchObject({ level: 1, active: false });
    expect(await facts()).toEqual({
      ...{ setting: 'levels', level: 1 },
      ...{ before: '{"active":true}', after: '{"active":false}' },
    });
  });

  it('never turn the last level off', async () => {
    for (const view of levelViews(DEFAULT_SETTINGS).slice(1)) {
      const { level, offered: _offered, ...expected } = view;
      await save(LEVELS, { level, wanted: { ...expected, active: false }, expected });
    }
    const last = await put(LEVELS, { level: 1, wanted: { ...LOA1, active: false }, expected: LOA1 });
    expect(last.problem).toBe('levels-none');
  });

  it('take a method from one level and leave it at the others', async () => {
    await save(LEVELS, { level: 1, wanted: { ...LOA1, methods: ALL.filter((one) => one !== 'sms') }, expected: LOA1 });
    expect((await sent(1, sms)).problem).toBe('method-unavailable');
    expect((await sent(2, sms)).status).toBe(201);
    const [one, two] = (await hanna.get('/organisation/levels')).body;
    expect(one.methods).toEqual(ALL.filter((method) => method !== 'sms'));
    expect(two.methods).toEqual(['sms', 'bankid', 'freja', 'siths']);
    expect((await olga.get(SETTINGS)).body.levels[0].offered).toEqual(ALL);
    const below = { level: 2, wanted: { ...LOA2, methods: ['email'] }, expected: LOA2 };
    expect((await put(LEVELS, below)).problem).toBe('method-unavailable');
  });

  it("describe a level in the organisation's own words, to their longest, and without what nobody sees", async () => {
    const longest = 'å'.repeat(LIMITS.levelDescriptionCharacters);
    const wanted = { ...LOA2, description: { sv: ` Kod\n\u202eper sms `, en: '', fi: longest } };
    await save(LEVELS, { level: 2, wanted, expected: LOA2 });
    expect((await hanna.get('/organisation/levels')).body[1].description).toEqual({
      ...{ sv: 'Kod per sms', en: 'Kod per sms', fi: longest },
    });
    const saved = { ...LOA2, description: { sv: 'Kod per sms', fi: longest } };
    const tooLong = { level: 2, wanted: { ...LOA2, description: { sv: `${longest}å` } }, expected: saved };
    expect((await put(LEVELS, tooLong)).problem).toBe('invalid-request');
    await save(LEVELS, { level: 2, wanted: { ...LOA2, description: {} }, expected: saved });
    expect((await hanna.get('/organisation/levels')).body[1].description).toBeNull();
  });

  it('tell the second of two administrators who change the same', async () => {
    const change = (active: boolean) => put(LEVELS, { level: 2, wanted: { ...LOA2, active }, expected: LOA2 });
    const description = { sv: 'Kod' };
    const answers = await Promise.all([
      change(false),
      put(LEVELS, { level: 2, wanted: { ...LOA2, description }, expected: LOA2 }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await save(SESSION, { wanted: { idleMinutes: 10, hours: 12 }, expected: FIRST_SESSION });
    const late = { wanted: { idleMinutes: 20, hours: 12 }, expected: FIRST_SESSION };
    expect((await put(SESSION, late)).problem).toBe('settings-changed');
    await save(MESSAGES, rules({ replyAllowed: false }));
    expect((await put(MESSAGES, rules({ linkDays: 7 }))).problem).toBe('settings-changed');
  });

  it('end sessions under way that the shorter limit has ended, and never bring one back by a longer one', async () => {
    const idle = await product.signIn(HANNA);
    product.clock.advance(20 * 60);
    expect((await olga.get('/session')).status).toBe(200);
    await save(SESSION, { wanted: { idleMinutes: 15, hours: 12 }, expected: FIRST_SESSION });
    expect((await idle.get('/session')).problem).toBe('not-signed-in');
    expect((await olga.get('/session')).body.idleSeconds).toBe(15 * 60);
    await save(SESSION, {
      wanted: { idleMinutes: 480, hours: 72 },
      expected: { idleMinutes: 15, hours: 12 },
    });
    expect((await idle.get('/session')).problem).toBe('not-signed-in');
    product.clock.advance(7 * 3600);
    expect((await olga.get('/session')).status).toBe(200);
    // The whole length of a session under way stays what it was when it began.
    product.clock.advance(5 * 3600);
    expect((await olga.get('/session')).problem).toBe('not-signed-in');
    expect(await facts()).toEqual({
      ...{ setting: 'session' },
      ...{ before: '{"idleMinutes":15,"hours":12}', after: '{"idleMinutes":480,"hours":72}' },
    });
  });

  it('take limits of sessions from the least to the most, and no others', async () => {
    const { sessionIdleMinutes: idle, sessionHours: hours } = LIMITS;
    let expected = FIRST_SESSION;
    for (const wanted of [
      { idleMinutes: idle.least, hours: hours.least },
      { idleMinutes: idle.most, hours: hours.most },
    ]) {
      await save(SESSION, { wanted, expected });
      expected = wanted;
    }
    for (const wrong of [
      { idleMinutes: idle.least - 1, hours: 1 },
      { idleMinutes: idle.most + 1, hours: 1 },
      { idleMinutes: 5, hours: 0 },
      { idleMinutes: 5, hours: hours.most + 1 },
    ])
      expect((await put(SESSION, { wanted: wrong, expected })).problem).toBe('invalid-request');
  });

  it('say how long links work: the usual number of days, and at most to the end of the last', async () => {
    await save(MESSAGES, rules({ linkDays: 7, mostLinkDays: 14 }));
    const now = product.clock.now().getTime();
    const until = (ms: number) => ({ validUntil: new Date(now + ms).toISOString() });
    const { id } = (await sent(1, { method: 'email' })).body;
    const [link] = await product.database.all<{ expires_at: number }>(
      'select expires_at from recipient where message_id = ?',
      id,
    );
    expect(Number(link?.expires_at)).toBe(now + 7 * DAY);
    expect((await sent(1, { method: 'email' }, until(15 * DAY))).status).toBe(201);
    expect((await sent(1, { method: 'email' }, until(15 * DAY + 1))).problem).toBe('valid-until-invalid');
    const longer = (ms: number) => hanna.post(`/messages/${id}/validity`, { ...until(ms), recipientIds: null });
    expect((await longer(15 * DAY + 1)).problem).toBe('valid-until-invalid');
    expect((await longer(15 * DAY)).status).toBe(200);
  });

  it('limit downloads where the sender says nothing, and how much she may say', async () => {
    await save(MESSAGES, rules({ maxDownloads: 3, mostDownloads: 5 }));
    const most = async (more: object) => {
      const answer = await sent(1, { method: 'email' }, more);
      return answer.problem ?? (await hanna.get(`/messages/${answer.body.id}`)).body.maxDownloads;
    };
    expect(await most({})).toBe(3);
    expect(await most({ maxDownloads: 5 })).toBe(5);
    expect(await most({ maxDownloads: 6 })).toBe('max-downloads-invalid');
    const saved = { ...RULES, maxDownloads: 3, mostDownloads: 5 };
    await save(MESSAGES, { wanted: { ...saved, maxDownloads: null }, expected: saved });
    expect(await most({})).toBe(5);
    expect((await hanna.get('/organisation/message-rules')).body).toEqual({ ...saved, maxDownloads: null });
  });

  it('put the usual open text into mails in its language, and never in place of what the sender wrote', async () => {
    await save(MESSAGES, rules({ openText: { sv: 'Frågor? Ring växeln.', en: ' ' } }));
    const mailed = async (step: object) => {
      const to = citizen({ method: 'email', ...step });
      await product.send(hanna, [to]);
      await product.drain();
      return product.mail.to(to.address).at(-1)?.text ?? '';
    };
    expect(await mailed({})).toContain('Frågor? Ring växeln.');
    expect(await mailed({ openText: 'Om bygglovet' })).not.toContain('Frågor?');
    expect(await mailed({ language: 'en' })).toContain('has sent you a secure message');
  });

  it('refuse a default above the most, and what is no limit', async () => {
    expect((await put(MESSAGES, rules({ linkDays: 31, mostLinkDays: 30 }))).problem).toBe('default-above-most');
    expect((await put(MESSAGES, rules({ maxDownloads: 6, mostDownloads: 5 }))).problem).toBe('default-above-most');
    for (const wrong of [
      { linkDays: 0 },
      { mostLinkDays: LIMITS.linkDays + 1 },
      { maxDownloads: 0 },
      { mostDownloads: 101 },
    ])
      expect((await put(MESSAGES, rules(wrong))).problem).toBe('invalid-request');
    expect(
      (await put(MESSAGES, rules({ linkDays: LIMITS.linkDays, maxDownloads: 1, mostDownloads: 100 }))).status,
    ).toBe(200);
  });

  it('are changed by nobody else, and are of one organisation', async () => {
    const bodies = [
      [LEVELS, { level: 1, wanted: { ...LOA1, active: false }, expected: LOA1 }],
      [SESSION, { wanted: { idleMinutes: 5, hours: 1 }, expected: FIRST_SESSION }],
      [MESSAGES, rules({ linkDays: 1 })],
    ] as const;
    for (const email of [HANNA, STURE, LISA]) {
      const other = await product.signIn(email);
      for (const [path, body] of bodies) expect((await other.call('PUT', path, body)).problem).toBe('not-allowed');
    }
    for (const [path, body] of bodies) await save(path, body);
    const lisa = await product.signIn(LISA);
    expect((await lisa.get('/organisation/message-rules')).body).toEqual(RULES);
    expect((await lisa.get('/organisation/levels')).body[0].active).toBe(true);
    expect((await lisa.get('/session')).body.idleSeconds).toBe(1800);
  });
});
