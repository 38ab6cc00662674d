import { loadAccounts, makeBroker } from '../entra/broker.ts';
import { offerAccounts } from '../entra/sign-in-settings.ts';
import { CallLog, type LoggedCall } from '../platform/call-log.ts';
import { Settings } from '../platform/settings.ts';
import { isTeamsRequest, type TeamsClient } from './messages.ts';
import { makeTeamsPage } from './page.ts';
import { PopupSignIn } from './popup-sign-in.ts';
import { TEAMS_SETTINGS, type TeamsSetting } from './settings.ts';
import { TeamsHost, type TeamsState } from './teams-host.ts';

/** `window.sefosTeamsHost`: the page's controls for tests. */
export interface TeamsHostControls {
  readonly state: TeamsState;
  readonly calls: readonly LoggedCall[];
  set(name: TeamsSetting, value: string): void;
  setTheme(theme: string): void;
  reload(): void;
  suspend(): void;
  resume(path?: string): void;
}

const openPopup = (url: string, width: number, height: number) =>
  window.open(url, 'sefos-teams-authentication', `popup,width=${width},height=${height}`);

const clientOf = (target: Window, frameContext: TeamsClient['frameContext']): TeamsClient => ({
  frameContext,
  post: (message) => target.postMessage(message, location.origin),
});

async function start(): Promise<void> {
  const accounts = await loadAccounts();
  const settings = new Settings<TeamsSetting>(offerAccounts(TEAMS_SETTINGS, accounts.list), location.search);
  const broker = makeBroker(accounts, settings);
  const page = makeTeamsPage(document.getElementById('host') ?? document.body, settings);
  const log = new CallLog();
  const host = new TeamsHost({
    settings,
    account: broker.account,
    broker,
    popups: new PopupSignIn(openPopup, location.origin),
    log,
    surroundings: {
      origin: location.origin,
      frame: { frameContext: 'content', post: (message) => page.frame.contentWindow?.postMessage(message, '*') },
      load: (url) => {
        page.frame.src = url ?? 'about:blank';
      },
      openExternal: (url) => {
        // With `noopener` the browser says nothing about the window, so neither do we.
        window.open(url, '_blank', 'noopener,noreferrer');
        return true;
      },
      onState: page.onState,
    },
  });
  page.connect(host);
  addEventListener('message', ({ data, source, origin }) => {
    if (origin !== location.origin || !isTeamsRequest(data) || !source) return;
    const isFrame = source === page.frame.contentWindow;
    void host.handle(data, clientOf(source as Window, isFrame ? 'content' : 'authentication'));
  });
  const controls: TeamsHostControls = {
    get state() {
      return host.state;
    },
    calls: log.calls,
    set: (name, value) => settings.set(name, value),
    setTheme: (theme) => settings.set('theme', theme),
    reload: () => host.reload(),
    suspend: () => host.suspend(),
    resume: (path) => host.resume(path),
  };
  Object.assign(window, { sefosTeamsHost: controls });
  host.reload();
}

start().catch((error: unknown) => {
  document.getElementById('host')?.replaceChildren(`The simulator could not start: ${String(error)}`);
});
