import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { makeBroker } from '../entra/broker.ts';
import type { EntraAccount, TokenRequest } from '../entra/entra-client.ts';
import { CallLog } from '../platform/call-log.ts';
import { Settings } from '../platform/settings.ts';
import { isTeamsRequest, type TeamsClient } from './messages.ts';
import { PopupSignIn } from './popup-sign-in.ts';
import { TEAMS_SETTINGS, type TeamsSetting } from './settings.ts';
import { TeamsHost, type TeamsState } from './teams-host.ts';

const ORIGIN = 'http://localhost';
const HANNA: EntraAccount = {
  email: 'handlaggare@storkommun.example',
  displayName: 'Hanna Handläggare',
  tenantId: '11111111-1111-4111-8111-111111111111',
  objectId: '22222222-2222-4222-8222-222222222222',
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Unsigned: MSAL reads an ID token's claims and leaves its signature to the server that asked. */
const idToken = `${part({ alg: 'none' })}.${part({ oid: HANNA.objectId, tid: HANNA.tenantId, preferred_username: HANNA.email })}.`;

const later = (milliseconds = 20) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The unmodified TeamsJS in a frame, and our host as the window around it. */
async function openTab(given: Partial<Record<TeamsSetting, string>> = {}) {
  jest.resetModules();
  const teams = await import('@microsoft/teams-js');
  const settings = new Settings<TeamsSetting>(TEAMS_SETTINGS, `?${new URLSearchParams(given)}`);
  const asked: TokenRequest[] = [];
  const consents: string[] = [];
  const answers = { consent: true };
  const broker = makeBroker(
    {
      list: [HANNA],
      entra: {
        accounts: async () => [HANNA],
        token: async (request) => {
          asked.push(request);
          return { account: HANNA, accessToken: 'entra-access-token', idToken, expiresInSeconds: 3900 };
        },
      },
    },
    settings,
    async (_account, scope) => {
      consents.push(scope);
      return answers.consent;
    },
  );
  const listeners = new Set<(event: object) => void>();
  const states: TeamsState[] = [];
  const loaded: (string | null)[] = [];
  const opened: string[] = [];
  const popup = { closed: false, url: '', close: () => undefined };
  const parent = {
    postMessage: (data: unknown) => {
      // The wire copies: what cannot be copied would fail in a browser too.
      const message: unknown = structuredClone(data);
      if (isTeamsRequest(message)) void host.handle(message, frame);
    },
  };
  const own = {
    parent,
    top: parent,
    location: { origin: ORIGIN, href: `${ORIGIN}/teams` },
    addEventListener: (_type: string, listener: (event: object) => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: object) => void) => listeners.delete(listener),
    setInterval: setInterval.bind(globalThis),
    nestedAppAuthBridge: undefined as unknown,
  };
  const frame: TeamsClient = {
    frameContext: 'content',
    post: (message) => {
      for (const listener of listeners) listener({ data: structuredClone(message), source: parent, origin: ORIGIN });
    },
  };
  const log = new CallLog();
  const host = new TeamsHost({
    settings,
    account: broker.account,
    broker,
    log,
    popups: new PopupSignIn((url) => {
      popup.url = url;
      return popup;
    }, ORIGIN),
    surroundings: {
      origin: ORIGIN,
      frame,
      load: (url) => void loaded.push(url),
      openExternal: (url) => {
        opened.push(url);
        return true;
      },
      onState: (state) => void states.push(state),
    },
  });
  host.reload();
  teams.app._initialize(own);
  await teams.app.initialize();
  hosts.push(host);
  return { teams, host, settings, own, asked, consents, answers, states, loaded, opened, popup, log };
}

const hosts: TeamsHost[] = [];

beforeAll(() => {
  // TeamsJS asks a CDN for its list of hosts; our origin is trusted without it.
  const fetch = () => Promise.reject(new Error('There is no network here'));
  Object.assign(globalThis, {
    fetch,
    TextEncoder,
    TextDecoder,
    structuredClone: (value: unknown) => JSON.parse(JSON.stringify(value)),
  });
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
});
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  for (const host of hosts.splice(0)) host.suspend();
  jest.restoreAllMocks();
});

