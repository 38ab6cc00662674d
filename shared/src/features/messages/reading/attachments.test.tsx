import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MessageHead } from '../../../contract/messages.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { useMessageContent } from '../use-messages.ts';
import { Attachments } from './attachments.tsx';

afterEach(cleanup);

const head = { id: 'm1', role: 'recipient', assuranceLevel: 1, unavailable: null } as MessageHead;

function Opened() {
  const content = useMessageContent(head, true);
  return content.data ? <Attachments head={head} files={content.data.attachments} /> : null;
}

const file = (id: string, downloadsLeft?: number) => ({
  id,
  name: `${id}.pdf`,
  sizeBytes: 1000,
  contentType: 'application/pdf',
  ...(downloadsLeft === undefined ? {} : { downloadsLeft }),
});

it('says how many downloads are left, offers the last one again, and none that the server has refused', async () => {
  let left = 1;
  const api = fakeApi({
    '/messages/:id/open': { subject: 'Beslut', bodyHtml: '', attachments: [file('a', 1), file('b', 2)] },
    '/messages/:id/downloads': () => {
      if (left === 0) throw problem('download-limit-reached');
      left--;
      return { url: '/dl', fileName: 'a.pdf', ticket: null };
    },
  });
  await renderStaff(<Opened />, { api, hostParts: { canDownload: true } });
  expect((await screen.findByText('1 nedladdning kvar')).tagName).toBe('SPAN');
  const [first] = screen.getAllByRole('button', { name: 'Ladda ner' });
  if (!first) throw new Error('every file has a button');
  await userEvent.click(first);
  await screen.findByText(/^Inga nedladdningar kvar/);
  expect(first.getAttribute('aria-disabled')).not.toBe('true');
  await userEvent.click(first);
  await screen.findByText(/^Du har laddat ner filen så många gånger/);
  await waitFor(() => expect(first.getAttribute('aria-disabled')).toBe('true'));
  expect(screen.getByRole('button', { name: 'Ladda ner alla' }).getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText(/^Alla filer går inte att ladda ner/).tagName).toBe('SPAN');
});

it('says nothing of downloads where the sender has set no limit', async () => {
  const api = fakeApi({ '/messages/:id/open': { subject: '', bodyHtml: '', attachments: [file('a')] } });
  await renderStaff(<Opened />, { api, hostParts: { canDownload: true } });
  await screen.findByRole('button', { name: 'Ladda ner' });
  expect(screen.queryByText(/nedladdning/)).toBeNull();
});
