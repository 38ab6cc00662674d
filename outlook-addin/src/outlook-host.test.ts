import { describe, expect, it } from '@jest/globals';
import type { PageSettings } from '@sefos/shared/host/page-settings.ts';
import type { ThemeName } from '@sefos/shared/theme/themes.ts';
import { fakeItem, newDraft } from './compose/testing/fake-item.ts';
import { isDark } from './office-theme.ts';
import { makeOfficeSignInWindow, officeLine } from './office-window.ts';
import { makeOutlookHost, type OfficeApi } from './outlook-host.ts';
import { showOutsideOutlook } from './outside-outlook.ts';

const settings: PageSettings = { entra: null, teamsAppId: null };
type Handler = (event: Record<string, unknown>) => void;

interface FakeOptions {
  readonly item?: unknown;
  readonly host?: unknown;
  readonly platform?: string;
  readonly ceiling?: number;
  readonly colour?: string;
  /** What displayDialogAsync answers. */
  readonly dialogError?: number;
  /** How often a window counts as open although it was closed. */
  readonly stillOpen?: number;
}

function fakeOffice({
  item,
  host = 'Outlook',
  platform = 'OfficeOnline',
  ceiling = 16,
  colour,
  dialogError,
  stillOpen = 0,
}: FakeOptions = {}) {
  const handlers: Record<string, Handler> = {};
  const opened: string[] = [];
  const closed: string[] = [];
  let closing = stillOpen;
  const dialog = {
    addEventHandler: (type: string, handler: Handler) => {
      handlers[type] = handler;
    },
    close: () => void closed.push('dialog'),
  };
  const office = {
    context: {
      displayLanguage: 'fi-FI',
      platform,
      ...(colour ? { officeTheme: { bodyBackgroundColor: colour } } : {}),
      requirements: {
        isSetSupported: (name: string, version: string) =>
          name === 'Mailbox' && Number(version.split('.')[1]) <= ceiling,
      },
      mailbox: {
        item,
        addHandlerAsync: (type: string, handler: Handler, done: (result: unknown) => void) => {
          handlers[type] = handler;
          done({ status: 'succeeded' });
        },
      },
      ui: {
        displayDialogAsync: (url: string, _options: unknown, done: (result: unknown) => void) => {
          opened.push(url);
          if (closed.length > 0 && closing > 0) {
            closing -= 1;
            return done({ status: 'failed', error: { code: 12007 } });
          }
          done(
            dialogError ? { status: 'failed', error: { code: dialogError } } : { status: 'succeeded', value: dialog },
          );
        },
        openBrowserWindow: (url: string) => void opened.push(url),
      },
    },
    EventType: {
      ItemChanged: 'olkItemSelectedChanged',
      SelectedItemsChanged: 'olkSelectedItemsChanged',
      OfficeThemeChanged: 'officeThemeChanged',
    },
    onReady: async () => ({ host }),
  };
  return { office: office as unknown as OfficeApi, handlers, opened, closed };
}
const make = async (options?: FakeOptions) => {
  const fake = fakeOffice(options);
  return { ...fake, host: await makeOutlookHost(fake.office, window, settings) };
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('outlook host', () => {
  it('gives the item that is written, or the ones that are read, never both', async () => {
    const written = (await make({ item: fakeItem(newDraft()) })).host;
    expect([written.composeItem?.surface, written.readItems]).toEqual(['message', undefined]);
    const invitation = (await make({ item: fakeItem(newDraft(), 'appointment') })).host;
    expect(invitation.composeItem?.surface).toBe('appointment');
    for (const item of [{ subject: 'Svar' }, null]) {
      const read = (await make({ item })).host;
      expect([read.composeItem, read.readItems === undefined]).toEqual([undefined, false]);
    }
  });

  it('refuses to start outside Outlook', async () => {
    await expect(make({ host: null })).rejects.toMatchObject({ code: 'failed' });
  });

  it('takes language and theme from Outlook, follows its changes, and stops when told', async () => {
    const { host, handlers } = await make({ colour: '#FFFFFF' });
    expect([host.locales()[0], host.theme()]).toEqual(['fi-FI', 'light']);
    const seen: ThemeName[] = [];
    const stop = host.onThemeChange((theme) => seen.push(theme));
    handlers.officeThemeChanged?.({ officeTheme: { bodyBackgroundColor: '#212121' } });
    stop();
    handlers.officeThemeChanged?.({ officeTheme: { bodyBackgroundColor: '#FFFFFF' } });
    expect(seen).toEqual(['dark']);
  });

  it('takes the browser’s theme where Outlook does not say its own', async () => {
    const { host, handlers } = await make({ ceiling: 13, colour: '#000000' });
    expect(host.theme()).toBe('light');
    expect(handlers.officeThemeChanged).toBeUndefined();
    expect([isDark('#262626'), isDark('f3f2f1'), isDark('rgb(0,0,0)'), isDark(undefined)]).toEqual([
      true,
      false,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['OfficeOnline', true],
    ['PC', true],
    ['Mac', false],
    ['iOS', false],
    ['Android', false],
  ])('knows whether files can be saved on %s', async (platform, can) => {
    expect((await make({ platform })).host.canDownload).toBe(can);
  });

  it('opens the sign-in in a window of its own, and takes its text from our own origin only', async () => {
    const { host, opened, handlers, closed } = await make();
    if (host.identity.kind !== 'bearer') throw new Error('Outlook has a bearer session');
    expect(host.identity.host).toBe('outlook');
    const text = host.identity.signIn.openWindow('/outlook/sign-in?challenge=c');
    await settled();
    expect(opened).toEqual([`${window.location.origin}/outlook/sign-in?challenge=c&in=outlook`]);
    handlers.dialogMessageReceived?.({ message: 'evil', origin: 'https://evil.example' });
    handlers.dialogMessageReceived?.({ message: 'code-1', origin: window.location.origin });
    expect(await text).toBe('code-1');
    expect(closed).toEqual(['dialog']);
  });

  it('tells a closed window from one that the browser did not open', async () => {
    const { host, handlers } = await make();
    if (host.identity.kind !== 'bearer') throw new Error('Outlook has a bearer session');
    const text = host.identity.signIn.openWindow('/outlook/sign-in').catch((error: unknown) => error);
    await settled();
    handlers.dialogEventReceived?.({ error: 12006 });
    expect(await text).toMatchObject({ code: 'cancelled' });
    const blocked = (await make({ dialogError: 12011 })).host.identity;
    if (blocked.kind !== 'bearer') throw new Error('Outlook has a bearer session');
    await expect(blocked.signIn.openWindow('/outlook/sign-in')).rejects.toMatchObject({ code: 'blocked' });
    await expect(blocked.signIn.silently()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('closes the window that is open before it opens another, also when the host needs a moment for it', async () => {
    const { host, handlers, closed, opened } = await make({ stillOpen: 1 });
    if (host.identity.kind !== 'bearer') throw new Error('Outlook has a bearer session');
    const { openWindow } = host.identity.signIn;
    const first = openWindow('/outlook/sign-in?challenge=1').catch((error: unknown) => error);
    await settled();
    const second = openWindow('/outlook/sign-in?challenge=2');
    expect(await first).toMatchObject({ code: 'cancelled' });
    expect(closed).toEqual(['dialog']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(opened.map((url) => new URL(url).searchParams.get('challenge'))).toEqual(['1', '2', '2']);
    handlers.dialogMessageReceived?.({ message: 'code-2', origin: window.location.origin });
    expect(await second).toBe('code-2');
  });

  it('gives the window’s text to the pane, to our own origin where the host can say that', () => {
    const given: unknown[][] = [];
    const ui = { messageParent: (...parameters: unknown[]) => void given.push(parameters) };
    const context = (isSetSupported: boolean) => ({ ui, requirements: { isSetSupported: () => isSetSupported } });
    makeOfficeSignInWindow(context(true), 'https://sefos.example').handOver('code-1');
    makeOfficeSignInWindow(context(false), 'https://sefos.example').handOver('code-2');
    expect(given).toEqual([['code-1', { targetOrigin: 'https://sefos.example' }], ['code-2']]);
  });

  it('has no line to a pane that is not found in time, or not there', async () => {
    const context = { ui: {}, requirements: { isSetSupported: () => true } };
    const office = (onReady: () => Promise<{ host: unknown }>) => ({ context, onReady });
    type Given = Awaited<Parameters<typeof officeLine>[0]>;
    const lineOf = (loading: Promise<Given>) => officeLine(loading, 'https://sefos.example', 50);
    const line = (given: Given) => lineOf(Promise.resolve(given));
    expect(await lineOf(new Promise(() => undefined))).toBeUndefined();
    expect(await line(undefined)).toBeUndefined();
    expect(await line(office(() => new Promise(() => undefined)))).toBeUndefined();
    expect(await line(office(async () => ({ host: null })))).toBeUndefined();
    expect((await line(office(async () => ({ host: 'Outlook' }))))?.host).toBe('outlook');
  });

  it('opens other pages outside the pane', async () => {
    const { host, opened } = await make();
    host.openExternal('/messages/m1');
    expect(opened).toEqual([`${window.location.origin}/messages/m1`]);
  });

  it('shows the way to the web outside Outlook', () => {
    const root = document.createElement('div');
    showOutsideOutlook(root, window);
    expect(root.querySelector('h1')?.textContent).toBe('SEFOS');
    expect(root.querySelector('a')?.getAttribute('href')).toBe('/');
  });
});
