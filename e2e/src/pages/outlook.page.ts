import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { signOut } from '@sefos/shared/contract/sign-in.ts';
import type { BrowserContextOptions, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { check, eventually, need, PATIENCE_MS, same, seen } from '../harness/check.ts';
import type { World } from '../harness/world.ts';
import type { Level, Method } from './compose.page.ts';
import type { MailDraft, MailFile, MailFolder, MailItem, OpenDraft } from './outlook-mail.ts';

/** What `window.sefosOutlookHost` of /dev/outlook offers to tests (simulators/src/outlook-host/index.ts). */
interface Controls {
  items(): Promise<readonly MailItem[]>;
  compose(draft?: Partial<MailDraft>): void;
  appointment(draft?: Partial<MailDraft>): void;
  openDraft(id: string): void;
  draft(): OpenDraft | null;
  edit(part: Partial<Pick<MailDraft, 'subject' | 'bodyHtml' | 'to' | 'cc' | 'bcc'>>): void;
  attach(file: MailFile): void;
  openFolder(folder: MailFolder): void;
  select(ids: readonly string[]): void;
  closePane(): void;
  pin(): void;
  send(): Promise<boolean>;
  failNext(api: string, calls?: number, code?: string | number): void;
  set(name: string, value: string): void;
  setTheme(theme: string): void;
}

interface HostWindow {
  readonly sefosOutlookHost?: Controls & { readonly calls: readonly { readonly name: string }[] };
}

/** Name and path of an endpoint of ours, for a line that is cut. */
type Cut = 'request' | 'answer';

/** The simulated Outlook with the product's task pane in it. */
export class Outlook {
  readonly page: Page;
  readonly pane: FrameLocator;

  private constructor(page: Page) {
    this.page = page;
    this.pane = page.frameLocator('iframe.pane-frame');
  }

  /** `settings`: parameters of /dev/outlook. The pane stays for a while after sending, so that its end can be read. */
  static async open(
    world: World,
    settings: Readonly<Record<string, string>> = {},
    options: BrowserContextOptions = {},
  ): Promise<Outlook> {
    return Outlook.on(await world.desktop(options), settings);
  }

  static async on(page: Page, settings: Readonly<Record<string, string>> = {}): Promise<Outlook> {
    await page.goto(`/dev/outlook?${new URLSearchParams({ linger: '60000', ...settings })}`);
    const outlook = new Outlook(page);
    await eventually('The simulated Outlook has started', () =>
      page.evaluate(() => (globalThis as HostWindow).sefosOutlookHost !== undefined),
    );
    return outlook;
  }

  /** Presses one of the controls for tests. */
  tell<Name extends keyof Controls>(
    name: Name,
    ...given: Parameters<Controls[Name]>
  ): Promise<Awaited<ReturnType<Controls[Name]>>> {
    return this.page.evaluate(
      ({ name, given }) => {
        const host = (globalThis as HostWindow).sefosOutlookHost as unknown as Record<
          string,
          (...values: readonly unknown[]) => unknown
        >;
        return host[name]?.(...given);
      },
      { name, given },
    ) as Promise<Awaited<ReturnType<Controls[Name]>>>;
  }

  /** Names of what Office.js was asked, oldest first. */
  calls(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as HostWindow).sefosOutlookHost?.calls.map(({ name }) => name) ?? []);
  }

  button(name: string | RegExp): Locator {
    return this.pane.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
  }

  text(text: string | RegExp): Locator {
    return this.pane.getByText(text);
  }

  async heading(name: string | RegExp, withinMs = PATIENCE_MS): Promise<void> {
    const exact = typeof name === 'string' ? { exact: true } : {};
    await seen(this.pane.getByRole('heading', { name, ...exact }), withinMs);
  }

  /** The pane's own document. */
  frame(): Frame {
    return need(this.page.frame({ name: 'sefos-pane' }), 'the pane');
  }

  /** Opens a window for writing with this in it, and the pane beside it. */
  async write(draft: Partial<MailDraft>): Promise<void> {
    await this.tell('compose', draft);
    await this.encrypt();
  }

  /** The ribbon's button. */
  async encrypt(): Promise<void> {
    await this.page.getByRole('button', { name: 'Kryptera meddelande', exact: true }).click();
  }

  /** What will be encrypted is shown. The form stands there before the mail program has given the mail: only then can it be sent. */
  async form(withinMs = PATIENCE_MS): Promise<void> {
    const button = this.pane.getByRole('button', { name: 'Kryptera och skicka', exact: true, disabled: false });
    await seen(button, withinMs);
  }

  async chooseLevel(level: Level): Promise<void> {
    await this.pane.getByRole('radio', { name: new RegExp(`^LoA${level}`) }).check();
  }

  /** Unfolds the part of one recipient without an account and says how she is identified. */
  async identify(address: string, method: Method, value = ''): Promise<void> {
    const frame = this.frame();
    const header = frame.getByRole('button', { name: `Så identifieras ${address}` });
    await seen(header);
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    // What follows the heading first is its own panel's.
    const next = (xpath: string) => header.locator(`xpath=following::${xpath}[1]`);
    await next('select').selectOption({ label: method });
    if (method === 'SMS') await next('input[@type="tel"]').fill(value);
    if (method === 'BankID') await next('input[@inputmode="numeric"]').fill(value);
  }

  async press(name = 'Kryptera och skicka'): Promise<void> {
    await this.button(name).click();
  }

  /** It ended or stopped under this heading; answers every sentence that the pane says about it. */
  async end(heading: string | RegExp, withinMs = 30_000): Promise<string> {
    const known = ['Skickat krypterat', 'Inte skickat', 'Oklart om det skickades', 'Skickat krypterat, men inte klart'];
    const found = this.pane.getByRole('heading', { level: 1 });
    await eventually(
      `The pane ends with "${heading}"`,
      async () => known.includes((await found.innerText({ timeout: 1_000 })).trim()),
      { withinMs },
    );
    const said = await this.pane.locator('body').innerText();
    const title = (await found.innerText()).trim();
    const isExpected = typeof heading === 'string' ? title === heading : heading.test(title);
    check(isExpected, `The end is "${title}", not "${heading}": ${said.replaceAll('\n', ' ')}`);
    return said;
  }

  /** No mail of these folders holds one of these texts. */
  async holdsNothingOf(
    texts: readonly string[],
    folders: readonly MailFolder[] = ['drafts', 'sent', 'deleted'],
  ): Promise<void> {
    for (const { folder, ...item } of await this.tell('items')) {
      if (!folders.includes(folder)) continue;
      const found = texts.filter((text) => JSON.stringify(item).includes(text));
      same(found, [], `plain text in ${folder}`);
    }
  }

  /** Ends the pane's session at the server, behind its back, once it has one; answers the status. */
  async endSession(): Promise<number> {
    const isSignedIn = () => this.frame().evaluate(() => Object.values(sessionStorage).join(' ').includes('"token":'));
    await eventually('The pane is signed in', isSignedIn);
    return this.frame().evaluate(async (path) => {
      const stored = Object.values(sessionStorage).join(' ');
      const token = /"token":"([^"]+)"/.exec(stored)?.[1] ?? '';
      const headers = { authorization: `Bearer ${token}`, 'x-sefos-host': 'outlook' };
      return (await fetch(path, { method: 'DELETE', headers })).status;
    }, `${API_PREFIX}${signOut.path}`);
  }

  async folder(folder: MailFolder): Promise<readonly MailItem[]> {
    return (await this.tell('items')).filter((item) => item.folder === folder);
  }

  /** Cuts the line at one endpoint: the request is lost, or only its answer. Answers how it is mended. */
  async cut(
    isIt: (path: string) => boolean,
    method: string,
    what: Cut,
    times = Number.POSITIVE_INFINITY,
  ): Promise<() => Promise<void>> {
    let left = times;
    await this.page.route(
      ({ pathname }) => isIt(pathname),
      async (route) => {
        if (left === 0 || route.request().method() !== method) return route.fallback();
        left -= 1;
        if (what === 'answer') await route.fetch();
        return route.abort('connectionreset');
      },
    );
    return async () => {
      left = 0;
    };
  }

  /** The window for writing is closed by the pane, which goes with it. */
  async windowCloses(): Promise<void> {
    await eventually('The window is closed', async () => (await this.tell('draft')) === null, { withinMs: 30_000 });
  }

  /** Selects a mail of a folder by a word of its subject or its id, and opens the pane beside it. */
  async read(find: (item: MailItem) => boolean, folder: MailFolder = 'inbox'): Promise<MailItem> {
    const item = await eventually('The mail lies there', async () => (await this.folder(folder)).find(find));
    await this.tell('openFolder', folder);
    await this.tell('select', [item.id]);
    await this.page.getByRole('button', { name: 'Öppna meddelande', exact: true }).click();
    return item;
  }
}
