import { describe, expect, it, jest } from '@jest/globals';
import type { Host } from '@sefos/shared/host/host.port.ts';
import { makeTeamsHost, type TeamsApi, teamsTheme } from './teams-host.ts';
import { pathBelowTab } from './teams-path.ts';

const settings = { entra: null, teamsAppId: 'app-1' };

interface FakeContext {
  readonly subPageId?: string;
  readonly clientType?: string;
  readonly hostName?: string;
  readonly user?: { readonly id: string; readonly tenant?: { readonly id: string } };
}

function fakeTeams(first: FakeContext = {}) {
  const themeHandlers: ((name: string) => void)[] = [];
  const calls: string[] = [];
  const now = { theme: 'dark', ...first };
  let resume: (context: { entityId: string; contentUrl: URL }) => void = () => undefined;
  let suspend: () => Promise<void> = async () => undefined;
  const teams = {
    app: {
      initialize: jest.fn(async () => undefined),
      getContext: jest.fn(async () => ({
        app: {
          theme: now.theme,
          locale: 'fi-FI',
          host: { name: now.hostName ?? 'Teams', clientType: now.clientType ?? 'web' },
        },
        page: { id: 'sefos', subPageId: now.subPageId },
        user: now.user,
      })),
      registerOnThemeChangeHandler: (handler: (name: string) => void) => void themeHandlers.push(handler),
      openLink: jest.fn(async () => undefined),
      notifyAppLoaded: () => void calls.push('loaded'),
      notifySuccess: async () => void calls.push('success'),
      notifyFailure: (request: { reason: string }) => void calls.push(`failure:${request.reason}`),
      notifyExpectedFailure: (request: { reason: string }) => void calls.push(`expected:${request.reason}`),
      lifecycle: {
        registerOnResumeHandler: (handler: typeof resume) => {
          resume = handler;
        },
        registerBeforeSuspendOrTerminateHandler: (handler: typeof suspend) => {
          suspend = handler;
        },
      },
    },
    authentication: { authenticate: jest.fn(async (_request: unknown) => 'code-1') },
    nestedAppAuth: { isNAAChannelRecommended: () => true },
  };
  return {
    api: teams as unknown as TeamsApi,
    teams,
    calls,
    now,
    themeHandlers,
    suspend: () => suspend(),
    resume: (contentUrl: string) =>
      resume({ entityId: 'sefos', contentUrl: new URL(contentUrl, window.location.origin) }),
  };
}

