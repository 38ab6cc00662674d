import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { announced } from '../../../testing/render-staff.tsx';
import { address, focusRow, rowOf, showFolders, subjects } from './testing/fake-mailbox.tsx';
import { forgetLooks } from './use-list-look.ts';

afterEach(() => {
  cleanup();
  forgetLooks();
});

const three = () => [rowOf('beslut'), rowOf('betyg', { unread: true }), rowOf('kallelse')];

describe('the search field', () => {
  it('takes every key from / on, before its code is there too; no row is archived', async () => {
    const { user, server } = await showFolders(three());
    focusRow(0);
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Sök' }));
    await user.keyboard('beu');
    // Only the whole field tells that.
    await screen.findByText(/Skriv minst tre|Pröva ett annat ord/);
    const field = screen.getByRole('searchbox', { name: 'Sök' }) as HTMLInputElement;
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('e');
    expect(field.value).toBe('beue');
    expect(server.actions).toEqual([]);
  });

  it('takes them from rows that are chosen, which are let go', async () => {
    const { user, server } = await showFolders(three());
    focusRow(0);
    await user.keyboard(' ');
    await screen.findByText('1 markerat');
    await user.keyboard('/e');
    expect((screen.getByRole('searchbox', { name: 'Sök' }) as HTMLInputElement).value).toBe('e');
    expect(server.actions).toEqual([]);
  });

  it('has the focus after /, finds from three letters on, and keeps the words out of the address', async () => {
    const { user, searches } = await showFolders(three());
    focusRow(0);
    await user.keyboard('/');
    const field = await screen.findByRole('searchbox', { name: 'Sök' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('be');
    await screen.findByText(/Skriv minst tre bokstäver/);
    await user.keyboard('s');
    await waitFor(() => expect(subjects()).toEqual(['Ämne beslut']));
    expect(searches).toEqual([{ folder: 'inbox', limit: 50, words: 'bes' }]);
    expect(address()).not.toContain('bes');
    await announced('1 träff');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(subjects()).toHaveLength(3));
  });

  it('searches a short word with Enter, and goes down into the list with the arrow', async () => {
    const { user, searches } = await showFolders(three());
    focusRow(0);
    await user.keyboard('/');
    await user.type(await screen.findByRole('searchbox'), 'be{Enter}');
    await waitFor(() => expect(subjects()).toEqual(['Ämne beslut', 'Ämne betyg']));
    expect(searches.map(({ words }) => words)).toEqual(['be']);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.getAttribute('data-row')).toBe('0');
  });

  it('says what to try when nothing is found, and shows everything again', async () => {
    const { user } = await showFolders(three());
    focusRow(0);
    await user.keyboard('/');
    await user.type(await screen.findByRole('searchbox'), 'finns inte');
    expect(await screen.findByText(/Pröva ett annat ord/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Rensa' }));
    await waitFor(() => expect(subjects()).toHaveLength(3));
  });

  it('says which folder it has searched, and searches another for the same words', async () => {
    const { user, searches } = await showFolders(three());
    focusRow(0);
    await user.keyboard('/');
    await user.type(await screen.findByRole('searchbox'), 'finns inte');
    expect(await screen.findByText('Inga träffar i Inkorg')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sök i Skickade' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sök i Arkiv' }));
    expect(await screen.findByText('Inga träffar i Arkiv')).toBeTruthy();
    expect(((await screen.findByRole('searchbox')) as HTMLInputElement).value).toBe('finns inte');
    expect(searches.at(-1)).toEqual({ folder: 'archive', limit: 50, words: 'finns inte' });
    expect(address()).toBe('/messages/archive');
  });

  it('leaves / to those who write', async () => {
    const { user } = await showFolders(three());
    focusRow(0);
    await user.keyboard('/');
    const field = await screen.findByRole('searchbox');
    await user.type(field, 'a/b');
    expect((field as HTMLInputElement).value).toBe('a/b');
  });
});
