import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PREVIEW_BYTES_MOST } from '../../../components/preview/preview-protocol.ts';
import { RecipientApp } from '../recipient-app.tsx';
import { type Answer, LINK, MESSAGE, makeFakeApi, makeFakeEnvironment } from '../testing/fake-link-api.ts';

jest.setTimeout(60_000);
configure({ defaultHidden: true });
beforeAll(async () => {
  // jsdom has no modal dialogs: what the browser does with them the journey shows.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true;
    },
    close(this: HTMLDialogElement) {
      this.open = false;
      this.dispatchEvent(new Event('close'));
    },
  });
  await import('../screens/message-screens.tsx');
  await import('./preview-dialog.tsx');
}, 120_000);
afterEach(cleanup);

const ASKED = { body: { url: '/dl/1', fileName: 'beslut.pdf' } };
const button = (name: string) => screen.findByRole('button', { name }, { timeout: 10_000 });

/** The opened message, with `part` said of each file. */
async function open(part: object = {}, table: Record<string, Answer | readonly Answer[]> = {}) {
  const attachments = MESSAGE.attachments.map((file) => ({ ...file, ...part }));
  const api = makeFakeApi({
    'POST /link/session': { body: { ...LINK, step: 'ready' } },
    'POST /link/open': { body: { ...MESSAGE, attachments } },
    'POST /link/downloads': ASKED,
    'GET /dl/1': { body: 'x' },
    ...table,
  });
  render(<RecipientApp environment={makeFakeEnvironment(api.fetch).environment} />);
  const user = userEvent.setup();
  await user.click(await button('Öppna meddelande'));
  await button('Ladda ner alla');
  const [first] = screen.getAllByRole('button', { name: 'Förhandsvisa' });
  if (!first) throw new Error('a PDF can be shown');
  return { user, first, asked: () => api.paths().filter((path) => /downloads|dl/.test(path)) };
}
const frame = () => screen.findByTitle<HTMLIFrameElement>('Förhandsvisa beslut.pdf');
/** As the page in the frame would say it. */
const say = (data: unknown, source: Window | null) =>
  act(async () => void window.dispatchEvent(new MessageEvent('message', { data, source })));

describe('a preview of a person without an account', () => {
  it('fetches the file as a download and gives it to a frame without an origin', async () => {
    const { user, first, asked } = await open();
    await user.click(first);
    const shown = await frame();
    expect(asked()).toEqual(['POST /link/downloads', 'GET /dl/1']);
    expect([shown.getAttribute('sandbox'), shown.getAttribute('src')]).toEqual(['allow-scripts', '/preview']);
    const given: unknown[] = [];
    const inside = shown.contentWindow as Window;
    inside.postMessage = ((message: unknown) => given.push(message)) as typeof inside.postMessage;
    await say({ type: 'ready' }, window);
    expect(given).toEqual([]);
    await say({ type: 'ready' }, inside);
    expect(given).toEqual([expect.objectContaining({ type: 'open', kind: 'pdf' })]);
    await say({ type: 'opened', pages: 3 }, inside);
    await say({ type: 'at', page: 2, percent: 125 }, inside);
    await screen.findByText('Sida 2 av 3');
    await user.click(screen.getByRole('button', { name: 'Förstora' }));
    expect(given.at(-1)).toEqual({ type: 'zoom', step: 1 });
    await say({ type: 'close' }, inside);
    await waitFor(() => expect(screen.queryByTitle('Förhandsvisa beslut.pdf')).toBeNull());
  });

  it('says before it fetches that it counts, and counts it', async () => {
    const { user, first, asked } = await open({ downloadsLeft: 1 });
    await user.click(first);
    await screen.findByText(/räknas som en nedladdning\. 1 nedladdning kvar/);
    expect(asked()).toEqual([]);
    await user.click(await button('Visa'));
    await frame();
    expect(asked()).toEqual(['POST /link/downloads', 'GET /dl/1']);
    await screen.findByText(/^Inga nedladdningar kvar/);
    await waitFor(() => expect(first.getAttribute('aria-disabled')).toBe('true'));
  });

  it('is not offered once no download is left, nor for files that are not drawn', async () => {
    const { user, first, asked } = await open({ downloadsLeft: 0 });
    await user.click(first);
    expect(first.getAttribute('aria-disabled')).toBe('true');
    expect(asked()).toEqual([]);
    cleanup();
    await expect(open({ contentType: 'text/html' })).rejects.toThrow();
  });

  it('leaves large files to the download, and tells of broken and locked ones in plain words', async () => {
    const { user, first, asked } = await open({ sizeBytes: PREVIEW_BYTES_MOST + 1 });
    await user.click(first);
    await screen.findByText(/för stor att visa här .* Ladda ner den i stället/);
    expect(asked()).toEqual([]);
    cleanup();
    const second = await open();
    await second.user.click(second.first);
    const { contentWindow } = await frame();
    await say({ type: 'failed', reason: 'encrypted' }, contentWindow);
    await screen.findByText(/skyddad med lösenord/);
  });

  it('is refused as the download is, in the dialog', async () => {
    const { user, first } = await open(
      { downloadsLeft: 1 },
      { 'POST /link/downloads': { problem: 'download-limit-reached' } },
    );
    await user.click(first);
    await user.click(await button('Visa'));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('Filen går inte att ladda ner');
    expect(screen.queryByTitle('Förhandsvisa beslut.pdf')).toBeNull();
  });
});
