import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, Route, Routes, useLocation } from 'react-router';
import type { ApiClient } from '../../../api/client.ts';
import type { DraftRow } from '../../../contract/drafts.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { DraftsScreen } from './drafts-screen.tsx';

const rowOf = (id: string, part: Partial<DraftRow> = {}): DraftRow => ({
  ...{ id, revision: 1, subject: `Ämne ${id}`, recipients: [{ name: 'Kalle', address: 'kalle@x.example' }] },
  ...{ recipientCount: 1, assuranceLevel: null, attachmentCount: 0, savedAt: '2026-11-22T08:00:00.000Z' },
  ...part,
});

const Address = () => <output>{useLocation().search}</output>;

/** The screen over a server with these drafts; what it was asked to remove, in order. */
async function show(rows: readonly DraftRow[] | Error) {
  const removed: string[] = [];
  const listing = fakeApi({
    '/mailboxes/:id/drafts': () => {
      if (rows instanceof Error) throw rows;
      return { rows: rows.filter(({ id }) => !removed.includes(id)), nextCursor: null };
    },
  });
  const api: ApiClient = {
    ...listing,
    call: async (route, input) => {
      if (route.method !== 'DELETE') return listing.call(route, input);
      removed.push((input as { params: { draftId: string } }).params.draftId);
      return undefined as never;
    },
  };
  await renderStaff(
    <>
      <Routes>
        <Route path="/" element={<DraftsScreen />} />
        <Route path="*" element={<Address />} />
      </Routes>
      <Link to="/elsewhere">Leave</Link>
    </>,
    { api },
  );
  return { removed, user: userEvent.setup() };
}

const subjects = () =>
  [...document.querySelectorAll('[data-row]')].map(
    (link) => /Ämne \S+|\(Inget ämne\)/.exec(link.textContent ?? '')?.[0],
  );
const rowLink = (index: number) => document.querySelector<HTMLElement>(`[data-row="${index}"]`);

afterEach(cleanup);

describe('Utkast', () => {
  it('shows to whom, what about and whether there are files; opening goes on in the composer', async () => {
    const { user } = await show([
      rowOf('d-1', { attachmentCount: 2, recipientCount: 4 }),
      rowOf('d-2', { subject: ' ', recipients: [], recipientCount: 0 }),
    ]);
    await screen.findByText('Kalle och 3 till');
    expect(screen.getByText('2 filer')).toBeTruthy();
    expect(screen.getByText('(Inget ämne)')).toBeTruthy();
    expect(screen.getByText('(Inga mottagare)')).toBeTruthy();
    await user.click(screen.getByText('(Inget ämne)'));
    expect(document.querySelector('output')?.textContent).toBe('?draft=d-2');
  });

  it('says for how many a message waits and until when it is kept, and leads to what it waits for', async () => {
    const { user } = await show([
      rowOf('a', { waitingFor: 2, keptUntil: '2027-02-20T08:00:00.000Z' }),
      rowOf('b', { waitingFor: 0, keptUntil: null }),
      rowOf('c'),
    ]);
    await screen.findByText(/Väntar på uppgifter om 2 mottagare/);
    expect(screen.getAllByText(/Tas bort/)).toHaveLength(1);
    expect(screen.getByText(/Alla uppgifter finns, men meddelandet är inte skickat/)).toBeTruthy();
    const buttons = screen.getAllByRole('button', { name: /^Lägg till uppgifter: / });
    expect(buttons).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Lägg till uppgifter: Ämne a' }));
    await user.click(await screen.findByRole('button', { name: 'Avbryt' }));
    await waitFor(() => expect(document.activeElement).toBe(buttons[0]));
  });

  it('is gone through with the arrows, one stop for Tab', async () => {
    const { user } = await show([rowOf('a'), rowOf('b')]);
    await screen.findByText('Ämne a');
    act(() => rowLink(0)?.focus());
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rowLink(1));
    expect([rowLink(0)?.tabIndex, rowLink(1)?.tabIndex]).toEqual([-1, 0]);
  });

  it('removes with Delete and gives back with Ångra; the server is told only when it is final', async () => {
    const { removed, user } = await show([rowOf('a'), rowOf('b'), rowOf('c')]);
    await screen.findByText('Ämne a');
    act(() => rowLink(0)?.focus());
    await user.keyboard('{Delete}');
    expect(subjects()).toEqual(['Ämne b', 'Ämne c']);
    expect(document.activeElement).toBe(rowLink(0));
    await user.click(screen.getByRole('button', { name: 'Ångra' }));
    expect(subjects()).toEqual(['Ämne a', 'Ämne b', 'Ämne c']);
    await user.click(screen.getByRole('button', { name: 'Ta bort: Ämne b' }));
    expect([subjects(), removed]).toEqual([['Ämne a', 'Ämne c'], []]);
    await user.click(screen.getByRole('link', { name: 'Leave' }));
    await waitFor(() => expect(removed).toEqual(['b']));
  });

  it('moves the focus to Ångra when the last one was removed', async () => {
    const { removed, user } = await show([rowOf('a')]);
    await user.click(await screen.findByRole('button', { name: 'Ta bort: Ämne a' }));
    expect(screen.getByText('Inga utkast')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ångra' }));
    act(() => void window.dispatchEvent(new Event('pagehide')));
    await waitFor(() => expect(removed).toEqual(['a']));
  });

  it('says when there are none, and when they could not be read', async () => {
    await show([]);
    expect(await screen.findByText('Inga utkast')).toBeTruthy();
    cleanup();
    await show(problem('temporarily-unavailable'));
    expect(await screen.findByText(/Listan kunde inte läsas in/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Försök igen' })).toBeTruthy();
  });
});
