import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { hashToken, newToken } from '../../crypto/index.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { sweepSignInWindows } from './sign-in-sweep.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from './testing/caller.ts';
import { ANNA, type Harness, makeHarness } from './testing/harness.ts';

describeOnBoth('hand-over from a sign-in window', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let web: Required<Pick<Carried, 'cookie' | 'csrf'>>;
  let network = 0;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
    call = makeCaller(harness, () => `198.51.100.${network}`);
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  beforeEach(async () => {
    harness.clock.advance(3_600);
    network += 1;
    await test.database.commit([
      write('delete from audit_event'),
      write('update account set frozen_at = null'),
      write('update organisation set frozen_at = null'),
    ]);
    web = await startWebSession(harness);
  });

  const begin = async (carried: Carried = web, host = 'teams') => {
    const verifier = newToken();
    const challenge = hashToken(verifier).toString('base64url');
    const answer = await call('POST', '/sign-in/handover', { challenge, host }, carried);
    return { ...answer, verifier, code: answer.json.code as string };
  };
  const exchange = ({ code, verifier }: { code: string; verifier: string }, host = 'teams', carried: Carried = {}) =>
    call('POST', '/sign-in/handover/exchange', { code, verifier, host }, carried);
  const who = async (carried: Carried) => {
    const answer = await call('GET', '/session', undefined, carried);
    return answer.problem || answer.json.account.email;
  };
  const outcomes = async () =>
    (await harness.logged()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));

  it("gives the host a session as sure as the window's, whose own goes on", async () => {
    const handed = await begin();
    expect(handed.status).toBe(200);
    const { json, setCookie } = await exchange(handed);
    expect(setCookie).toBe('');
    expect(json.session).toMatchObject({ level: 2, method: 'password-sms', account: { email: ANNA.email } });
    expect(await who({ bearer: json.token, host: 'teams' })).toBe(ANNA.email);
    expect(await who({ bearer: json.token, host: 'outlook' })).toBe('not-signed-in');
    expect(await who({ cookie: web.cookie })).toBe(ANNA.email);
    expect(await outcomes()).toEqual(['session.handover-begun', 'sign-in.succeeded']);
    expect((await harness.logged()).map(({ facts }) => facts)).toEqual([
      '{"host":"teams"}',
      '{"host":"teams","via":"window"}',
    ]);
  });

  it('stores the code as its hash, and neither code nor verifier in the log', async () => {
    const handed = await begin();
    await exchange(handed);
    const rows = JSON.stringify([
      await test.database.all('select * from sign_in_handover'),
      await test.database.all('select * from audit_event'),
    ]);
    for (const secret of [handed.code, handed.verifier]) expect(rows).not.toContain(secret);
  });

  it('begins in a browser window only, with the CSRF token, for a host that is one', async () => {
    for (const host of ['teams', 'outlook'] as const)
      expect((await begin(await startHostSession(harness, host), host)).problem).toBe('not-allowed');
    expect((await begin({ cookie: web.cookie })).problem).toBe('csrf-token-invalid');
    expect((await begin({})).problem).toBe('not-signed-in');
    expect((await begin(web, 'web')).problem).toBe('invalid-request');
  });

  it('works up to, and not at, the sixtieth second', async () => {
    const handed = await begin();
    const late = await begin();
    expect(new Date(handed.json.expiresAt).getTime() - harness.clock.now().getTime()).toBe(60_000);
    harness.clock.advance(59.999);
    expect((await exchange(handed)).status).toBe(200);
    harness.clock.advance(0.001);
    expect((await exchange(late)).problem).toBe('handover-invalid');
  });

  it('works once, also when two exchanges come at once', async () => {
    const handed = await begin();
    const answers = await Promise.all(Array.from({ length: 5 }, () => exchange(handed)));
    expect(answers.map(({ problem }) => problem).sort()).toEqual(['', ...Array(4).fill('handover-invalid')]);
    expect((await exchange(handed)).problem).toBe('handover-invalid');
  });

  it('works for who knows the verifier, in the host it was begun for; others do not use it up', async () => {
    const handed = await begin();
    expect((await exchange({ ...handed, verifier: newToken() })).problem).toBe('handover-invalid');
    expect((await exchange({ ...handed, code: newToken() })).problem).toBe('handover-invalid');
    expect((await exchange(handed, 'outlook')).problem).toBe('handover-invalid');
    const challenge = hashToken(handed.verifier).toString('base64url');
    expect((await exchange({ ...handed, verifier: challenge })).problem).toBe('handover-invalid');
    expect((await exchange(handed)).status).toBe(200);
    expect((await outcomes()).filter((one) => one === 'sign-in.failed handover-invalid')).toHaveLength(4);
  });

  it("ends with the window's session, and with the account", async () => {
    const [signedOut, frozen, closed] = [await begin(), await begin(), await begin()];
    await harness.accounts.setFrozen(harness.annaId, true);
    expect((await exchange(frozen)).problem).toBe('account-frozen');
    await harness.accounts.setFrozen(harness.annaId, false);
    await test.database.commit([write('update organisation set frozen_at = 1')]);
    harness.clock.advance(5);
    expect((await exchange(closed)).problem).toBe('account-frozen');
    await test.database.commit([write('update organisation set frozen_at = null')]);
    harness.clock.advance(5);
    await call('DELETE', '/session', undefined, web);
    expect((await exchange(signedOut)).problem).toBe('handover-invalid');
  });

  it("does not prolong the identification: the absolute end is the window's", async () => {
    for (let i = 0; i < 12 * 3 - 1; i++) {
      harness.clock.advance(1_200);
      expect(await who({ cookie: web.cookie })).toBe(ANNA.email);
    }
    const handed = await begin();
    const { json } = await exchange(handed);
    const frame = { bearer: json.token, host: 'teams' };
    harness.clock.advance(1_199.999);
    expect(await who(frame)).toBe(ANNA.email);
    harness.clock.advance(0.001);
    expect(await who(frame)).toBe('not-signed-in');
  });

  it("takes over the level that the window's session has reached", async () => {
    const handed = await begin();
    const actor = await harness.sessions.authenticate({
      headers: {},
      cookies: { '__Host-sefos': web.cookie },
      ip: '192.0.2.1',
    });
    const renewal = harness.sessions.renew(actor?.sessionId ?? '', { level: 3, method: 'bankid' });
    await test.database.commit([renewal.statement]);
    expect((await exchange(handed)).json.session).toMatchObject({ level: 3, method: 'bankid' });
  });

  it("ends the frame's own session so far", async () => {
    const old = await startHostSession(harness);
    const { json } = await exchange(await begin(), 'teams', old);
    expect(await who(old)).toBe('not-signed-in');
    expect(await who({ bearer: json.token, host: 'teams' })).toBe(ANNA.email);
  });

  it('stops a network after fifty wrong codes, and counts no right one', async () => {
    const wrong = () => exchange({ code: newToken(), verifier: newToken() });
    for (let i = 0; i < 49; i++) await wrong();
    for (let i = 0; i < 3; i++) expect((await exchange(await begin())).status).toBe(200);
    expect((await wrong()).problem).toBe('handover-invalid');
    expect((await exchange(await begin())).problem).toBe('too-many-requests');
  });

  it('is swept when it has run out', async () => {
    await begin();
    await sweepSignInWindows(test.database, harness.clock.now().getTime());
    expect(await test.database.get('select 1 as one from sign_in_handover where expires_at > 0')).toBeDefined();
    harness.clock.advance(60);
    await sweepSignInWindows(test.database, harness.clock.now().getTime());
    expect(await test.database.get('select * from sign_in_handover')).toBeUndefined();
  });
});
