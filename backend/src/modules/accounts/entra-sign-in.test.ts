import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { EntraPerson } from '../../ports/entra-tokens.port.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { sweepSignInWindows } from './sign-in-sweep.ts';
import { type Call, type Carried, makeCaller, startHostSession, startWebSession } from './testing/caller.ts';
import { ANNA, type Harness, IP, makeHarness } from './testing/harness.ts';

const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
const OTHER_TENANT = 'aaaaaaaa-0000-4000-8000-000000000002';
const OID = 'bbbbbbbb-0000-4000-8000-000000000001';
const OTHER_OID = 'bbbbbbbb-0000-4000-8000-000000000002';

describeOnBoth('sign-in by an Entra token', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  let otherOrganisationId: string;
  let lisaId: string;
  let network = 0;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
    call = makeCaller(harness, () => `198.51.100.${network}`);
    otherOrganisationId = await harness.organisations.create({
      name: 'Lillkommun',
      slug: 'lillkommun',
      domains: ['lillkommun.example'],
    });
    lisaId = await harness.accounts.create({
      ...harness.person,
      organisationId: otherOrganisationId,
      email: 'lisa@lillkommun.example',
    });
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  beforeEach(async () => {
    harness.clock.advance(3_600);
    harness.entraTokens.failure = null;
    harness.told.length = 0;
    harness.hook.fails = false;
    network += 1;
    await test.database.commit([
      write('delete from audit_event'),
      write('delete from account_identity'),
      write('delete from organisation_tenant'),
      write('delete from session_entra_token'),
      write('update account set frozen_at = null'),
      write('update organisation set frozen_at = null'),
      write("update organisation set settings = '{}'"),
    ]);
    await harness.tenants.addTenant('storkommun', TENANT);
    await harness.tenants.addTenant('lillkommun', OTHER_TENANT);
    await test.database.commit([write('delete from audit_event')]);
  });

  const token = (person: Partial<EntraPerson> = {}) =>
    harness.entraTokens.issue({ tenantId: TENANT, objectId: OID, email: ANNA.email, ...person });
  const exchange = (accessToken: string, carried: Carried = {}, host = 'teams') =>
    call('POST', '/sign-in/entra', { accessToken, host }, carried);
  const signIn = (person: Partial<EntraPerson> = {}) => exchange(token(person));
  const who = async (bearer: string, host = 'teams') => {
    const answer = await call('GET', '/session', undefined, { bearer, host });
    return answer.problem || answer.json.account.email;
  };
  const identities = () =>
    test.database.all<{ issuer: string; subject: string; account_id: string }>(
      'select issuer, subject, account_id from account_identity order by issuer',
    );
  const outcomes = async () =>
    (await harness.logged()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));
  const openId = (claims: object) =>
    harness.oidcSignIn.complete(
      harness.signedIn({ email: ANNA.email, emailVerified: true, tenantId: TENANT, objectId: OID, ...claims }),
      IP,
    );

  it('joins a verified address at the first time, and knows tenant and object id from then on', async () => {
    const first = await signIn({ email: ' Anna@Storkommun.example' });
    expect([first.status, first.setCookie]).toEqual([200, '']);
    expect(first.json.session).toMatchObject({ level: 1, method: 'entra', account: { id: harness.annaId } });
    expect(await who(first.json.token)).toBe(ANNA.email);
    expect(await who(first.json.token, 'outlook')).toBe('not-signed-in');
    const again = await signIn({ email: 'renamed@elsewhere.example' });
    expect(again.json.session.account.id).toBe(harness.annaId);
    expect((await signIn({ email: null })).status).toBe(200);
    expect(await identities()).toEqual([{ issuer: `entra:${TENANT}`, subject: OID, account_id: harness.annaId }]);
    expect(await outcomes()).toEqual(['identity.joined', ...Array(3).fill('sign-in.succeeded')]);
    const [, succeeded] = await harness.logged();
    expect(JSON.parse(succeeded?.facts ?? '')).toEqual({ host: 'teams' });
  });

  it('knows tenant and object id in any spelling', async () => {
    await signIn();
    const upper = await signIn({ tenantId: TENANT.toUpperCase(), objectId: OID.toUpperCase(), email: null });
    expect(upper.json.session.account.id).toBe(harness.annaId);
  });

  it("ends the frame's own session so far, and never the browser's", async () => {
    const old = await startHostSession(harness);
    const web = await startWebSession(harness);
    const { json } = await exchange(token(), { ...old, cookie: web.cookie });
    expect(await who(old.bearer)).toBe('not-signed-in');
    expect(await who(json.token)).toBe(ANNA.email);
    expect((await call('GET', '/session', undefined, { cookie: web.cookie })).status).toBe(200);
    await exchange(token(), { bearer: web.cookie, host: 'teams' });
  });

  it('refuses a token that is none, and one of a tenant that nobody connected', async () => {
    expect((await exchange('no token, but long enough')).problem).toBe('entra-token-invalid');
    expect((await signIn({ tenantId: 'cccccccc-0000-4000-8000-000000000001' })).problem).toBe('tenant-not-connected');
    harness.entraTokens.failure = new DomainError('identification-unavailable');
    expect((await signIn()).problem).toBe('identification-unavailable');
    expect(await outcomes()).toEqual(
      ['entra-token-invalid', 'tenant-not-connected', 'identification-unavailable'].map(
        (reason) => `sign-in.failed ${reason}`,
      ),
    );
    expect(harness.told).toEqual([]);
  });

  it('logs what was wrong with a token', async () => {
    harness.entraTokens.failure = new DomainError('entra-token-invalid', { reason: 'signature' });
    await signIn();
    const [entry] = await harness.logged();
    expect(JSON.parse(entry?.facts ?? '')).toEqual({ reason: 'entra-token-invalid', detail: 'signature' });
  });

  it('knows nobody by an address of another organisation, another domain, nobody, or none', async () => {
    const outside = `out${network}@elsewhere.example`;
    await harness.accounts.create({ ...harness.person, email: outside });
    const people = [
      { email: 'lisa@lillkommun.example' },
      { email: outside },
      { email: 'nobody@storkommun.example' },
      { email: 'no address' },
      { email: null },
      { tenantId: OTHER_TENANT },
    ];
    for (const person of people) expect((await signIn(person)).problem).toBe('sign-in-unknown-account');
    expect(await identities()).toEqual([]);
    const [entry] = await harness.logged();
    expect(entry).toMatchObject({ organisation_id: 'installation', target_id: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it('does not give an account to a second person of its tenant who has the address now', async () => {
    await signIn();
    expect((await signIn({ objectId: OTHER_OID })).problem).toBe('sign-in-unknown-account');
    // Neither where the first came by the tenant's OpenID issuer, in a time when that kept no object id.
    await test.database.commit([
      write('update account_identity set issuer = ?', `https://login.microsoftonline.com/${TENANT}/v2.0`),
    ]);
    expect((await signIn()).problem).toBe('sign-in-unknown-account');
  });

  it('refuses an identity whose tenant went to another organisation, or to none', async () => {
    await signIn();
    await harness.tenants.removeTenant(TENANT);
    expect((await signIn()).problem).toBe('tenant-not-connected');
    await harness.tenants.addTenant('lillkommun', TENANT);
    expect((await signIn()).problem).toBe('tenant-not-connected');
    expect((await harness.logged()).at(-1)).toMatchObject({ target_id: harness.annaId });
  });

  it('refuses a frozen account and a frozen organisation, and joins nothing then', async () => {
    await harness.accounts.setFrozen(harness.annaId, true);
    expect((await signIn()).problem).toBe('account-frozen');
    await harness.accounts.setFrozen(harness.annaId, false);
    await test.database.commit([write('update organisation set frozen_at = 1')]);
    harness.clock.advance(5);
    expect((await signIn()).problem).toBe('account-frozen');
    expect(await identities()).toEqual([]);
  });

  it("takes the level from the organisation's mapping, the highest that fits", async () => {
    const level = async (amr: string[], acrs: string[] = []) =>
      (await signIn({ methods: { amr, acrs } })).json.session.level;
    expect(await level(['pwd'])).toBe(1);
    expect(await level(['pwd', 'mfa'])).toBe(2);
    expect(await level(['pwd'], ['c3'])).toBe(1);
    await harness.tenants.setLevel('storkommun', 'acrs:c3', 3);
    await harness.tenants.setLevel('storkommun', 'amr:mfa', null);
    harness.clock.advance(5);
    expect(await level(['pwd', 'mfa'])).toBe(1);
    expect(await level(['pwd', 'mfa'], ['c1', 'c3'])).toBe(3);
    expect(await level(['c3', 'default', 'acrs:c3'])).toBe(1);
  });

  it('lets many first sign-ins at once all in, to one account', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => signIn()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await identities()).toHaveLength(1);
    expect((await outcomes()).filter((one) => one === 'identity.joined')).toHaveLength(1);
  });

  it('tells who signed in, and works when that fails', async () => {
    harness.hook.fails = true;
    const accessToken = token();
    expect((await exchange(accessToken)).status).toBe(200);
    expect(harness.told).toEqual([{ email: ANNA.email, accessToken }]);
  });

  it('stops a network after fifty bad tokens, counting neither successes nor people without an account', async () => {
    for (let i = 0; i < 49; i++) await exchange('no token, but long enough');
    for (let i = 0; i < 3; i++) {
      expect((await signIn()).status).toBe(200);
      expect((await signIn({ objectId: OTHER_OID, email: null })).problem).toBe('sign-in-unknown-account');
    }
    expect((await exchange('no token, but long enough')).problem).toBe('entra-token-invalid');
    expect((await signIn()).problem).toBe('too-many-requests');
    network += 100;
    expect((await signIn()).status).toBe(200);
    network -= 100;
    harness.clock.advance(900);
    expect((await signIn()).status).toBe(200);
  });

  it('takes no token that is too short, too long, or for a host that nobody knows', async () => {
    expect((await exchange('x'.repeat(19))).problem).toBe('invalid-request');
    expect((await exchange('x'.repeat(16_001))).problem).toBe('invalid-request');
    expect((await exchange(token(), {}, 'web')).problem).toBe('invalid-request');
  });

  const signOut = async (bearer: string, host = 'teams') =>
    (await call('DELETE', '/session', undefined, { bearer, host })).status;
  const tokensKept = () => test.database.all<{ token_hash: Uint8Array }>('select token_hash from session_entra_token');

  it('begins no other session with a token that was signed out, in any host; a fresh one works', async () => {
    const accessToken = token();
    const { json } = await exchange(accessToken);
    expect(await signOut(json.token)).toBe(204);
    for (const host of ['teams', 'outlook']) {
      const again = await exchange(accessToken, {}, host);
      expect([again.status, again.problem]).toEqual([401, 'entra-token-signed-out']);
    }
    expect((await harness.logged()).at(-1)).toMatchObject({
      reason: 'entra-token-signed-out',
      target_id: harness.annaId,
    });
    expect(harness.told).toHaveLength(1);
    expect((await signIn()).status).toBe(200);
  });

  it('begins no session with a token that is signed out while it is looked at', async () => {
    const accessToken = token();
    const { json } = await exchange(accessToken);
    const { commit } = test.database;
    const began = jest.spyOn(test.database, 'commit').mockImplementation(async (statements) => {
      began.mockRestore();
      expect(await signOut(json.token)).toBe(204);
      return commit.call(test.database, statements);
    });
    expect((await exchange(accessToken, {}, 'outlook')).problem).toBe('entra-token-signed-out');
    const alive = await test.database.all(
      'select id from session where account_id = ? and revoked_at is null and host = ? and created_at = ?',
      harness.annaId,
      'outlook',
      harness.clock.now().getTime(),
    );
    expect(alive).toEqual([]);
  });

  it('lets nobody in with a token after its sign-out was answered, however many try at once', async () => {
    const accessToken = token();
    const { json } = await exchange(accessToken);
    let isOut = false;
    const tries = Array.from({ length: 12 }, async (_, index) => {
      for (let i = 0; i < index; i++) await Promise.resolve();
      const wasOut = isOut;
      const { problem } = await exchange(accessToken, {}, 'outlook');
      return { wasOut, problem };
    });
    const out = signOut(json.token).then((status) => {
      isOut = true;
      return status;
    });
    const answers = await Promise.all(tries);
    expect(await out).toBe(204);
    for (const { wasOut, problem } of answers)
      expect(wasOut ? ['entra-token-signed-out'] : ['', 'entra-token-signed-out']).toContain(problem);
    expect((await exchange(accessToken)).problem).toBe('entra-token-signed-out');
  });

  it('refuses the token of any session that was signed out, of several that it began', async () => {
    const accessToken = token();
    const first = await exchange(accessToken);
    const second = await exchange(accessToken, {}, 'outlook');
    expect(await signOut(first.json.token)).toBe(204);
    expect(await who(second.json.token, 'outlook')).toBe(ANNA.email);
    expect((await exchange(accessToken)).problem).toBe('entra-token-signed-out');
  });

  it('takes a token again whose session ended by itself, or was replaced', async () => {
    const accessToken = token();
    const first = await exchange(accessToken);
    const second = await exchange(accessToken, { bearer: first.json.token, host: 'teams' });
    expect(await who(first.json.token)).toBe('not-signed-in');
    harness.clock.advance(30 * 86_400);
    expect(await who(second.json.token)).toBe('not-signed-in');
    expect((await exchange(accessToken)).status).toBe(200);
  });

  it("refuses nobody else's token: not of a session on the web, not of that name in another tenant", async () => {
    const accessToken = token();
    await exchange(accessToken);
    const web = await startWebSession(harness);
    const { status } = await call('DELETE', '/session', undefined, { ...web });
    expect(status).toBe(204);
    expect((await exchange(accessToken)).status).toBe(200);
    const named = { tokenId: 'uti:same' };
    expect(await signOut((await signIn(named)).json.token)).toBe(204);
    const lisa = { ...named, tenantId: OTHER_TENANT, email: 'lisa@lillkommun.example' };
    expect((await signIn(lisa)).status).toBe(200);
    expect((await signIn(named)).problem).toBe('entra-token-signed-out');
  });

  it('remembers a token by its hash, for as long as a clock that is off would take it', async () => {
    const expiresAt = new Date(harness.clock.now().getTime() + 3_600_000);
    const accessToken = token({ tokenId: 'uti:canary', expiresAt });
    const { json } = await exchange(accessToken);
    await signOut(json.token);
    const [kept] = await tokensKept();
    expect(kept?.token_hash).toHaveLength(32);
    expect(Buffer.from(kept?.token_hash ?? []).toString()).not.toContain('canary');
    const sweep = () => sweepSignInWindows(test.database, harness.clock.now().getTime());
    harness.clock.advance(3_600 + 599);
    await sweep();
    expect((await exchange(accessToken)).problem).toBe('entra-token-signed-out');
    harness.clock.advance(1);
    await sweep();
    expect(await tokensKept()).toEqual([]);
  });

  it('keeps what it knows of a token as long as a session that began with it lives', async () => {
    const expiresAt = new Date(harness.clock.now().getTime() + 60_000);
    const { json } = await exchange(token({ tokenId: 'uti:short', expiresAt }));
    harness.clock.advance(60 + 601);
    const sweep = () => sweepSignInWindows(test.database, harness.clock.now().getTime());
    await sweep();
    expect(await tokensKept()).toHaveLength(1);
    await signOut(json.token);
    await sweep();
    expect(await tokensKept()).toEqual([]);
  });

  it('knows whom the sign-in on the web joined, and the other way round', async () => {
    await openId({});
    expect((await signIn({ email: null })).json.session.account.id).toBe(harness.annaId);
    expect(await identities()).toHaveLength(2);
    await test.database.commit([write('delete from account_identity')]);
    await signIn();
    await openId({ emailVerified: false });
    expect((await identities()).map(({ issuer }) => issuer)).toEqual([`entra:${TENANT}`, 'https://entra.example']);
    await expect(openId({ subject: 's2', objectId: OTHER_OID })).rejects.toMatchObject({
      type: 'sign-in-unknown-account',
    });
  });

  it("refuses on the web an identity whose tenant is another organisation's", async () => {
    await openId({});
    await harness.tenants.removeTenant(TENANT);
    await openId({});
    await harness.tenants.addTenant('lillkommun', TENANT);
    await expect(openId({})).rejects.toMatchObject({ type: 'tenant-not-connected' });
    const lisa = { subject: 's3', objectId: OTHER_OID, tenantId: OTHER_TENANT, email: 'lisa@lillkommun.example' };
    await harness.tenants.removeTenant(OTHER_TENANT);
    await harness.tenants.addTenant('storkommun', OTHER_TENANT);
    await expect(openId(lisa)).rejects.toMatchObject({ type: 'tenant-not-connected' });
    expect((await identities()).some(({ account_id }) => account_id === lisaId)).toBe(false);
  });

  it('believes tenant and object id of Entra alone', async () => {
    await signIn();
    const flow = harness.signedIn({ issuer: 'https://freja.example', tenantId: TENANT, objectId: OID });
    await expect(harness.oidcSignIn.complete({ ...flow, providerKey: 'freja' }, IP)).rejects.toMatchObject({
      type: 'sign-in-unknown-account',
    });
  });
});
