import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { makeNestedSignIn } from './nested-app-auth.ts';

/** What MSAL sends over the bridge (NestedAppAuthRequest). */
interface Request {
  readonly requestId: string;
  readonly method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup';
  readonly tokenParams?: { readonly scope: string; readonly clientId: string; readonly forceRefresh?: boolean };
}
type Answer = Record<string, unknown> | 'nothing';

const settings = {
  entra: {
    clientId: '11111111-1111-4111-8111-111111111111',
    authority: 'https://login.microsoftonline.com/organizations',
    scope: 'api://sefos.example/11111111-1111-4111-8111-111111111111/access_as_user',
  },
  teamsAppId: null,
};
const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = {
  oid: 'o-1',
  tid: 't-1',
  sub: 's-1',
  preferred_username: 'hanna@storkommun.example',
  exp: 4_000_000_000,
};
const GRANTED = {
  success: true,
  token: { id_token: `${text({ alg: 'none' })}.${text(claims)}.x`, access_token: 'entra-token', expires_in: 3600 },
  account: { homeAccountId: 'o-1.t-1', environment: 'login.microsoftonline.com', tenantId: 't-1', username: 'hanna' },
};
const refusal = (status: string, code = '') => ({ success: false, error: { status, code, description: '' } });

/** The bridge that a host gives its frames; answers by method, and remembers what it was asked. */
function setBridge(answer: (request: Request) => Answer) {
  const asked: Request[] = [];
  const listeners: ((message: string) => void)[] = [];
  const bridge = {
    addEventListener: (_type: string, listener: (message: string) => void) => void listeners.push(listener),
    removeEventListener: () => undefined,
    postMessage: (message: string) => {
      const request = JSON.parse(message) as Request;
      asked.push(request);
      const given = answer(request);
      if (given === 'nothing') return;
      const reply = { messageType: 'NestedAppAuthResponse', requestId: request.requestId, ...given };
      setTimeout(() => {
        for (const listener of listeners) listener(JSON.stringify(reply));
      });
    },
  };
  Object.assign(window, { nestedAppAuthBridge: bridge });
  return asked;
}

const hosted = (token: Answer, popup: Answer = token) =>
  setBridge(({ method }) => {
    if (method === 'GetInitContext') return { success: true, initContext: { sdkName: 'fake', sdkVersion: '1' } };
    return method === 'GetToken' ? token : popup;
  });

/** `milliseconds`: short only where the bridge never answers; loading MSAL alone takes longer on a busy machine. */
const start = (isBridgeUsable = true, milliseconds = 20_000) =>
  makeNestedSignIn({
    settings,
    isBridgeUsable: () => isBridgeUsable,
    openWindow: async () => 'code',
    limitsMs: { start: milliseconds, silent: milliseconds },
  });

const network = jest.fn<typeof fetch>(() => Promise.reject(new Error('no call is allowed')));

beforeAll(() => {
  const { webcrypto } = process.getBuiltinModule('node:crypto');
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
  Object.assign(globalThis, { fetch: network });
  // The bridge's errors are the test's own.
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

afterEach(() => {
  Reflect.deleteProperty(window, 'nestedAppAuthBridge');
  expect(network).not.toHaveBeenCalled();
  expect(document.querySelector('iframe')).toBeNull();
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('entra-token');
});

describe('nested app authentication', () => {
  it("gets a token in silence, for our own API's scope", async () => {
    const asked = hosted(GRANTED);
    expect(await start().silently()).toBe('entra-token');
    expect(asked.map(({ method }) => method)).toEqual(['GetInitContext', 'GetToken']);
    expect(asked[1]?.tokenParams).toMatchObject({
      clientId: settings.entra.clientId,
      scope: expect.stringContaining(settings.entra.scope),
    });
  });

  it('asks the bridge anew for a fresh token, whatever is at hand', async () => {
    const asked = hosted(GRANTED);
    const signIn = start();
    await signIn.silently();
    await signIn.silently({ fresh: true });
    const tokens = asked.filter(({ method }) => method === 'GetToken');
    expect(tokens.at(-1)?.tokenParams).toMatchObject({ forceRefresh: true });
    expect(tokens[0]?.tokenParams?.forceRefresh ?? false).toBe(false);
  });

  it('gets a token in the host’s own window', async () => {
    const asked = hosted(refusal('USER_INTERACTION_REQUIRED'), GRANTED);
    const signIn = start();
    await expect(signIn.silently()).rejects.toMatchObject({ code: 'sign-in-required' });
    expect(await signIn.interactively()).toBe('entra-token');
    expect(asked.map(({ method }) => method)).toEqual(['GetInitContext', 'GetToken', 'GetTokenPopup']);
  });

  it.each([
    ['USER_CANCEL', 'cancelled'],
    ['NO_NETWORK', 'offline'],
    ['ACCOUNT_UNAVAILABLE', 'sign-in-required'],
    ['DISABLED', 'unsupported'],
    ['NESTED_APP_AUTH_UNAVAILABLE', 'unsupported'],
    // Outlook on Mac: an empty ServerError while it claims to support all this.
    ['PERSISTENT_ERROR', 'failed'],
    ['TRANSIENT_ERROR', 'failed'],
    ['SOMETHING_NEW', 'failed'],
  ])('calls %s of the bridge %s', async (status, code) => {
    hosted(refusal(status));
    await expect(start().silently()).rejects.toMatchObject({ name: 'HostError', code });
    await expect(start().interactively()).rejects.toMatchObject({ name: 'HostError', code });
  });

  it.each<[string, () => void, boolean]>([
    ['has no bridge', () => undefined, true],
    ['says that its bridge is not to be used', () => void hosted(GRANTED), false],
    ['has a bridge that refuses to start', () => void setBridge(() => refusal('DISABLED')), true],
  ])('is unsupported where the host %s', async (_name, prepare, isBridgeUsable) => {
    prepare();
    await expect(start(isBridgeUsable).silently()).rejects.toMatchObject({ code: 'unsupported' });
    await expect(start(isBridgeUsable).interactively()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('gives up on a bridge that never answers, and tries anew the next time', async () => {
    setBridge(() => 'nothing');
    const signIn = start(true, 1_000);
    await expect(signIn.silently()).rejects.toMatchObject({ code: 'failed' });
    hosted(GRANTED);
    expect(await signIn.silently()).toBe('entra-token');
  });

  it('gives up on a silent question that is never answered', async () => {
    hosted('nothing', GRANTED);
    const signIn = start(true, 1_000);
    await expect(signIn.silently()).rejects.toMatchObject({ code: 'failed' });
    expect(await signIn.interactively()).toBe('entra-token');
  });

  it('is unsupported where Entra ID is not connected', async () => {
    hosted(GRANTED);
    const signIn = makeNestedSignIn({
      settings: { entra: null, teamsAppId: null },
      isBridgeUsable: () => true,
      openWindow: async () => 'code',
    });
    await expect(signIn.silently()).rejects.toMatchObject({ code: 'unsupported' });
    expect(await signIn.openWindow('/teams/sign-in')).toBe('code');
  });
});
