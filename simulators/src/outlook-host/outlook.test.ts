import { webcrypto } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { makeBroker } from '../entra/broker.ts';
import { installOffice } from '../office/install.ts';
import { CallLog } from '../platform/call-log.ts';
import { Settings } from '../platform/settings.ts';
import { Failures } from './failures.ts';
import type { MailDraft, MailFolder, MailItem } from './mail-item.ts';
import type { MailboxClient } from './mailbox-client.ts';
import { Outlook } from './outlook.ts';
import { OUTLOOK_SETTINGS, type OutlookSetting } from './settings.ts';

const ORIGIN = location.origin;
const HANNA = {
  email: 'hanna@storkommun.example',
  displayName: 'Hanna',
  tenantId: '11111111-1111-4111-8111-111111111111',
  objectId: '22222222-2222-4222-8222-222222222222',
};
const KALLE = { emailAddress: 'kalle@storkommun.example', displayName: 'Kalle', recipientType: 'user' };
const FILE = {
  name: 'intyg.txt',
  contentType: 'text/plain',
  sizeBytes: 3,
  isInline: false,
  contentId: '',
  kind: 'file' as const,
  contentBase64: 'SGVq',
  url: '',
};

const later = (milliseconds = 20) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Exchange in memory. */
function fakeMailbox() {
  const items: MailItem[] = [];
  let last = 0;
  const put = (draft: MailDraft, folder: MailFolder, id: string | null): MailItem => {
    last += 1;
    const from = { emailAddress: HANNA.email, displayName: HANNA.displayName, recipientType: 'user' };
    const item = {
      ...draft,
      id: id ?? `AAMk/${last}+`,
      folder,
      from,
      internetMessageId: '',
      conversationId: '',
      at: String(last),
    };
    items.splice(0, items.length, item, ...items.filter((other) => other.id !== item.id));
    return item;
  };
  const client: MailboxClient = {
    list: async () => [...items],
    save: async (draft, id) => put(draft, 'drafts', id),
    send: async (draft, id) => put(draft, 'sent', id),
    move: async (id, folder) => {
      const item = items.find((known) => known.id === id);
      if (!item) throw new Error('not there');
      return put(item, folder, id);
    },
    remove: async () => undefined,
  };
  return { client, items, put };
}

/** A message event from `source`, whom jsdom would not take in its constructor. */
function deliver(target: EventTarget, data: unknown, source: unknown): void {
  const event = new MessageEvent('message', { data, origin: ORIGIN });
  Object.defineProperty(event, 'source', { value: source });
  target.dispatchEvent(event);
}

/** A frame with our Office.js inside, without a browser's navigation. */
function makeFrame(frames: FakeFrame[]): HTMLIFrameElement {
  const own = new EventTarget();
  const frame = document.createElement('iframe');
  Object.assign(own, {
    location: { origin: ORIGIN, href: `${ORIGIN}/outlook/compose` },
    document: { readyState: 'complete' },
    history: { pushState: () => undefined, replaceState: () => undefined },
    parent: { postMessage: (data: unknown) => deliver(window, structuredClone(data), own) },
    postMessage: (data: unknown) => deliver(own, structuredClone(data), (own as unknown as Window).parent),
  });
  Object.defineProperty(frame, 'contentWindow', { value: own });
  frames.push(own as unknown as FakeFrame);
  return frame;
}
type FakeFrame = Window & { Office: typeof Office; nestedAppAuthBridge?: unknown };

function openOutlook(given: Partial<Record<OutlookSetting, string>> = {}) {
  const settings = new Settings<OutlookSetting>(
    OUTLOOK_SETTINGS,
    `?${new URLSearchParams({ smartAlerts: 'off', linger: '0', ...given })}`,
  );
  const entra = { accounts: async () => [HANNA], token: () => Promise.reject(new Error('unused')) };
  const broker = makeBroker({ list: [HANNA], entra }, settings);
  const mailbox = fakeMailbox();
  const failures = new Failures();
  const log = new CallLog();
  const frames: FakeFrame[] = [];
  const outlook = new Outlook({
    settings,
    account: broker.account,
    mailbox: mailbox.client,
    broker,
    failures,
    log,
    delayMs: () => settings.number('delay'),
    makeFrame: () => makeFrame(frames),
  });
  /** Opens the pane of a surface and waits for Office.onReady. */
  const openPane = async (surface: Parameters<typeof outlook.openPane>[0]) => {
    outlook.openPane(surface);
    const own = frames.at(-1);
    if (!own) throw new Error('no frame');
    installOffice(own);
    await own.Office.onReady();
    return own;
  };
  return { outlook, settings, mailbox, failures, log, frames, openPane };
}

