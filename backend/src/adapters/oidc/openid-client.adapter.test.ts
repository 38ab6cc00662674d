import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { describeOidcPort, type OidcHarness, oidcFailure } from '../../ports/oidc.contract.ts';
import type { OidcPort, OidcProvider } from '../../ports/oidc.port.ts';
import { startOidcSimulator } from '../../simulators/oidc/issuer.ts';
import { browse } from '../../simulators/oidc/testing/http-browser.ts';
import { makeOidcAdapter, type OidcAdapterOptions } from './openid-client.adapter.ts';
import { type RogueIssuer, startRogueIssuer } from './testing/rogue-issuer.ts';

const REDIRECT_URI = 'http://localhost:8229/auth/callback';
const clock = { now: () => new Date() };
const PERSONS = [
  {
    givenName: 'Anna',
    surname: 'Åkesson',
    email: 'anna@storkommun.example',
    personalNumber: '199001012385',
    hsaId: 'SE2321000016-1A2B',
  },
];

const openHarness = async (): Promise<OidcHarness> => {
  const simulator = await startOidcSimulator({ redirectUris: [REDIRECT_URI], persons: PERSONS });
  return {
    ...simulator.providers,
    oidc: makeOidcAdapter({ clock, allowLoopbackHttp: true }),
    redirectUri: REDIRECT_URI,
    browse: (url, choice) => browse(url, REDIRECT_URI, choice),
    close: simulator.close,
  };
};

describeOidcPort('openid-client against oidc-provider', openHarness);

