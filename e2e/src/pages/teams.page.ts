import type { BrowserContext, BrowserContextOptions, Frame, Page, Request } from 'playwright-core';
import { PEOPLE, type PersonKey } from '../harness/account.ts';
import { ApiClient } from '../harness/api-client.ts';
import { eventually, heading, need, same, seen } from '../harness/check.ts';
import { allowWindows, answerMicrosoft, blockWindows } from '../harness/hosts.ts';
import type { World } from '../harness/world.ts';

type State = 'loading' | 'shown' | 'ready' | 'failed' | 'suspended';
interface Call {
  readonly name: string;
}

/** What /dev/teams gives to tests. */
interface Controls {
  readonly state: State;
  readonly calls: readonly Call[];
  set(name: string, value: string): void;
  suspend(): void;
  resume(path?: string): void;
  reload(): void;
}
type HostWindow = typeof globalThis & { readonly sefosTeamsHost: Controls };

export const TEAMS_THEMES = ['default', 'dark', 'contrast', 'glass'] as const;
type TeamsTheme = (typeof TEAMS_THEMES)[number];

/** Controls of the simulated Teams (`/dev/teams?…`); the person is Hanna unless said. */
export interface TeamsSettings {
  readonly person?: PersonKey;
  readonly theme?: TeamsTheme;
  readonly locale?: 'sv-se' | 'en-us' | 'fi-fi';
  readonly hostName?: 'Teams' | 'Outlook' | 'Office' | 'TeamsModern';
  readonly signIn?: 'silent' | 'interaction' | 'cancel' | 'no-bridge' | 'empty-error' | 'hang';
  readonly token?: 'expired' | 'wrong-audience' | 'other-tenant' | 'no-scope' | 'unknown-key' | 'unknown-person';
  readonly amr?: string;
  readonly path?: string;
}

export interface TeamsSurroundings {
  readonly browser?: BrowserContextOptions;
  /** The browser stops every window. */
  readonly windowsBlocked?: boolean;
  /** Prepares the browser before anything is opened. */
  readonly before?: (context: BrowserContext) => Promise<void>;
}

/** The tab as a person has it in Teams: the simulated host around the product's frame. */
export class TeamsTab {
  readonly page: Page;
  /** Every request of this browser since it was opened. */
  readonly requests: Request[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.context().on('request', (request) => void this.requests.push(request));
  }

  /** The tab in a host page that is open already. */
  static at(page: Page): TeamsTab {
    return new TeamsTab(page);
  }

  static async open(world: World, settings: TeamsSettings = {}, around: TeamsSurroundings = {}): Promise<TeamsTab> {
    const page = await world.desktop(around.browser);
    const context = page.context();
    await answerMicrosoft(world, context);
    if (around.windowsBlocked) await blockWindows(context);
    await around.before?.(context);
    const tab = new TeamsTab(page);
    const { person, ...rest } = settings;
    const search = new URLSearchParams({ ...rest, ...(person ? { person: PEOPLE[person].email } : {}) });
    await page.goto(`/dev/teams?${search}`);
    await page.locator('iframe').waitFor({ state: 'attached' });
    return tab;
  }

  /** Signed in, at the inbox. */
  static async inbox(world: World, settings: TeamsSettings = {}, around: TeamsSurroundings = {}): Promise<TeamsTab> {
    const tab = await TeamsTab.open(world, settings, around);
    await heading(tab.frame, 'Inkorg');
    return tab;
  }

  /** The product's frame; it stays the same while the host loads other addresses into it. */
  get frame(): Frame {
    return need(this.page.frame({ name: 'embedded-page-container' }), "the tab's frame");
  }

  /** The path that the tab shows now, below /teams. */
  path(): string {
    const { pathname } = new URL(this.frame.url());
    return pathname.replace(/^\/teams/, '') || '/';
  }

  state(): Promise<State> {
    return this.page.evaluate(() => (globalThis as HostWindow).sefosTeamsHost.state);
  }

  /** How often the product has called a function of the host. */
  calls(name: string): Promise<number> {
    return this.page.evaluate(
      (wanted) => (globalThis as HostWindow).sefosTeamsHost.calls.filter((call) => call.name === wanted).length,
      name,
    );
  }

  set(name: keyof TeamsSettings, value: string): Promise<void> {
    return this.page.evaluate((setting) => (globalThis as HostWindow).sefosTeamsHost.set(setting.name, setting.value), {
      name,
      value,
    });
  }

  async theme(name: TeamsTheme): Promise<void> {
    await this.set('theme', name);
  }

  /** Makes the window so wide that the frame has this width. */
  async frameWidth(width: number): Promise<void> {
    const window = need(this.page.viewportSize(), 'the size of the window');
    const inside = await this.frame.evaluate(() => innerWidth);
    await this.page.setViewportSize({ width: window.width + width - inside, height: window.height });
    await eventually(`The frame is ${width} px wide`, () =>
      this.frame.evaluate((wanted) => innerWidth === wanted, width),
    );
  }

  async suspend(): Promise<void> {
    await this.page.evaluate(() => (globalThis as HostWindow).sefosTeamsHost.suspend());
    await eventually('The tab is asleep', async () => (await this.state()) === 'suspended');
  }

  async resume(path?: string): Promise<void> {
    await this.page.evaluate((to) => (globalThis as HostWindow).sefosTeamsHost.resume(to), path);
    await eventually('The tab is awake', async () => (await this.state()) === 'ready');
  }

  /** Tells the tab to begin anew, as Teams does when it is opened again; what was in the frame before is gone then. */
  async reload(): Promise<void> {
    const { frame } = this;
    const gone = this.page.waitForEvent('framenavigated', (one) => one === frame);
    await this.page.evaluate(() => (globalThis as HostWindow).sefosTeamsHost.reload());
    await gone;
  }

  /** The person lets windows come. */
  allowWindows(): Promise<void> {
    return allowWindows(this.page);
  }

  /** The session token that the frame has now. */
  async token(): Promise<string> {
    const kept = await this.frame.evaluate(() => JSON.stringify({ ...sessionStorage }));
    return need(/"token\\*":\\*"([A-Za-z0-9_-]{20,})/.exec(kept)?.[1], 'the token in the frame');
  }

  /** The tab's session over the API. */
  async client(world: World): Promise<ApiClient> {
    const client = new ApiClient(world.url);
    client.bearer = { token: await this.token(), host: 'teams' };
    return client;
  }

  /** The plain page with its one button, and why it is shown. */
  async plainPage(reason: string | RegExp): Promise<void> {
    await seen(this.frame.getByText(reason));
    await seen(this.frame.getByRole('button', { name: 'Logga in', exact: true }));
    same(await this.frame.getByRole('button', { name: 'Logga in', exact: true }).count(), 1, 'buttons');
  }

  /** The window that came without a click. */
  openedByItself(): Promise<Page> {
    const others = () =>
      this.page
        .context()
        .pages()
        .find((page) => page !== this.page);
    return eventually('A window opens', others);
  }

  /** Does `act`, and answers the window that it opens. */
  async window(act: () => Promise<unknown>): Promise<Page> {
    const [opened] = await Promise.all([this.page.context().waitForEvent('page'), act()]);
    return opened;
  }
}

/** In our own window: the click that gives the tab its session. */
export const goOnToTeams = async (opened: Page): Promise<void> => {
  await heading(opened, 'Fortsätt till Teams');
  await opened.getByRole('button', { name: 'Fortsätt till Teams' }).click();
};
