import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { focusRow, rowLink, rowOf, showFolders, subjects } from './testing/fake-mailbox.tsx';
import { forgetLooks } from './use-list-look.ts';

afterEach(() => {
  cleanup();
  forgetLooks();
});

const five = () => ['a', 'b', 'c', 'd', 'e'].map((id) => rowOf(id));
const chosen = () =>
  screen
    .getAllByRole('checkbox', { name: /^Markera: / })
    .filter((box) => (box as HTMLInputElement).checked)
    .map((box) => box.getAttribute('aria-label')?.replace('Markera: Ämne ', ''));

describe('rows that are chosen', () => {
  it('are chosen with Space, ranges with Shift and the arrows, all with Ctrl+A; Escape lets go', async () => {
    const { user } = await showFolders(five());
    focusRow(1);
    await user.keyboard(' ');
    await screen.findByText('1 markerat');
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(chosen()).toEqual(['b', 'c', 'd']);
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(chosen()).toEqual(['b', 'c']);
    await user.keyboard('{Control>}a{/Control}');
    expect(chosen()).toEqual(['a', 'b', 'c', 'd', 'e']);
    await user.keyboard('{Escape}');
    expect(chosen()).toEqual([]);
    expect(document.activeElement).toBe(rowLink(2));
  });

  it('are chosen by their boxes, with Shift up to there; the row itself still opens', async () => {
    const { user } = await showFolders(five());
    focusRow(0);
    await user.click(await screen.findByRole('checkbox', { name: 'Markera: Ämne b' }));
    await user.keyboard('{Shift>}');
    await user.click(screen.getByRole('checkbox', { name: 'Markera: Ämne d' }));
    await user.keyboard('{/Shift}');
    expect(chosen()).toEqual(['b', 'c', 'd']);
    await user.click(screen.getByRole('checkbox', { name: 'Markera alla som visas' }));
    expect(chosen()).toHaveLength(5);
    await user.click(screen.getByRole('checkbox', { name: 'Markera alla som visas' }));
    expect(chosen()).toEqual([]);
  });

  it('stay chosen when a new row comes, which is not', async () => {
    const { user, server, queryClient } = await showFolders(five());
    focusRow(0);
    await user.keyboard(' {Shift>}{ArrowDown}{/Shift}');
    server.rows.unshift(rowOf('new'));
    await queryClient.invalidateQueries();
    await screen.findByText('Ämne new');
    expect(chosen()).toEqual(['a', 'b']);
    expect(document.activeElement).toBe(rowLink(2));
  });

  it('keep the one with the focus in sight when a row comes above it, unless it was out of sight already', async () => {
    const { user, server, queryClient } = await showFolders(five());
    const scrolled: (string | null)[] = [];
    const box = jest
      .spyOn(Element.prototype, 'getBoundingClientRect')
      .mockImplementation(() => ({ top: 0, bottom: 440 }) as DOMRect);
    const scroll = jest.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
      scrolled.push(this.getAttribute('data-row'));
    });
    focusRow(4);
    server.rows.unshift(rowOf('new'));
    await queryClient.invalidateQueries();
    await screen.findByText('Ämne new');
    expect(scrolled).toEqual(['5']);
    server.rows.unshift(rowOf('newer'));
    await queryClient.invalidateQueries();
    await screen.findByText('Ämne newer');
    expect(scrolled).toEqual(['5']);
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(rowLink(0));
    for (const spy of [box, scroll]) spy.mockRestore();
  });
});