describe('what the adapter believes', () => {
  const ACR = 'http://id.elegnamnden.se/loa/1.0/loa3';
  let rogue: RogueIssuer;
  let provider: OidcProvider;
  let now: number;
  beforeEach(async () => {
    rogue = await startRogueIssuer('client');
    now = Date.now();
    provider = {
      key: 'rogue',
      issuer: rogue.issuer,
      clientId: 'client',
      clientSecret: 'secret',
      scope: 'openid',
      acrValues: [],
      claims: {},
      levels: { default: 1 },
    };
  });
  afterEach(() => rogue.close());

  const adapter = (options: Partial<OidcAdapterOptions> = {}): OidcPort =>
    makeOidcAdapter({ clock: { now: () => new Date(now) }, allowLoopbackHttp: true, ...options });
  const identify = async (oidc: OidcPort = adapter(), asked: OidcProvider = provider) => {
    const { checks } = await oidc.begin(asked, REDIRECT_URI);
    rogue.nonce = checks.nonce;
    const parameters = new URLSearchParams({ code: 'c', state: checks.state });
    return await oidc.complete(asked, REDIRECT_URI, parameters, checks);
  };
  const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

  it('believes an honest token', async () => {
    expect(await identify()).toEqual({ subject: 'someone', issuer: rogue.issuer, level: 1, emailVerified: false });
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['another issuer', () => ({ iss: 'https://other.example' })],
    ['another audience', () => ({ aud: 'other' })],
    ['several audiences and another authorised party', () => ({ aud: ['client', 'other'], azp: 'other' })],
    ['another nonce', () => ({ nonce: 'other' })],
    ['no nonce', () => ({ nonce: undefined })],
    ['no subject', () => ({ sub: undefined })],
    ['expiry beyond the tolerance', () => ({ exp: seconds(-31), iat: seconds(-300) })],
    ['no expiry', () => ({ exp: undefined })],
    ['a start in the future', () => ({ nbf: seconds(60) })],
  ])('refuses a signed token with %s', async (_name, claims) => {
    rogue.claims = claims();
    expect(await oidcFailure(identify())).toMatchObject({ type: 'oidc-invalid' });
  });

  it('bears a clock that differs by less than the tolerance', async () => {
    rogue.claims = { exp: seconds(-20), iat: seconds(-300) };
    await expect(identify()).resolves.toMatchObject({ subject: 'someone' });
  });

  it.each(['other-key', 'none'] as const)('refuses a token signed by %s', async (signing) => {
    rogue.signing = signing;
    expect(await oidcFailure(identify())).toMatchObject({ type: 'oidc-invalid' });
  });

  it.each([undefined, 'http://id.elegnamnden.se/loa/1.0/loa2', `${ACR} `])(
    'refuses acr %j when loa3 was asked',
    async (acr) => {
      rogue.claims = { acr };
      const asked = { ...provider, acrValues: [ACR], levels: { [ACR]: 3, default: 3 } as const };
      expect(await oidcFailure(identify(adapter(), asked))).toEqual({ type: 'oidc-invalid', reason: 'acr' });
    },
  );

  it('takes the highest level that an amr gives, and none from a name of Object’s', async () => {
    rogue.claims = { amr: ['pwd', 'mfa'], acr: 'constructor' };
    const levels = { 'amr:pwd': 1, 'amr:mfa': 2 } as const;
    expect(await identify(adapter(), { ...provider, levels })).toMatchObject({ level: 2 });
    rogue.claims = { amr: ['toString'], acr: 'constructor' };
    expect(await oidcFailure(identify(adapter(), { ...provider, levels }))).toEqual({
      type: 'oidc-invalid',
      reason: 'level',
    });
  });

  it.each(['9001012385', '19900101238', 'abcdefghijkl'])('refuses the personal number %s', async (value) => {
    rogue.claims = { pnr: value };
    const asked = { ...provider, claims: { personalNumber: 'pnr' } };
    expect(await oidcFailure(identify(adapter(), asked))).toEqual({ type: 'oidc-invalid', reason: 'personal-number' });
  });

  it('refuses UserInfo about somebody else', async () => {
    rogue.userInfo = { sub: 'somebody-else', name: 'X' };
    const asked = { ...provider, claims: { name: 'name' } };
    expect(await oidcFailure(identify(adapter(), asked))).toMatchObject({ type: 'oidc-invalid' });
  });

  it('lets UserInfo add claims but not change those of the ID token', async () => {
    rogue.userInfo = { sub: 'someone', name: 'N', acr: ACR, email: 'a@b.example', email_verified: true };
    rogue.claims = { email: 'signed@b.example' };
    const asked = { ...provider, claims: { name: 'name', email: 'email' } };
    expect(await identify(adapter(), asked)).toMatchObject({ name: 'N', email: 'signed@b.example' });
  });

  describe('about addresses', () => {
    const tid = '11111111-2222-4333-8444-555555555555';
    const entra = { tid, oid: tid, email: 'boss@storkommun.example', preferred_username: 'x@evil.example' };

    it.each([
      [true, true],
      ['true', true],
      [false, false],
      [undefined, false],
    ])('has email_verified %j of an ordinary provider as %j', async (claim, expected) => {
      rogue.claims = { email: 'a@b.example', email_verified: claim };
      expect(await identify()).toMatchObject({ emailVerified: expected });
    });

    it('does not believe Entra’s email, which any tenant’s administrator may type', async () => {
      rogue.claims = { ...entra, email_verified: true };
      expect(await identify(adapter({ trustedTenants: [tid] }))).toMatchObject({ emailVerified: false });
    });

    it('believes it with xms_edov', async () => {
      rogue.claims = { ...entra, xms_edov: '1' };
      expect(await identify()).toMatchObject({ emailVerified: true, tenantId: tid, objectId: tid });
    });

    it('believes the sign-in name in a trusted tenant only', async () => {
      rogue.claims = { ...entra, preferred_username: 'Boss@storkommun.example' };
      expect(await identify(adapter({ trustedTenants: [tid.toUpperCase()] }))).toMatchObject({ emailVerified: true });
      expect(await identify(adapter())).toMatchObject({ emailVerified: false });
    });
  });

  describe('about guests', () => {
    const tid = '11111111-2222-4333-8444-555555555555';
    const own = { tid, oid: tid, email: 'a@b.example', preferred_username: 'a@b.example' };

    it.each<[string, object, boolean]>([
      ['a member', { acct: 0 }, true],
      ['a guest', { acct: 1 }, false],
      ['a guest of a verified domain', { acct: '1', xms_edov: true }, false],
      ['a domain that is not verified', { xms_edov: '0' }, false],
    ])('believes the address of %s, or not', async (_who, claims, expected) => {
      rogue.claims = { ...own, ...claims };
      expect(await identify(adapter({ trustedTenants: [tid] }))).toMatchObject({
        emailVerified: expected,
        objectId: tid,
      });
    });
  });

  describe('about the issuer', () => {
    it('refuses http unless told that this is a demo, and then on loopback only', async () => {
      const strict = adapter({ allowLoopbackHttp: false });
      expect(await oidcFailure(identify(strict))).toEqual({ type: 'oidc-unavailable', reason: 'issuer-not-https' });
      const elsewhere = { ...provider, issuer: 'http://issuer.example' };
      expect(await oidcFailure(identify(adapter(), elsewhere))).toEqual({
        type: 'oidc-unavailable',
        reason: 'issuer-not-https',
      });
      expect(rogue.discoveries).toBe(0);
    });

    it.each([
      [{ issuer: 'http://localhost:1/other' }, 'discovery'],
      [{ token_endpoint: 'http://intranet.example/token' }, 'issuer-not-https'],
      [{ authorization_endpoint: 'javascript:alert(1)' }, 'issuer-not-https'],
    ])('refuses discovery that lies: %j', async (metadata, reason) => {
      rogue.metadata = metadata;
      expect(await oidcFailure(identify())).toEqual({ type: 'oidc-unavailable', reason });
    });

    it('discovers once an hour, also for callers at the same time', async () => {
      const oidc = adapter();
      await Promise.all([identify(oidc), oidc.begin(provider, REDIRECT_URI), oidc.begin(provider, REDIRECT_URI)]);
      now += 3_599_000;
      await oidc.begin(provider, REDIRECT_URI);
      expect(rogue.discoveries).toBe(1);
      now += 1_000;
      await oidc.begin(provider, REDIRECT_URI);
      expect(rogue.discoveries).toBe(2);
    });

    it('does not remember a failed discovery', async () => {
      const oidc = adapter();
      rogue.status = 503;
      expect(await oidcFailure(oidc.begin(provider, REDIRECT_URI))).toEqual({
        type: 'oidc-unavailable',
        reason: 'provider-ill',
      });
      rogue.status = null;
      await expect(oidc.begin(provider, REDIRECT_URI)).resolves.toBeDefined();
    });

    it('refuses a discovery document without end', async () => {
      rogue.metadata = { padding: 'x'.repeat(1_100_000) };
      expect(await oidcFailure(identify())).toEqual({ type: 'oidc-unavailable', reason: 'answer-too-large' });
    });

    it('refuses to be a client without credentials', async () => {
      const { clientSecret: _secret, ...bare } = provider;
      expect(await oidcFailure(identify(adapter(), bare))).toEqual({
        type: 'oidc-unavailable',
        reason: 'client-credentials-missing',
      });
    });
  });
});

