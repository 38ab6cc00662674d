import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDomainError } from '../platform/errors.ts';
import type { OidcPort, OidcProvider } from './oidc.port.ts';

/** What the person does at the provider. */
export type OidcChoice =
  | { readonly person: string; readonly level?: string }
  | { readonly cancel: true }
  | { readonly fields: Readonly<Record<string, string>>; readonly level?: string };

/** The other end of the port under test: three providers as they occur, and a browser with somebody at it. */
export interface OidcHarness {
  readonly oidc: OidcPort;
  readonly redirectUri: string;
  readonly entra: OidcProvider;
  readonly freja: OidcProvider;
  readonly siths: OidcProvider;
  /** Opens the authorisation URL, does what the person does, and gives what came back to the redirect URI. */
  browse(url: string, choice: OidcChoice): Promise<URLSearchParams>;
  close(): Promise<void>;
}

const LOA2 = 'http://id.elegnamnden.se/loa/1.0/loa2';
const LOA3 = 'http://id.elegnamnden.se/loa/1.0/loa3';
const LOA4 = 'http://id.elegnamnden.se/loa/1.0/loa4';
const ANNA = 'Anna Åkesson';

/** Type and facts of the refusal, or what came instead. */
export const oidcFailure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (isDomainError(error) ? { type: error.type, ...error.facts } : error),
  );

/**
 * The tests that every adapter of {@link OidcPort} must pass. The harness offers Anna Åkesson, 199001012385,
 * anna@storkommun.example, HSA-id SE2321000016-1A2B.
 */
