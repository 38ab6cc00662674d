import type { EntraAccount } from '../entra/entra-client.ts';
import { answerNestedAppAuth, type TokenBroker } from '../entra/nested-app-auth.ts';
import type { CallLog } from '../platform/call-log.ts';
import { wait } from '../platform/dom.ts';
import type { Settings } from '../platform/settings.ts';
import { event, reply, type TeamsClient, type TeamsRequest } from './messages.ts';
import type { PopupSignIn } from './popup-sign-in.ts';
import type { TeamsSetting } from './settings.ts';
import { contentUrl, contextOf, initializeArguments, loadContext } from './teams-context.ts';

/** What the person sees: the indicator, the app behind it, the app, an error card, or nothing while the app sleeps. */
export type TeamsState = 'loading' | 'shown' | 'ready' | 'failed' | 'suspended';

/** The parts of a browser that the host needs; the page gives real ones, tests give others. */
export interface TeamsSurroundings {
  readonly origin: string;
  readonly frame: TeamsClient;
  /** Loads an address into the frame; null unloads it. */
  load(url: string | null): void;
  /** Opens a page outside; false = the browser refused. */
  openExternal(url: string): boolean;
  onState(state: TeamsState, reason: string): void;
}

export interface TeamsHostOptions {
  readonly settings: Settings<TeamsSetting>;
  readonly account: () => EntraAccount;
  readonly broker: TokenBroker;
  readonly popups: PopupSignIn;
  readonly log: CallLog;
  readonly surroundings: TeamsSurroundings;
}

type Handler = (request: TeamsRequest, client: TeamsClient) => void | Promise<void>;

const STARTS_ANEW = new Set<TeamsSetting>(['person', 'signIn', 'locale', 'hostName', 'path', 'page']);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A Teams window around one personal tab: answers TeamsJS and nested app authentication, and decides what is seen. */
export class TeamsHost {
  readonly #options: TeamsHostOptions;
  readonly #registered = new Set<string>();
  #state: TeamsState = 'loading';
  #patience: ReturnType<typeof setTimeout> | undefined;
  #sessionId = '';
  #isResuming = false;

  constructor(options: TeamsHostOptions) {
    this.#options = options;
    options.settings.onChange((name, value) => {
      if (name === 'theme') this.#tell('themeChange', [value]);
      // Teams starts an app anew for another person, language or link.
      else if (STARTS_ANEW.has(name) && !this.#isResuming) this.reload();
    });
  }

  get state(): TeamsState {
    return this.#state;
  }

  /** Starts the tab from the beginning. */
  reload(): void {
    const { settings, account, surroundings } = this.#options;
    this.#registered.clear();
    this.#sessionId = crypto.randomUUID();
    this.#show('loading');
    this.#startPatience();
    surroundings.load(contentUrl(settings, account(), surroundings.origin));
  }

  /** Hides the tab: it is kept when it said that it can sleep, and unloaded when not, as Teams does. */
  suspend(): void {
    if (this.#registered.has('beforeUnload')) this.#tell('beforeUnload');
    else this.#sleep(false);
  }

  /** Shows the tab again, at a path when one is given. */
  resume(path?: string): void {
    const { settings, account, surroundings } = this.#options;
    const kept = this.#state === 'suspended' && this.#registered.has('load');
    this.#isResuming = true;
    if (path !== undefined) settings.set('path', path);
    this.#isResuming = false;
    if (!kept) {
      this.reload();
      return;
    }
    this.#show('loading');
    this.#startPatience();
    this.#tell('load', [loadContext(settings, account(), surroundings.origin)]);
  }

  /** Answers one message of the frame or of a popup. */
  async handle(request: TeamsRequest, client: TeamsClient): Promise<void> {
    const { settings, log } = this.#options;
    log.add(request.func, request.args ?? []);
    const delay = settings.number('delay');
    if (delay > 0) await wait(delay);
    await this.#handlers[request.func]?.(request, client);
  }

  readonly #handlers: Readonly<Record<string, Handler>> = {
    initialize: (request, client) =>
      reply(client, request, initializeArguments(this.#options.settings, client.frameContext)),
    getContext: (request, client) =>
      reply(client, request, [contextOf(this.#options.settings, this.#options.account(), this.#sessionId)]),
    registerHandler: ({ args }) => void this.#registered.add(textOf(args?.[0])),
    readyToUnload: () => this.#sleep(true),
    'appInitialization.appLoaded': () => {
      if (this.#state === 'loading') this.#show('shown');
    },
    'appInitialization.success': (request, client) => {
      clearTimeout(this.#patience);
      this.#show('ready');
      reply(client, request, []);
    },
    'appInitialization.failure': ({ args }) => this.#fail(textOf(args?.[0]), textOf(args?.[1])),
    'appInitialization.expectedFailure': ({ args }) => this.#fail(textOf(args?.[0]), textOf(args?.[1])),
    'authentication.authenticate': async (request, client) =>
      reply(client, request, await this.#options.popups.open(request.args ?? [])),
    'authentication.authenticate.success': ({ args }) => this.#options.popups.succeeded(args?.[0]),
    'authentication.authenticate.failure': ({ args }) => this.#options.popups.failed(args?.[0]),
    'authentication.getAuthToken': (request, client) => reply(client, request, [false, 'resourceDisabled']),
    executeDeepLink: (request, client) => reply(client, request, [this.#openLink(textOf(request.args?.[0]))]),
    'pages.currentApp.navigateTo': (request, client) => {
      const target = request.args?.[0] as { readonly subPageId?: unknown } | undefined;
      reply(client, request, [null]);
      this.#goTo(textOf(target?.subPageId));
    },
    'pages.currentApp.navigateToDefaultPage': (request, client) => {
      reply(client, request, [null]);
      this.#goTo('');
    },
    'pages.navigateToApp': (request, client) => reply(client, request, [true]),
    navigateCrossDomain: (request, client) => reply(client, request, [false]),
    navigateBack: (request, client) => reply(client, request, [false]),
    'nestedAppAuth.execute': async (request, client) => {
      const answer = await answerNestedAppAuth(request.data ?? '', this.#options.broker);
      if (answer !== undefined) reply(client, request, [null, answer]);
    },
  };

  /** Links to this app are followed inside; others open outside. */
  #openLink(link: string): boolean {
    const url = URL.canParse(link) ? new URL(link) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) return false;
    if (url.hostname !== 'teams.microsoft.com') return this.#options.surroundings.openExternal(url.href);
    const context = url.searchParams.get('context') ?? '{}';
    this.#goTo(textOf((JSON.parse(context) as { readonly subEntityId?: unknown }).subEntityId));
    return true;
  }

  #goTo(path: string): void {
    const { settings } = this.#options;
    if (settings.get('path') === path) this.reload();
    else settings.set('path', path);
  }

  #sleep(isKept: boolean): void {
    clearTimeout(this.#patience);
    this.#show('suspended');
    if (isKept) return;
    this.#registered.clear();
    this.#options.surroundings.load(null);
  }

  #fail(reason: string, message: string): void {
    clearTimeout(this.#patience);
    this.#show('failed', [reason, message].filter(Boolean).join(': '));
  }

  #startPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#fail('Timeout', ''), this.#options.settings.number('timeout'));
  }

  #show(state: TeamsState, reason = ''): void {
    this.#state = state;
    this.#options.surroundings.onState(state, reason);
  }

  #tell(func: string, args: readonly unknown[] = []): void {
    // Teams tells only those who have asked; the SDK asks when the app registers a handler.
    if (this.#registered.has(func)) event(this.#options.surroundings.frame, func, args);
  }
}
