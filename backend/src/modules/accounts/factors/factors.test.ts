import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { PasskeyCreation } from '@sefos/shared/contract/account-factors.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { totpCode, totpStep } from '../../../crypto/index.ts';
import { write } from '../../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../../testing/databases.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from '../testing/caller.ts';
import { ANNA, type Harness, makeHarness, PASSWORD, PUBLIC_URL } from '../testing/harness.ts';
import { SoftwareAuthenticator } from '../testing/software-authenticator.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

describeOnBoth('factors', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let session: Carried;
  let address = 0;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
    call = makeCaller(harness, () => `192.0.2.${address}`);
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  beforeEach(async () => {
    harness.clock.advance(3_600);
    address += 1;
    await test.database.commit(
      ['audit_event', 'totp_factor', 'passkey', 'recovery_code', 'outbox', 'session'].map((table) =>
        write(`delete from ${table}`),
      ),
    );
    session = await startWebSession(harness);
  });

  const codeNow = (secret: string, drift = 0) =>
    totpCode(fromBase32(secret), totpStep(harness.clock.now().getTime()) + drift);
  const addTotp = async (): Promise<string> => {
    const begun = await call('POST', '/account/factors/totp', undefined, session);
    expect(begun.status).toBe(201);
    const { secret } = begun.json;
    expect((await call('POST', '/account/factors/totp/confirm', { code: codeNow(secret) }, session)).status).toBe(204);
    return secret;
  };
  const addPasskey = async (name = 'Telefonen'): Promise<SoftwareAuthenticator> => {
    const authenticator = new SoftwareAuthenticator(PUBLIC_URL);
    const { json } = await call('POST', '/account/factors/passkeys/challenge', undefined, session);
    const body = { challengeId: json.challengeId, name, response: authenticator.create(json as PasskeyCreation) };
    expect((await call('POST', '/account/factors/passkeys', body, session)).status).toBe(201);
    return authenticator;
  };
  const view = async (who = session) => (await call('GET', '/account/factors', undefined, who)).json;
  const password = () => call('POST', '/sign-in/password', { email: ANNA.email, password: PASSWORD });
  const answerTo = (ticket: string | undefined, answer: object) => call('POST', '/sign-in/factors', { ticket, answer });
  const withTotp = async (code: string, ticket?: string) =>
    answerTo(ticket ?? (await password()).json.ticket, { kind: 'totp', code });
  const askPasskey = async (ticket?: string) =>
    (await call('POST', '/sign-in/factors/passkey', ticket ? { ticket } : {})).json;
  const outcomes = async () =>
    (await harness.logged()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));
  const notices = async () =>
    (await test.database.all<{ payload: string }>('select payload from outbox order by id')).map(
      ({ payload }) => JSON.parse(payload).change,
    );
  it('shows what an account has, and nothing of what it keeps secret', async () => {
    expect(await view()).toMatchObject({
      password: true,
      maskedPhone: expect.stringContaining('01'),
      providers: [],
      totp: null,
      passkeys: [],
      recoveryCodes: { left: 0, createdAt: null },
      confirmBy: ['bankid', 'password'],
    });
  });

  it('counts an authenticator app only when a code of it has confirmed it; then it is asked for, and SMS waits', async () => {
    const begun = await call('POST', '/account/factors/totp', undefined, session);
    expect(begun.json.uri).toBe(
      `otpauth://totp/SEFOS:anna%40storkommun.example?secret=${begun.json.secret}&issuer=SEFOS`,
    );
    expect((await password()).json.challengeId).toBeDefined();
    const confirm = (code: string) => call('POST', '/account/factors/totp/confirm', { code }, session);
    const right = codeNow(begun.json.secret);
    expect((await confirm(right === '000000' ? '000001' : '000000')).problem).toBe('code-wrong');
    expect((await view()).totp).toBeNull();
    expect((await confirm(right)).status).toBe(204);
    expect((await confirm(right)).problem).toBe('code-expired');
    const sms = harness.sent.length;
    const challenge = await password();
    expect(challenge.json).toMatchObject({ factors: ['totp', 'sms'], maskedPhone: expect.any(String) });
    expect(harness.sent).toHaveLength(sms);
    harness.clock.advance(30);
    const answer = await withTotp(codeNow(begun.json.secret), challenge.json.ticket);
    expect(answer.json).toMatchObject({ level: 2, method: 'password-totp' });
    expect(answer.setCookie).toContain('__Host-sefos=');
    expect(await notices()).toEqual(['totp-added']);
    const stored = JSON.stringify([
      await test.database.all('select * from totp_factor'),
      await test.database.all('select * from audit_event'),
      await test.database.all('select * from outbox'),
    ]);
    for (const secret of [begun.json.secret, fromBase32(begun.json.secret).toString('hex'), right])
      expect(stored).not.toContain(secret);
  });

  it('takes each code once, in the step before or after at most, and of many at once one alone', async () => {
    const secret = await addTotp();
    expect((await withTotp(codeNow(secret))).problem).toBe('code-used');
    expect((await withTotp(codeNow(secret, -1))).problem).toBe('code-used');
    harness.clock.advance(120);
    expect((await withTotp(codeNow(secret, -2))).problem).toBe('code-wrong');
    expect((await withTotp(codeNow(secret, 2))).problem).toBe('code-wrong');
    const tickets = [(await password()).json.ticket, (await password()).json.ticket, (await password()).json.ticket];
    const answers = await Promise.all(tickets.map((ticket) => withTotp(codeNow(secret), ticket)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ problem }) => problem === 'code-used')).toHaveLength(2);
    expect((await withTotp(codeNow(secret, 1))).status).toBe(200);
  });

  it('has five tries a ticket, ten an account, and ten minutes', async () => {
    const secret = await addTotp();
    harness.clock.advance(60);
    const wrong = () => (codeNow(secret) === '000000' ? '111111' : '000000');
    for (let window = 0; window < 2; window++) {
      const { ticket } = (await password()).json;
      const tries = await Promise.all(Array.from({ length: 7 }, () => withTotp(wrong(), ticket)));
      expect(tries.filter(({ problem }) => problem === 'code-wrong')).toHaveLength(5);
      expect(tries.filter(({ problem }) => problem === 'code-too-many-tries')).toHaveLength(2);
    }
    expect((await withTotp(codeNow(secret))).problem).toBe('too-many-requests');
    harness.clock.advance(900);
    const inTime = (await password()).json.ticket;
    const late = (await password()).json.ticket;
    harness.clock.advance(599.999);
    expect((await withTotp(codeNow(secret), inTime)).status).toBe(200);
    harness.clock.advance(0.001);
    expect((await withTotp(codeNow(secret, 1), late)).problem).toBe('code-expired');
    expect((await withTotp(codeNow(secret, 1), inTime)).problem).toBe('code-expired');
  });

  it('sends the SMS when it is chosen, and takes its code as ever', async () => {
    await addTotp();
    const { ticket } = (await password()).json;
    const challenge = await call('POST', '/sign-in/factors/sms', { ticket });
    expect(challenge.status).toBe(200);
    const body = { challengeId: challenge.json.challengeId, code: '123456' };
    expect((await call('POST', '/sign-in/code', body)).json.method).toBe('password-sms');
    expect((await call('POST', '/sign-in/factors/sms', { ticket: 'A'.repeat(43) })).problem).toBe('code-expired');
  });

  it('signs in with a passkey alone, and with one after the password, at level 2', async () => {
    const authenticator = await addPasskey();
    const alone = await askPasskey();
    expect(alone).toMatchObject({ rpId: 'sefos.example', allowed: [] });
    const answer = { kind: 'passkey', challengeId: alone.challengeId, response: authenticator.get(alone) };
    expect((await answerTo(undefined, answer)).json).toMatchObject({
      method: 'passkey',
      level: 2,
      account: { id: harness.annaId },
    });
    expect((await answerTo(undefined, answer)).problem).toBe('passkey-refused');
    const { ticket, factors } = (await password()).json;
    expect(factors).toEqual(['passkey', 'sms']);
    const asked = await askPasskey(ticket);
    expect(asked.allowed).toEqual([{ id: authenticator.id.toString('base64url'), transports: ['internal'] }]);
    const second = { kind: 'passkey', challengeId: asked.challengeId, response: authenticator.get(asked) };
    expect((await answerTo(ticket, second)).status).toBe(200);
    expect((await view()).passkeys).toMatchObject([{ name: 'Telefonen', synced: false, usedAt: expect.any(String) }]);
    expect(await outcomes()).toContain('sign-in.failed passkey-refused');
  });

  it("refuses a passkey of another origin, host name, kind or challenge, without the person's doing, unknown or copied", async () => {
    const authenticator = await addPasskey();
    const refused = async (response: (asked: Awaited<ReturnType<typeof askPasskey>>) => object) => {
      const asked = await askPasskey();
      const answer = { kind: 'passkey', challengeId: asked.challengeId, response: response(asked) };
      expect((await answerTo(undefined, answer)).problem).toBe('passkey-refused');
    };
    await refused((asked) => authenticator.get(asked, { origin: 'https://sefos.example.evil.example' }));
    await refused((asked) => authenticator.get(asked, { rpId: 'evil.example' }));
    await refused((asked) => authenticator.get(asked, { type: 'webauthn.create' }));
    await refused((asked) => authenticator.get(asked, { verified: false }));
    await refused((asked) => authenticator.get(asked, { userHandle: Buffer.from('another').toString('base64url') }));
    await refused((asked) => authenticator.get({ ...asked, challenge: 'A'.repeat(43) }));
    await refused((asked) => ({ ...authenticator.get(asked), signature: 'AAAA' }));
    await refused((asked) => new SoftwareAuthenticator(PUBLIC_URL).get(asked));
    const asked = await askPasskey();
    const right = { kind: 'passkey', challengeId: asked.challengeId, response: authenticator.get(asked) };
    expect((await answerTo(undefined, right)).status).toBe(200);
    // A copy that was made before counts from there.
    authenticator.counter -= 3;
    await refused((request) => authenticator.get(request));
    harness.clock.advance(60);
    const late = await askPasskey();
    harness.clock.advance(300);
    authenticator.counter = 100;
    const tooLate = { kind: 'passkey', challengeId: late.challengeId, response: authenticator.get(late) };
    expect((await answerTo(undefined, tooLate)).problem).toBe('passkey-refused');
  });

  it('takes authenticators that do not count', async () => {
    const authenticator = await addPasskey();
    authenticator.step = 0;
    for (let use = 0; use < 2; use++) {
      const asked = await askPasskey();
      const answer = { kind: 'passkey', challengeId: asked.challengeId, response: authenticator.get(asked) };
      expect((await answerTo(undefined, answer)).status).toBe(200);
    }
  });

  it('keeps several passkeys with names, of one credential one alone, and as many as the limit at most', async () => {
    const first = await addPasskey('Telefonen');
    await addPasskey(' Nyckel på knippan ');
    const [one, two] = (await view()).passkeys;
    expect([one.name, two.name]).toEqual(['Telefonen', 'Nyckel på knippan']);
    expect(
      (await call('PATCH', `/account/factors/passkeys/${one.id}`, { name: 'Nya telefonen' }, session)).status,
    ).toBe(204);
    expect((await call('PATCH', `/account/factors/passkeys/${one.id}`, { name: '   ' }, session)).problem).toBe(
      'invalid-request',
    );
    const { json } = await call('POST', '/account/factors/passkeys/challenge', undefined, session);
    expect(json.excluded).toHaveLength(2);
    const again = { challengeId: json.challengeId, name: 'Samma', response: first.create(json) };
    expect((await call('POST', '/account/factors/passkeys', again, session)).problem).toBe('passkey-refused');
    for (let i = 2; i < LIMITS.passkeysPerAccount; i++) await addPasskey(`Nyckel ${i}`);
    const full = await call('POST', '/account/factors/passkeys/challenge', undefined, session);
    expect(full.problem).toBe('passkeys-too-many');
    expect((await call('DELETE', `/account/factors/passkeys/${two.id}`, undefined, session)).status).toBe(204);
    expect((await view()).passkeys).toHaveLength(LIMITS.passkeysPerAccount - 1);
    expect((await notices()).slice(-1)).toEqual(['passkey-removed']);
  });

  it('refuses a new passkey of another origin, another account, another session or a challenge that was used', async () => {
    const begin = async () => (await call('POST', '/account/factors/passkeys/challenge', undefined, session)).json;
    const add = (challengeId: string, response: object, who = session) =>
      call('POST', '/account/factors/passkeys', { challengeId, name: 'X', response }, who);
    const authenticator = new SoftwareAuthenticator(PUBLIC_URL);
    const begun = await begin();
    const elsewhere = authenticator.create(begun, { origin: 'https://evil.example' });
    expect((await add(begun.challengeId, elsewhere)).problem).toBe('passkey-refused');
    const silent = authenticator.create(begun, { verified: false });
    expect((await add(begun.challengeId, silent)).problem).toBe('passkey-refused');
    const email = `bo${address}@storkommun.example`;
    const boId = await harness.accounts.create({ ...harness.person, displayName: 'Bo', email });
    const bo = await startWebSession(harness, boId);
    expect((await add(begun.challengeId, authenticator.create(begun), bo)).problem).toBe('passkey-refused');
    const hersElsewhere = await startWebSession(harness);
    expect((await add(begun.challengeId, authenticator.create(begun), hersElsewhere)).problem).toBe('passkey-refused');
    expect((await add(begun.challengeId, authenticator.create(begun))).status).toBe(201);
    expect((await add(begun.challengeId, authenticator.create(begun))).problem).toBe('passkey-refused');
    const key = (await view()).passkeys[0];
    expect((await call('PATCH', `/account/factors/passkeys/${key.id}`, { name: 'Min' }, bo)).problem).toBe('not-found');
    expect((await call('DELETE', `/account/factors/passkeys/${key.id}`, undefined, bo)).status).not.toBe(204);
    expect((await view()).passkeys).toHaveLength(1);
  });

  it('gives recovery codes once, takes each once, and tells the person by mail', async () => {
    const { codes } = (await call('POST', '/account/factors/recovery-codes', undefined, session)).json;
    expect([codes.length, new Set(codes).size]).toEqual(Array(2).fill(LIMITS.recoveryCodes));
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{16}$/);
    const stored = JSON.stringify(await test.database.all('select * from recovery_code'));
    for (const code of codes) expect(stored).not.toContain(code.slice(4));
    const use = async (code: string) => answerTo((await password()).json.ticket, { kind: 'recovery', code });
    expect((await use(codes[0])).json).toMatchObject({ method: 'password-recovery', level: 2 });
    expect((await use(codes[0])).problem).toBe('code-used');
    expect((await use(`${codes[1].slice(0, 4)}${codes[2].slice(4)}`)).problem).toBe('code-wrong');
    expect((await view()).recoveryCodes).toMatchObject({ left: LIMITS.recoveryCodes - 1 });
    expect(await notices()).toEqual(['recovery-codes-made', 'recovery-code-used']);
    const next = (await call('POST', '/account/factors/recovery-codes', undefined, session)).json.codes;
    expect((await view()).recoveryCodes).toMatchObject({ left: LIMITS.recoveryCodes });
    expect((await use(codes[3])).problem).toBe('code-wrong');
    expect((await use(next[3])).status).toBe(200);
  });

  it('changes nothing five minutes after the person has identified herself, and up to then it does', async () => {
    harness.clock.advance(299.999);
    expect((await view()).freshUntil).not.toBeNull();
    expect((await call('POST', '/account/factors/totp', undefined, session)).status).toBe(201);
    harness.clock.advance(0.001);
    expect((await view()).freshUntil).toBeNull();
    const passkey = '/account/factors/passkeys/0190a0a0-0000-7000-8000-000000000000';
    const changes: [Parameters<Call>[0], string, object?][] = [
      ['POST', '/account/factors/totp'],
      ['DELETE', '/account/factors/totp'],
      ['POST', '/account/factors/passkeys/challenge'],
      ['DELETE', passkey],
      ['POST', '/account/factors/recovery-codes'],
      ['PUT', '/account/password', { current: PASSWORD, next: 'ett helt nytt lösenord' }],
    ];
    for (const [method, path, body] of changes)
      expect((await call(method, path, body, session)).problem).toBe('confirmation-required');
    const host = await startHostSession(harness);
    for (const [method, path, body] of changes)
      expect((await call(method, path, body, host)).problem).toBe('not-allowed');
  });

  it.each(['totp', 'recovery', 'sms', 'passkey'] as const)(
    'counts as fresh after the password and %s, with a new cookie and the level that it had',
    async (kind) => {
      const secret = await addTotp();
      const authenticator = await addPasskey();
      const { codes } = (await call('POST', '/account/factors/recovery-codes', undefined, session)).json;
      harness.clock.advance(300);
      const wrong = await call('POST', '/session/confirm/password', { password: 'wrong' }, session);
      expect(wrong.problem).toBe('password-wrong');
      const { ticket, factors } = (await call('POST', '/session/confirm/password', { password: PASSWORD }, session))
        .json;
      expect(factors).toEqual(['passkey', 'totp', 'sms', 'recovery']);
      const answers = {
        totp: async () => ({ kind, code: codeNow(secret) }),
        recovery: async () => ({ kind, code: codes[0] }),
        sms: async () => {
          const { challengeId } = (await call('POST', '/session/confirm/sms', { ticket }, session)).json;
          return { kind, challengeId, code: '123456' };
        },
        passkey: async () => {
          const asked = (await call('POST', '/session/confirm/passkey', undefined, session)).json;
          return { kind, challengeId: asked.challengeId, response: authenticator.get(asked) };
        },
      };
      const body = { ...(kind === 'passkey' ? {} : { ticket }), answer: await answers[kind]() };
      const other = await startWebSession(harness);
      expect((await call('POST', '/session/confirm', { ...body, ticket }, other)).status).not.toBe(200);
      const done = await call('POST', '/session/confirm', body, session);
      expect(done.json).toMatchObject({ level: 2, method: 'password-sms' });
      const cookie = /__Host-sefos=([^;]*)/.exec(done.setCookie)?.[1] ?? '';
      const renewed = { cookie, csrf: done.json.csrfToken };
      expect((await view(renewed)).freshUntil).not.toBeNull();
      expect((await call('GET', '/session', undefined, session)).problem).toBe('not-signed-in');
      expect((await call('POST', '/session/confirm', body, renewed)).status).not.toBe(200);
      expect(await outcomes()).toContain('session.confirmed');
    },
  );

  it('changes the password with the one before, by length and not by kinds of characters, and ends other sessions', async () => {
    const change = (current: string, next: string) => call('PUT', '/account/password', { current, next }, session);
    expect((await change('wrong', 'tre små grisar till')).problem).toBe('password-wrong');
    expect((await change(PASSWORD, 'elva tecken')).problem).toBe('password-too-short');
    expect((await change(PASSWORD, 'Storkommun-Anna')).problem).toBe('password-guessable');
    const other = await startWebSession(harness);
    const host = await startHostSession(harness);
    expect((await change(PASSWORD, 'tre små grisar')).status).toBe(204);
    for (const ended of [other, host])
      expect((await call('GET', '/session', undefined, ended)).problem).toBe('not-signed-in');
    expect((await call('GET', '/session', undefined, session)).status).toBe(200);
    expect((await password()).problem).toBe('sign-in-failed');
    expect((await change('tre små grisar', PASSWORD)).status).toBe(204);
    expect((await password()).status).toBe(200);
    expect(await notices()).toEqual(['password-changed', 'password-changed']);
    for (let i = 0; i < 10; i++) await change('wrong', 'x');
    expect((await change(PASSWORD, 'tre små grisar')).problem).toBe('too-many-requests');
    harness.clock.advance(900);
  });

  const withoutPhone = async (work: () => Promise<void>) => {
    const sql = 'select phone_sealed from account where id = ?';
    const row = await test.database.get<{ phone_sealed: Uint8Array }>(sql, harness.annaId);
    const set = (phone: Uint8Array | null) =>
      test.database.commit([write('update account set phone_sealed = ? where id = ?', phone, harness.annaId)]);
    await set(null);
    await work();
    await set(row?.phone_sealed ?? null);
  };
  const remove = (path: string) => call('DELETE', `/account/factors/${path}`, undefined, session);

  it('lets nobody remove her last way to sign in', async () => {
    await addTotp();
    let key = '';
    await withoutPhone(async () => {
      expect((await remove('totp')).problem).toBe('factor-last');
      expect((await view()).totp).not.toBeNull();
      await addPasskey();
      key = `passkeys/${(await view()).passkeys[0].id}`;
      expect((await remove('totp')).status).toBe(204);
      expect((await remove(key)).problem).toBe('factor-last');
    });
    expect((await remove(key)).status).toBe(204);
    expect((await remove(key)).problem).toBe('not-found');
    expect((await remove('totp')).problem).toBe('not-found');
  });

  it('lets nobody remove her last two ways at once', async () => {
    await addTotp();
    await addPasskey();
    const key = `passkeys/${(await view()).passkeys[0].id}`;
    await withoutPhone(async () => {
      const both = await Promise.all([remove('totp'), remove(key)]);
      expect(both.map(({ problem }) => problem).toSorted()).toEqual(['', 'factor-last']);
      const { totp, passkeys } = await view();
      expect([totp, ...passkeys].filter((one) => one !== null)).toHaveLength(1);
    });
  });

  it('lets no frozen account in, by whatever factor', async () => {
    const secret = await addTotp();
    const authenticator = await addPasskey();
    harness.clock.advance(30);
    const { ticket } = (await password()).json;
    await harness.accounts.setFrozen(harness.annaId, true);
    const asked = await askPasskey();
    const answer = { kind: 'passkey', challengeId: asked.challengeId, response: authenticator.get(asked) };
    expect((await answerTo(undefined, answer)).problem).toBe('account-frozen');
    expect((await withTotp(codeNow(secret), ticket)).problem).toBe('account-frozen');
    expect((await password()).problem).toBe('account-frozen');
    await harness.accounts.setFrozen(harness.annaId, false);
  });
});
