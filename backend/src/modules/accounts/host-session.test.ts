import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from './testing/caller.ts';
import { ANNA, type Harness, makeHarness } from './testing/harness.ts';

describeOnBoth('sessions of a host', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
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
    harness.bankId.person = null;
    await test.database.commit([
      write('delete from audit_event'),
      write('update account set frozen_at = null'),
      write('update organisation set frozen_at = null'),
    ]);
  });
  const who = async (carried: Carried) => {
    const answer = await call('GET', '/session', undefined, carried);
    return answer.problem || answer.json.account.email;
  };

  it('are used with their token and their host, and change things without a CSRF token', async () => {
    for (const host of ['teams', 'outlook'] as const) {
      const frame = await startHostSession(harness, host);
      expect(await who(frame)).toBe(ANNA.email);
      const changed = await call('PATCH', '/account', { theme: 'dark' }, frame);
      expect([changed.status, changed.setCookie]).toEqual([200, '']);
    }
  });

  it('do not work in another host, without a host, on the web, or as a cookie', async () => {
    const frame = await startHostSession(harness, 'teams');
    for (const carried of [
      { ...frame, host: 'outlook' },
      { bearer: frame.bearer },
      { ...frame, host: 'web' },
      { cookie: frame.bearer },
      { cookie: frame.bearer, host: 'teams' },
      { bearer: 'x'.repeat(43), host: 'teams' },
    ])
      expect(await who(carried)).toBe('not-signed-in');
    expect(await who(frame)).toBe(ANNA.email);
  });

  it("of the web do not work as a bearer token, and a browser's cookie does not help a frame", async () => {
    const { cookie, csrf } = await startWebSession(harness);
    for (const host of ['teams', 'outlook', 'web', undefined])
      expect(await who({ bearer: cookie, ...(host ? { host } : {}) })).toBe('not-signed-in');
    expect(await who({ cookie, host: 'teams' })).toBe('not-signed-in');
    expect(await who({ cookie, bearer: 'x'.repeat(43), host: 'teams' })).toBe('not-signed-in');
    expect(await who({ cookie, headers: { authorization: 'Basic dXNlcjpwYXNz' } })).toBe('not-signed-in');
    const change = call('PATCH', '/account', { theme: 'dark' }, { cookie, csrf, headers: { authorization: '' } });
    expect((await change).problem).toBe('not-signed-in');
  });

  it('leave the CSRF token of a cookie asked for, whatever else the call says', async () => {
    const { cookie, csrf } = await startWebSession(harness);
    const change = (carried: Carried) => call('PATCH', '/account', { theme: 'dark' }, carried);
    expect((await change({ cookie })).problem).toBe('csrf-token-invalid');
    expect((await change({ cookie, host: 'web' })).problem).toBe('csrf-token-invalid');
    expect((await change({ cookie, csrf })).status).toBe(200);
  });

  it('are called from our own frames, and from no other site', async () => {
    const frame = await startHostSession(harness);
    const from = (site: string) =>
      call('PATCH', '/account', { theme: 'dark' }, { ...frame, headers: { 'sec-fetch-site': site } });
    expect((await from('same-origin')).status).toBe(200);
    expect((await from('cross-site')).problem).toBe('csrf-token-invalid');
  });

  it('end at the instants of their idle and absolute ends', async () => {
    const idle = await startHostSession(harness);
    harness.clock.advance(1_799.999);
    expect(await who(idle)).toBe(ANNA.email);
    const left = await startHostSession(harness);
    harness.clock.advance(1_800);
    expect(await who(left)).toBe('not-signed-in');
    const used = await startHostSession(harness);
    for (let hours = 0; hours < 12 * 3; hours++) {
      expect(await who(used)).toBe(ANNA.email);
      harness.clock.advance(1_200);
    }
    expect(await who(used)).toBe('not-signed-in');
  });

  it('end in the middle when the account or its organisation is frozen', async () => {
    const frame = await startHostSession(harness);
    await harness.accounts.setFrozen(harness.annaId, true);
    expect(await who(frame)).toBe('not-signed-in');
    await harness.accounts.setFrozen(harness.annaId, false);
    expect(await who(frame)).toBe(ANNA.email);
    await test.database.commit([write('update organisation set frozen_at = 1')]);
    harness.clock.advance(5);
    expect(await who(frame)).toBe('not-signed-in');
  });

  it('of a browser are neither read, replaced nor made by calls of a frame that need no session', async () => {
    const { cookie } = await startWebSession(harness);
    const challenge = 'c'.repeat(43);
    const code = { challengeId: '0190a0a0-0000-7000-8000-000000000000', code: '000000' };
    for (const carried of [{ host: 'teams' }, { bearer: 'x'.repeat(43) }, { headers: { authorization: '' } }])
      for (const [path, body] of [
        ['/sign-in/code', code],
        ['/sign-in/oidc', { provider: 'entra', returnTo: '/' }],
        ['/sign-in/step-up-window', { challenge, page: 'host' }],
        ['/sign-in/step-up-window/code', { challenge, kind: 'typed' }],
      ] as const) {
        const { problem, setCookie } = await call('POST', path, body, { cookie, ...carried });
        expect([path, problem, setCookie]).toEqual([path, 'not-allowed', '']);
      }
    expect(await who({ cookie })).toBe(ANNA.email);
    expect((await call('POST', '/sign-in/code', code, { cookie, host: 'web' })).problem).toBe('code-expired');
  });

  it('end at sign-out, which leaves the cookie of the browser alone', async () => {
    const frame = await startHostSession(harness);
    const out = await call('DELETE', '/session', undefined, frame);
    expect([out.status, out.setCookie]).toEqual([204, '']);
    expect(await who(frame)).toBe('not-signed-in');
  });

  it('are raised by BankID, and get the new token in a header instead of a cookie', async () => {
    const frame = await startHostSession(harness, 'outlook');
    const begun = await call('POST', '/session/step-up/bankid', undefined, frame);
    const collect = () => call('POST', `/session/step-up/bankid/${begun.json.orderId}/collect`, undefined, frame);
    expect((await collect()).renewed).toBeUndefined();
    harness.bankId.person = ANNA.personalNumber;
    const done = await collect();
    expect([done.json.status, done.setCookie]).toEqual(['complete', '']);
    expect(await who(frame)).toBe('not-signed-in');
    const raised = { bearer: done.renewed ?? '', host: 'outlook' };
    expect((await call('GET', '/session', undefined, raised)).json).toMatchObject({ level: 3, method: 'bankid' });
    expect(await who({ ...raised, host: 'teams' })).toBe('not-signed-in');
  });
});
