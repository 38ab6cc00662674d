import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NoticeProvider } from '../../../components/notice.tsx';
import type { MessageHead, RecipientView } from '../../../contract/messages.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { messageKeys } from '../message-keys.ts';
import { ReadingScreen } from './reading-screen.tsx';

afterEach(cleanup);

const bo: RecipientView = {
  id: 'r2',
  kind: 'to',
  address: 'bo@example.org',
  name: '',
  addressKind: 'external',
  status: 'notified',
  method: 'sms',
  recallable: true,
};
const eva: RecipientView = { ...bo, id: 'r3', address: 'eva@example.org' };

const headOf = (recipients: readonly RecipientView[], unavailable: MessageHead['unavailable']) =>
  ({
    ...{ id: 'm1', role: 'sender', mailboxId: 'mailbox-1', at: '2026-11-21T13:03:00.000Z', assuranceLevel: 1 },
    ...{ from: { name: 'Hanna', address: 'hanna@example.org' }, recipients, validUntil: null, replyAllowed: true },
    ...{ unavailable, stepUpNeeded: false },
  }) as unknown as MessageHead;

/** The sender's own message to these recipients, on a server that recalls. */
async function show(recipients: readonly RecipientView[]) {
  let recalled: readonly string[] = [];
  const now = () =>
    recipients.map((one) =>
      recalled.includes(one.id) ? { ...one, status: 'recalled' as const, recallable: false } : one,
    );
  const isGone = () => recalled.length === recipients.length;
  const api = fakeApi({
    '/messages/:id': () => headOf(now(), isGone() ? 'recalled' : null),
    '/messages/:id/open': () => {
      if (isGone()) throw problem('message-unavailable');
      return { subject: 'Beslut', bodyHtml: '<p>Hemlig text</p>', attachments: [] };
    },
    '/messages/:id/thread': () => ({ rows: [], nextCursor: null }),
    '/messages/:id/timeline': () => now().map((recipient) => ({ recipient, events: [] })),
    '/messages/:id/recall': ({ input }: { input: { body: { recipientIds: string[] | null } } }) => {
      recalled = input.body.recipientIds ?? recipients.map(({ id }) => id);
      return { recalled, alreadyOpened: [] };
    },
  });
  const view = await renderStaff(
    <NoticeProvider>
      <ReadingScreen folder="sent" messageId="m1" />
    </NoticeProvider>,
    { api },
  );
  await screen.findByText('Hemlig text');
  const spoken: string[] = [];
  const region = screen.getAllByRole('status').find((one) => one.hasAttribute('data-tabster-never-hide'));
  if (!region) throw new Error('there is an announcer');
  const hear = new MutationObserver(() => region.textContent && spoken.push(region.textContent.trim()));
  hear.observe(region, { childList: true, characterData: true, subtree: true });
  const confirm = async () => {
    const dialog = await screen.findByRole('alertdialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Återkalla' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  };
  return { ...view, confirm, spoken, opened: () => api.calls.filter(({ path }) => path === '/messages/:id/open') };
}

describe('recalling one’s own message', () => {
  it('takes the text away, says so once, and leaves nothing to try again', async () => {
    const { confirm, spoken, opened, queryClient } = await show([bo]);
    await userEvent.click(screen.getByRole('button', { name: 'Återkalla' }));
    await confirm();
    await waitFor(() => expect(spoken).toEqual(['Återkallat för 1 mottagare.']));
    expect(screen.queryByText('Hemlig text')).toBeNull();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Återkallat av dig');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Försök igen' })).toBeNull();
    expect(opened()).toHaveLength(1);
    expect(queryClient.getQueryData(messageKeys.content('m1'))).toBeUndefined();
  });

  it('moves the focus to the line that says so, for the button is gone', async () => {
    const { confirm } = await show([bo]);
    await userEvent.click(screen.getByRole('button', { name: 'Återkalla' }));
    await confirm();
    await waitFor(() =>
      expect(document.activeElement?.textContent).toBe(
        'Du har återkallat meddelandet. Innehållet är borta för alltid.',
      ),
    );
  });

  it('names those who keep it before it is recalled for the others', async () => {
    await show([bo, { ...eva, status: 'downloaded', recallable: false }]);
    await userEvent.click(screen.getByRole('button', { name: 'Återkalla för alla' }));
    const lists = within(await screen.findByRole('alertdialog')).getAllByRole('list');
    expect(lists.map(({ textContent }) => textContent)).toEqual(['bo@example.org', 'eva@example.org']);
    expect(screen.getByText('Har redan öppnat och kan fortfarande läsa:')).toBeTruthy();
  });

  it('reads nothing anew when it is recalled for one of two', async () => {
    const { confirm, spoken, opened } = await show([bo, eva]);
    await userEvent.click(screen.getByRole('button', { name: /^bo/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Återkalla för bo@example.org' }));
    await confirm();
    await waitFor(() => expect(spoken).toEqual(['Återkallat för 1 mottagare.']));
    expect([screen.getByText('Hemlig text').textContent, opened().length]).toEqual(['Hemlig text', 1]);
  });
});
