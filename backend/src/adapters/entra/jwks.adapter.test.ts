import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describeEntraTokensPort, type EntraTokensHarness, refusalOf } from '../../ports/entra-tokens.contract.ts';
import { startEntraSimulator } from '../../simulators/entra/entra-server.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { absentEntraTokens } from './absent.adapter.ts';
import { MAX_LIFETIME_SECONDS } from './access-token-claims.ts';
import { makeEntraTokens } from './jwks.adapter.ts';
import { KEY_PAIRS, type RogueAuthority, startRogueAuthority } from './testing/rogue-authority.ts';

const CLIENT_ID = '11111111-2222-4333-8444-555555555555';
const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
const OTHER_TENANT = 'aaaaaaaa-0000-4000-8000-000000000002';
const OBJECT = 'bbbbbbbb-0000-4000-8000-000000000001';
const PERSONS = [{ givenName: 'Anna', surname: 'Ek', email: 'anna@storkommun.example' }];

const openHarness = async (): Promise<EntraTokensHarness> => {
  const clock = new FixedClock();
  const entra = await startEntraSimulator({ clock, persons: PERSONS, clientId: CLIENT_ID, clientSecret: 's' });
  const [person] = entra.accounts;
  if (!person) throw new Error('nobody there');
  return {
    tokens: makeEntraTokens({ clock, clientId: CLIENT_ID, authority: entra.origin, allowLoopbackHttp: true }),
    person,
    token: async ({ flaw, amr, acrs } = {}) => (await entra.issue(person, { problem: flaw, amr, acrs })).accessToken,
    rotateKeys: () => entra.rotateKeys(true),
    pass: () => clock.advance(30),
    close: entra.close,
  };
};

describeEntraTokensPort('JWKS against the simulated Entra', openHarness);

