import { describe, expect, it, jest } from '@jest/globals';
import { makeTeamsHost, type TeamsApi, teamsTheme } from './teams-host.ts';

const tab = { appId: 'app-1', entityId: 'messages' };

function fakeTeams(page: { subPageId?: string } = {}) {
  let onTheme: (name: string) => void = () => undefined;
  const calls: string[] = [];
  const teams = {
    app: {
      initialize: jest.fn(async () => undefined),
      getContext: jest.fn(async () => ({ app: { theme: 'dark', locale: 'fi-FI' }, page: { id: 'messages', ...page } })),
      registerOnThemeChangeHandler: (handler: (name: string) => void) => {
        onTheme = handler;
      },
      openLink: jest.fn(async () => undefined),
      notifyAppLoaded: () => void calls.push('loaded'),
      notifySuccess: async () => void calls.push('success'),
      notifyFailure: (request: { reason: string }) => void calls.push(`failure:${request.reason}`),
    },
    authentication: { getAuthToken: jest.fn(async () => 'token-1') },
  };
  return { api: teams as unknown as TeamsApi, teams, calls, changeTheme: (name: string) => onTheme(name) };
}

describe('teams host', () => {
  it('takes theme and language from Teams and follows changes until stopped', async () => {
    const { api, changeTheme } = fakeTeams();
    const host = await makeTeamsHost(api, tab, window);
    const seen: string[] = [];
    const stop = host.onThemeChange((theme) => seen.push(theme));
    changeTheme('contrast');
    stop();
    changeTheme('default');
    expect(seen).toEqual(['contrast']);
    expect(host.theme()).toBe('light');
    expect(host.locales()[0]).toBe('fi-FI');
  });

  it('opens only paths inside SEFOS from a link', async () => {
    const at = async (subPageId: string) =>
      (await makeTeamsHost(fakeTeams({ subPageId }).api, tab, window)).initialPath;
    expect(await at('/messages/inbox/abc-1')).toBe('/messages/inbox/abc-1');
    expect(await at('//evil.example')).toBeUndefined();
    expect(await at('/\\evil.example')).toBeUndefined();
    expect(await at('javascript:alert(1)')).toBeUndefined();
  });

  it('says that the person must sign in when Teams gives no token silently', async () => {
    const { api, teams } = fakeTeams();
    teams.authentication.getAuthToken.mockRejectedValue(new Error('resourceRequiresConsent'));
    const { identity } = await makeTeamsHost(api, tab, window);
    expect(identity.kind).toBe('bearer');
    if (identity.kind === 'bearer') await expect(identity.token()).rejects.toMatchObject({ code: 'sign-in-required' });
  });

  it('refuses to start outside Teams', async () => {
    const { api, teams } = fakeTeams();
    teams.app.initialize.mockRejectedValue(new Error('no parent'));
    await expect(makeTeamsHost(api, tab, window)).rejects.toMatchObject({ code: 'failed' });
  });

  it('makes links that open the same place in Teams, and reports its start', async () => {
    const { api, calls } = fakeTeams();
    const host = await makeTeamsHost(api, tab, window);
    const link = new URL(host.deepLink('/messages/sent/7'));
    expect(link.pathname).toBe('/l/entity/app-1/messages');
    expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: '/messages/sent/7' });
    host.notify('shown');
    host.notify('ready');
    host.notifyFailure('no server');
    expect(calls).toEqual(['loaded', 'success', 'failure:Other']);
  });

  it('shows unknown themes as light', () => {
    expect([teamsTheme('default'), teamsTheme('glass'), teamsTheme(undefined)]).toEqual(['light', 'dark', 'light']);
  });
});
