import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { ANNA, type Harness, IP, makeHarness, PASSWORD } from './testing/harness.ts';

interface Session {
  readonly cookie: string;
  readonly csrf: string;
}

describeOnBoth('sign-in', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let address = 0;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  beforeEach(async () => {
    harness.clock.advance(3_600);
    harness.bankId.person = null;
    address += 1;
    await test.database.commit([
      write('delete from audit_event'),
      write('delete from account_identity'),
      write('update account set frozen_at = null'),
    ]);
  });

  const remote = () => `192.0.2.${address}`;
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, session?: Session) => {
    const response = await harness.app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: remote(),
      ...(body ? { payload: body } : {}),
      headers: session ? { cookie: `__Host-sefos=${session.cookie}`, 'x-csrf-token': session.csrf } : {},
    });
    const json = response.body === '' ? {} : response.json();
    const setCookie = String(response.headers['set-cookie'] ?? '');
    return {
      status: response.statusCode,
      json,
      setCookie,
      token: /__Host-sefos=([^;]*)/.exec(setCookie)?.[1] ?? '',
      problem: String(json.type ?? '').replace('urn:sefos:problem:', ''),
    };
  };
  const password = (given: object = {}) =>
    call('POST', '/sign-in/password', { email: ANNA.email, password: PASSWORD, ...given });
  const signIn = async (): Promise<Session> => {
    const challenge = await password();
    const answer = await call('POST', '/sign-in/code', { challengeId: challenge.json.challengeId, code: '123456' });
    expect(answer.status).toBe(200);
    return { cookie: answer.token, csrf: answer.json.csrfToken };
  };
  const session = (current: Session) => call('GET', '/session', undefined, current);
  const outcomes = async () =>
    (await harness.logged()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));

  it('takes password and code, and gives a session of level 2 in a cookie that scripts and other sites cannot use', async () => {
    const challenge = await password({ email: ` ${ANNA.email.toUpperCase()}` });
    expect(challenge.status).toBe(200);
    expect(challenge.setCookie).toBe('');
    expect(harness.sent.at(-1)).toMatchObject({ phone: '+46701740601', text: expect.stringContaining('123456') });
    const answer = await call('POST', '/sign-in/code', { challengeId: challenge.json.challengeId, code: '123456' });
    expect(answer.setCookie).toMatch(/^__Host-sefos=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(answer.json).toMatchObject({
      account: { id: harness.annaId, email: ANNA.email, displayName: 'Anna Åkesson', roles: ['user'], theme: 'system' },
      organisation: { id: harness.organisationId, name: 'Storkommun' },
      mailboxId: harness.made[0]?.mailboxId,
      level: 2,
      method: 'password-sms',
      idleSeconds: 1800,
      stepUp: [
        { kind: 'bankid', provider: null, label: 'BankID', level: 3 },
        { kind: 'oidc', provider: 'freja', label: 'Freja eID+', level: 3 },
      ],
    });
    const rows = await test.database.all<{ token_hash: Uint8Array }>('select token_hash from session');
    for (const { token_hash } of rows) expect(Buffer.from(token_hash).includes(answer.token)).toBe(false);
    expect(await outcomes()).toEqual(['sign-in.code-sent', 'sign-in.succeeded']);
    expect(JSON.stringify(await test.database.all('select * from audit_event'))).not.toContain(PASSWORD);
  });

  it('answers a wrong password and an unknown address alike, and logs the latter as a hash', async () => {
    const wrong = await password({ password: 'wrong' });
    const unknown = await password({ email: 'nobody@storkommun.example' });
    const noAddress = await password({ email: 'no address' });
    for (const answer of [wrong, unknown, noAddress]) {
      expect(answer.status).toBe(401);
      expect({ ...answer.json, instance: '' }).toEqual({ ...wrong.json, instance: '' });
    }
    const [known, hashed] = await harness.logged();
    expect(known).toMatchObject({ target_id: harness.annaId, organisation_id: harness.organisationId });
    expect(hashed?.target_id).toMatch(/^[\w-]{43}$/);
    expect(hashed?.organisation_id).toBe('installation');
  });

  it('refuses the right password after ten wrong ones, known account or not, until the window ends', async () => {
    for (const email of [ANNA.email, 'nobody@storkommun.example']) {
      for (let i = 0; i < 10; i++)
        expect((await password({ email, password: 'wrong' })).problem).toBe('sign-in-failed');
      expect((await password({ email })).problem).toBe('too-many-requests');
    }
    harness.clock.advance(900);
    address += 100;
    expect((await password()).status).toBe(200);
    address -= 100;
  });

  it('lets no more than ten of many answers at once be tried', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => password({ email: 'many@storkommun.example', password: 'wrong' })),
    );
    expect(answers.filter(({ problem }) => problem === 'sign-in-failed')).toHaveLength(10);
  });

  it('forgets wrong passwords when the right one comes, and does not count right ones against the network', async () => {
    for (let i = 0; i < 9; i++) await password({ password: 'wrong' });
    expect((await password()).status).toBe(200);
    for (let i = 0; i < 9; i++) await password({ password: 'wrong' });
    for (let i = 0; i < 3; i++) expect((await password()).status).toBe(200);
  });

  it('stops a network after fifty failures, whatever the addresses', async () => {
    for (let i = 0; i < 50; i++) await password({ email: `nobody${i}@storkommun.example`, password: 'x' });
    expect((await password()).problem).toBe('too-many-requests');
    address += 100;
    expect((await password()).status).toBe(200);
    address -= 100;
  });

  it('says that an account is frozen only to who knows its password', async () => {
    await harness.accounts.setFrozen(harness.annaId, true);
    expect((await password({ password: 'wrong' })).problem).toBe('sign-in-failed');
    expect((await password()).problem).toBe('account-frozen');
    expect(await outcomes()).toEqual(['sign-in.failed sign-in-failed', 'sign-in.failed account-frozen']);
  });

  it('refuses an account that was frozen between password and code, and then starts no session', async () => {
    const { json } = await password();
    await harness.accounts.setFrozen(harness.annaId, true);
    const before = await test.database.get('select count(*) as c from session');
    const answer = await call('POST', '/sign-in/code', { challengeId: json.challengeId, code: '123456' });
    expect(answer.problem).toBe('account-frozen');
    expect(await test.database.get('select count(*) as c from session')).toEqual(before);
  });

  it('logs a wrong code, ends a challenge with its use, and sends a new code on the strength of the old challenge', async () => {
    const first = (await password()).json.challengeId;
    const code = (challengeId: string, value: string) => call('POST', '/sign-in/code', { challengeId, code: value });
    expect((await code(first, '654321')).problem).toBe('code-wrong');
    const again = await call('POST', '/sign-in/code/resend', { challengeId: first });
    expect(again.status).toBe(200);
    expect((await code(first, '123456')).problem).toBe('code-expired');
    expect((await call('POST', '/sign-in/code/resend', { challengeId: first })).problem).toBe('code-expired');
    expect((await code(again.json.challengeId, '123456')).status).toBe(200);
    expect((await code(again.json.challengeId, '123456')).problem).toBe('code-expired');
    expect((await outcomes()).filter((one) => one.includes('code-wrong'))).toHaveLength(1);
  });

  it('answers the code that is on its way when the page asks again too soon, to who knows the password', async () => {
    const first = await password();
    harness.pause.on = true;
    const again = await password();
    expect((await password({ password: 'wrong' })).problem).toBe('sign-in-failed');
    const resent = await call('POST', '/sign-in/code/resend', { challengeId: first.json.challengeId });
    harness.pause.on = false;
    expect(again.json).toEqual(first.json);
    expect(resent.problem).toBe('code-resend-too-soon');
    expect(await outcomes()).toEqual([
      'sign-in.code-sent',
      'sign-in.failed sign-in-failed',
      'sign-in.failed code-resend-too-soon',
    ]);
  });

  it('says that no code can be sent to an account without a number', async () => {
    await harness.accounts.create({
      ...harness.person,
      email: `nophone${address}@storkommun.example`,
      password: PASSWORD,
    });
    expect((await password({ email: `nophone${address}@storkommun.example` })).problem).toBe('sms-not-sent');
  });

  it('ends a session at the very instant of its idle end, and remembers use once a minute', async () => {
    const used = await signIn();
    const idle = await signIn();
    const other = await signIn();
    // Its first use, which is remembered whenever it is.
    await session(other);
    harness.clock.advance(59);
    await session(other);
    harness.clock.advance(1_740);
    expect((await session(used)).status).toBe(200);
    harness.clock.advance(1);
    expect((await session(idle)).problem).toBe('not-signed-in');
    // Used again at 59 s, which is within the minute: its idle end counts from the first use.
    expect((await session(other)).problem).toBe('not-signed-in');
    expect((await session(used)).status).toBe(200);
  });

  it('ends a session in use at the very instant of its absolute end', async () => {
    const current = await signIn();
    for (let i = 0; i < 12 * 3; i++) {
      if (i > 0) expect((await session(current)).status).toBe(200);
      harness.clock.advance(1_200);
    }
    expect((await session(current)).problem).toBe('not-signed-in');
  });

  it('ends a session at sign-out, when its account is frozen, and when its browser signs in again', async () => {
    const first = await signIn();
    const out = await call('DELETE', '/session', undefined, first);
    expect(out.status).toBe(204);
    expect(out.setCookie).toContain('__Host-sefos=;');
    expect((await session(first)).problem).toBe('not-signed-in');
    const second = await signIn();
    const { json } = await password();
    const third = await call('POST', '/sign-in/code', { challengeId: json.challengeId, code: '123456' }, second);
    expect((await session(second)).problem).toBe('not-signed-in');
    const current = { cookie: third.token, csrf: third.json.csrfToken };
    expect((await session(current)).status).toBe(200);
    await harness.accounts.setFrozen(harness.annaId, true);
    expect((await session(current)).problem).toBe('not-signed-in');
    expect(await outcomes()).toContain('session.ended');
  });

  it('changes nothing without the CSRF token, nor without a session', async () => {
    const current = await signIn();
    for (const csrf of ['', 'x'.repeat(43)])
      expect((await call('PATCH', '/account', { language: 'fi' }, { ...current, csrf })).problem).toBe(
        'csrf-token-invalid',
      );
    expect((await call('PATCH', '/account', { language: 'fi' })).problem).toBe('not-signed-in');
    expect((await call('PATCH', '/account', {}, current)).problem).toBe('invalid-request');
    expect((await call('PATCH', '/account', { roles: [] }, current)).problem).toBe('invalid-request');
    const changed = await call('PATCH', '/account', { theme: 'contrast' }, current);
    expect(changed.json.account).toMatchObject({ language: 'sv', theme: 'contrast' });
  });

  it('says how one can sign in here, and which levels the organisation has', async () => {
    expect((await call('GET', '/sign-in/methods')).json).toEqual({
      password: true,
      demo: false,
      oidc: [
        { key: 'entra', label: 'Microsoft Entra ID' },
        { key: 'freja', label: 'Freja eID+' },
      ],
    });
    const levels = await call('GET', '/organisation/levels', undefined, await signIn());
    expect(
      levels.json.map(({ level, methods }: { level: number; methods: string[] }) => [level, methods.length]),
    ).toEqual([
      [1, 5],
      [2, 4],
      [3, 3],
    ]);
  });

  it('raises a session by BankID of its own person, and gives it a new token and a new CSRF token', async () => {
    const before = await signIn();
    const begun = await call('POST', '/session/step-up/bankid', undefined, before);
    expect(begun.status).toBe(201);
    expect(harness.bankId.asked).toBe(ANNA.personalNumber);
    const collect = () => call('POST', `/session/step-up/bankid/${begun.json.orderId}/collect`, undefined, before);
    const pending = await collect();
    expect([pending.json.status, pending.setCookie]).toEqual(['pending', '']);
    harness.bankId.person = ANNA.personalNumber;
    const done = await collect();
    expect(done.json.status).toBe('complete');
    expect((await session(before)).problem).toBe('not-signed-in');
    const raised = await session({ cookie: done.token, csrf: '' });
    expect(raised.json).toMatchObject({ level: 3, method: 'bankid', stepUp: [] });
    expect(raised.json.csrfToken).not.toBe(before.csrf);
    expect(await outcomes()).toContain('session.stepped-up');
  });

  it("refuses another person's BankID, another session's order, and an account without personnummer", async () => {
    const current = await signIn();
    const { json } = await call('POST', '/session/step-up/bankid', undefined, current);
    const other = await signIn();
    const collect = (by: Session) => call('POST', `/session/step-up/bankid/${json.orderId}/collect`, undefined, by);
    harness.bankId.person = '199001012385';
    expect((await collect(other)).problem).toBe('not-found');
    expect((await collect(current)).problem).toBe('wrong-person');
    expect((await session(current)).json.level).toBe(2);
    expect(await outcomes()).toContain('session.step-up-failed wrong-person');
    await test.database.commit([write('update account set personal_number_sealed = null')]);
    expect((await call('POST', '/session/step-up/bankid', undefined, current)).problem).toBe('no-personal-number');
  });

  const complete = async (purpose: 'sign-in' | 'step-up', flow: object) => {
    const cookies: string[] = [];
    const reply = { setCookie: (_name: string, value: string) => cookies.push(value) };
    const location = await harness.completers[purpose](
      flow as never,
      { cookies: {}, headers: {}, ip: IP } as never,
      reply as never,
    );
    return { location, token: cookies[0] ?? '' };
  };

  it('begins OpenID sign-in with what binds it to the browser, and refuses a provider that is not offered', async () => {
    const begun = await call('POST', '/sign-in/oidc', { provider: 'entra', returnTo: '/messages' });
    expect(begun.json.url).toBe('https://entra.example/authorize');
    expect(begun.setCookie).toContain('binding=secret');
    expect((await call('POST', '/sign-in/oidc', { provider: 'unheard-of', returnTo: '/' })).problem).toBe(
      'identification-unavailable',
    );
    expect((await call('POST', '/sign-in/oidc', { provider: 'entra', returnTo: '//evil.example' })).problem).toBe(
      'invalid-request',
    );
  });

  it('joins a verified address inside the organisation at the first sign-in, and knows the subject from then on', async () => {
    const first = await complete(
      'sign-in',
      harness.signedIn({ email: 'Anna@Storkommun.example', emailVerified: true, level: 3 }),
    );
    expect(first.location).toBe('/messages');
    const view = await session({ cookie: first.token, csrf: '' });
    expect(view.json).toMatchObject({ level: 3, method: 'entra', account: { id: harness.annaId } });
    const second = await complete('sign-in', harness.signedIn({ email: 'renamed@elsewhere.example' }));
    expect((await session({ cookie: second.token, csrf: '' })).json.account.id).toBe(harness.annaId);
    const other = complete('sign-in', harness.signedIn({ subject: 's2', email: ANNA.email, emailVerified: true }));
    await expect(other).rejects.toMatchObject({ type: 'sign-in-unknown-account' });
  });

  it('knows nobody by an unverified address, an unknown one, or one outside the domains of its organisation', async () => {
    const outside = await harness.accounts.create({
      ...harness.person,
      email: `out${address}@elsewhere${address}.example`,
    });
    expect(outside).toBeTruthy();
    for (const claims of [
      { email: ANNA.email },
      { email: 'nobody@storkommun.example', emailVerified: true },
      { emailVerified: true },
      { email: `out${address}@elsewhere${address}.example`, emailVerified: true },
    ])
      await expect(complete('sign-in', harness.signedIn(claims))).rejects.toMatchObject({
        type: 'sign-in-unknown-account',
      });
    expect(new Set(await outcomes())).toEqual(new Set(['sign-in.failed sign-in-unknown-account']));
    expect(await test.database.get('select * from account_identity')).toBeUndefined();
  });

  it('refuses a frozen account, an eID of another personnummer, and what the provider refused', async () => {
    const claims = { email: ANNA.email, emailVerified: true };
    await expect(
      complete('sign-in', harness.signedIn({ ...claims, personalNumber: '199001012385' })),
    ).rejects.toMatchObject({ type: 'wrong-person' });
    await harness.accounts.setFrozen(harness.annaId, true);
    await expect(complete('sign-in', harness.signedIn(claims))).rejects.toMatchObject({ type: 'account-frozen' });
    const cancelled = { ...harness.signedIn({}), result: { ok: false, problem: 'identification-cancelled' } };
    await expect(complete('sign-in', cancelled)).rejects.toMatchObject({ type: 'identification-cancelled' });
    expect(await outcomes()).toEqual(
      ['wrong-person', 'account-frozen', 'identification-cancelled'].map((reason) => `sign-in.failed ${reason}`),
    );
  });

  it('raises a session by OpenID of its own person in a pop-up, and refuses anybody else', async () => {
    const before = await signIn();
    await call('POST', '/session/step-up/oidc', { provider: 'freja' }, before);
    const { subjectId, returnTo } = harness.begun.at(-1) ?? {};
    expect(returnTo).toBe('/step-up/done');
    const flow = (claims: object) => ({
      ...harness.signedIn({ level: 3, ...claims }),
      subjectId,
      returnTo,
      providerKey: 'freja',
    });
    const refused = (claims: object) => expect(complete('step-up', flow(claims))).rejects;
    await refused({ personalNumber: '199001012385' }).toMatchObject({ type: 'wrong-person' });
    await refused({}).toMatchObject({ type: 'identification-failed' });
    await refused({ personalNumber: ANNA.personalNumber, level: 2 }).toMatchObject({ type: 'identification-failed' });
    const raised = await complete('step-up', flow({ personalNumber: ANNA.personalNumber }));
    expect(raised.location).toBe('/step-up/done');
    expect((await session({ cookie: raised.token, csrf: '' })).json).toMatchObject({ level: 3, method: 'freja' });
    expect((await session(before)).problem).toBe('not-signed-in');
    await harness.sessions.end(
      (await harness.sessions.authenticate({
        headers: {},
        cookies: { '__Host-sefos': raised.token },
        ip: IP,
      })) as never,
    );
    await refused({ personalNumber: ANNA.personalNumber }).toMatchObject({ type: 'not-signed-in' });
  });

  it('tells which sessions are alive without keeping them alive', async () => {
    const current = await signIn();
    const actor = await harness.sessions.authenticate({
      headers: {},
      cookies: { '__Host-sefos': current.cookie },
      ip: IP,
    });
    const id = actor?.sessionId ?? '';
    harness.clock.advance(1_799);
    expect(await harness.sessions.alive([id, 'nobody'])).toEqual(new Set([id]));
    harness.clock.advance(1);
    expect(await harness.sessions.alive([id])).toEqual(new Set());
  });

  it('sweeps sessions that ended a month ago', async () => {
    await signIn();
    harness.clock.advance(31 * 24 * 3_600);
    await harness.sessions.sweep();
    expect(await test.database.get('select * from session')).toBeUndefined();
  });
});
