import type { EntraAccount } from '../entra/entra-client.ts';
import type { Surface, Welcome } from '../office/wire.ts';
import { wait } from '../platform/dom.ts';
import type { Settings } from '../platform/settings.ts';
import { type ComposeCall, runComposeMethod } from './compose-methods.ts';
import { ComposeWindow } from './compose-window.ts';
import type { MailAddress, MailDraft, MailFolder, MailItem } from './mail-item.ts';
import type { MailboxClient } from './mailbox-client.ts';
import { internalError, OfficeFailure, offline } from './office-error.ts';
import { type FrameSurroundings, OfficeFrame } from './office-frame.ts';
import { readFacts, runReadMethod, selectedItems } from './read-methods.ts';
import type { OutlookSetting } from './settings.ts';
import { runSmartAlerts, type SendMode } from './smart-alerts.ts';

export type OutlookPart = 'items' | 'selection' | 'window' | 'pane' | 'status';

interface Pane {
  readonly surface: Surface;
  readonly frame: HTMLIFrameElement;
  readonly line: OfficeFrame;
}

export interface OutlookOptions extends FrameSurroundings {
  readonly settings: Settings<OutlookSetting>;
  readonly account: () => EntraAccount;
  readonly mailbox: MailboxClient;
  /** Makes the frame of a task pane; the page puts it where it belongs. */
  readonly makeFrame: () => HTMLIFrameElement;
}

const PAGES = {
  'message-compose': 'composePage',
  'message-read': 'readPage',
  'appointment-compose': 'appointmentPage',
} as const;

/** The mail program: folders, selection, one window for writing, one task pane. Views follow its changes. */
export class Outlook {
  readonly settings: Settings<OutlookSetting>;
  items: readonly MailItem[] = [];
  folder: MailFolder = 'inbox';
  selected: readonly string[] = [];
  window: ComposeWindow | null = null;
  pane: Pane | null = null;
  isPinned = false;
  /** One sentence about what has just happened. */
  status = '';
  readonly #options: OutlookOptions;
  readonly #listeners = new Set<(part: OutlookPart) => void>();

  constructor(options: OutlookOptions) {
    this.#options = options;
    this.settings = options.settings;
    options.settings.onChange((name, value) => {
      if (name === 'theme') this.#event('officeThemeChanged', { theme: value });
      if (name === 'person') void this.#changePerson();
      if (name === 'fail') options.failures.script(value);
      if (name === 'requirementSet' || name === 'locale' || name === 'platform' || name === 'signIn') this.closePane();
    });
    options.failures.script(options.settings.get('fail'));
  }

  onChange(listener: (part: OutlookPart) => void): void {
    this.#listeners.add(listener);
  }

  /** The selected mail; undefined when none or several are. */
  get current(): MailItem | undefined {
    return this.selected.length === 1 ? this.items.find(({ id }) => id === this.selected[0]) : undefined;
  }

  async refresh(): Promise<void> {
    const items = await this.#options.mailbox.list();
    if (JSON.stringify(items.map(({ id, at }) => id + at)) === JSON.stringify(this.items.map(({ id, at }) => id + at)))
      return;
    this.items = items;
    this.#tell('items');
    const left = this.selected.filter((id) => items.some((item) => item.id === id));
    if (left.length !== this.selected.length) this.select(left);
  }

  openFolder(folder: MailFolder): void {
    this.folder = folder;
    this.select([]);
    this.#tell('items');
  }

  /** Selects mail of the list; a pinned pane hears of it, another closes, as in Outlook. */
  select(ids: readonly string[]): void {
    this.selected = ids;
    this.#tell('selection');
    if (this.pane?.surface !== 'message-read') return;
    if (!this.isPinned) {
      this.closePane();
      return;
    }
    const read = this.current ? readFacts(this.current) : null;
    if (ids.length < 2) this.#event('olkItemSelectedChanged', {}, read);
    this.#event('olkSelectedItemsChanged', {}, ids.length < 2 ? undefined : null);
  }

  /** Opens a window for writing; a saved draft goes on as itself. */
  compose(draft: Partial<MailDraft> = {}, saved: MailItem | null = null): ComposeWindow {
    this.closePane();
    this.window = new ComposeWindow(draft, saved);
    this.#tell('window');
    return this.window;
  }

  openDraft(item: MailItem): void {
    this.compose(item, item);
  }

  openPane(surface: Surface): void {
    this.closePane();
    const { settings } = this;
    const frame = this.#options.makeFrame();
    const line = new OfficeFrame({
      ...this.#options,
      frame,
      welcome: () => this.#welcome(surface),
      run: (method, given) => this.#run(method, given),
    });
    this.pane = { surface, frame, line };
    const url = new URL(settings.get(PAGES[surface]), location.origin);
    frame.src = url.origin === location.origin ? url.href : 'about:blank';
    this.#tell('pane');
  }

  closePane(): void {
    if (!this.pane) return;
    this.pane.line.close();
    this.pane = null;
    this.isPinned = false;
    this.#tell('pane');
  }

  togglePin(): void {
    this.isPinned = !this.isPinned;
    this.#tell('pane');
  }

