import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { deviceOf } from './device.domain.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from './testing/caller.ts';
import { type Harness, makeHarness } from './testing/harness.ts';

const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0';

describeOnBoth('own sessions', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let session: Carried;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
    call = makeCaller(harness);
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  beforeEach(async () => {
    harness.clock.advance(3_600);
    await test.database.commit([write('delete from session'), write('delete from audit_event')]);
    session = await startWebSession(harness);
  });
  const list = async (who = session) => (await call('GET', '/account/sessions', undefined, who)).json.sessions;
  const signedIn = async (who: Carried) => (await call('GET', '/session', undefined, who)).status === 200;

  it('are listed with where, when, how and how surely, last used first, and this one marked', async () => {
    harness.clock.advance(60);
    const teams = await startHostSession(harness);
    await call('GET', '/session', undefined, { ...teams, headers: { 'user-agent': EDGE } });
    const listed = await list(teams);
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({
      current: true,
      host: 'teams',
      device: 'Edge, Windows',
      ip: '192.0.2.77',
      method: 'entra',
      level: 2,
    });
    expect(listed[1]).toMatchObject({ current: false, host: 'web', method: 'password-sms' });
    expect(JSON.stringify(await test.database.all('select * from session'))).not.toContain('Mozilla');
  });

  it('are no longer listed once they stand idle, are over or signed out', async () => {
    const other = await startWebSession(harness);
    await call('DELETE', '/session', undefined, other);
    expect(await list()).toHaveLength(1);
    await startWebSession(harness);
    harness.clock.advance(1_799.999);
    expect(await list()).toHaveLength(2);
    harness.clock.advance(0.001);
    expect(await list()).toHaveLength(1);
  });

  it('end at once, one or all others, and open pages are told', async () => {
    const [one, two, teams] = [
      await startWebSession(harness),
      await startWebSession(harness),
      await startHostSession(harness),
    ];
    const first = (await list(one)).find(({ current }: { current: boolean }) => current);
    harness.toldPages.length = 0;
    expect((await call('DELETE', `/account/sessions/${first.id}`, undefined, session)).status).toBe(204);
    expect(harness.toldPages).toEqual([harness.made[0]?.mailboxId]);
    expect(await signedIn(one)).toBe(false);
    expect((await call('DELETE', `/account/sessions/${first.id}`, undefined, session)).problem).toBe('not-found');
    expect(await signedIn(two)).toBe(true);
    expect((await call('DELETE', '/account/sessions', undefined, session)).status).toBe(204);
    expect([await signedIn(two), await signedIn(teams), await signedIn(session)]).toEqual([false, false, true]);
    expect((await harness.logged()).map(({ action }) => action)).toEqual([
      'session.ended-by-owner',
      'session.others-ended',
    ]);
  });

  it("are nobody else's to see or end", async () => {
    const boId = await harness.accounts.create({
      ...harness.person,
      displayName: 'Bo',
      email: `bo@${harness.clock.now().getTime()}.example`,
    });
    const bo = await startWebSession(harness, boId);
    const [own] = await list();
    expect(await list(bo)).toHaveLength(1);
    expect((await call('DELETE', `/account/sessions/${own.id}`, undefined, bo)).problem).toBe('not-found');
    await call('DELETE', '/account/sessions', undefined, bo);
    expect(await signedIn(session)).toBe(true);
  });
});

it.each([
  [EDGE, 'Edge, Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'Safari, macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/130.0 Mobile/15E148 Safari/604.1', 'Chrome, iOS'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Chrome, Android',
  ],
  ['curl/8.5.0', null],
  ['<script>alert(1)</script>', null],
  [undefined, null],
])('a User-Agent tells browser and system, and nothing else: %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});
