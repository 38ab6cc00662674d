import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { makeEntraTokens } from '../../adapters/entra/jwks.adapter.ts';
import { makeServer } from '../../platform/http/server.ts';
import { refusalOf } from '../../ports/entra-tokens.contract.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { OIDC_WORLDS } from '../oidc/worlds.ts';
import { devEntraPlugin } from './dev-entra.plugin.ts';
import { type EntraSimulator, startEntraSimulator } from './entra-server.ts';
import { OTHER_TENANT_ID } from './tokens.ts';

const CLIENT_ID = '11111111-2222-4333-8444-555555555555';
const ANNA = { givenName: 'Anna', surname: 'Ek', email: 'Anna@storkommun.example' };
const PERSONS = [ANNA, { givenName: 'Maja', surname: 'Utan', personalNumber: '199001012385' }];

describe('the simulated Entra’s tokens', () => {
  const clock = new FixedClock();
  let entra: EntraSimulator;
  let app: Awaited<ReturnType<typeof makeServer>>;
  beforeAll(async () => {
    entra = await startEntraSimulator({ clock, persons: PERSONS, clientId: CLIENT_ID, clientSecret: 's' });
    app = await makeServer({ logLevel: 'error', trustedProxies: [] });
    await app.register(devEntraPlugin, { entra });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await entra.close();
  });

  const ask = async (payload: Record<string, unknown>) => {
    const answer = await app.inject({ method: 'POST', url: '/dev/entra/token', payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  const verify = (token: string) =>
    makeEntraTokens({ clock, clientId: CLIENT_ID, authority: entra.origin, allowLoopbackHttp: true }).verify(
      token,
      async (tenantId) => tenantId !== OTHER_TENANT_ID,
    );

  it('lists who has an address, with the ids that the simulated OpenID issuer gives too', async () => {
    const answer = await app.inject({ url: '/dev/entra/accounts' });
    const claims = OIDC_WORLDS.entra.describe(ANNA);
    expect(answer.json()).toEqual([
      { email: 'anna@storkommun.example', displayName: 'Anna Ek', tenantId: claims?.tid, objectId: claims?.oid },
    ]);
  });

  it('gives what msal-browser’s bridge needs', async () => {
    const { body } = await ask({ email: ANNA.email, amr: ['pwd'], acrs: ['c1'] });
    const [{ tenantId, objectId } = { tenantId: '', objectId: '' }] = entra.accounts;
    expect(body.account).toMatchObject({
      homeAccountId: `${objectId}.${tenantId}`,
      environment: 'login.microsoftonline.com',
      tenantId,
      localAccountId: objectId,
      username: 'anna@storkommun.example',
      name: 'Anna Ek',
    });
    expect(body.expiresInSeconds).toBe(3_900);
    expect(decodeJwt(body.idToken)).toMatchObject({ aud: CLIENT_ID, oid: objectId, tid: tenantId });
    expect(await verify(body.accessToken)).toMatchObject({ objectId, methods: { amr: ['pwd'], acrs: ['c1'] } });
  });

  it.each([
    ['expired', { type: 'entra-token-invalid', reason: 'expired' }],
    ['wrong-audience', { type: 'entra-token-invalid', reason: 'aud' }],
    ['other-tenant', { type: 'tenant-not-connected' }],
    ['no-scope', { type: 'entra-token-invalid', reason: 'scope' }],
    ['unknown-key', { type: 'entra-token-invalid', reason: 'key' }],
  ])('gives a token with the problem %s', async (problem, refusal) => {
    const { body } = await ask({ email: ANNA.email, problem });
    expect(await refusalOf(verify(body.accessToken))).toEqual(refusal);
  });

  it('gives a good token of somebody whom nobody knows', async () => {
    const { body } = await ask({ email: ANNA.email, problem: 'unknown-person' });
    const person = await verify(body.accessToken);
    expect(person.email).toBe('okand@storkommun.example');
    expect(entra.accounts.map(({ objectId }) => objectId)).not.toContain(person.objectId);
  });

  it('gives none for an address that is nobody’s, and none for a problem that it does not know', async () => {
    expect((await ask({ email: 'nobody@storkommun.example' })).status).toBe(404);
    expect((await ask({ email: ANNA.email, problem: 'other' })).status).toBe(400);
  });

  it('does wrong what it is told to do wrong, until it is told otherwise', async () => {
    const set = async (payload: Record<string, unknown>) =>
      (await app.inject({ method: 'POST', url: '/dev/entra/state', payload })).statusCode;
    expect(await set({ outage: 'refuse', refusal: 'consent' })).toBe(200);
    expect(entra.switches).toEqual({ outage: 'refuse', refusal: 'consent' });
    const { body } = await ask({ email: ANNA.email });
    expect(await refusalOf(verify(body.accessToken))).toEqual({ type: 'identification-unavailable' });
    expect(await set({ outage: 'none', refusal: 'none' })).toBe(200);
    await expect(verify(body.accessToken)).resolves.toMatchObject({ email: 'anna@storkommun.example' });
    expect(await set({ rotateKeys: true })).toBe(200);
    expect(await refusalOf(verify(body.accessToken))).toMatchObject({ type: 'entra-token-invalid' });
    expect([await set({}), await set({ outage: 'x' }), await set({ other: true })]).toEqual([400, 400, 400]);
  });

  it('publishes its tenants’ metadata, and instances for who asks', async () => {
    const [{ tenantId } = { tenantId: '' }] = entra.accounts;
    const read = async (path: string) => (await fetch(`${entra.origin}/${path}`)).json();
    expect(await read(`${tenantId}/v2.0/.well-known/openid-configuration`)).toMatchObject({
      issuer: `${entra.origin}/${tenantId}/v2.0`,
      jwks_uri: `${entra.origin}/${tenantId}/discovery/v2.0/keys`,
    });
    expect(await read('common/discovery/instance')).toMatchObject({
      metadata: [{ aliases: [new URL(entra.origin).host] }],
    });
  });
});
