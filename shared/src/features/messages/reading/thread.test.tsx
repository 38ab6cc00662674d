import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router';
import { type Acting, ActingProvider } from '../../../api/acting.tsx';
import type { MessageHead } from '../../../contract/messages.ts';
import type { ThreadRow } from '../../../contract/reading.ts';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { ReadingScreen } from './reading-screen.tsx';

afterEach(cleanup);

const person = (name: string) => ({ name, address: `${name.toLowerCase()}@x.se` });
const headOf = (id: string, part: Partial<MessageHead> = {}) => ({
  ...{ id, role: 'recipient', inReplyTo: null, from: person('Kalle'), recipients: [] },
  ...{ assuranceLevel: 1, replyAllowed: true, at: '2026-03-02T08:00:00.000Z', attachmentCount: 0, validUntil: null },
  ...{ maxDownloads: null, stepUpNeeded: false, unavailable: null },
  ...part,
});
const rowOf = (messageId: string, part: Partial<ThreadRow> = {}): ThreadRow => ({
  ...{ messageId, role: 'recipient', from: person('Kalle'), at: '2026-03-02T08:00:00.000Z', assuranceLevel: 1 },
  ...{ attachmentCount: 0, unread: false, stepUpNeeded: false, unavailable: null },
  ...part,
});

interface Page {
  readonly rows: readonly ThreadRow[];
  readonly nextCursor: string | null;
}

function server(
  pages: readonly Page[],
  heads: Readonly<Record<string, Partial<MessageHead>>> = {},
  mailboxes: readonly object[] = [],
) {
  let page = 0;
  const idOf = (params: unknown) => (params as { readonly id: string }).id;
  return fakeApi({
    '/messages/:id': ({ input }: { input: { params?: unknown } }) =>
      headOf(idOf(input.params), heads[idOf(input.params)]),
    '/messages/:id/open': ({ input }: { input: { params?: unknown } }) => ({
      ...{ subject: `Ämne ${idOf(input.params)}`, bodyHtml: `<p>Text ${idOf(input.params)}</p>`, attachments: [] },
    }),
    '/messages/:id/thread': () => pages[Math.min(page++, pages.length - 1)],
    '/messages/:id/timeline': [],
    '/mailboxes': mailboxes,
  });
}

const Place = () => <p title="place">{useLocation().pathname + useLocation().search}</p>;
const show = (api: ReturnType<typeof fakeApi>, acting: Acting | null = null, id = 'm2') =>
  renderStaff(
    <ActingProvider value={{ acting, ownMailboxId: 'mailbox-1', enter: () => undefined }}>
      <Place />
      <Routes>
        <Route path="/compose" element={null} />
        <Route path="*" element={<ReadingScreen folder="inbox" messageId={id} />} />
      </Routes>
    </ActingProvider>,
    { api },
  );
const opened = (api: ReturnType<typeof fakeApi>) =>
  api.calls.filter(({ path }) => path === '/messages/:id/open').map(({ input }) => (input.params as { id: string }).id);

describe('the conversation beside a message', () => {
  it('shows earlier ones closed, and opens one only when it is asked for', async () => {
    const older = rowOf('m1', { role: 'sender', own: true, attachmentCount: 2, assuranceLevel: 3 });
    const api = server([{ rows: [rowOf('m2'), older], nextCursor: null }]);
    await show(api);
    const thread = await screen.findByRole('region', { name: 'Konversationen' });
    const closed = within(thread).getByRole('button', { name: /^Du.*2 filer.*LoA3/ });
    expect(closed.getAttribute('aria-expanded')).toBe('false');
    expect(opened(api)).toEqual(['m2']);
    await userEvent.click(closed);
    await within(thread).findByText('Text m1');
    expect(opened(api)).toEqual(['m2', 'm1']);
    await userEvent.click(within(thread).getByRole('button', { name: 'Gå till meddelandet' }));
    expect(screen.getByTitle('place').textContent).toBe('/messages/sent/m1');
  });

  it('names who wrote in a mailbox that several write in, and what nobody wrote', async () => {
    const rows = [
      rowOf('m2'),
      rowOf('m1', { role: 'sender', from: { ...person('Hanna'), sentBy: 'Kalle' } }),
      rowOf('m0', { role: 'sender', automatic: true, from: person('Hanna') }),
      rowOf('m-1', { role: 'sender', from: person('Hanna') }),
    ];
    await show(server([{ rows, nextCursor: null }]));
    await screen.findByRole('button', { name: /^Kalle på uppdrag av Hanna/ });
    await screen.findByRole('button', { name: /^Autosvar från Hanna/ });
    await screen.findByRole('button', { name: /^Hanna/ });
    expect(screen.queryByRole('button', { name: /^Du/ })).toBeNull();
  });

  it('does not take an automatic reply for a newer message', async () => {
    const rows = [rowOf('m3', { role: 'sender', automatic: true }), rowOf('m2')];
    await show(server([{ rows, nextCursor: null }]));
    await screen.findByRole('button', { name: /^Autosvar från Kalle/ });
    expect(screen.queryByText('Det finns ett nyare meddelande i konversationen.')).toBeNull();
  });

  it('asks for a higher level in place, and does not open below it', async () => {
    const strong = rowOf('m1', { assuranceLevel: 3, stepUpNeeded: true });
    const heads = { m1: { assuranceLevel: 3, stepUpNeeded: true } as const };
    const api = server([{ rows: [rowOf('m2'), strong], nextCursor: null }], heads);
    await show(api);
    const thread = await screen.findByRole('region', { name: 'Konversationen' });
    await userEvent.click(within(thread).getByRole('button', { name: /^Kalle.*LoA3/ }));
    await within(thread).findByRole('button', { name: 'Identifiera dig' });
    expect(opened(api)).toEqual(['m2']);
  });

  it('points to a newer message without opening it, and reads on where the conversation is long', async () => {
    const rows = [rowOf('m3', { unread: true }), rowOf('m2')];
    const api = server([
      { rows, nextCursor: 'next' },
      { rows: [rowOf('m1', { unavailable: 'recalled' })], nextCursor: null },
    ]);
    await show(api);
    await screen.findByText('Det finns ett nyare meddelande i konversationen.');
    expect(opened(api)).toEqual(['m2']);
    await userEvent.click(screen.getByRole('button', { name: 'Visa äldre' }));
    await screen.findByRole('button', { name: /^Kalle.*Återkallat av avsändaren/ });
    expect(screen.getByRole('button', { name: /^Kalle ?, Oläst/ }).getAttribute('aria-expanded')).toBe('false');
    await userEvent.click(screen.getByRole('button', { name: 'Visa det senaste' }));
    await waitFor(() => expect(screen.getByTitle('place').textContent).toBe('/messages/inbox/m3'));
  });

  it('is not shown for a message alone', async () => {
    await show(server([{ rows: [rowOf('m2')], nextCursor: null }]));
    await screen.findByText('Text m2');
    expect(screen.queryByRole('region', { name: 'Konversationen' })).toBeNull();
  });
});

