import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Account, type PersonKey, signInByApi } from './account.ts';
import type { ApiClient } from './api-client.ts';
import { BankIdApp } from './bankid.ts';
import { need } from './check.ts';
import { TestFiles } from './files.ts';
import { Hygiene } from './hygiene.ts';
import { Outbox } from './outbox.ts';
import type { SefosServer } from './server.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/**
 * The address bar's own pages, loaded anew with every context, took as much as the page under test. Chromium takes the last of
 * these lists alone: the others are those that Playwright gives.
 */
const FEATURES_OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  'PreconnectToSearch',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join(',')}`,
];
const HERE = { locale: 'sv-SE', timezoneId: 'Europe/Stockholm' } as const;
const DESKTOP: BrowserContextOptions = { ...HERE, viewport: { width: 1440, height: 900 } };
const PHONE: BrowserContextOptions = {
  ...HERE,
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
};

/** @param strict third parties get neither cookies nor storage, as in ever more browsers */
export const launchBrowser = ({ strict = false } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: need(process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path)), 'Chromium'),
    args: strict ? [...FLAGS, '--test-third-party-cookie-phaseout'] : FLAGS,
  });

/** What one journey stands in: a server, a browser, the people and their tools. */
export class World {
  readonly url: string;
  readonly browser: Browser;
  /** Undefined when the journeys run against a server that somebody else started. */
  readonly server: SefosServer | undefined;
  readonly outbox: Outbox;
  readonly bankId: BankIdApp;
  readonly files = new TestFiles();
  hygiene: Hygiene;
  readonly #accounts = new Map<PersonKey, Promise<Account>>();
  #contexts: BrowserContext[] = [];

  constructor(parts: { readonly url: string; readonly browser: Browser; readonly server: SefosServer | undefined }) {
    this.url = parts.url;
    this.browser = parts.browser;
    this.server = parts.server;
    this.outbox = new Outbox(parts.url);
    this.bankId = new BankIdApp(parts.url);
    this.hygiene = new Hygiene([parts.url]);
  }

  /** The account's one session over the API: codes by SMS are limited, so it is kept for the whole journey. */
  account(person: PersonKey): Promise<Account> {
    const kept = this.#accounts.get(person) ?? signInByApi(this.url, this.outbox, person);
    this.#accounts.set(person, kept);
    return kept;
  }

  async context(options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ...options, baseURL: this.url });
    this.#contexts.push(context);
    await this.hygiene.watch(context);
    return context;
  }

  /** A case worker's screen, not signed in. */
  async desktop(options: BrowserContextOptions = {}): Promise<Page> {
    return (await this.context({ ...DESKTOP, ...options })).newPage();
  }

  /** A citizen's telephone. */
  async phone(options: BrowserContextOptions = {}): Promise<Page> {
    return (await this.context({ ...PHONE, ...options })).newPage();
  }

  /** A case worker's screen with the account's session, at `path`. */
  async staff(person: PersonKey, path = '/messages/inbox', options: BrowserContextOptions = {}): Promise<Page> {
    const { client } = await this.account(person);
    const page = await this.desktop(options);
    await lendSession(page.context(), client, this.url);
    await page.goto(path);
    return page;
  }

  /** Gives a browser the account's session on the web. */
  lend(person: PersonKey): (context: BrowserContext) => Promise<void> {
    return async (context) => lendSession(context, (await this.account(person)).client, this.url);
  }

  /** Pages that are open now: what a failure shows. */
  openPages(): Page[] {
    return this.#contexts.flatMap((context) => context.pages()).filter((page) => !page.isClosed());
  }

  /** Ends a scenario: closes its windows; answers what the pages did that they must not do. */
  async endScenario(): Promise<readonly string[]> {
    const contexts = this.#contexts;
    this.#contexts = [];
    await Promise.all(contexts.map((context) => context.close().catch(() => undefined)));
    const { findings } = this.hygiene;
    this.hygiene = new Hygiene([this.url]);
    return findings;
  }

  async dispose(): Promise<void> {
    await this.endScenario();
    await this.files.dispose();
    await this.server?.dispose();
  }
}

/** Gives a browser the cookies of a session that was begun over the API. */
const lendSession = (context: BrowserContext, client: ApiClient, url: string): Promise<void> =>
  context.addCookies(
    [...client.cookies].map(([name, value]) => ({
      name,
      value,
      domain: new URL(url).hostname,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict' as const,
    })),
  );
