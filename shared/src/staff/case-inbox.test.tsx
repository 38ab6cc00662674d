import { afterEach, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { NoticeProvider } from '../components/notice.tsx';
import type { CasePage, CaseRow } from '../contract/cases.ts';
import type { MessageRow } from '../contract/messages.ts';
import { caseKeys, EVERYTHING_OPEN } from '../features/cases/case-keys.ts';
import { messageKeys } from '../features/messages/message-keys.ts';
import { keysTouchedBy } from '../features/messages/use-live-messages.ts';
import { fakeApi, renderStaff } from '../testing/render-staff.tsx';
import { CaseInbox } from './case-inbox.tsx';

afterEach(cleanup);

const AT = '2026-11-22T10:00:00.000Z';
const message: MessageRow = {
  ...{ id: 'row-1', messageId: 'message-1', subject: 'Ansökan', recipients: [], recipientCount: 0 },
  from: { name: 'Maja', address: 'maja@example.org' },
  ...{ assuranceLevel: 2, attachmentCount: 0, at: AT, unread: true, status: 'sent', method: null, unavailable: null },
};
const row: CaseRow = {
  ...{ id: 'case-1', state: 'open', takenBy: { accountId: 'account-2', name: 'Kalle Kollega' }, dueOn: '2026-12-01' },
  ...{ tags: [], noteCount: 0, openedAt: AT, lastAt: AT, message, answer: 'opened' },
};

const show = async (page: CasePage) => {
  const api = fakeApi({
    '/mailboxes/:id/cases': page,
    '/mailboxes/:id/case-counts': { mine: 1, others: 1_000, nobody: 0 },
    '/mailboxes/:id/case-tags': [{ id: 'tag-1', name: 'Brådskar' }],
    '/mailboxes/:id/messages': { rows: [], nextCursor: null },
  });
  await renderStaff(
    <NoticeProvider>
      <CaseInbox folder="inbox" openId={undefined} reading={false} />
    </NoticeProvider>,
    { api },
  );
  return api;
};
const queries = (api: Awaited<ReturnType<typeof show>>) =>
  api.calls.flatMap(({ path, input }) =>
    path === '/mailboxes/:id/cases' ? [(input as { readonly query?: object }).query] : [],
  );

it('says of each case whose it is, when it is due and how far its answer has come', async () => {
  await show({ rows: [row], nextCursor: null });
  const link = await screen.findByRole('link', { name: /Ansökan/ });
  expect(link.textContent).toContain('Taget av Kalle Kollega · Senast 1 dec. 2026');
  screen.getByRole('img', { name: 'Öppnat' });
});

it('shows mine, others’ and nobody’s, open and closed, and with a tag', async () => {
  const api = await show({ rows: [], nextCursor: null });
  await screen.findByText('Inga ärenden här');
  const choose = async (name: string, value: string) =>
    fireEvent.change(await screen.findByRole('combobox', { name }), { target: { value } });
  await screen.findByRole('option', { name: 'Mina (1)' });
  screen.getByRole('option', { name: 'Andras (1000+)' });
  await choose('Visa', 'others');
  await choose('Status', 'closed');
  await choose('Etikett', 'tag-1');
  expect(queries(api)).toEqual([
    { state: 'open', taken: 'anybody' },
    { state: 'open', taken: 'others' },
    { state: 'closed', taken: 'others' },
    { state: 'closed', taken: 'others', tag: 'tag-1' },
  ]);
  fireEvent.click(await screen.findByRole('button', { name: 'Visa alla öppna ärenden' }));
  await screen.findByText('Varje konversation', { exact: false });
});

it('shows all messages one by one when that is wanted', async () => {
  const api = await show({ rows: [], nextCursor: null });
  fireEvent.click(await screen.findByRole('tab', { name: 'Alla meddelanden' }));
  await screen.findByRole('heading', { name: 'Inkorg' });
  expect(api.calls.some(({ path }) => path === '/mailboxes/:id/messages')).toBe(true);
  fireEvent.click(screen.getByRole('tab', { name: 'Ärenden' }));
});

it('keeps its lists out of those of messages, which are read and changed row by row', () => {
  const [root] = messageKeys.lists;
  for (const [first] of [caseKeys.list('m', EVERYTHING_OPEN), caseKeys.counts('m')]) expect(first).not.toBe(root);
});

it('is read again when a message comes or goes, is delivered, and when a colleague does something', () => {
  const event = { mailboxId: 'm', messageId: 'message-1', recipientId: 'recipient-1', caseId: 'case-1' };
  for (const type of [
    'message-received',
    'message-sent',
    'recipient-changed',
    'case-changed',
    'mailbox-changed',
  ] as const)
    expect(keysTouchedBy({ ...event, type })).toContainEqual(caseKeys.all('m'));
});