type Call<T> = (callback: (result: Office.AsyncResult<T>) => void) => void;
const ask = <T>(call: Call<T>) => new Promise<Office.AsyncResult<T>>((resolve) => call(resolve));
const compose = (own: FakeFrame) => own.Office.context.mailbox.item as Office.MessageCompose;

beforeAll(() => {
  Object.assign(globalThis, { structuredClone: (value: unknown) => JSON.parse(JSON.stringify(value)) });
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
});
beforeEach(() => {
  jest.restoreAllMocks();
});

describe('the stand-in for Office.js in a window for writing', () => {
  it('reads and changes the item that the person sees', async () => {
    const { outlook, openPane } = openOutlook();
    const window = outlook.compose({ subject: 'Läkarintyg', to: [KALLE], bodyHtml: '<p>Hej</p>', attachments: [FILE] });
    const own = await openPane('message-compose');
    const item = compose(own);
    expect((await ask<string>((done) => item.subject.getAsync(done))).value).toBe('Läkarintyg');
    const to = (await ask<Office.EmailAddressDetails[]>((done) => item.to.getAsync(done))).value;
    expect(to).toMatchObject([KALLE]);
    const [file] = (await ask<Office.AttachmentDetailsCompose[]>((done) => item.getAttachmentsAsync(done))).value;
    const content = await ask<Office.AttachmentContent>((done) => item.getAttachmentContentAsync(file?.id ?? '', done));
    expect(content.value).toEqual({ format: 'base64', content: 'SGVq' });
    await ask<void>((done) => item.removeAttachmentAsync(file?.id ?? '', done));
    await ask<void>((done) => item.body.setAsync('<p>Ofarligt</p>', { coercionType: 'html' as never }, done));
    expect(window.draft()).toMatchObject({ bodyHtml: '<p>Ofarligt</p>', attachments: [] });
  });

  it('gives back the context that came with a call, and an error as a result', async () => {
    const { outlook, openPane, failures } = openOutlook();
    outlook.compose();
    const item = compose(await openPane('message-compose'));
    const context = { deep: () => 'not copyable' };
    const result = await ask<string>((done) => item.subject.getAsync({ asyncContext: context }, done));
    expect(result).toMatchObject({ status: 'succeeded', value: '' });
    expect(result.asyncContext).toBe(context);
    failures.failNext('subject.getAsync', 1, 'offline');
    const failed = await ask<string>((done) => item.subject.getAsync(done));
    expect(failed).toMatchObject({ status: 'failed', error: { name: 'NetworkError' } });
  });

  it.each([
    ['5', ['internetHeaders', 'sessionData', 'closeAsync', 'sendAsync', 'getAttachmentsAsync']],
    ['8', ['sessionData', 'closeAsync', 'sendAsync']],
    ['11', ['closeAsync', 'sendAsync']],
    ['14', ['sendAsync']],
    ['15', []],
  ])('has in 1.%s nothing that came later', async (requirementSet, absent) => {
    const { outlook, openPane } = openOutlook({ requirementSet });
    outlook.compose();
    const own = await openPane('message-compose');
    const names = ['internetHeaders', 'sessionData', 'closeAsync', 'sendAsync', 'getAttachmentsAsync'];
    expect(names.filter((name) => !(name in compose(own)))).toEqual(absent);
    const { requirements } = own.Office.context;
    expect(requirements.isSetSupported('Mailbox', `1.${requirementSet}`)).toBe(true);
    expect(requirements.isSetSupported('Mailbox', `1.${Number(requirementSet) + 1}`)).toBe(false);
  });

  it('fails the third reading of an attachment when the script says so', async () => {
    const { outlook, openPane } = openOutlook({ fail: 'getAttachmentContentAsync:3:5001' });
    const window = outlook.compose({ attachments: [FILE] });
    const item = compose(await openPane('message-compose'));
    const id = window.attachments[0]?.id ?? '';
    const read = () => ask<Office.AttachmentContent>((done) => item.getAttachmentContentAsync(id, done));
    const codes = [await read(), await read(), await read(), await read()].map(({ error }) => error?.code);
    expect(codes).toEqual([undefined, undefined, 5001, undefined]);
  });

  it('keeps to the real limits: session data, body, headers, attachments', async () => {
    const { outlook, openPane } = openOutlook();
    outlook.compose();
    const item = compose(await openPane('message-compose'));
    const set = (length: number) => ask<void>((done) => item.sessionData.setAsync('a', 'x'.repeat(length), done));
    expect((await set(49_999)).status).toBe('succeeded');
    expect((await set(50_000)).status).toBe('failed');
    const body = (length: number) => ask<void>((done) => item.body.setAsync('x'.repeat(length), done));
    expect((await body(1_000_000)).status).toBe('succeeded');
    expect((await body(1_000_001)).error).toMatchObject({ name: 'DataExceedsMaximumSize' });
    const headers = await ask<void>((done) => item.internetHeaders.setAsync({ 'x-a': 'x'.repeat(262_144) }, done));
    expect(headers.status).toBe('failed');
    const big = 'A'.repeat(Math.ceil((25 * 1024 * 1024 * 4) / 3) + 8);
    const attached = await ask<string>((done) => item.addFileAttachmentFromBase64Async(big, 'stor.bin', done));
    expect(attached.error).toMatchObject({ name: 'AttachmentSizeExceeded' });
  });

  it('cannot read a cloud attachment on the web, and reads an attached mail as eml', async () => {
    const { outlook, openPane } = openOutlook();
    const cloud = { ...FILE, name: 'moln.xlsx', kind: 'cloud' as const, url: 'https://cloud.example/x' };
    const mail = { ...FILE, name: 'Brev', kind: 'item' as const, contentBase64: btoa('Subject: Brev') };
    const window = outlook.compose({ attachments: [cloud, mail] });
    const item = compose(await openPane('message-compose'));
    const [first, second] = window.attachments.map(({ id }) => id);
    const read = (id = '') => ask<Office.AttachmentContent>((done) => item.getAttachmentContentAsync(id, done));
    expect((await read(first)).status).toBe('failed');
    expect((await read(second)).value).toEqual({ format: 'eml', content: 'Subject: Brev' });
  });

  it('saves, knows the saved id in both forms, sends and closes', async () => {
    const { outlook, openPane, mailbox } = openOutlook();
    outlook.compose({ subject: 'x', to: [KALLE] });
    const own = await openPane('message-compose');
    const item = compose(own);
    const { value: id } = await ask<string>((done) => item.saveAsync(done));
    const restId = own.Office.context.mailbox.convertToRestId(id, 'v2.0' as never);
    expect(restId).toBe(id.replace('/', '-').replace('+', '_'));
    await ask<void>((done) => item.internetHeaders.setAsync({ 'x-sefos-message': 'abc' }, done));
    expect((await ask<void>((done) => item.sendAsync(done))).status).toBe('succeeded');
    expect(mailbox.items).toMatchObject([{ id, folder: 'sent', headers: { 'x-sefos-message': 'abc' } }]);
    await later();
    expect(outlook.window).toBeNull();
    expect(outlook.pane).toBeNull();
  });

  it('moves a saved draft to Deleted Items when it is discarded, and keeps it when the window is only closed', async () => {
    const { outlook, openPane, mailbox } = openOutlook();
    outlook.compose({ subject: 'a' });
    const first = compose(await openPane('message-compose'));
    await ask<string>((done) => first.saveAsync(done));
    await ask<void>((done) => first.closeAsync({ discardItem: true }, done));
    expect(mailbox.items.map(({ folder }) => folder)).toEqual(['deleted']);
    await later();
    outlook.compose({ subject: 'b' });
    await outlook.close(false);
    expect(mailbox.items.map(({ folder }) => folder)).toEqual(['drafts', 'deleted']);
  });

  it('puts the bridge for nested app authentication on the window only where the host has one', async () => {
    const { outlook, openPane, settings } = openOutlook();
    outlook.compose();
    const own = await openPane('message-compose');
    expect(own.nestedAppAuthBridge).toBeDefined();
    expect(own.Office.context.requirements.isSetSupported('NestedAppAuth', '1.1')).toBe(true);
    settings.set('signIn', 'no-bridge');
    const without = await openPane('message-compose');
    expect(without.nestedAppAuthBridge).toBeUndefined();
    expect(without.Office.context.requirements.isSetSupported('NestedAppAuth', '1.1')).toBe(false);
  });

  it('takes the history methods away, as the real file does', async () => {
    const { outlook, openPane } = openOutlook();
    outlook.compose();
    expect((await openPane('message-compose')).history.replaceState).toBeNull();
  });
});

