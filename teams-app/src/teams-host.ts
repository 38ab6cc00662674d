import type { app, authentication, nestedAppAuth } from '@microsoft/teams-js';
import { teamsLink } from '@sefos/shared/domain/teams-link.ts';
import { browserDownload, browserStorage } from '@sefos/shared/host/browser.ts';
import { type Host, HostError, type HostProgram } from '@sefos/shared/host/host.port.ts';
import { makeNestedSignIn } from '@sefos/shared/host/nested-app-auth.ts';
import type { PageSettings } from '@sefos/shared/host/page-settings.ts';
import { windowAddress } from '@sefos/shared/host/window-address.ts';
import type { ThemeName } from '@sefos/shared/theme/themes.ts';
import { makeTeamsLifecycle } from './teams-lifecycle.ts';
import { safePath, TEAMS_PATH } from './teams-path.ts';

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
    | 'notifyExpectedFailure'
    | 'lifecycle'
  >;
  readonly authentication: {
    authenticate(request: authentication.AuthenticatePopUpParameters): Promise<string>;
  };
  readonly nestedAppAuth: Pick<typeof nestedAppAuth, 'isNAAChannelRecommended'>;
}

/** A page in a frame whose parent is no host waits for ever; Teams on a slow machine does not. */
const START_MS = 20_000;
/** Phones show no place for a file that a tab's frame fetches. */
const WITHOUT_DOWNLOADS: readonly string[] = ['android', 'ios', 'ipados', 'visionOS'];

/** Teams' theme names → ours; unknown names are light. */
export const teamsTheme = (name: string | undefined): ThemeName =>
  name === 'dark' || name === 'contrast' || name === 'glass' ? name : 'light';

/** Hosts of TeamsJS by name; one that we do not know is the Microsoft 365 app, as "Office" is. */
const PROGRAMS: Readonly<Record<string, HostProgram>> = {
  Teams: 'teams',
  TeamsModern: 'teams',
  Outlook: 'outlook',
  OutlookWin32: 'outlook',
};
const programOf = (hostName: string): HostProgram => PROGRAMS[hostName] ?? 'microsoft365';

/** Starts TeamsJS. @throws {HostError} failed: the page is not in a host that TeamsJS knows. */
export async function startTeams(
  teams: { readonly app: Pick<TeamsApi['app'], 'initialize'> },
  limitMs: number = START_MS,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), limitMs);
  });
  try {
    await Promise.race([teams.app.initialize(), late]);
  } catch {
    throw new HostError('failed', 'TeamsJS could not start: the page is not in a Teams host');
  } finally {
    clearTimeout(timer);
  }
}

/** Opens a page of ours in Teams' own sign-in window; Teams says in its error's message what became of it. */
function openTeamsWindow({ authentication: teams }: TeamsApi, frame: Document, program: HostProgram) {
  return async (path: string): Promise<string> => {
    const url = windowAddress(path, frame, program);
    // TeamsJS takes nothing else; where SEFOS speaks http (the demo) its simulated Teams knows.
    url.protocol = 'https:';
    try {
      return await teams.authenticate({ url: url.href, width: 560, height: 760 });
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      if (message === 'CancelledByUser') throw new HostError('cancelled', message);
      if (message === 'FailedToOpenWindow') throw new HostError('blocked', message);
      throw new HostError('failed', 'the sign-in window gave nothing');
    }
  };
}

function makeTheme(teams: TeamsApi, first: string | undefined) {
  let theme = teamsTheme(first);
  const listeners = new Set<(theme: ThemeName) => void>();
  const show = (name: string | undefined) => {
    theme = teamsTheme(name);
    for (const listener of listeners) listener(theme);
  };
  const register = () => teams.app.registerOnThemeChangeHandler(show);
  register();
  return {
    register,
    show,
    theme: () => theme,
    onThemeChange: (listener: (theme: ThemeName) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Teams is told once how a start went, and once more after each sleep (`again`). */
function makeNotify(
  { app: teams }: TeamsApi,
  target: Window,
): Pick<Host, 'notify' | 'notifyFailure'> & { readonly again: () => void } {
  let told = false;
  const succeed = () => {
    told = true;
    void teams.notifySuccess().catch(() => undefined);
  };
  return {
    again: succeed,
    notify: (state) => {
      if (state === 'shown') teams.notifyAppLoaded();
      else if (!told) succeed();
    },
    notifyFailure: (message) => {
      if (target.navigator.onLine) {
        return teams.notifyFailure({ reason: 'Other' as app.FailedReason.Other, message });
      }
      teams.notifyExpectedFailure({ reason: 'Offline' as app.ExpectedFailureReason.Offline, message });
    },
  };
}

/** Links lead to the tab in Teams; where its app has no name, to the web. */
const makeDeepLink =
  (teamsAppId: string | null, origin: string) =>
  (path: string): string =>
    teamsAppId === null ? new URL(path, origin).href : teamsLink(teamsAppId, origin, path);

/** TeamsJS gives an empty id where the host does not say who sits there. */
const personOf = ({ user }: app.Context): string | undefined =>
  user?.id ? `${user.tenant?.id ?? ''}:${user.id}` : undefined;

/**
 * Starts TeamsJS and returns the program around the tab (Teams, Outlook or Microsoft 365) as a host.
 * @throws {HostError} failed: the page is in none of them.
 */
export async function makeTeamsHost(teams: TeamsApi, settings: PageSettings, target: Window): Promise<Host> {
  await startTeams(teams);
  const context = await teams.app.getContext();
  const { origin } = target.location;
  const program = programOf(context.app.host.name);
  const themes = makeTheme(teams, context.app.theme);
  const { again, ...notify } = makeNotify(teams, target);
  const lifecycle = makeTeamsLifecycle(
    { lifecycle: teams.app.lifecycle, getContext: teams.app.getContext },
    origin,
    () => {
      again();
      themes.register();
      // The theme may have changed while the tab slept, when nobody was told.
      teams.app.getContext().then(
        (now) => themes.show(now.app.theme),
        () => undefined,
      );
    },
  );
  return {
    kind: 'teams',
    program,
    identity: {
      kind: 'bearer',
      host: 'teams',
      person: personOf(context),
      signIn: makeNestedSignIn({
        settings,
        isBridgeUsable: () => teams.nestedAppAuth.isNAAChannelRecommended(),
        openWindow: openTeamsWindow(teams, target.document, program),
      }),
    },
    basePath: TEAMS_PATH,
    theme: themes.theme,
    onThemeChange: themes.onThemeChange,
    locales: () => [context.app.locale, ...target.navigator.languages],
    openExternal: (url) => {
      const open = () => void target.open(url, '_blank', 'noopener,noreferrer');
      // Teams opens its own links itself; hosts that cannot, and anything else, use a new browser tab.
      if (new URL(url, origin).hostname === 'teams.microsoft.com') teams.app.openLink(url).catch(open);
      else open();
    },
    initialPath: safePath(context.page.subPageId),
    lifecycle,
    deepLink: makeDeepLink(settings.teamsAppId, origin),
    canDownload: !WITHOUT_DOWNLOADS.includes(context.app.host.clientType),
    download: async (file) => browserDownload(target.document, file),
    composeItem: undefined,
    readItems: undefined,
    ...notify,
    storage: browserStorage(target),
  };
}
