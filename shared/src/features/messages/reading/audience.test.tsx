import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MessageHead } from '../../../contract/messages.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { ReadingScreen } from './reading-screen.tsx';

afterEach(cleanup);

const head = (more: Partial<MessageHead>): MessageHead => ({
  id: 'm1',
  role: 'colleague',
  inReplyTo: null,
  from: { name: 'Hanna Handläggare', address: 'hanna@storkommun.example' },
  recipients: [],
  assuranceLevel: 2,
  replyAllowed: false,
  at: '2026-11-20T10:00:00.000Z',
  attachmentCount: 0,
  validUntil: null,
  maxDownloads: null,
  audience: 'recipientsAndOrganisation',
  shareable: true,
  stepUpNeeded: false,
  unavailable: null,
  ...more,
});

const show = async (more: Partial<MessageHead>, answers: Readonly<Record<string, unknown>> = {}) => {
  const api = fakeApi({
    '/messages/:id': head(more),
    '/messages/:id/open': { subject: 'Till alla', bodyHtml: '<p>Texten</p>', attachments: [] },
    '/messages/:id/thread': { rows: [], nextCursor: null },
    '/messages/:id/timeline': [],
    '/messages/:id/organisation-readers': { count: 0, readers: [] },
    '/mailboxes': [],
    ...answers,
  });
  await renderStaff(<ReadingScreen folder="inbox" messageId="m1" alone />, { api });
  return api;
};

it('a colleague reads what her organisation may open, without answering it or asking for its conversation', async () => {
  const api = await show({});
  await screen.findByText('Texten');
  await screen.findByText('Alla i organisationen som har länken kan öppna');
  expect(screen.queryByRole('button', { name: 'Svara' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Hantera' })).toBeNull();
  expect(api.calls.map(({ path }) => path)).not.toContain('/messages/:id/thread');
});

it('a message that is not hers to open is said not to be there', async () => {
  await show({}, { '/messages/:id': problem('not-found') });
  await screen.findByRole('heading', { name: 'Meddelandet kunde inte öppnas.' });
});

it('the sender copies the link, and sees who has opened by it', async () => {
  await show(
    { role: 'sender' },
    {
      '/messages/:id/organisation-readers': {
        count: 2,
        readers: [
          {
            id: 'o1',
            name: 'Olga Orgadmin',
            method: 'password-sms',
            openedAt: '2026-11-20T11:00:00.000Z',
            downloadedAt: '2026-11-20T12:00:00.000Z',
          },
        ],
      },
    },
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Kopiera länk' }));
  expect(await navigator.clipboard.readText()).toMatch(/\/messages\/shared\/m1$/);
  await screen.findByText('Länken är kopierad.');
  const line = await screen.findByText(/^Öppnat av Olga Orgadmin i organisationen/);
  expect(line.textContent).toContain('Filer hämtade');
  await screen.findByText('De 1 senaste av 2 visas.');
});

it('the link is shown to be copied by hand where copying is not allowed', async () => {
  await show({ role: 'sender' });
  const user = userEvent.setup();
  navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
  await user.click(await screen.findByRole('button', { name: 'Kopiera länk' }));
  const field = await screen.findByLabelText<HTMLInputElement>('Länk');
  await waitFor(() => expect(field.value).toMatch(/\/messages\/shared\/m1$/));
});

it.each([
  ['recipient', 'Alla i avsändarens organisation som har länken kan öppna'],
  ['sender', 'Bara mottagarna. Länken för organisationen gäller inte längre.'],
] as const)('without a link to pass on a %s is told who can open', async (role, text) => {
  const { shareable: _, ...rest } = head({ role });
  await show({}, { '/messages/:id': rest });
  await screen.findByText(text);
  expect(screen.queryByRole('button', { name: 'Kopiera länk' })).toBeNull();
});
