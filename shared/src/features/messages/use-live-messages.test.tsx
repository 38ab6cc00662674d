import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NoticeProvider } from '../../components/notice.tsx';
import type { LiveEvent } from '../../contract/live.ts';
import { fakeApi, renderStaff } from '../../testing/render-staff.tsx';
import { useLiveMessages } from './use-live-messages.ts';

afterEach(cleanup);

const shown: string[] = [];
function Screens() {
  useLiveMessages((messageId) => shown.push(messageId));
  return null;
}

it.each([
  ['a mail that came back', 'notification-bounced', 'Öppna meddelandet i Skickade för att se varför.'],
  ['an opening', 'message-opened', 'Ett meddelande som du har skickat är öppnat.'],
  ['somebody else who tried', 'identity-mismatch', 'Fel person försökte öppna ett meddelande som du har skickat.'],
] as const)('tells of %s with the way to the message', async (_what, type, text) => {
  const event: LiveEvent = { type, mailboxId: 'mailbox-1', messageId: 'm7', recipientId: 'r1' };
  const parts = [new TextEncoder().encode(`id: 1\ndata: ${JSON.stringify(event)}\n\n`)];
  // Then the stream is silent.
  const read = () => (parts.length > 0 ? { done: false, value: parts.pop() } : new Promise(() => undefined));
  const body = { getReader: () => ({ read: async () => read(), cancel: async () => undefined }) };
  const api = { ...fakeApi({}), fetch: async () => ({ ok: true, status: 200, body }) as unknown as Response };
  await renderStaff(
    <NoticeProvider>
      <Screens />
    </NoticeProvider>,
    { api },
  );
  await screen.findByText(text);
  shown.length = 0;
  await userEvent.click(screen.getByRole('button', { name: 'Visa' }));
  await waitFor(() => expect(shown).toEqual(['m7']));
});