  /** Saves what is being written and answers its id. */
  async save(): Promise<string> {
    const window = this.#writing();
    const item = await this.#reach(this.#options.mailbox.save(window.draft(), window.savedId));
    window.savedId = item.id;
    window.tell('saved');
    await this.refresh();
    return item.id;
  }

  /** The Skicka button, or sendAsync: Smart Alerts first, then the mail leaves and the window closes. @throws {OfficeFailure} */
  async send(): Promise<void> {
    const window = this.#writing();
    const verdict = await this.#smartAlerts();
    if (verdict !== 'send') {
      this.#say('Meddelandet skickades inte.');
      if (verdict === 'open-pane') this.openPane('message-compose');
      throw new OfficeFailure(9021, 'SendStopped', 'Sending was stopped.');
    }
    await this.#reach(this.#options.mailbox.send(window.draft(), window.savedId));
    this.#say('Meddelandet har skickats.');
    void wait(this.settings.number('linger')).then(() => this.#closeWindow(window));
    await this.refresh();
  }

  /** Closes the window. Without `discard` what was written is kept among the drafts, as Outlook does by itself. */
  async close(discard: boolean): Promise<void> {
    const window = this.#writing();
    if (!discard) await this.save();
    else if (window.savedId) {
      const keepId = this.settings.get('movedIds') === 'keep';
      // A draft that has been removed elsewhere needs no moving.
      await this.#options.mailbox.move(window.savedId, 'deleted', keepId).catch(() => undefined);
    }
    this.#say(discard ? 'Utkastet har kastats.' : 'Utkastet har sparats.');
    // The pane goes with its window, a moment later: its call is answered first.
    void wait(0).then(() => this.#closeWindow(window));
    await this.refresh();
  }

  async move(id: string, folder: MailFolder): Promise<void> {
    await this.#reach(this.#options.mailbox.move(id, folder, this.settings.get('movedIds') === 'keep'));
    await this.refresh();
  }

  async remove(id: string): Promise<void> {
    await this.#reach(this.#options.mailbox.remove(id));
    await this.refresh();
  }

  #closeWindow(window: ComposeWindow): void {
    if (this.window !== window) return;
    this.window = null;
    this.closePane();
    this.#tell('window');
  }

  #writing(): ComposeWindow {
    if (!this.window) throw internalError();
    return this.window;
  }

  async #reach<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch {
      this.#say('Outlook nådde inte servern.');
      throw navigator.onLine ? internalError() : offline();
    }
  }

  async #smartAlerts() {
    const { settings } = this;
    const requirementSet = settings.number('requirementSet');
    const mode = settings.get('smartAlerts');
    if (mode === 'off' || requirementSet < 12 || this.window?.kind !== 'message') return 'send';
    return runSmartAlerts({
      ...this.#options,
      page: settings.get('launchPage'),
      mode: mode as SendMode,
      requirementSet,
      welcome: () => this.#welcome('message-compose'),
      run: (method, given) => this.#run(method, given),
    });
  }

  async #run(method: string, given: readonly unknown[]): Promise<unknown> {
    if (method === 'ui.closeContainer') return this.closePane();
    if (method === 'mailbox.getSelectedItemsAsync')
      return selectedItems(this.items.filter(({ id }) => this.selected.includes(id)));
    if (method === 'mailbox.displayNewMessageForm') return void this.compose();
    if (method === 'mailbox.displayMessageForm') return this.select([String(given[0])]);
    if (method.startsWith('read.')) {
      if (!this.current) throw internalError();
      return runReadMethod(this.current, method, given);
    }
    const call: ComposeCall = {
      window: this.#writing(),
      actions: { save: () => this.save(), send: () => this.send(), close: (discard) => this.close(discard) },
      requirementSet: this.settings.number('requirementSet'),
      platform: this.settings.get('platform'),
      user: this.#user(),
    };
    return runComposeMethod(call, method, given);
  }

  #user(): MailAddress {
    const { email, displayName } = this.#options.account();
    return { emailAddress: email, displayName, recipientType: 'user' };
  }

  #welcome(surface: Surface): Welcome {
    const { settings } = this;
    const { emailAddress, displayName } = this.#user();
    return {
      surface,
      requirementSet: settings.number('requirementSet'),
      platform: settings.get('platform'),
      displayLanguage: settings.get('locale'),
      theme: settings.get('theme'),
      hasNestedAppAuth: settings.get('signIn') !== 'no-bridge',
      user: { emailAddress, displayName },
      read: surface === 'message-read' && this.current ? readFacts(this.current) : null,
    };
  }

  async #changePerson(): Promise<void> {
    this.window = null;
    this.closePane();
    this.items = [];
    this.select([]);
    this.#tell('window');
    await this.refresh();
  }

  #event(type: string, given: object, read?: ReturnType<typeof readFacts> | null): void {
    this.pane?.line.post({ kind: 'event', type, arguments: given, ...(read === undefined ? {} : { read }) });
  }

  #say(status: string): void {
    this.status = status;
    this.#tell('status');
  }

  #tell(part: OutlookPart): void {
    for (const listener of this.#listeners) listener(part);
  }
}