describe('what can be done with a message', () => {
  const alone = [{ rows: [rowOf('m2')], nextCursor: null }];

  it('is passing it on also where no answer is taken', async () => {
    await show(server(alone, { m2: { replyAllowed: false } }));
    await screen.findByText('Avsändaren tar inte emot svar på det här meddelandet.');
    expect(screen.queryByRole('button', { name: 'Svara' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Vidarebefordra' }));
    expect(screen.getByTitle('place').textContent).toBe('/compose?forward=m2');
  });

  it('is answering one’s own, and showing the original where one has it', async () => {
    await show(server(alone, { m2: { role: 'sender', inReplyTo: 'm1' } }));
    await userEvent.click(await screen.findByRole('button', { name: 'Visa original' }));
    expect(screen.getByTitle('place').textContent).toBe('/messages/inbox/m1');
    await userEvent.click(screen.getByRole('button', { name: 'Svara alla' }));
    expect(screen.getByTitle('place').textContent).toBe('/compose?reply=m2&all=1');
  });

  it.each([
    ['everything', null, true],
    ['everything but deleting', { name: 'Hanna', address: 'h@x.se', until: '2999-01-01T10:00:00.000Z' }, false],
  ])("is %s, in one's own mailbox or somebody else's", async (_what, acting, deletes) => {
    const recipients = [{ id: 'r1', address: 'h@x.se' }] as MessageHead['recipients'];
    await show(server(alone, { m2: { recipients } }, [{ id: 'mailbox-1', address: 'h@x.se' }]), acting);
    await userEvent.click(await screen.findByRole('button', { name: 'Hantera' }));
    await screen.findByRole('menuitem', { name: 'Arkivera' });
    expect(screen.queryByRole('menuitem', { name: 'Ta bort' }) !== null).toBe(deletes);
  });

  it('is nothing but reading it and taking it along in a mailbox that is for reading', async () => {
    const recipients = [{ id: 'r1', address: 'h@x.se' }] as MessageHead['recipients'];
    const head = { recipients, mayHold: true as const, replyAllowed: false };
    const acting = { name: 'Hanna', address: 'h@x.se', until: '2999-01-01T10:00:00.000Z', readOnly: true };
    await show(server(alone, { m2: head }, [{ id: 'mailbox-1', address: 'h@x.se' }]), acting);
    await screen.findByText('Text m2');
    expect(screen.queryByRole('button', { name: /^Svara|^Vidarebefordra/ })).toBeNull();
    expect(screen.queryByText(/tar inte emot svar/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Hantera' }));
    await screen.findByRole('menuitem', { name: 'Skriv ut' });
    const items = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
    expect(items).toEqual(['Skriv ut', 'Exportera', 'Öppna i ny flik']);
  });

  it('is nothing below its level but putting it away', async () => {
    await show(server(alone, { m2: { stepUpNeeded: true, assuranceLevel: 3 } }));
    await screen.findByRole('button', { name: 'Identifiera dig' });
    for (const name of ['Svara', 'Svara alla', 'Vidarebefordra'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Hantera' }));
    await screen.findByRole('menuitem', { name: 'Öppna i ny flik' });
    expect(screen.queryByRole('menuitem', { name: 'Skriv ut' })).toBeNull();
  });
});
