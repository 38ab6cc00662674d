import { browserDownload, browserStorage } from '@sefos/shared/host/browser.ts';
import { type Host, HostError } from '@sefos/shared/host/host.port.ts';
import { makeNestedSignIn } from '@sefos/shared/host/nested-app-auth.ts';
import type { PageSettings } from '@sefos/shared/host/page-settings.ts';
import { windowAddress } from '@sefos/shared/host/window-address.ts';
import { makeComposeItem } from './compose/compose-item.ts';
import { type ItemMailbox, isComposed } from './compose/composed-item.ts';
import { makeOfficeTheme, type OfficeColours } from './office-theme.ts';
import { makeOfficeWindow, type OfficeUi } from './office-window.ts';
import { makeReadItems, type ReadOffice } from './read/read-items.ts';

/** What we use of Office.js; narrow, so that a test can stand in for Outlook. */
export interface OfficeApi {
  readonly context: {
    readonly displayLanguage: string;
    readonly platform?: unknown;
    readonly officeTheme?: OfficeColours;
    readonly requirements: ReadOffice['context']['requirements'];
    readonly mailbox: Omit<ReadOffice['context']['mailbox'], 'item'> &
      ItemMailbox & { readonly item?: unknown; readonly userProfile?: Pick<Office.UserProfile, 'emailAddress'> };
    readonly ui: OfficeUi;
  };
  readonly EventType: ReadOffice['EventType'] & { readonly OfficeThemeChanged?: Office.EventType | string };
  onReady(): Promise<{ readonly host: unknown }>;
}

/**
 * Where the frame lets files be saved: the web, new Outlook and classic Outlook on Windows do; on Mac nothing happens, by design
 * (OfficeDev/office-js#2700, #6468; the way out is openBrowserWindow, #3662). Phones are as WebKit on Mac, until shown otherwise.
 */
const DOWNLOADING: readonly string[] = ['OfficeOnline', 'PC', 'Universal'];

/** Longest wait for Office.js to find the mail program around it, milliseconds. */
const READY_MS = 30_000;

async function ready(office: OfficeApi): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HostError('failed', 'Office.js did not start')), READY_MS);
  });
  const { host } = await Promise.race([office.onReady(), late]).finally(() => clearTimeout(timer));
  if (String(host) !== 'Outlook') throw new HostError('failed', 'Office.js did not find Outlook around this page');
}

function followTheme(office: OfficeApi): ((changed: (colours: OfficeColours) => void) => void) | undefined {
  const { requirements, mailbox } = office.context;
  if (!requirements.isSetSupported('Mailbox', '1.14') || typeof mailbox.addHandlerAsync !== 'function')
    return undefined;
  return (changed) =>
    mailbox.addHandlerAsync(
      office.EventType.OfficeThemeChanged ?? 'officeThemeChanged',
      (event: Office.OfficeThemeChangedEventArgs) => changed(event.officeTheme),
      // Refused: the theme then stays as it was when the pane was opened.
      () => undefined,
    );
}

/**
 * Waits for Office.js and returns Outlook as a host.
 * @throws {HostError} failed: the page is not running in Outlook.
 */
export async function makeOutlookHost(office: OfficeApi, target: Window, settings: PageSettings): Promise<Host> {
  await ready(office);
  const { context } = office;
  const { requirements, mailbox, ui } = context;
  const supports = (version: string) => requirements.isSetSupported('Mailbox', version);
  const origin = target.location.origin;
  const item = mailbox.item;
  const openWindow = makeOfficeWindow(ui, origin);
  const themes = makeOfficeTheme(
    { colours: () => (supports('1.14') ? context.officeTheme : undefined), follow: followTheme(office) },
    target,
  );
  return {
    kind: 'outlook',
    program: 'outlook',
    identity: {
      kind: 'bearer',
      host: 'outlook',
      person: mailbox.userProfile?.emailAddress.toLowerCase(),
      signIn: makeNestedSignIn({
        settings,
        isBridgeUsable: () => requirements.isSetSupported('NestedAppAuth', '1.1'),
        openWindow: (path) => openWindow(windowAddress(path, target.document, 'outlook').href),
      }),
    },
    basePath: '',
    ...themes,
    locales: () => [context.displayLanguage, ...target.navigator.languages],
    openExternal: (url) => {
      // Without it (before OpenBrowserWindowApi 1.1) the host's own web view decides.
      if (ui.openBrowserWindow) ui.openBrowserWindow(new URL(url, origin).href);
      else target.open(url, '_blank', 'noopener,noreferrer');
    },
    initialPath: undefined,
    lifecycle: undefined,
    deepLink: (path) => new URL(path, origin).href,
    canDownload: DOWNLOADING.includes(String(context.platform)),
    download: (file) => browserDownload(target.document, file),
    composeItem: isComposed(item) ? makeComposeItem(item, mailbox, supports) : undefined,
    readItems: isComposed(item) ? undefined : makeReadItems(office as ReadOffice),
    // Outlook shows a pane without being told.
    notify: () => undefined,
    notifyFailure: () => undefined,
    storage: browserStorage(target),
  };
}
