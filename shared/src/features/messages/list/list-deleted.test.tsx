import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { focusRow, rowLink, rowOf, showFolders, subjects } from './testing/fake-mailbox.tsx';
import { forgetLooks } from './use-list-look.ts';

afterEach(() => {
  cleanup();
  forgetLooks();
});

/** Borttagna, with the first rows of an inbox of four in it. */
const withDeleted = async (count: number) => {
  const shown = await showFolders(['a', 'b', 'c', 'd'].map((id) => rowOf(id)));
  const { user, server } = shown;
  for (let left = count; left > 0; left--) {
    focusRow(0);
    await user.keyboard('{Delete}');
    await waitFor(() => expect(subjects()).toHaveLength(4 - count + left - 1));
  }
  await waitFor(() => expect(server.actions).toHaveLength(count));
  await user.click(screen.getByText('To the deleted ones'));
  await screen.findByRole('heading', { name: 'Borttagna' });
  await waitFor(() => expect(subjects()).toHaveLength(count));
  server.actions.length = 0;
  return shown;
};

describe('Borttagna', () => {
  it('says when each goes for good, and gives back one or several, which can be undone', async () => {
    const { user, server } = await withDeleted(3);
    expect(rowLink(0).textContent).toContain('Tas bort för gott 21 dec.');
    focusRow(0);
    await user.keyboard(' {Shift>}{ArrowDown}{/Shift}');
    await user.click(await screen.findByRole('button', { name: 'Återställ' }));
    await screen.findByText('2 meddelanden återställda.');
    await waitFor(() => expect(subjects()).toEqual(['Ämne c']));
    await user.click(screen.getByRole('button', { name: 'Ångra' }));
    await waitFor(() => expect(subjects()).toHaveLength(3));
    focusRow(2);
    await user.keyboard('e');
    await waitFor(() => expect(server.actions.at(-1)).toEqual({ action: 'restore', ids: ['c'] }));
  });

  it('destroys for good after a question that says how many, and never without it', async () => {
    const { user, server } = await withDeleted(3);
    focusRow(1);
    await user.keyboard('{Delete}');
    const one = await screen.findByRole('alertdialog', { name: 'Ta bort 1 meddelande för gott?' });
    await user.click(within(one).getByRole('button', { name: 'Avbryt' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(server.actions).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(rowLink(1)));
    await user.keyboard(' {Shift>}{ArrowDown}{/Shift}{Delete}');
    const two = await screen.findByRole('alertdialog', { name: 'Ta bort 2 meddelanden för gott?' });
    await user.click(within(two).getByRole('button', { name: 'Ta bort för gott' }));
    await screen.findByText('2 meddelanden borttagna för gott.');
    expect(server.actions).toEqual([{ action: 'destroy', ids: ['b', 'c'] }]);
    await waitFor(() => expect(subjects()).toEqual(['Ämne a']));
  });

  it('teaches when it is empty, and is in order of time alone', async () => {
    const { user } = await showFolders([rowOf('a')]);
    await user.click(screen.getByText('To the deleted ones'));
    await screen.findByText('Inget borttaget');
    await user.click(await screen.findByRole('button', { name: /^Sortera/ }));
    await screen.findByRole('menuitemradio', { name: 'Äldst först' });
    expect(screen.getAllByRole('menuitemradio')).toHaveLength(2);
  });
});

describe('what stands still', () => {
  it('has a box for each row from the first moment, for whoever reads row by row', async () => {
    await showFolders([rowOf('a'), rowOf('b')]);
    expect(screen.getAllByRole('checkbox', { name: /^Markera: Ämne/ })).toHaveLength(2);
  });

  it('is the list while a button of the pointer is down: what comes live waits until it is up', async () => {
    const { user, server, queryClient } = await showFolders([rowOf('a'), rowOf('b')]);
    await user.pointer({ keys: '[MouseLeft>]', target: screen.getByRole('heading', { name: 'Inkorg' }) });
    server.rows.unshift(rowOf('new'));
    await queryClient.invalidateQueries();
    expect(subjects()).toEqual(['Ämne a', 'Ämne b']);
    await user.pointer({ keys: '[/MouseLeft]' });
    await waitFor(() => expect(subjects()).toEqual(['Ämne new', 'Ämne a', 'Ämne b']));
  });

  it('lets Tab leave a notice with a button, back to where it came from', async () => {
    const { user } = await showFolders([rowOf('a'), rowOf('b')]);
    focusRow(0);
    await user.keyboard('e');
    const undo = await screen.findByRole('button', { name: 'Ångra' });
    await waitFor(() => expect(document.activeElement).toBe(rowLink(0)));
    act(() => undo.focus());
    await user.keyboard('{Tab}');
    expect(document.activeElement).toBe(rowLink(0));
  });
});
