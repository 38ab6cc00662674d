import { loadAccounts, makeBroker } from '../entra/broker.ts';
import { offerAccounts } from '../entra/sign-in-settings.ts';
import type { Surface } from '../office/wire.ts';
import { CallLog, type LoggedCall } from '../platform/call-log.ts';
import { Settings } from '../platform/settings.ts';
import { Failures } from './failures.ts';
import { EMPTY_DRAFT, type MailDraft, type MailFile, type MailFolder, type MailItem } from './mail-item.ts';
import { makeMailboxClient } from './mailbox-client.ts';
import { Outlook } from './outlook.ts';
import { OUTLOOK_SETTINGS, type OutlookSetting } from './settings.ts';
import { addInlinePicture } from './views/attachments-bar.ts';
import { drawOutlook, makePaneFrame, newAppointment } from './views/page.ts';

const REFRESH_EVERY_MS = 3_000;

/** `window.sefosOutlookHost`: the page's controls for tests. */
export interface OutlookHostControls {
  /** What Office.js and Smart Alerts have been asked, oldest first. */
  readonly calls: readonly LoggedCall[];
  /** Everything in the person's mailbox, from the server. */
  items(): Promise<readonly MailItem[]>;
  /** Opens a window for writing. */
  compose(draft?: Partial<MailDraft>): void;
  appointment(draft?: Partial<MailDraft>): void;
  /** Goes on with a saved draft. */
  openDraft(id: string): void;
  /** What is being written now; null when nothing is. */
  draft(): (MailDraft & { readonly savedId: string | null }) | null;
  /** Changes what is being written, as the person would. */
  edit(part: Partial<Pick<MailDraft, 'subject' | 'bodyHtml' | 'to' | 'cc' | 'bcc'>>): void;
  attach(file: Partial<MailFile> & { readonly name: string }): void;
  inlinePicture(): void;
  openFolder(folder: MailFolder): void;
  select(ids: readonly string[]): void;
  openPane(surface: Surface): void;
  closePane(): void;
  pin(): void;
  /** The Skicka button; resolves false when it was stopped. */
  send(): Promise<boolean>;
  failNext(api: string, calls?: number, code?: string | number): void;
  set(name: OutlookSetting, value: string): void;
  setTheme(theme: string): void;
  /** Minor number: 15 for 1.15. Closes the pane. */
  setRequirementSet(minor: number): void;
}

const attach = (outlook: Outlook, file: Partial<MailFile> & { readonly name: string }) =>
  outlook.window?.attach({
    contentType: 'application/octet-stream',
    sizeBytes: Math.floor(((file.contentBase64 ?? '').length * 3) / 4),
    isInline: false,
    contentId: '',
    kind: 'file',
    contentBase64: '',
    url: '',
    ...file,
  });

const makeControls = (outlook: Outlook, failures: Failures, log: CallLog): OutlookHostControls => ({
  calls: log.calls,
  items: async () => {
    await outlook.refresh();
    return outlook.items;
  },
  compose: (draft = {}) => void outlook.compose(draft),
  appointment: (draft = {}) => void outlook.compose({ ...newAppointment(), ...draft }),
  openDraft: (id) => {
    const item = outlook.items.find((known) => known.id === id);
    if (item) outlook.openDraft(item);
  },
  draft: () => outlook.window && { ...outlook.window.draft(), savedId: outlook.window.savedId },
  edit: (part) => {
    const { to, cc, bcc, subject, bodyHtml } = { ...(outlook.window?.fields ?? EMPTY_DRAFT), ...part };
    const values = { to, cc, bcc, subject, bodyHtml };
    for (const name of Object.keys(part) as (keyof typeof part)[]) outlook.window?.set(name, values[name]);
  },
  attach: (file) => void attach(outlook, file),
  inlinePicture: () => {
    if (outlook.window) addInlinePicture(outlook.window);
  },
  openFolder: (folder) => outlook.openFolder(folder),
  select: (ids) => outlook.select(ids),
  openPane: (surface) => outlook.openPane(surface),
  closePane: () => outlook.closePane(),
  pin: () => outlook.togglePin(),
  send: () =>
    outlook.send().then(
      () => true,
      () => false,
    ),
  failNext: (api, calls, code) => failures.failNext(api, calls, code),
  set: (name, value) => outlook.settings.set(name, value),
  setTheme: (theme) => outlook.settings.set('theme', theme),
  setRequirementSet: (minor) => outlook.settings.set('requirementSet', String(minor)),
});

async function start(): Promise<void> {
  const accounts = await loadAccounts();
  const settings = new Settings<OutlookSetting>(offerAccounts(OUTLOOK_SETTINGS, accounts.list), location.search);
  const broker = makeBroker(accounts, settings);
  const log = new CallLog();
  const failures = new Failures();
  const outlook = new Outlook({
    settings,
    account: broker.account,
    mailbox: makeMailboxClient(() => broker.account().objectId),
    broker,
    log,
    failures,
    delayMs: () => settings.number('delay'),
    makeFrame: makePaneFrame,
  });
  drawOutlook(document.getElementById('host') ?? document.body, outlook);
  Object.assign(window, { sefosOutlookHost: makeControls(outlook, failures, log) });
  await outlook.refresh();
  if (settings.get('start') === 'compose') outlook.compose();
  if (settings.get('start') === 'appointment') outlook.compose(newAppointment());
  setInterval(() => {
    if (!document.hidden) void outlook.refresh().catch(() => undefined);
  }, REFRESH_EVERY_MS);
}

start().catch((error: unknown) => {
  document.getElementById('host')?.replaceChildren(`The simulator could not start: ${String(error)}`);
});
