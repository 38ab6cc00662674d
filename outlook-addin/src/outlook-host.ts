import { browserDownload, browserStorage, browserTheme, onBrowserThemeChange } from '@sefos/shared/host/browser.ts';
import { type Host, type HostComposeItem, HostError, type HostReadItem } from '@sefos/shared/host/host.port.ts';
import { asPromise } from './office-async.ts';
import { readComposeItem } from './outlook-compose-item.ts';

/** What we use of Office.js; narrow, so that a test can stand in for Outlook. */
export interface OfficeApi {
  readonly context: {
    readonly displayLanguage: string;
    readonly mailbox: { readonly item?: unknown };
    readonly ui: { openBrowserWindow?(url: string): void };
  };
  readonly auth: { getAccessToken(options?: Office.AuthOptions): Promise<string> };
  onReady(): Promise<{ host: unknown }>;
}

type Item = Office.MessageCompose | Office.MessageRead;

// Only in compose mode is the subject an object with getAsync; in read mode it is text.
const isCompose = (item: Item): item is Office.MessageCompose => typeof item.subject === 'object';

function composeItem(item: Item | undefined): HostComposeItem | undefined {
  return item && isCompose(item) ? { read: () => readComposeItem(item) } : undefined;
}

function readItem(item: Item | undefined): HostReadItem | undefined {
  if (!item || isCompose(item)) return undefined;
  const read = async () => ({
    subject: item.subject,
    bodyHtml: await asPromise<string>((done) => item.body.getAsync('html' as Office.CoercionType.Html, done)),
  });
  return { read };
}

/**
 * Waits for Office.js and returns Outlook as a host.
 * @throws {HostError} failed: the page is not running in Outlook.
 */
export async function makeOutlookHost(office: OfficeApi, target: Window): Promise<Host> {
  const { host } = await office.onReady();
  if (host !== 'Outlook') throw new HostError('failed', 'Office.js did not find Outlook around this page');
  const item = office.context.mailbox.item as Item | undefined;
  const token = () =>
    office.auth.getAccessToken({ allowSignInPrompt: false }).catch((): never => {
      throw new HostError('sign-in-required', 'Outlook gave no token without asking the person');
    });
  return {
    kind: 'outlook',
    identity: { kind: 'bearer', token },
    // Outlook does not say whether its theme is dark (Office.OfficeTheme.isDarkTheme); the frame follows the system.
    theme: () => browserTheme(target),
    onThemeChange: (listener) => onBrowserThemeChange(target, listener),
    locales: () => [office.context.displayLanguage],
    openExternal: (url) => {
      if (office.context.ui.openBrowserWindow) office.context.ui.openBrowserWindow(url);
      else target.open(url, '_blank', 'noopener,noreferrer');
    },
    initialPath: undefined,
    deepLink: (path) => new URL(path, target.location.origin).href,
    download: async (file) => browserDownload(target.document, file),
    composeItem: composeItem(item),
    readItem: readItem(item),
    notify: () => undefined,
    notifyFailure: () => undefined,
    storage: browserStorage(target),
  };
}