describe('the simulated issuers', () => {
  let harness: OidcHarness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(async () => harness.close());
  const altered = async (change: (parameters: URLSearchParams) => void): Promise<Response> => {
    const url = new URL((await harness.oidc.begin(harness.freja, REDIRECT_URI)).url);
    change(url.searchParams);
    return await fetch(url, { redirect: 'manual' });
  };

  it('accept no other private key than the registered one', async () => {
    const { url, checks } = await harness.oidc.begin(harness.siths, REDIRECT_URI);
    const parameters = await harness.browse(url, { person: 'Anna Åkesson' });
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const clientPrivateJwk = { ...(await exportJWK(privateKey)), kid: 'sefos-demo-client' };
    const work = harness.oidc.complete({ ...harness.siths, clientPrivateJwk }, REDIRECT_URI, parameters, checks);
    expect(await oidcFailure(work)).toEqual({ type: 'oidc-refused', reason: 'invalid_client' });
  });

  it('redirect to no other address than the registered one', async () => {
    const answer = await altered((parameters) => parameters.set('redirect_uri', `${REDIRECT_URI}/other`));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it.each(['code_challenge', 'code_challenge_method'])('insist on PKCE with S256: without %s', async (parameter) => {
    const answer = await altered((parameters) => parameters.delete(parameter));
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });

  it('serve pages without inline script or style', async () => {
    const answer = await fetch(new URL('/', harness.freja.issuer));
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).not.toMatch(/<script|<style|style=/);
  });

  it('ask again who one is, although the browser signed in before', async () => {
    for (const person of [
      { person: 'Anna Åkesson' },
      { fields: { givenName: 'B', surname: 'E', personalNumber: '198505052386' } },
    ]) {
      const { url } = await harness.oidc.begin(harness.freja, REDIRECT_URI);
      expect((await harness.browse(url, person)).has('code')).toBe(true);
    }
  });
});
