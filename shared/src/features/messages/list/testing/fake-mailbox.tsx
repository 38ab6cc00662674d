import type { QueryClient } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, Route, Routes, useLocation } from 'react-router';
import { type Acting, ActingProvider } from '../../../../api/acting.tsx';
import { AnnouncerProvider } from '../../../../components/announcer.tsx';
import { NoticeProvider } from '../../../../components/notice.tsx';
import type { Folder, MessageRow, RowAction, SearchMessages } from '../../../../contract/messages.ts';
import { type Call, fakeApi, problem, renderStaff } from '../../../../testing/render-staff.tsx';
import { MessagesScreen } from '../messages-screen.tsx';

const anna = { name: 'Anna', address: 'anna@lillkommun.example' };

export const rowOf = (id: string, part: Partial<MessageRow> = {}): MessageRow => ({
  ...{ id, messageId: `message-${id}`, from: anna, recipients: [], recipientCount: 1, subject: `Ämne ${id}` },
  ...{ at: '2026-11-21T13:00:00.000Z', unread: false, assuranceLevel: 2, attachmentCount: 0, status: 'notified' },
  ...{ method: null, unavailable: null },
  ...part,
});

/** A server with one mailbox: rows lie in folders, are found by their subject, and can be moved about. */
function fakeMailbox(inbox: readonly MessageRow[]) {
  const gone = new Set<string>();
  const destroyed = new Set<string>();
  const archived = new Set<string>();
  const unread = new Set(inbox.filter((row) => row.unread).map(({ id }) => id));
  const server = { fails: false, rows: [...inbox], actions: [] as { action: RowAction; ids: string[] }[] };
  const searches: SearchMessages[] = [];
  const rowsIn = (folder: Folder) =>
    server.rows
      .filter(({ id }) => !destroyed.has(id) && gone.has(id) === (folder === 'deleted'))
      .filter(({ id }) => folder === 'deleted' || archived.has(id) === (folder === 'archive'))
      .map((row) => ({
        ...row,
        unread: unread.has(row.id),
        ...(folder === 'archive' ? { archivedFrom: 'inbox' as const } : {}),
        ...(folder === 'deleted' ? { deleted: { from: 'inbox' as const, until: '2026-12-21T13:00:00.000Z' } } : {}),
      }));
  const perform: Readonly<Record<RowAction, (id: string) => unknown>> = {
    archive: (id) => archived.add(id),
    unarchive: (id) => archived.delete(id),
    markRead: (id) => unread.delete(id),
    markUnread: (id) => unread.add(id),
    delete: (id) => gone.add(id),
    restore: (id) => gone.delete(id),
    destroy: (id) => destroyed.add(id),
  };
  const api = fakeApi({
    '/mailboxes': () => [{ id: 'mailbox-1', kind: 'personal', name: '', address: 'x', unread: unread.size }],
    '/mailboxes/:id/messages': ({ input }: Call) => ({
      rows: rowsIn((input as unknown as { query: { folder: Folder } }).query.folder),
      nextCursor: null,
    }),
    '/mailboxes/:id/messages/search': ({ input }: Call) => {
      const search = input.body as SearchMessages;
      searches.push(search);
      const found = rowsIn(search.folder)
        .filter(({ subject }) => (subject ?? '').toLowerCase().includes((search.words ?? '').toLowerCase()))
        .filter((row) => search.unread === undefined || row.unread === search.unread);
      return { rows: search.sort === 'oldest' ? found.toReversed() : found, nextCursor: null };
    },
    '/mailboxes/:id/messages/actions': ({ input }: Call) => {
      if (server.fails) throw problem('temporarily-unavailable');
      const { action, ids } = input.body as { action: RowAction; ids: string[] };
      server.actions.push({ action, ids });
      for (const id of ids) perform[action](id);
      return { done: ids, unchanged: [] };
    },
  });
  return { api, server, searches };
}

const Address = () => {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
};

interface Shown extends ReturnType<typeof fakeMailbox> {
  readonly queryClient: QueryClient;
  readonly user: ReturnType<typeof userEvent.setup>;
}

/** The folders' screens over such a server; a link leads away and back. `acting`: in somebody else's mailbox. */
export async function showFolders(inbox: readonly MessageRow[], acting: Acting | null = null): Promise<Shown> {
  const mailbox = fakeMailbox(inbox);
  const { queryClient } = await renderStaff(
    <ActingProvider value={{ acting, ownMailboxId: 'mailbox-1', enter: () => undefined }}>
      <AnnouncerProvider>
        <NoticeProvider>
          <Routes>
            <Route path="/" element={<MessagesScreen folder="inbox" />} />
            <Route path="/messages/inbox/:messageId?" element={<MessagesScreen folder="inbox" />} />
            <Route path="/messages/archive/:messageId?" element={<MessagesScreen folder="archive" />} />
            <Route path="/messages/deleted/:messageId?" element={<MessagesScreen folder="deleted" />} />
          </Routes>
          <Link to="/messages/archive">To the archive</Link>
          <Link to="/messages/deleted">To the deleted ones</Link>
          <Link to="/messages/inbox">To the inbox</Link>
          <Address />
        </NoticeProvider>
      </AnnouncerProvider>
    </ActingProvider>,
    { api: mailbox.api },
  );
  if (inbox.length > 0) await screen.findByText(inbox[0]?.subject ?? '');
  return { ...mailbox, queryClient, user: userEvent.setup() };
}

/** The subjects that the list shows, in its order. */
export const subjects = (): (string | undefined)[] =>
  [...document.querySelectorAll('[data-row]')]
    .sort((one, other) => Number(one.getAttribute('data-row')) - Number(other.getAttribute('data-row')))
    .map((link) => /Ämne \S+/.exec(link.textContent ?? '')?.[0].replace(/LoA\d.*$/, ''));

export const rowLink = (index: number): HTMLElement => {
  const link = document.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (!link) throw new Error(`there is no row ${index}`);
  return link;
};

export const focusRow = (index: number): void => act(() => rowLink(index).focus());

export const address = (): string => screen.getByLabelText('address').textContent ?? '';
