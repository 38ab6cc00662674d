import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { PasskeyCreation } from '@sefos/shared/contract/account-factors.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type Call, makeCaller, startWebSession } from './testing/caller.ts';
import { ANNA, type Harness, IP, makeHarness, PASSWORD, PUBLIC_URL } from './testing/harness.ts';
import { SoftwareAuthenticator } from './testing/software-authenticator.ts';

const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
const ALL = { password: true, entra: true, other: true };
const OFF = 'sign-in-way-off';

describeOnBoth('a way to sign in that the organisation has turned off', (open) => {
  let test: TestDatabase;
  let harness: Harness;
  let call: Call;
  beforeAll(async () => {
    test = await open();
    harness = await makeHarness(test);
    call = makeCaller(harness);
    await harness.tenants.addTenant('storkommun', TENANT);
  });
  afterAll(async () => {
    await harness.app.close();
    await test.end();
  });
  const set = async (ways: object) => {
    const settings = JSON.stringify({ signIn: { ...ALL, ...ways } });
    await test.database.commit([write('update organisation set settings = ?', settings)]);
    // So long a server may take to know.
    harness.clock.advance(6);
  };
  beforeEach(() => set({}));

  const password = (given = PASSWORD) => call('POST', '/sign-in/password', { email: ANNA.email, password: given });
  const atProvider = async (providerKey: 'entra' | 'freja'): Promise<string> => {
    const flow = {
      ...harness.signedIn({ email: ANNA.email, emailVerified: true, issuer: `https://${providerKey}.example` }),
      providerKey,
    };
    const request = { cookies: {}, headers: {}, ip: IP } as never;
    const answer = harness.completers['sign-in'](flow as never, request, { setCookie: () => undefined } as never);
    return answer.then(
      () => 'signed in',
      ({ type }: { type: string }) => type,
    );
  };
  const inTeams = async () => {
    const accessToken = harness.entraTokens.issue({ tenantId: TENANT, email: ANNA.email });
    const { problem } = await call('POST', '/sign-in/entra', { accessToken, host: 'teams' });
    return problem || 'signed in';
  };

  it('refuses the right password and says why, also when it was turned off before the code came, and a wrong one as ever', async () => {
    const { challengeId } = (await password()).json;
    await set({ password: false });
    expect((await call('POST', '/sign-in/code', { challengeId, code: '123456' })).problem).toBe(OFF);
    expect((await password()).problem).toBe(OFF);
    expect((await password('wrong')).problem).toBe('sign-in-failed');
    expect([await atProvider('entra'), await atProvider('freja'), await inTeams()]).toEqual(Array(3).fill('signed in'));
  });

  it('refuses passkeys together with passwords', async () => {
    const session = await startWebSession(harness);
    const authenticator = new SoftwareAuthenticator(PUBLIC_URL);
    const { json } = await call('POST', '/account/factors/passkeys/challenge', undefined, session);
    const response = authenticator.create(json as PasskeyCreation);
    await call('POST', '/account/factors/passkeys', { challengeId: json.challengeId, name: 'X', response }, session);
    const use = async () => {
      const asked = (await call('POST', '/sign-in/factors/passkey', {})).json;
      const answer = { kind: 'passkey', challengeId: asked.challengeId, response: authenticator.get(asked) };
      return (await call('POST', '/sign-in/factors', { answer })).problem;
    };
    expect(await use()).toBe('');
    await set({ password: false });
    expect(await use()).toBe(OFF);
  });

  it('refuses Entra ID on the web, in Teams and in Outlook, and the other providers, each by itself', async () => {
    await set({ entra: false });
    expect([await atProvider('entra'), await atProvider('freja'), await inTeams()]).toEqual([OFF, 'signed in', OFF]);
    await set({ other: false });
    const answers = [await atProvider('entra'), await atProvider('freja'), await inTeams()];
    expect(answers).toEqual(['signed in', OFF, 'signed in']);
    expect((await password()).status).toBe(200);
  });
});