describe('Teams around the unmodified TeamsJS', () => {
  it('says who, where and how it looks', async () => {
    const { teams } = await openTab({ theme: 'dark', locale: 'fi-fi', path: '/messages/1', hostName: 'Outlook' });
    const context = await teams.app.getContext();
    expect(context.app.theme).toBe('dark');
    expect(context.app.locale).toBe('fi-fi');
    expect(context.app.host.name).toBe('Outlook');
    expect(context.page.subPageId).toBe('/messages/1');
    expect(context.user?.tenant?.id).toBe(HANNA.tenantId);
    expect(teams.nestedAppAuth.isNAAChannelRecommended()).toBe(true);
  });

  it('takes the indicator away when the app says that it is there, and is ready on success', async () => {
    const { teams, states } = await openTab();
    expect(states).toEqual(['loading']);
    teams.app.notifyAppLoaded();
    await later();
    expect(states).toEqual(['loading', 'shown']);
    await expect(teams.app.notifySuccess()).resolves.toEqual({ hasFinishedSuccessfully: true });
    expect(states).toEqual(['loading', 'shown', 'ready']);
  });

  it('shows an error card when the app says that it failed, and when it says nothing for too long', async () => {
    const { teams, states } = await openTab();
    teams.app.notifyFailure({ reason: teams.app.FailedReason.Timeout, message: 'slow' });
    await later();
    expect(states).toEqual(['loading', 'failed']);
    const silent = await openTab({ timeout: '10' });
    await later(30);
    expect(silent.states).toEqual(['loading', 'failed']);
  });

  it('tells a change of theme to an app that asked', async () => {
    const { teams, settings } = await openTab();
    const themes: string[] = [];
    teams.app.registerOnThemeChangeHandler((theme) => void themes.push(theme));
    await later();
    settings.set('theme', 'contrast');
    await later();
    expect(themes).toEqual(['contrast']);
  });

  it('keeps a sleeping app that can sleep and wakes it at a path; unloads one that cannot', async () => {
    const { teams, host, states, loaded } = await openTab({ page: '/teams?path={page.subPageId}' });
    const resumed: string[] = [];
    teams.app.lifecycle.registerBeforeSuspendOrTerminateHandler(async () => undefined);
    teams.app.lifecycle.registerOnResumeHandler(({ contentUrl }) => {
      resumed.push(contentUrl.href);
      void teams.app.notifySuccess();
    });
    await later();
    host.suspend();
    await later();
    expect(states.at(-1)).toBe('suspended');
    host.resume('/messages/2');
    await later();
    expect(resumed).toEqual([`${ORIGIN}/teams?path=%2Fmessages%2F2`]);
    expect(states.at(-1)).toBe('ready');
    expect(loaded).toHaveLength(1);
    const other = await openTab();
    other.host.suspend();
    expect(other.loaded.at(-1)).toBeNull();
  });

  it('opens links outside, and links to this app inside', async () => {
    const { teams, opened, settings, loaded } = await openTab();
    await teams.app.openLink('https://example.se/');
    expect(opened).toEqual(['https://example.se/']);
    const link = new URL('https://teams.microsoft.com/l/entity/app/sefos');
    link.searchParams.set('context', JSON.stringify({ subEntityId: '/messages/7' }));
    await teams.app.openLink(link.href);
    expect(settings.get('path')).toBe('/messages/7');
    expect(loaded).toHaveLength(2);
  });

  it('never frames another origin', async () => {
    const { loaded } = await openTab({ page: 'https://elsewhere.example/teams' });
    expect(loaded).toEqual([`${ORIGIN}/teams`]);
  });
});

describe('signing in by a window', () => {
  // TeamsJS refuses http here, also for localhost; the host opens what the demo can serve.
  const url = 'https://localhost/teams/sign-in?challenge=x';

  it('hands the tab what the page in the window said', async () => {
    const { teams, host, popup } = await openTab();
    const answer = teams.authentication.authenticate({ url });
    await later();
    expect(popup.url).toBe(`${ORIGIN}/teams/sign-in?challenge=x`);
    const inside: TeamsClient = { frameContext: 'authentication', post: () => undefined };
    await host.handle({ id: 1, func: 'authentication.authenticate.success', args: ['code'] }, inside);
    await expect(answer).resolves.toBe('code');
  });

  it('says that the person closed the window', async () => {
    const { teams, popup } = await openTab();
    const answer = teams.authentication.authenticate({ url });
    popup.closed = true;
    await expect(answer).rejects.toThrow('CancelledByUser');
  });
});

describe('nested app authentication with the unmodified msal-browser', () => {
  const scopes = ['api://localhost/app/access_as_user'];

  const client = async (tab: Awaited<ReturnType<typeof openTab>>) => {
    Object.assign(window, { nestedAppAuthBridge: tab.own.nestedAppAuthBridge });
    const { createNestablePublicClientApplication } = await import('@azure/msal-browser');
    return createNestablePublicClientApplication({
      auth: { clientId: 'client-id', authority: 'https://login.microsoftonline.com/organizations' },
      cache: { cacheLocation: 'memoryStorage' },
    });
  };

  it('gives a token in silence', async () => {
    const tab = await openTab({ amr: 'pwd' });
    const result = await (await client(tab)).acquireTokenSilent({ scopes });
    expect(result.accessToken).toBe('entra-access-token');
    expect(result.account.username).toBe(HANNA.email);
    expect(tab.asked).toEqual([{ email: HANNA.email, clientId: 'client-id', amr: ['pwd'], problem: '' }]);
  });

  it('asks for interaction, and gives a token once the person has consented', async () => {
    const tab = await openTab({ signIn: 'interaction' });
    const naa = await client(tab);
    await expect(naa.acquireTokenSilent({ scopes })).rejects.toMatchObject({ name: 'InteractionRequiredAuthError' });
    expect((await naa.acquireTokenPopup({ scopes })).accessToken).toBe('entra-access-token');
    expect(tab.consents).toHaveLength(1);
    tab.answers.consent = false;
    await expect(naa.acquireTokenPopup({ scopes })).rejects.toMatchObject({ errorCode: 'user_canceled' });
  });

  it('answers an empty ServerError as Outlook on Mac does', async () => {
    const naa = await client(await openTab({ signIn: 'empty-error' }));
    await expect(naa.acquireTokenSilent({ scopes })).rejects.toMatchObject({ name: 'ServerError', errorCode: '' });
  });

  it('offers no bridge when it has none', async () => {
    const { teams, own } = await openTab({ signIn: 'no-bridge' });
    expect(teams.nestedAppAuth.isNAAChannelRecommended()).toBe(false);
    expect(own.nestedAppAuthBridge).toBeUndefined();
  });
});