const start = (fake: ReturnType<typeof fakeTeams>) => makeTeamsHost(fake.api, settings, window);
const signInOf = ({ identity }: Host) => {
  if (identity.kind !== 'bearer') throw new Error('not a bearer host');
  return identity.signIn;
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('teams host', () => {
  it('takes theme and language from Teams and follows changes until stopped', async () => {
    const fake = fakeTeams();
    const host = await start(fake);
    const seen: string[] = [];
    const stop = host.onThemeChange((theme) => seen.push(theme));
    fake.themeHandlers[0]?.('contrast');
    fake.themeHandlers[0]?.('glass');
    stop();
    fake.themeHandlers[0]?.('default');
    expect(seen).toEqual(['contrast', 'glass']);
    expect(host.theme()).toBe('light');
    expect(host.locales()[0]).toBe('fi-FI');
    expect(host.basePath).toBe('/teams');
  });

  it('opens only paths inside SEFOS from a link', async () => {
    const at = async (subPageId: string) => (await start(fakeTeams({ subPageId }))).initialPath;
    expect(await at('/messages/inbox/abc-1')).toBe('/messages/inbox/abc-1');
    expect(await at('/meetings/abc-1')).toBe('/meetings/abc-1');
    expect(await at('//evil.example')).toBeUndefined();
    expect(await at('/\\evil.example')).toBeUndefined();
    expect(await at('javascript:alert(1)')).toBeUndefined();
    expect(await at('/messages#<script>')).toBeUndefined();
  });

  it('is a bearer host, which asks its bridge only when Entra ID is connected', async () => {
    const host = await start(fakeTeams());
    expect(host.identity).toMatchObject({ kind: 'bearer', host: 'teams' });
    await expect(signInOf(host).silently()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('names the person by tenant and account, and nobody where Teams does not say', async () => {
    const named = async (user?: FakeContext['user']) => (await start(fakeTeams(user ? { user } : {}))).identity;
    expect(await named({ id: 'object-1', tenant: { id: 'tenant-1' } })).toMatchObject({ person: 'tenant-1:object-1' });
    expect(await named()).toMatchObject({ person: undefined });
    expect(await named({ id: '' })).toMatchObject({ person: undefined });
  });

  it("opens our own window through Teams' own", async () => {
    const fake = fakeTeams();
    expect(await signInOf(await start(fake)).openWindow('/teams/sign-in?challenge=x')).toBe('code-1');
    expect(fake.teams.authentication.authenticate).toHaveBeenCalledWith(
      expect.objectContaining({ url: 'https://localhost/teams/sign-in?challenge=x&in=teams' }),
    );
  });

  it.each([
    ['CancelledByUser', 'cancelled'],
    ['FailedToOpenWindow', 'blocked'],
    ['anything else', 'failed'],
  ])('calls %s of the window %s', async (message, code) => {
    const fake = fakeTeams();
    fake.teams.authentication.authenticate.mockRejectedValue(new Error(message));
    await expect(signInOf(await start(fake)).openWindow('/teams/sign-in')).rejects.toMatchObject({ code });
  });

  it('refuses to start outside Teams, also when nobody answers', async () => {
    const fake = fakeTeams();
    fake.teams.app.initialize.mockRejectedValueOnce(new Error('no parent'));
    await expect(start(fake)).rejects.toMatchObject({ code: 'failed' });
    jest.useFakeTimers();
    fake.teams.app.initialize.mockReturnValueOnce(new Promise(() => undefined));
    const refused = expect(start(fake)).rejects.toMatchObject({ code: 'failed' });
    jest.advanceTimersByTime(20_000);
    jest.useRealTimers();
    await refused;
  });

  it('makes links that open the same place in Teams, and on the web where the app has no id', async () => {
    const link = new URL((await start(fakeTeams())).deepLink('/messages/sent/7'));
    expect(link.pathname).toBe('/l/entity/app-1/sefos');
    expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: '/messages/sent/7' });
    const without = await makeTeamsHost(fakeTeams().api, { entra: null, teamsAppId: null }, window);
    expect(without.deepLink('/messages/sent/7')).toBe(`${window.location.origin}/messages/sent/7`);
  });

  it('reports its start, and a failure that is not its own as expected', async () => {
    const fake = fakeTeams();
    const host = await start(fake);
    host.notify('shown');
    host.notify('ready');
    host.notify('ready');
    host.notifyFailure('no server');
    const online = jest.spyOn(window.navigator, 'onLine', 'get').mockReturnValue(false);
    host.notifyFailure('no line');
    online.mockRestore();
    expect(fake.calls).toEqual(['loaded', 'success', 'failure:Other', 'expected:Offline']);
  });

  it('sleeps and wakes at the path that Teams was asked for, with its theme registered again', async () => {
    const fake = fakeTeams();
    const host = await start(fake);
    const heard: unknown[] = [];
    host.lifecycle?.onSuspend(() => heard.push('sleep'));
    const stop = host.lifecycle?.onResume((path) => heard.push(path));
    await fake.suspend();
    fake.now.theme = 'contrast';
    fake.resume('/teams/messages/inbox/m-1');
    await settled();
    expect(heard).toEqual(['sleep', '/messages/inbox/m-1']);
    expect(fake.calls).toEqual(['success']);
    expect(fake.themeHandlers).toHaveLength(2);
    expect(host.theme()).toBe('contrast');
    fake.now.subPageId = '/messages/sent/m-2';
    fake.resume('/teams');
    await settled();
    expect(heard.at(-1)).toBe('/messages/sent/m-2');
    stop?.();
    fake.resume('/teams');
    await settled();
    expect(heard).toHaveLength(3);
  });

  it.each([
    ['Teams', 'teams'],
    ['TeamsModern', 'teams'],
    ['Outlook', 'outlook'],
    ['OutlookWin32', 'outlook'],
    ['Office', 'microsoft365'],
    ['a name of tomorrow', 'microsoft365'],
  ])('starts in %s as in Teams, and knows the program by the name that people know', async (hostName, program) => {
    expect(await start(fakeTeams({ hostName }))).toMatchObject({ kind: 'teams', program });
  });

  it('offers downloads where the frame can save files', async () => {
    const can = async (clientType: string) => (await start(fakeTeams({ clientType }))).canDownload;
    expect([await can('web'), await can('desktop'), await can('android'), await can('ios')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('opens its own links in Teams and others in the browser, also where Teams cannot', async () => {
    const fake = fakeTeams();
    const host = await start(fake);
    const opened = jest.spyOn(window, 'open').mockReturnValue(null);
    host.openExternal('https://teams.microsoft.com/l/entity/app-1/sefos');
    expect(fake.teams.app.openLink).toHaveBeenCalledTimes(1);
    expect(opened).not.toHaveBeenCalled();
    fake.teams.app.openLink.mockRejectedValueOnce(new Error('not supported'));
    host.openExternal('https://teams.microsoft.com/l/entity/app-1/sefos');
    await settled();
    host.openExternal('https://example.se/');
    expect(opened.mock.calls.map(([url]) => url)).toEqual([
      'https://teams.microsoft.com/l/entity/app-1/sefos',
      'https://example.se/',
    ]);
    opened.mockRestore();
  });

  it('shows unknown themes as light', () => {
    expect([teamsTheme('default'), teamsTheme('glass'), teamsTheme('constructor'), teamsTheme(undefined)]).toEqual([
      'light',
      'glass',
      'light',
      'light',
    ]);
  });
});

describe('the path of a content address', () => {
  it.each([
    ['https://sefos.example/teams/messages/inbox', '/messages/inbox'],
    ['https://sefos.example/teams/compose?reply=a', '/compose?reply=a'],
    ['https://sefos.example/teams', undefined],
    ['https://sefos.example/teams/', undefined],
    ['https://sefos.example/teamsters/x', undefined],
    ['https://evil.example/teams/messages', undefined],
    ['https://sefos.example/teams//evil.example', undefined],
  ])('of %s is %s', (address, path) => {
    expect(pathBelowTab(new URL(address), 'https://sefos.example')).toBe(path);
  });
});
