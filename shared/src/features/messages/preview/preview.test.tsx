import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PREVIEW_BYTES_MOST, previewKindOf, readFromPreview } from '../../../components/preview/preview-protocol.ts';
import type { MessageHead } from '../../../contract/messages.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { Attachments } from '../reading/attachments.tsx';

afterEach(cleanup);

const head = { id: 'm1', role: 'recipient', assuranceLevel: 1, unavailable: null } as MessageHead;
const file = (part: object = {}) => ({
  ...{ id: 'a', name: 'beslut.pdf', sizeBytes: 1000, contentType: 'application/pdf' },
  ...part,
});

function server() {
  const fetched: string[] = [];
  const fake = fakeApi({
    '/messages/:id/downloads': { url: '/api/v1/downloads/d1', fileName: 'beslut.pdf', ticket: null },
  });
  const api = {
    ...fake,
    fetch: async (path: string) => {
      fetched.push(path);
      return { ok: true, arrayBuffer: async () => new ArrayBuffer(4) } as Response;
    },
  };
  return { api, asked: () => fake.calls.map(({ path }) => path), fetched };
}

const frame = () => screen.findByTitle<HTMLIFrameElement>('Förhandsvisa beslut.pdf');
/** As the page in the frame would say it. */
const say = (data: unknown, source: Window | null) =>
  act(async () => void window.dispatchEvent(new MessageEvent('message', { data, source })));

describe('a preview', () => {
  it('fetches the file as a download and gives it to a frame without an origin', async () => {
    const { api, asked, fetched } = server();
    await renderStaff(<Attachments head={head} files={[file()]} />, { api });
    await userEvent.click(screen.getByRole('button', { name: 'Förhandsvisa' }));
    const shown = await frame();
    expect({ asked: asked(), fetched }).toEqual({ asked: ['/messages/:id/downloads'], fetched: ['/downloads/d1'] });
    expect([shown.getAttribute('sandbox'), shown.getAttribute('src')]).toEqual(['allow-scripts', '/preview']);
    const given: unknown[] = [];
    const inside = shown.contentWindow as Window;
    inside.postMessage = ((message: unknown) => given.push(message)) as typeof inside.postMessage;
    await say({ type: 'ready' }, window);
    expect(given).toEqual([]);
    await say({ type: 'ready' }, inside);
    await say({ type: 'ready' }, inside);
    expect(given).toEqual([expect.objectContaining({ type: 'open', kind: 'pdf' })]);
    await say({ type: 'opened', pages: 3 }, inside);
    await say({ type: 'at', page: 2, percent: 125 }, inside);
    await screen.findByText('Sida 2 av 3');
    expect(screen.getByText('125 %').getAttribute('role')).toBe('status');
    await userEvent.click(screen.getByRole('button', { name: 'Förstora' }));
    expect(given.at(-1)).toEqual({ type: 'zoom', step: 1 });
    await say({ type: 'close' }, inside);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Förhandsvisa' }));
  });

  it('says before it fetches that it counts, where downloads are counted', async () => {
    const { api, asked } = server();
    await renderStaff(<Attachments head={head} files={[file({ downloadsLeft: 2 })]} />, { api });
    await userEvent.click(screen.getByRole('button', { name: 'Förhandsvisa' }));
    await screen.findByText(/räknas som en nedladdning\. 2 nedladdningar kvar/);
    expect(asked()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Visa' }));
    await frame();
    expect(asked()).toEqual(['/messages/:id/downloads']);
  });

  it('leaves large files to the download, and tells of broken and locked ones in plain words', async () => {
    const { api, asked } = server();
    const large = file({ sizeBytes: PREVIEW_BYTES_MOST + 1 });
    const { unmount } = await renderStaff(<Attachments head={head} files={[large]} />, { api });
    await userEvent.click(screen.getByRole('button', { name: 'Förhandsvisa' }));
    await screen.findByText(/för stor att visa här .* Ladda ner den i stället/);
    expect(asked()).toEqual([]);
    unmount();
    await renderStaff(<Attachments head={head} files={[file({ sizeBytes: PREVIEW_BYTES_MOST })]} />, { api });
    await userEvent.click(screen.getByRole('button', { name: 'Förhandsvisa' }));
    const { contentWindow } = await frame();
    await say({ type: 'failed', reason: 'encrypted' }, contentWindow);
    await screen.findByText(/skyddad med lösenord/);
  });

  it('is refused as the download is', async () => {
    const api = fakeApi({ '/messages/:id/downloads': problem('message-unavailable') });
    await renderStaff(<Attachments head={head} files={[file()]} />, { api });
    await userEvent.click(screen.getByRole('button', { name: 'Förhandsvisa' }));
    expect((await screen.findByRole('alert')).textContent).not.toBe('');
    expect(screen.queryByTitle('Förhandsvisa beslut.pdf')).toBeNull();
  });

  it('is offered for PDF and pictures by content, never for pages and drawings', () => {
    const shown = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'];
    expect(shown.map(previewKindOf)).toEqual(['pdf', 'image', 'image', 'image', 'image']);
    const others = ['image/svg+xml', 'text/html', 'text/plain', 'application/octet-stream', '', 'toString'];
    expect(others.map(previewKindOf)).toEqual(others.map(() => undefined));
  });

  it('believes nothing from the frame but what it understands', () => {
    expect(readFromPreview({ type: 'opened', pages: 'many' })).toEqual({ type: 'opened', pages: 1 });
    expect(readFromPreview({ type: 'failed', reason: '<b>' })).toEqual({ type: 'failed', reason: 'broken' });
    for (const nonsense of [null, 'ready', { type: 'download' }, {}, [], 7])
      expect(readFromPreview(nonsense)).toBeUndefined();
  });
});