export const describeOidcPort = (name: string, open: () => Promise<OidcHarness>): void => {
  describe(`OidcPort: ${name}`, () => {
    let harness: OidcHarness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(async () => harness.close());

    const begin = (provider: OidcProvider) => harness.oidc.begin(provider, harness.redirectUri);
    const signIn = async (provider: OidcProvider, choice: OidcChoice) => {
      const { url, checks } = await begin(provider);
      return await harness.oidc.complete(provider, harness.redirectUri, await harness.browse(url, choice), checks);
    };

    it('asks with PKCE S256, state, nonce and essential acr, all fresh each time', async () => {
      const first = new URL((await begin(harness.siths)).url).searchParams;
      const second = new URL((await begin(harness.siths)).url).searchParams;
      expect(first.get('code_challenge_method')).toBe('S256');
      expect(first.get('response_type')).toBe('code');
      expect(JSON.parse(first.get('claims') ?? '')).toMatchObject({
        id_token: { acr: { essential: true, values: harness.siths.acrValues } },
      });
      for (const key of ['state', 'nonce', 'code_challenge']) {
        expect(first.get(key)?.length).toBeGreaterThanOrEqual(43);
        expect(first.get(key)).not.toBe(second.get(key));
      }
    });

    it('never shows the verifier or a client secret in the URL', async () => {
      const { url, checks } = await begin(harness.entra);
      expect(url).not.toContain(checks.codeVerifier);
      expect(url).not.toContain(harness.entra.clientSecret);
    });

    it('passes the language and the hint on', async () => {
      const hints = { loginHint: 'anna@storkommun.example', uiLocale: 'fi' };
      const { url } = await harness.oidc.begin(harness.entra, harness.redirectUri, hints);
      const parameters = new URL(url).searchParams;
      expect(parameters.get('login_hint')).toBe('anna@storkommun.example');
      expect(parameters.get('ui_locales')).toBe('fi');
    });

    it('identifies with Entra: address, tenant and object, level by amr', async () => {
      const identity = await signIn(harness.entra, { person: ANNA });
      expect(identity).toMatchObject({
        issuer: harness.entra.issuer,
        email: 'anna@storkommun.example',
        emailVerified: true,
        name: ANNA,
        level: 2,
        tenantId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        objectId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(identity.personalNumber).toBeUndefined();
    });

    it('gives the default level when no amr fits', async () => {
      expect(await signIn(harness.entra, { person: ANNA, level: 'pwd' })).toMatchObject({ level: 1 });
    });

    it('gives the same subject to the same person each time', async () => {
      const [one, other] = [
        await signIn(harness.entra, { person: ANNA }),
        await signIn(harness.entra, { person: ANNA, level: 'pwd' }),
      ];
      expect(one.subject).toBe(other.subject);
      expect(one.objectId).toBe(other.objectId);
    });

    it('identifies with Freja: personal number, and the name from UserInfo', async () => {
      expect(await signIn(harness.freja, { person: ANNA })).toMatchObject({
        acr: LOA3,
        level: 3,
        name: ANNA,
        personalNumber: '199001012385',
        emailVerified: false,
      });
    });

    it('identifies with SITHS by private_key_jwt, with the claim names of Inera', async () => {
      const identity = await signIn(harness.siths, { person: ANNA });
      expect(harness.siths.clientSecret).toBeUndefined();
      expect(identity).toMatchObject({ acr: LOA3, level: 3, personalNumber: '199001012385' });
      expect(await signIn(harness.siths, { person: ANNA, level: LOA4 })).toMatchObject({ acr: LOA4, level: 3 });
    });

    it('identifies somebody whom the provider has not seen before', async () => {
      const fields = { givenName: 'Bo', surname: 'Ek', personalNumber: '19850505-2386' };
      expect(await signIn(harness.freja, { fields })).toMatchObject({ name: 'Bo Ek', personalNumber: '198505052386' });
    });

    it('says that the provider refused when the person cancels', async () => {
      expect(await oidcFailure(signIn(harness.freja, { cancel: true }))).toEqual({
        type: 'oidc-refused',
        reason: 'access_denied',
      });
    });

    it('is refused when the person cannot reach a level that was asked for', async () => {
      expect(await oidcFailure(signIn(harness.freja, { person: ANNA, level: LOA2 }))).toEqual({
        type: 'oidc-refused',
        reason: 'unmet_authentication_requirements',
      });
    });

    it.each(['state', 'nonce', 'codeVerifier'] as const)('refuses an answer for another %s', async (check) => {
      const { url, checks } = await begin(harness.freja);
      const parameters = await harness.browse(url, { person: ANNA });
      const others = { ...checks, [check]: (await begin(harness.freja)).checks[check] };
      const work = harness.oidc.complete(harness.freja, harness.redirectUri, parameters, others);
      expect(await oidcFailure(work)).toMatchObject({ type: 'oidc-invalid' });
    });

    it('believes no refusal for another state', async () => {
      const { url, checks } = await begin(harness.freja);
      const parameters = await harness.browse(url, { cancel: true });
      const others = { ...checks, state: 'x'.repeat(43) };
      const work = harness.oidc.complete(harness.freja, harness.redirectUri, parameters, others);
      expect(await oidcFailure(work)).toMatchObject({ type: 'oidc-invalid' });
    });

    it('refuses a code that was used before', async () => {
      const { url, checks } = await begin(harness.entra);
      const parameters = await harness.browse(url, { person: ANNA });
      await harness.oidc.complete(harness.entra, harness.redirectUri, parameters, checks);
      const again = harness.oidc.complete(harness.entra, harness.redirectUri, parameters, checks);
      expect(await oidcFailure(again)).toEqual({ type: 'oidc-invalid', reason: 'invalid_grant' });
    });

    it('refuses the answer of another issuer', async () => {
      const { url, checks } = await begin(harness.freja);
      const parameters = await harness.browse(url, { person: ANNA });
      const work = harness.oidc.complete(harness.siths, harness.redirectUri, parameters, checks);
      expect(await oidcFailure(work)).toMatchObject({ type: 'oidc-invalid' });
    });

    it.each(['', 'code=made-up', 'error=access_denied'])('refuses the made-up callback "%s"', async (query) => {
      const { checks } = await begin(harness.freja);
      const work = harness.oidc.complete(harness.freja, harness.redirectUri, new URLSearchParams(query), checks);
      expect(await oidcFailure(work)).toMatchObject({ type: 'oidc-invalid' });
    });

    it('is refused with a wrong client secret', async () => {
      const { url, checks } = await begin(harness.entra);
      const parameters = await harness.browse(url, { person: ANNA });
      const provider = { ...harness.entra, clientSecret: 'wrong' };
      const work = harness.oidc.complete(provider, harness.redirectUri, parameters, checks);
      expect(await oidcFailure(work)).toEqual({ type: 'oidc-refused', reason: 'invalid_client' });
    });

    it('says unavailable when nobody answers at the issuer', async () => {
      const work = begin({ ...harness.entra, issuer: 'https://localhost:9/entra' });
      expect(await oidcFailure(work)).toEqual({ type: 'oidc-unavailable', reason: 'no-connection' });
    });
  });
};