describe('what is done with rows', () => {
  it('archives the chosen ones, goes on to the next row, and gives back exactly those', async () => {
    const { user, server } = await showFolders(five());
    focusRow(1);
    await user.keyboard(' {Shift>}{ArrowDown}{/Shift}e');
    await waitFor(() => expect(subjects()).toEqual(['Ämne a', 'Ämne d', 'Ämne e']));
    expect(document.activeElement).toBe(rowLink(1));
    await screen.findByText('2 meddelanden arkiverade.');
    await user.click(screen.getByRole('button', { name: 'Ångra' }));
    await waitFor(() => expect(subjects()).toHaveLength(5));
    expect(server.actions).toEqual([
      { action: 'archive', ids: ['b', 'c'] },
      { action: 'unarchive', ids: ['b', 'c'] },
    ]);
  });

  it('deletes the row that has the focus with Delete, and takes it back with Ctrl+Z', async () => {
    const { user, server } = await showFolders(five());
    focusRow(4);
    await user.keyboard('{Delete}');
    await waitFor(() => expect(subjects()).toHaveLength(4));
    expect(document.activeElement).toBe(rowLink(3));
    await screen.findByText('1 meddelande borttaget.');
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(subjects()).toHaveLength(5));
    expect(server.actions.map(({ action }) => action)).toEqual(['delete', 'restore']);
  });

  it('is nothing in a mailbox that is for reading, where nothing is written either', async () => {
    const until = '2026-12-01T10:00:00.000Z';
    const acting = { name: 'Hanna', address: 'h@storkommun.example', until, readOnly: true };
    const { user, server } = await showFolders(five(), acting);
    focusRow(1);
    await user.keyboard(' eu{Delete}');
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Nytt meddelande' })).toBeNull();
    expect(server.actions).toEqual([]);
  });

  it('says of a sent message that is deleted that its recipients can still read, of a recalled one nothing', async () => {
    const sent = (id: string, status: 'opened' | 'recalled') => rowOf(id, { messageId: id, status });
    const { user } = await showFolders([sent('opened', 'opened'), sent('recalled', 'recalled')]);
    focusRow(1);
    await user.keyboard('{Delete}');
    await screen.findByText('1 meddelande borttaget.');
    expect(screen.queryByText(/kan fortfarande läsa/)).toBeNull();
    await user.keyboard('{Delete}');
    await screen.findByText(/Mottagarna kan fortfarande läsa\. Ångra/);
  });

  it("deletes nothing in somebody else's mailbox, neither by key nor by button, where archiving and marking remain", async () => {
    const until = '2026-12-01T10:00:00.000Z';
    const { user, server } = await showFolders(five(), { name: 'Hanna', address: 'h@storkommun.example', until });
    focusRow(1);
    await user.keyboard('{Delete}');
    await user.keyboard(' ');
    await screen.findByText('1 markerat');
    expect(screen.queryByRole('button', { name: 'Ta bort' })).toBeNull();
    await user.keyboard('u');
    await user.click(screen.getByRole('button', { name: 'Arkivera' }));
    await waitFor(() => expect(server.actions.map(({ action }) => action)).toEqual(['markUnread', 'archive']));
  });

  it('are taken back with Ctrl+Z wherever the focus is, but not in a field; their notice goes', async () => {
    const { user, server } = await showFolders(five());
    const undo = () => user.keyboard('{Control>}z{/Control}');
    const gone = (text: string) => waitFor(() => expect(screen.queryByText(text)).toBeNull());
    focusRow(0);
    await user.keyboard('e');
    await screen.findByText('1 meddelande arkiverat.');
    await user.keyboard('/');
    await undo();
    expect(server.actions).toHaveLength(1);
    act(() => document.querySelector('h1')?.focus());
    await undo();
    await screen.findByText('Ångrat.');
    await gone('1 meddelande arkiverat.');
    expect(screen.queryByRole('button', { name: 'Ångra' })).toBeNull();
    await undo();
    act(() => rowLink(1).focus());
    await user.keyboard('e');
    await screen.findByText('1 meddelande arkiverat.');
    act(() => (document.activeElement as HTMLElement).blur());
    await undo();
    await waitFor(() => expect(subjects()).toHaveLength(5));
    expect(server.actions.map(({ action }) => action)).toEqual(['archive', 'unarchive', 'archive', 'unarchive']);
  });

  it('offer one way back at a time: that of the last one', async () => {
    const { user, server } = await showFolders(five());
    focusRow(0);
    await user.keyboard('e');
    await screen.findByText('1 meddelande arkiverat.');
    await user.keyboard('{Delete}');
    await screen.findByText('1 meddelande borttaget.');
    await waitFor(() => expect(screen.queryByText('1 meddelande arkiverat.')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Ångra' }));
    await waitFor(() => expect(server.actions.at(-1)).toEqual({ action: 'restore', ids: ['b'] }));
  });

  it('marks as unread with U, and as read when all are unread; the rows stay and stay chosen', async () => {
    const { user, server } = await showFolders([rowOf('a', { unread: true }), rowOf('b')]);
    focusRow(0);
    await user.keyboard('{Control>}a{/Control}u');
    await waitFor(() => expect(screen.getAllByText('Oläst.', { exact: false })).toHaveLength(2));
    expect(chosen()).toEqual(['a', 'b']);
    await user.keyboard('u');
    await waitFor(() => expect(screen.queryByText('Oläst.', { exact: false })).toBeNull());
    expect(server.actions.map(({ action }) => action)).toEqual(['markUnread', 'markRead']);
  });

  it('puts the rows back and says so when the server refuses', async () => {
    const { user, server } = await showFolders(five());
    server.fails = true;
    focusRow(0);
    await user.keyboard('e');
    await screen.findByText('Det gick inte. Inget ändrades.');
    await waitFor(() => expect(subjects()).toHaveLength(5));
  });

  it('leads to the heading when the last row is gone; Arkiv has it, and Flytta tillbaka there', async () => {
    const { user } = await showFolders([rowOf('a')]);
    focusRow(0);
    await user.keyboard('e');
    await screen.findByText('Inkorgen är tom');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Inkorg'));
    await user.click(screen.getByText('To the archive'));
    await screen.findByText('Ämne a');
    focusRow(0);
    await user.keyboard(' ');
    await user.click(await screen.findByRole('button', { name: 'Flytta tillbaka' }));
    await screen.findByText('Arkivet är tomt');
    await screen.findByText('1 meddelande flyttat tillbaka.');
  });
});
