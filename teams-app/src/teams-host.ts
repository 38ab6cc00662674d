import type { app, authentication } from '@microsoft/teams-js';
import { browserDownload, browserStorage } from '@sefos/shared/host/browser.ts';
import { type Host, HostError } from '@sefos/shared/host/host.port.ts';
import type { ThemeName } from '@sefos/shared/theme/themes.ts';

/** What we use of TeamsJS; narrow, so that a test can stand in for Teams. */
export interface TeamsApi {
  readonly app: Pick<
    typeof app,
    | 'initialize'
    | 'getContext'
    | 'registerOnThemeChangeHandler'
    | 'openLink'
    | 'notifyAppLoaded'
    | 'notifySuccess'
    | 'notifyFailure'
  >;
  readonly authentication: { getAuthToken: (request?: authentication.AuthTokenRequestParameters) => Promise<string> };
}

/** Which Teams app and tab this is, from the app's manifest. */
export interface TeamsTab {
  readonly appId: string;
  readonly entityId: string;
}

/** Teams' theme names → ours; unknown names are light. */
export function teamsTheme(name: string | undefined): ThemeName {
  if (name === 'dark' || name === 'glass') return 'dark';
  return name === 'contrast' ? 'contrast' : 'light';
}

// subPageId comes from a link that anybody can write: only a path inside SEFOS is taken.
function safePath(subPageId: string | undefined): string | undefined {
  return subPageId && /^\/(?![/\\])[\w/\-.~%]*$/.test(subPageId) ? subPageId : undefined;
}

function makeToken(teams: TeamsApi): () => Promise<string> {
  return async () => {
    try {
      return await teams.authentication.getAuthToken({ silent: true });
    } catch {
      throw new HostError('sign-in-required', 'Teams gave no token without asking the person');
    }
  };
}

/**
 * Starts TeamsJS and returns Teams as a host. Links follow
 * https://teams.microsoft.com/l/entity/<appId>/<entityId>?context={"subEntityId": path}.
 * @throws {HostError} failed: the page is not running in Teams.
 */
export async function makeTeamsHost(teams: TeamsApi, tab: TeamsTab, target: Window): Promise<Host> {
  const context = await teams.app.initialize().then(teams.app.getContext, () => {
    throw new HostError('failed', 'TeamsJS could not start: the page is not in a Teams host');
  });
  let theme = teamsTheme(context.app.theme);
  const listeners = new Set<(theme: ThemeName) => void>();
  teams.app.registerOnThemeChangeHandler((name) => {
    theme = teamsTheme(name);
    for (const listener of listeners) listener(theme);
  });
  return {
    kind: 'teams',
    identity: { kind: 'bearer', token: makeToken(teams) },
    theme: () => theme,
    onThemeChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    locales: () => [context.app.locale, ...target.navigator.languages],
    openExternal: (url) => {
      // Teams opens its own links itself; anything else is a new browser tab.
      if (new URL(url).hostname === 'teams.microsoft.com') void teams.app.openLink(url);
      else target.open(url, '_blank', 'noopener,noreferrer');
    },
    initialPath: safePath(context.page.subPageId),
    deepLink: (path) => {
      const link = new URL(`https://teams.microsoft.com/l/entity/${tab.appId}/${tab.entityId}`);
      link.searchParams.set('context', JSON.stringify({ subEntityId: path }));
      return link.href;
    },
    download: async (file) => browserDownload(target.document, file),
    composeItem: undefined,
    readItem: undefined,
    notify: (state) => {
      if (state === 'shown') teams.app.notifyAppLoaded();
      else void teams.app.notifySuccess();
    },
    notifyFailure: (reason) => teams.app.notifyFailure({ reason: 'Other' as app.FailedReason.Other, message: reason }),
    storage: browserStorage(target),
  };
}
