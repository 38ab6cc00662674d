import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MessageHead } from '../../../contract/messages.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ReadingWords } from './reading-words.tsx';

afterEach(cleanup);

const head = {
  id: 'm1',
  role: 'recipient',
  assuranceLevel: 1,
  attachmentCount: 2,
  maxDownloads: 3,
  unavailable: null,
} as MessageHead;
const given = { url: '/dl', fileName: 'meddelande.zip', ticket: null };

it('says what is exported and counted, hands the archive over and closes', async () => {
  const api = fakeApi({ '/messages/:id/exports': given });
  let closed = 0;
  const { host } = await renderStaff(
    <ReadingWords>
      <ExportDialog head={head} onClose={() => closed++} />
    </ReadingWords>,
    {
      api,
      hostParts: { canDownload: true },
    },
  );
  expect((await screen.findByText(/PDF\/A/)).tagName).toBe('SPAN');
  expect(screen.getByText(/räknas som en nedladdning av varje fil/).tagName).toBe('SPAN');
  await userEvent.click(await screen.findByRole('button', { name: 'Exportera' }));
  await waitFor(() => expect(closed).toBe(1));
  expect(host.downloads).toEqual([given]);
});

it('says in plain words why nothing was exported, and stays', async () => {
  const api = fakeApi({
    '/messages/:id/exports': () => {
      throw problem('download-limit-reached');
    },
  });
  let closed = 0;
  await renderStaff(
    <ReadingWords>
      <ExportDialog head={head} onClose={() => closed++} />
    </ReadingWords>,
    { api, hostParts: { canDownload: true } },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Exportera' }));
  await screen.findByText(/^Du har laddat ner filen så många gånger/);
  expect(closed).toBe(0);
});

it("counts nothing for the sender, and leads to the web where the host's frame refuses downloads", async () => {
  const sent = { ...head, role: 'sender' } as MessageHead;
  await renderStaff(
    <ReadingWords>
      <ExportDialog head={sent} onClose={() => undefined} />
    </ReadingWords>,
    {
      api: fakeApi({}),
      hostParts: { canDownload: false },
    },
  );
  expect((await screen.findByRole('button', { name: /webb/i })).tagName).toBe('BUTTON');
  expect(screen.queryByText(/räknas/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Exportera' })).toBeNull();
  expect(screen.getByRole('button', { name: /webb/i }).tagName).toBe('BUTTON');
});