describe('what the adapter believes', () => {
  let rogue: RogueAuthority;
  let clock: FixedClock;
  beforeEach(async () => {
    rogue = await startRogueAuthority();
    clock = new FixedClock();
    tokens = makeEntraTokens({ clock, clientId: CLIENT_ID, authority: rogue.origin, allowLoopbackHttp: true });
  });
  afterEach(() => rogue.close());
  let tokens: ReturnType<typeof makeEntraTokens>;

  const seconds = (offset: number): number => clock.now().getTime() / 1000 + offset;
  const honest = (): JWTPayload => ({
    iss: `${rogue.origin}/${TENANT}/v2.0`,
    aud: CLIENT_ID,
    azp: CLIENT_ID,
    ver: '2.0',
    tid: TENANT,
    oid: OBJECT,
    scp: 'access_as_user',
    iat: seconds(0),
    nbf: seconds(0),
    exp: seconds(3_600),
    name: 'Anna Ek',
    preferred_username: 'anna@storkommun.example',
  });
  const verify = (token: string) => tokens.verify(token, async (tenantId) => tenantId === TENANT);
  const verifyClaims = async (claims: Record<string, unknown> = {}) =>
    verify(await rogue.sign({ ...honest(), ...claims }));
  const refusal = (claims: Record<string, unknown>) => refusalOf(verifyClaims(claims));

  it('believes an honest token', async () => {
    expect(await verifyClaims()).toEqual({
      tenantId: TENANT,
      objectId: OBJECT,
      email: 'anna@storkommun.example',
      displayName: 'Anna Ek',
      methods: { amr: [], acrs: [] },
      tokenId: expect.stringMatching(/^hash:[\w-]{43}$/),
      expiresAt: new Date(seconds(3_600) * 1000),
    });
    expect(rogue.fetched).toEqual(['/common/discovery/v2.0/keys']);
  });

  it.each<[string, string, () => Record<string, unknown>]>([
    ['another issuer', 'issuer', () => ({ iss: 'https://login.microsoftonline.com/x/v2.0' })],
    ['the issuer of version 1.0', 'issuer', () => ({ iss: `https://sts.windows.net/${TENANT}/` })],
    ['an issuer with more behind it', 'issuer', () => ({ iss: `${rogue.origin}/${TENANT}/v2.0/` })],
    ['the issuer of another tenant', 'issuer', () => ({ iss: `${rogue.origin}/${OTHER_TENANT}/v2.0` })],
    ['the tenant of another issuer', 'issuer', () => ({ tid: OTHER_TENANT })],
    ['no issuer', 'issuer', () => ({ iss: undefined })],
    ['no tenant', 'tenant', () => ({ tid: undefined })],
    ['a tenant that is a path', 'tenant', () => ({ tid: '../x' })],
    ['another audience', 'aud', () => ({ aud: OTHER_TENANT })],
    ['the API’s address as audience', 'aud', () => ({ aud: `api://${CLIENT_ID}` })],
    ['several audiences', 'audience', () => ({ aud: [CLIENT_ID, 'other'] })],
    ['no audience', 'aud', () => ({ aud: undefined })],
    ['another application as its client', 'client', () => ({ azp: '99999999-9999-4999-8999-999999999999' })],
    ['no client', 'client', () => ({ azp: undefined })],
    ['version 1.0', 'version', () => ({ ver: '1.0' })],
    ['no version', 'version', () => ({ ver: undefined })],
    ['no scope', 'scope', () => ({ scp: undefined })],
    ['another scope', 'scope', () => ({ scp: 'access_as_user.read User.Read' })],
    ['a scope in other letters', 'scope', () => ({ scp: 'Access_As_User' })],
    ['an application’s role in place of a scope', 'scope', () => ({ scp: undefined, roles: ['access_as_user'] })],
    ['the mark of an application', 'app-only', () => ({ idtyp: 'app' })],
    ['no object id', 'object', () => ({ oid: undefined })],
    ['an object id that is none', 'object', () => ({ oid: 'anna' })],
    ['no expiry', 'exp', () => ({ exp: undefined })],
    ['no start', 'nbf', () => ({ nbf: undefined })],
    ['no time of issue', 'iat', () => ({ iat: undefined })],
    ['an end before its issue', 'lifetime', () => ({ iat: seconds(30), exp: seconds(20) })],
    ['an end at its issue', 'lifetime', () => ({ iat: seconds(30), exp: seconds(30) })],
    ['an end at its start', 'lifetime', () => ({ nbf: seconds(30), exp: seconds(30) })],
    ['a start long before its issue', 'lifetime', () => ({ nbf: seconds(-MAX_LIFETIME_SECONDS) })],
    ['no first moment', 'lifetime', () => ({ nbf: 0 })],
    ['times that are text', 'iat', () => ({ iat: String(seconds(0)) })],
  ])('refuses a signed token with %s', async (_name, reason, claims) => {
    expect(await refusal(claims())).toEqual({ type: 'entra-token-invalid', reason });
  });

  it.each<[string, string, (skew: number) => Record<string, unknown>, number, number]>([
    ['expired', 'expired', (skew) => ({ iat: seconds(-600), nbf: seconds(-600), exp: seconds(-skew) }), 59, 60],
    ['not yet valid', 'nbf', (skew) => ({ nbf: seconds(skew) }), 60, 61],
    ['issued in the future', 'iat', (skew) => ({ iat: seconds(skew) }), 60, 61],
  ])('bears a clock up to a minute off: %s', async (_name, reason, claims, borne, refused) => {
    await expect(verifyClaims(claims(borne))).resolves.toMatchObject({ objectId: OBJECT });
    expect(await refusal(claims(refused))).toEqual({ type: 'entra-token-invalid', reason });
  });

  it('takes a lifetime as long as Entra gives at most, 28 hours from five minutes before it was made', async () => {
    const claims = (end: number) => ({ iat: seconds(-300), nbf: seconds(-300), exp: seconds(end) });
    await expect(verifyClaims(claims(100_800))).resolves.toMatchObject({ objectId: OBJECT });
    expect(await refusal(claims(100_801))).toEqual({ type: 'entra-token-invalid', reason: 'lifetime' });
  });

  it('finds the scope among others, and takes ids in any letters', async () => {
    const upper = OBJECT.toUpperCase();
    const person = await verifyClaims({ scp: 'User.Read access_as_user', oid: upper });
    expect(person.objectId).toBe(OBJECT);
  });

  it('takes the e-mail claim only when its domain’s owner was verified', async () => {
    const email = 'anna@other.example';
    const without = { preferred_username: undefined, email };
    expect((await verifyClaims({ email })).email).toBe('anna@storkommun.example');
    expect((await verifyClaims(without)).email).toBeNull();
    expect((await verifyClaims({ ...without, xms_edov: false })).email).toBeNull();
    expect((await verifyClaims({ ...without, xms_edov: true })).email).toBe(email);
    expect((await verifyClaims({ preferred_username: '+46701740601' })).email).toBeNull();
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['a member', { acct: 0 }, true],
    ['a member, as text', { acct: '0' }, true],
    ['a member, as truth', { acct: false }, true],
    ['a guest', { acct: 1 }, false],
    ['a guest, as text', { acct: '1' }, false],
    ['a guest, as truth', { acct: true }, false],
    ['something that nobody knows', { acct: 2 }, false],
    ['nothing', { acct: null }, false],
    ['a verified domain', { xms_edov: true }, true],
    ['a verified domain, as a number', { xms_edov: 1 }, true],
    ['a verified domain, as text', { xms_edov: '1' }, true],
    ['no verified domain', { xms_edov: false }, false],
    ['no verified domain, as a number', { xms_edov: 0 }, false],
    ['no verified domain, as text', { xms_edov: 'false' }, false],
    ['its own tenant as provider', { idp: `https://sts.windows.net/${TENANT}/` }, true],
    ['another tenant as provider', { idp: `https://sts.windows.net/${OTHER_TENANT}/` }, false],
    ['a provider of consumers', { idp: 'live.com' }, false],
    ['a guest of a verified domain', { acct: 1, xms_edov: true }, false],
  ])('lets a token of %s vouch for an address, or not', async (_name, claims, vouches) => {
    const address = 'anna@storkommun.example';
    expect(await verifyClaims({ email: address, ...claims })).toMatchObject({
      objectId: OBJECT,
      email: vouches ? address : null,
    });
  });

  it('takes the issuer itself for the provider', async () => {
    expect((await verifyClaims({ idp: `${rogue.origin}/${TENANT}/v2.0` })).email).not.toBeNull();
  });

  it('names a token by uti, by jti, or by what is signed, however the signature is written', async () => {
    expect((await verifyClaims({ uti: 'a', jti: 'b' })).tokenId).toBe('uti:a');
    expect((await verifyClaims({ jti: 'b' })).tokenId).toBe('jti:b');
    const token = await rogue.sign(honest());
    // 256 bytes in 342 characters: the last has four bits that mean nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = alphabet[alphabet.indexOf(token.at(-1) ?? '') ^ 1];
    const rewritten = `${token.slice(0, -1)}${other}`;
    expect(rewritten).not.toBe(token);
    expect((await verify(rewritten)).tokenId).toBe((await verify(token)).tokenId);
  });

  it('tells nobody which tenants are known, but who has a good token', async () => {
    const [, stranger] = await KEY_PAIRS;
    const answers = async (tid: string) => {
      const claims = { ...honest(), tid, iss: `${rogue.origin}/${tid}/v2.0` };
      const tokens = [
        await rogue.sign(claims, {}, stranger.privateKey),
        await rogue.sign(claims, { kid: 'made-up' }),
        await rogue.sign({ ...claims, iat: seconds(-600), nbf: seconds(-600), exp: seconds(-61) }),
        await rogue.sign({ ...claims, aud: OTHER_TENANT }),
      ];
      const refusals: unknown[] = [];
      for (const token of tokens) refusals.push(await refusalOf(verify(token)));
      return refusals;
    };
    expect(await answers(OTHER_TENANT)).toEqual(await answers(TENANT));
    const asked = new Set(rogue.fetched);
    expect([...asked]).toEqual(['/common/discovery/v2.0/keys']);
    const honestStranger = { tid: OTHER_TENANT, iss: `${rogue.origin}/${OTHER_TENANT}/v2.0` };
    expect(await refusal(honestStranger)).toEqual({ type: 'tenant-not-connected' });
    rogue.isDown = true;
    clock.advance(86_400);
    expect(await answers(OTHER_TENANT)).toEqual(await answers(TENANT));
  });

  it('reads amr and acrs as one or several, each once, and nothing that is no text', async () => {
    const methods = async (claims: Record<string, unknown>) => (await verifyClaims(claims)).methods;
    expect(await methods({ amr: 'pwd', acrs: 'c1' })).toEqual({ amr: ['pwd'], acrs: ['c1'] });
    expect(await methods({ amr: ['pwd', 'pwd', 7, null], acrs: ['c1', 'c2', ''] })).toEqual({
      amr: ['pwd'],
      acrs: ['c1', 'c2'],
    });
  });

  describe('signatures', () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

    it('refuses a token signed by another key under a published id', async () => {
      const [, stranger] = await KEY_PAIRS;
      const work = verify(await rogue.sign(honest(), {}, stranger.privateKey));
      expect(await refusalOf(work)).toEqual({ type: 'entra-token-invalid', reason: 'signature' });
    });

    it.each(['none', 'None', 'nOnE'])('refuses an unsigned token: alg %s', async (alg) => {
      const unsigned = `${part({ alg, kid: 'own' })}.${part(honest())}.`;
      expect(await refusalOf(verify(unsigned))).toEqual({ type: 'entra-token-invalid', reason: 'algorithm' });
    });

    it('refuses HS256 under the public key', async () => {
      const body = `${part({ alg: 'HS256', kid: 'own' })}.${part(honest())}`;
      const secret = JSON.stringify(rogue.keys[0]);
      const token = `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
      expect(await refusalOf(verify(token))).toEqual({ type: 'entra-token-invalid', reason: 'algorithm' });
    });

    it('refuses another honest algorithm', async () => {
      const { privateKey, publicKey } = await generateKeyPair('PS256', { extractable: true });
      rogue.keys = [{ ...(await exportJWK(publicKey)), kid: 'own' }];
      const token = await new SignJWT(honest()).setProtectedHeader({ alg: 'PS256', kid: 'own' }).sign(privateKey);
      expect(await refusalOf(verify(token))).toEqual({ type: 'entra-token-invalid', reason: 'algorithm' });
    });

    it('refuses a changed payload', async () => {
      const [header, , signature] = (await rogue.sign(honest())).split('.');
      const token = `${header}.${part({ ...honest(), oid: TENANT })}.${signature}`;
      expect(await refusalOf(verify(token))).toEqual({ type: 'entra-token-invalid', reason: 'signature' });
    });

    it('refuses a token with any character changed', async () => {
      const token = await rogue.sign(honest());
      // The last character of the signature has bits that mean nothing.
      const places = fc.integer({ min: 0, max: token.length - 2 });
      const characters = fc.constantFrom(...'ABCDEFxyz0189-_.');
      await fc.assert(
        fc.asyncProperty(places, characters, async (place, character) => {
          fc.pre(token[place] !== character);
          const changed = token.slice(0, place) + character + token.slice(place + 1);
          const { type } = (await refusalOf(verify(changed))) as { type: string };
          return ['entra-token-invalid', 'tenant-not-connected', 'identification-unavailable'].includes(type);
        }),
      );
    });

    it('refuses a token without a key id', async () => {
      const token = await rogue.sign(honest(), { kid: undefined });
      expect(await refusalOf(verify(token))).toEqual({ type: 'entra-token-invalid', reason: 'key' });
    });

    it.each([
      ['encryption', { use: 'enc' }],
      ['another algorithm', { alg: 'PS256' }],
      ['another kind', { kty: 'EC' }],
    ])('uses no key that is for %s', async (_name, further) => {
      rogue.keys = [{ ...rogue.keys[0], ...further }];
      expect(await refusalOf(verifyClaims())).toEqual({ type: 'identification-unavailable' });
    });

    it.each([
      ['another tenant', () => `${rogue.origin}/${OTHER_TENANT}/v2.0`],
      ['another authority', () => `https://login.microsoftonline.com/${TENANT}/v2.0`],
    ])('uses no key that is for %s, though it has the id', async (_name, issuer) => {
      rogue.keys = [{ ...rogue.keys[0], issuer: issuer() }];
      expect(await refusal({})).toEqual({ type: 'entra-token-invalid', reason: 'key' });
      rogue.keys = [...rogue.keys, { ...rogue.keys[0], issuer: `${rogue.origin}/{tenantid}/v2.0` }];
      clock.advance(3_600);
      await expect(verifyClaims()).resolves.toMatchObject({ objectId: OBJECT });
    });

    it('uses a key for every tenant', async () => {
      rogue.keys = [{ ...rogue.keys[0], issuer: `${rogue.origin}/{tenantid}/v2.0` }];
      await expect(verifyClaims()).resolves.toMatchObject({ objectId: OBJECT });
    });
  });

  describe('keys', () => {
    it('are fetched once for many tokens at the same time', async () => {
      await Promise.all(Array.from({ length: 10 }, () => verifyClaims()));
      expect(rogue.fetched).toHaveLength(1);
    });

    it('are looked at again for an unknown id, at most every 30 seconds', async () => {
      await verifyClaims();
      const work = async () => refusalOf(verify(await rogue.sign(honest(), { kid: 'new' })));
      clock.advance(29.999);
      expect(await work()).toEqual({ type: 'entra-token-invalid', reason: 'key' });
      expect(rogue.fetched).toHaveLength(1);
      clock.advance(0.001);
      expect(await work()).toEqual({ type: 'entra-token-invalid', reason: 'key' });
      expect(rogue.fetched).toHaveLength(2);
      rogue.keys = [{ ...rogue.keys[0], kid: 'new' }];
      clock.advance(29);
      expect(await work()).toEqual({ type: 'entra-token-invalid', reason: 'key' });
      clock.advance(1);
      expect(await work()).toBe('no refusal');
      expect(rogue.fetched).toHaveLength(3);
    });

    it('that were withdrawn stop working within the hour', async () => {
      const claims = { exp: seconds(86_400) };
      await verifyClaims(claims);
      const [, stranger] = await KEY_PAIRS;
      rogue.keys = [{ ...stranger.jwk, kid: 'next' }];
      clock.advance(3_599);
      await expect(verifyClaims(claims)).resolves.toMatchObject({ objectId: OBJECT });
      clock.advance(1);
      expect(await refusal(claims)).toEqual({ type: 'entra-token-invalid', reason: 'key' });
    });

    it('serve on for 24 hours while Entra is down', async () => {
      await verifyClaims();
      rogue.isDown = true;
      clock.advance(86_399);
      await expect(verifyClaims()).resolves.toMatchObject({ objectId: OBJECT });
      clock.advance(1);
      expect(await refusal({})).toEqual({ type: 'identification-unavailable' });
      rogue.isDown = false;
      await expect(verifyClaims()).resolves.toMatchObject({ objectId: OBJECT });
    });

    it('that cannot be looked at are not called wrong', async () => {
      await verifyClaims();
      rogue.isDown = true;
      clock.advance(30);
      const token = await rogue.sign(honest(), { kid: 'new' });
      expect(await refusalOf(verify(token))).toEqual({ type: 'identification-unavailable' });
    });

    it.each([
      ['an error', { status: 500, text: '{}' }],
      ['a redirect', { status: 302, text: '' }],
      ['no JSON', { status: 200, text: '<html>' }],
      ['no keys', { status: 200, text: '{"keys":[]}' }],
      ['keys that are none', { status: 200, text: '{"keys":[null,7,{}]}' }],
      ['too much', { status: 200, text: `{"keys":[],"x":"${'x'.repeat(262_144)}"}` }],
    ])('cannot be had from %s', async (_name, raw) => {
      rogue.raw = raw;
      expect(await refusal({})).toEqual({ type: 'identification-unavailable' });
      rogue.raw = null;
      await expect(verifyClaims()).resolves.toMatchObject({ objectId: OBJECT });
    });
  });

  it('refuses a plain http authority unless the demo allows loopback', () => {
    const options = { clock, clientId: CLIENT_ID };
    expect(() => makeEntraTokens({ ...options, authority: rogue.origin })).toThrow('not an https address');
    const foreign = { ...options, authority: 'http://login.example', allowLoopbackHttp: true };
    expect(() => makeEntraTokens(foreign)).toThrow('not an https address');
  });

  it('is unavailable where Entra is not set up', async () => {
    expect(await refusalOf(absentEntraTokens.verify('x', async () => true))).toEqual({
      type: 'identification-unavailable',
    });
  });
});
