import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { signOut } from '@sefos/shared/contract/sign-in.ts';
import type { BrowserContextOptions, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { axeFindings } from '../harness/axe.ts';
import { check, eventually, need, PATIENCE_MS, same, seen } from '../harness/check.ts';
import { settle, widerThanScreen } from '../harness/looks.ts';
import { type Captured, partsOf } from '../harness/outbox.ts';
import type { World } from '../harness/world.ts';
import type { Level, Method } from './compose.page.ts';

export interface MailAddress {
  readonly emailAddress: string;
  readonly displayName: string;
  readonly recipientType: string;
}

export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly isInline: boolean;
  readonly contentId: string;
  readonly kind: 'file' | 'item' | 'cloud';
  readonly contentBase64: string;
  readonly url: string;
}

export interface MailDraft {
  readonly kind: 'message' | 'appointment';
  readonly subject: string;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly bodyHtml: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailFile[];
}

export type MailFolder = 'inbox' | 'drafts' | 'sent' | 'deleted';

export interface MailItem extends MailDraft {
  readonly id: string;
  readonly folder: MailFolder;
}

type OpenDraft = MailDraft & { readonly savedId: string | null };

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

const typeOf = (address: string): string => {
  if (address === '') return 'other';
  if (/^(lista|grupp)\b/.test(address)) return 'distributionList';
  return address.endsWith('kommun.example') ? 'user' : 'externalUser';
};

export const person = (emailAddress: string, displayName = emailAddress): MailAddress => ({
  emailAddress,
  displayName,
  recipientType: typeOf(emailAddress),
});

export const mailFile = (name: string, content: string | Buffer, more: Partial<MailFile> = {}): MailFile => {
  const bytes = Buffer.from(content);
  const contentBase64 = bytes.toString('base64');
  const plain = {
    contentType: 'application/octet-stream',
    isInline: false,
    contentId: '',
    kind: 'file',
    url: '',
  } as const;
  return { name, ...plain, sizeBytes: bytes.length, contentBase64, ...more };
};

/** The one link of a mail that leads to a message for whoever got it. */
export const sharedLinkOf = ({ html }: { readonly html: string }): string => {
  const links = [...html.matchAll(/\bhref="([^"]+)"/g)].map((match) => match[1] ?? '');
  same(links.length, 1, 'links in the mail');
  check((links[0] ?? '').includes('/o/'), `The mail's link leads to ${links[0]}`);
  return (links[0] ?? '').replaceAll('&amp;', '&');
};

/** Id of the message that a mail's shared link leads to. */
export const sharedIdOf = (mail: Captured): string => partsOf(sharedLinkOf(mail)).id;

/** Hanna's messages in Skickade with this subject. */
export const messagesAbout = async (world: World, subject: string) =>
  (await (await world.account('hanna')).rows('sent')).filter((row) => row.subject === subject);

/** Mails that tell of a message: Outlook's own, or those of SEFOS. */
export const tellingMails = async (world: World, messageId: string): Promise<readonly Captured[]> =>
  (await world.outbox.all()).filter((mail) => String(mail.headers['x-sefos-message'] ?? '') === messageId);

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

  /** What will be encrypted is shown. */
  async form(withinMs = PATIENCE_MS): Promise<void> {
    await seen(this.button('Kryptera och skicka'), withinMs);
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

  /** Ends the pane's session at the server, behind its back; answers the status. */
  endSession(): Promise<number> {
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

/** The element that has the focus is in sight and shows that it has it. */
export const focusIsSeen = async (frame: Frame, what: string): Promise<void> => {
  const shown = await frame.evaluate(() => {
    const element = document.activeElement;
    if (!element) return false;
    const { top, bottom } = element.getBoundingClientRect();
    const around = [element, element.parentElement, element.nextElementSibling].filter((near) => near !== null);
    const marked = around.some((near) =>
      ['', '::after', '::before'].some((part) => {
        const style = getComputedStyle(near, part || null);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderBottomWidth === '2px';
      }),
    );
    return marked && top >= -1 && bottom <= window.innerHeight + 1;
  });
  check(shown, `The focus is not in sight at ${what}`);
};

const SCREENSHOTS = process.env.OUTLOOK_SCREENSHOTS;

/** What axe and the width say about the pane as it is now; a picture of it where one is asked for. */
export const lookAtPane = async (outlook: Outlook, name: string, findings: string[]): Promise<void> => {
  const frame = outlook.frame();
  await settle(frame);
  const width = await frame.evaluate(() => window.innerWidth);
  if (width > 320) findings.push(`${name}: the pane is ${width} px wide`);
  for (const text of [...(await axeFindings(frame)), ...(await widerThanScreen(frame))])
    findings.push(`${name}: ${text}`);
  if (!SCREENSHOTS) return;
  const element = outlook.page.locator('iframe.pane-frame');
  const height = await frame.evaluate(() => document.documentElement.scrollHeight);
  await element.evaluate(
    (pane, pixels) => {
      pane.style.height = `${pixels}px`;
    },
    Math.max(700, height + 4),
  );
  await element.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  await element.evaluate((pane) => pane.style.removeProperty('height'));
};
