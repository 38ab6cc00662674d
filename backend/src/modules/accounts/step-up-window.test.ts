import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { hashToken, newToken } from '../../crypto/index.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { sweepSignInWindows } from './sign-in-sweep.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from './testing/caller.ts';
import { ANNA, type Harness, IP, makeHarness } from './testing/harness.ts';

const OWN = { personalNumber: ANNA.personalNumber };

describeOnBoth('step-up window of a bearer session', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let frame: Required<Pick<Carried, 'bearer' | 'host'>>;
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
    await test.database.commit([write('delete from audit_event'), write('update account set frozen_at = null')]);
    frame = await startHostSession(harness);
  });

  const begin = async (carried: Carried = frame, provider = 'freja') => {
    const verifier = newToken();
    const challenge = hashToken(verifier).toString('base64url');
    const answer = await call('POST', '/session/step-up/oidc', { provider, challenge }, carried);
    return { ...answer, verifier, challenge };
  };
  /** The cookies that an answer sets, as a browser sends them back. */
  const browserOf = ({ setCookie }: { readonly setCookie: string }): Carried => ({
    headers: { cookie: [...setCookie.matchAll(/(__Host-sefos-step-up-\w+=[^;]+)/g)].map(([, one]) => one).join('; ') },
  });
  const enter = (challenge: string, page = 'host') =>
    call('POST', '/sign-in/step-up-window', { challenge, page }, { headers: {} });
  const codeFor = (challenge: string, browser: Carried, kind = 'handed') =>
    call('POST', '/sign-in/step-up-window/code', { challenge, kind }, browser);
  const collect = (
    { verifier, code }: { readonly verifier: string; readonly code: string },
    carried: Carried = frame,
  ) => call('POST', '/session/step-up/oidc/collect', { verifier, code }, carried);
  /** The provider's answer to the flow that was begun last. */
  const finish = async (claims: object, problem?: string) => {
    const { subjectId, returnTo } = harness.begun.at(-1) ?? {};
    const flow = { ...harness.signedIn({ level: 3, ...claims }), subjectId, returnTo, providerKey: 'freja' };
    const cookies: string[] = [];
    const reply = { setCookie: (name: string) => cookies.push(name) };
    const location = await harness.completers['step-up'](
      (problem ? { ...flow, result: { ok: false, problem } } : flow) as never,
      { cookies: {}, headers: {}, ip: IP } as never,
      reply as never,
    );
    return { location, cookies };
  };
  const entered = async (carried: Carried = frame) => {
    const begun = await begin(carried);
    const opened = await enter(begun.challenge);
    expect(opened.status).toBe(200);
    return { ...begun, browser: browserOf(opened) };
  };
  /** Identified in the window; the frame has nothing yet. */
  const identified = async (carried: Carried = frame) => {
    const window = await entered(carried);
    await finish(OWN);
    return window;
  };
  const handed = async (kind = 'handed', carried: Carried = frame) => {
    const window = await identified(carried);
    return { ...window, code: (await codeFor(window.challenge, window.browser, kind)).json.code as string };
  };
  const view = async (carried: Carried) => (await call('GET', '/session', undefined, carried)).json;
  const outcomes = async () =>
    (await harness.logged()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));

  it('raises the session that brings the verifier and the code of its window', async () => {
    const begun = await begin();
    expect([begun.json.url, begun.setCookie]).toEqual([`/teams/step-up?challenge=${begun.challenge}`, '']);
    const opened = await enter(begun.challenge);
    expect(opened.json).toEqual({ url: 'https://freja.example/authorize' });
    expect(opened.setCookie).toContain('binding=secret');
    expect(opened.setCookie).toMatch(
      /__Host-sefos-step-up-\w{16}=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Strict/,
    );
    const location = `/teams/step-up?challenge=${begun.challenge}&returned=1&lang=sv`;
    expect(await finish(OWN)).toEqual({ location, cookies: [] });
    const { code, expiresAt } = (await codeFor(begun.challenge, browserOf(opened))).json;
    expect([code, Date.parse(expiresAt) - harness.clock.now().getTime()]).toEqual([
      expect.stringMatching(/^[\w-]{43}$/),
      300_000,
    ]);
    expect((await view(frame)).level).toBe(2);
    const done = await collect({ verifier: begun.verifier, code });
    expect([done.status, done.setCookie]).toEqual([204, '']);
    expect((await view(frame)).account).toBeUndefined();
    const raised = { bearer: done.renewed ?? '', host: 'teams' };
    expect(await view(raised)).toMatchObject({ level: 3, method: 'freja', stepUp: [] });
    expect(await outcomes()).toEqual(['session.stepped-up']);
  });

  it('raises nothing by a window that somebody was lured to: its code stays in the browser that identified', async () => {
    // Whoever holds the weak session begins, and sends the person the address.
    const attacker = frame;
    const begun = await begin(attacker);
    const victim = browserOf(await enter(begun.challenge, 'browser'));
    await finish(OWN);
    const nobody = { headers: {} };
    const elsewhere = browserOf(await enter((await begin(attacker)).challenge));
    for (const kind of ['handed', 'typed'])
      for (const browser of [nobody, elsewhere])
        expect((await codeFor(begun.challenge, browser, kind)).problem).toBe('handover-invalid');
    const framed = { ...attacker, ...victim };
    expect((await codeFor(begun.challenge, framed)).problem).toBe('not-allowed');
    for (const code of [newToken(), begun.challenge, begun.verifier])
      expect((await collect({ verifier: begun.verifier, code }, attacker)).problem).toBe('code-wrong');
    expect((await view(attacker)).level).toBe(2);
    // The person's own browser has it, and no other session of hers, or of anybody, can use it.
    const { code } = (await codeFor(begun.challenge, victim)).json;
    const other = await startHostSession(harness);
    const web = await startWebSession(harness);
    expect((await collect({ verifier: begun.verifier, code }, other)).problem).toBe('handover-invalid');
    expect((await collect({ verifier: newToken(), code }, attacker)).problem).toBe('handover-invalid');
    expect((await collect({ verifier: begun.verifier, code }, web)).problem).toBe('not-allowed');
    expect(await outcomes()).toEqual(Array(3).fill('session.step-up-failed code-wrong'));
  });

  it('is raised once, also when many come at once', async () => {
    const given = await handed();
    const answers = await Promise.all(Array.from({ length: 4 }, () => collect(given)));
    expect(answers.flatMap(({ renewed }) => renewed ?? [])).toHaveLength(1);
    const renewed = answers.find((answer) => answer.renewed)?.renewed ?? '';
    expect((await collect(given, { bearer: renewed, host: 'teams' })).problem).toBe('handover-invalid');
    expect((await codeFor(given.challenge, given.browser)).problem).toBe('handover-invalid');
    expect(await outcomes()).toEqual(['session.stepped-up']);
  });

  it('takes a short code that the person types, of five tries', async () => {
    const right = await handed('typed');
    expect(right.code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    for (let i = 0; i < 4; i++) expect((await collect({ ...right, code: 'AAAAAAAA' })).problem).toBe('code-wrong');
    expect((await collect(right)).status).toBe(204);
    frame = await startHostSession(harness);
    const late = await handed('typed');
    for (let i = 0; i < 5; i++) await collect({ ...late, code: 'AAAAAAAA' });
    expect((await collect(late)).problem).toBe('code-too-many-tries');
    const again = (await codeFor(late.challenge, late.browser, 'typed')).json.code;
    expect((await collect({ ...late, code: again })).problem).toBe('code-too-many-tries');
    expect((await view(frame)).level).toBe(2);
  });

  it('counts tries that come at once, and wrong codes of all windows of an account', async () => {
    const many = await handed('typed');
    const answers = await Promise.all(Array.from({ length: 8 }, () => collect({ ...many, code: 'AAAAAAAA' })));
    const wrong = answers.filter(({ problem }) => problem === 'code-wrong');
    expect(wrong.map(({ json }) => json.facts.triesLeft).sort()).toEqual([0, 1, 2, 3, 4]);
    for (let window = 0; window < 3; window++) {
      const next = await handed('typed');
      for (let i = 0; i < 5; i++) await collect({ ...next, code: 'AAAAAAAA' });
    }
    const good = await handed();
    expect((await collect(good)).problem).toBe('too-many-requests');
    harness.clock.advance(901);
    expect((await collect(await handed())).status).toBe(204);
  });

  it('voids a code by a new one of its kind only', async () => {
    const first = await handed();
    const typed = (await codeFor(first.challenge, first.browser, 'typed')).json.code;
    const second = (await codeFor(first.challenge, first.browser, 'typed')).json.code;
    expect((await collect({ ...first, code: typed })).problem).toBe('code-wrong');
    expect(second).not.toBe(typed);
    expect((await collect(first)).status).toBe(204);
  });

  it('gives and takes codes up to, and not at, the end of five minutes after the identification', async () => {
    const inTime = await handed();
    const late = await handed();
    harness.clock.advance(299.999);
    expect((await codeFor(inTime.challenge, inTime.browser, 'typed')).status).toBe(200);
    expect((await collect(inTime)).status).toBe(204);
    harness.clock.advance(0.001);
    expect((await codeFor(late.challenge, late.browser)).problem).toBe('handover-invalid');
    frame = await startHostSession(harness);
    const other = await handed();
    harness.clock.advance(300);
    expect((await collect(other)).problem).toBe('handover-invalid');
  });

  it("refuses another person's eID, one that fails and one that raises nothing: there is no code then", async () => {
    const refused: [object, string | undefined, string][] = [
      [{ personalNumber: '199001012385' }, undefined, 'wrong-person'],
      [{}, 'identification-cancelled', 'identification-cancelled'],
      [{ ...OWN, level: 2 }, undefined, 'identification-failed'],
    ];
    for (const [claims, problem, type] of refused) {
      const window = await entered();
      await expect(finish(claims, problem)).rejects.toMatchObject({ type });
      expect((await codeFor(window.challenge, window.browser)).problem).toBe('handover-invalid');
      expect((await collect({ ...window, code: newToken() })).problem).toBe('handover-invalid');
    }
    expect((await view(frame)).level).toBe(2);
    expect(await outcomes()).toEqual(refused.map(([, , type]) => `session.step-up-failed ${type}`));
  });

  it('never lowers or repeats what BankID raised meanwhile', async () => {
    const given = await handed();
    const order = (await call('POST', '/session/step-up/bankid', undefined, frame)).json.orderId;
    harness.bankId.person = ANNA.personalNumber;
    const { renewed = '' } = await call('POST', `/session/step-up/bankid/${order}/collect`, undefined, frame);
    const raised = { bearer: renewed, host: 'teams' };
    expect((await collect(given, raised)).problem).toBe('handover-invalid');
    expect(await view(raised)).toMatchObject({ level: 3, method: 'bankid' });
  });

  it('is entered up to, and not at, the end of five minutes, and once', async () => {
    const inTime = await begin();
    const late = await begin();
    harness.clock.advance(299.999);
    expect((await enter(inTime.challenge)).status).toBe(200);
    harness.clock.advance(0.001);
    expect((await enter(late.challenge)).problem).toBe('handover-invalid');
    const raced = await begin();
    const answers = await Promise.all([1, 2, 3].map(() => enter(raced.challenge)));
    expect(answers.map(({ problem }) => problem).sort()).toEqual(['', 'handover-invalid', 'handover-invalid']);
    expect((await enter(newToken())).problem).toBe('handover-invalid');
  });

  it('does nothing more for a session that ended: not entered, identified, given a code or raised', async () => {
    const signedOut = await begin();
    await call('DELETE', '/session', undefined, frame);
    expect((await enter(signedOut.challenge)).problem).toBe('handover-invalid');
    frame = await startHostSession(harness);
    await entered();
    await call('DELETE', '/session', undefined, frame);
    await expect(finish(OWN)).rejects.toMatchObject({ type: 'not-signed-in' });
    frame = await startHostSession(harness);
    const given = await handed();
    await harness.accounts.setFrozen(harness.annaId, true);
    expect((await codeFor(given.challenge, given.browser)).problem).toBe('handover-invalid');
    expect((await collect(given)).problem).toBe('not-signed-in');
  });

  it('stores hashes only, and is swept when it has run out', async () => {
    const given = await handed();
    const typed = (await codeFor(given.challenge, given.browser, 'typed')).json.code;
    const rows = JSON.stringify(await test.database.all('select * from step_up_window'));
    for (const secret of [given.verifier, given.challenge, given.code, typed]) expect(rows).not.toContain(secret);
    harness.clock.advance(300);
    await sweepSignInWindows(test.database, harness.clock.now().getTime());
    expect(await test.database.get('select * from step_up_window')).toBeUndefined();
    await expect(finish(OWN)).rejects.toMatchObject({ type: 'not-signed-in' });
  });

  it('is begun with a challenge of its own, at a provider that is offered; a browser goes there itself', async () => {
    expect((await begin(frame, 'siths')).problem).toBe('identification-unavailable');
    expect((await begin(frame, 'unheard-of')).problem).toBe('identification-unavailable');
    const without = await call('POST', '/session/step-up/oidc', { provider: 'freja' }, frame);
    expect(without.problem).toBe('invalid-request');
    const { challenge } = await begin();
    const other = await startHostSession(harness, 'outlook');
    const taken = await call('POST', '/session/step-up/oidc', { provider: 'freja', challenge }, other);
    expect(taken.problem).toBe('handover-invalid');
    expect((await begin(other)).json.url).toMatch(/^\/outlook\/step-up\?challenge=/);
    expect((await begin(await startWebSession(harness))).json.url).toBe('https://freja.example/authorize');
  });

  it('comes back to the page that it was opened in', async () => {
    const { challenge } = await begin();
    await enter(challenge, 'browser');
    expect(harness.begun.at(-1)?.returnTo).toBe(`/step-up/window?challenge=${challenge}&returned=1&lang=sv`);
  });

  it('tells the window when the provider is away, and is used up then', async () => {
    const { challenge } = await begin();
    harness.outage.on = true;
    expect((await enter(challenge)).problem).toBe('identification-unavailable');
    harness.outage.on = false;
    expect((await enter(challenge)).problem).toBe('handover-invalid');
  });
});