describe('the stand-in for Office.js beside a mail that is read', () => {
  const twoMails = async (given: Partial<Record<OutlookSetting, string>> = {}) => {
    const world = openOutlook(given);
    const draft = { ...EMPTY, headers: { 'x-sefos-message': 'abc', subject: 'Ett' } };
    world.mailbox.put({ ...draft, subject: 'Ett' }, 'inbox', 'one');
    world.mailbox.put({ ...EMPTY, subject: 'Två' }, 'inbox', 'two');
    await world.outlook.refresh();
    world.outlook.select(['one']);
    return world;
  };
  const EMPTY: MailDraft = {
    kind: 'message',
    subject: '',
    to: [],
    cc: [],
    bcc: [],
    bodyHtml: '<p>Hej</p>',
    headers: {},
    attachments: [],
    start: '',
    end: '',
    location: '',
  };
  const read = (own: FakeFrame) => own.Office.context.mailbox.item as unknown as Office.MessageRead;

  it('gives headers as text and the body', async () => {
    const own = await (await twoMails()).openPane('message-read');
    expect(read(own).subject).toBe('Ett');
    const headers = await ask<string>((done) => read(own).getAllInternetHeadersAsync(done));
    expect(headers.value.split('\r\n')).toContain('x-sefos-message: abc');
    const body = await ask<string>((done) => read(own).body.getAsync('html' as never, done));
    expect(body.value).toBe('<p>Hej</p>');
  });

  it('tells a pinned pane of every selection, one, none and several', async () => {
    const { outlook, openPane } = await twoMails();
    const own = await openPane('message-read');
    outlook.togglePin();
    const { mailbox } = own.Office.context;
    const heard: string[] = [];
    const listen = (type: string) =>
      ask<void>((done) => mailbox.addHandlerAsync(type, () => void heard.push(type), done));
    await listen(String(own.Office.EventType.ItemChanged));
    await listen(String(own.Office.EventType.SelectedItemsChanged));
    outlook.select(['two']);
    expect(read(own).subject).toBe('Två');
    outlook.select(['one', 'two']);
    expect(mailbox.item).toBeNull();
    const selected = await ask<Office.SelectedItemDetails[]>((done) => mailbox.getSelectedItemsAsync(done));
    expect(selected.value).toHaveLength(2);
    outlook.select([]);
    expect(mailbox.item).toBeNull();
    expect(heard.filter((type) => type === String(own.Office.EventType.SelectedItemsChanged))).toHaveLength(3);
    expect(heard.filter((type) => type === String(own.Office.EventType.ItemChanged))).toHaveLength(2);
  });

  it('closes a pane that is not pinned when another mail is selected', async () => {
    const { outlook, openPane } = await twoMails();
    await openPane('message-read');
    outlook.select(['two']);
    expect(outlook.pane).toBeNull();
  });

  it('tells of a new theme', async () => {
    const { settings, openPane } = await twoMails();
    const own = await openPane('message-read');
    const dark: boolean[] = [];
    const onTheme = ({ officeTheme }: { readonly officeTheme: Office.OfficeTheme }) =>
      void dark.push(officeTheme.isDarkTheme);
    const type = own.Office.EventType.OfficeThemeChanged;
    await ask<void>((done) => own.Office.context.mailbox.addHandlerAsync(type, onTheme, done));
    settings.set('theme', 'dark');
    expect(dark).toEqual([true]);
    expect(own.Office.context.officeTheme.isDarkTheme).toBe(true);
  });
});
