import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { announced } from '../../../testing/render-staff.tsx';
import { address, rowOf, showFolders, subjects } from './testing/fake-mailbox.tsx';
import { forgetLooks } from './use-list-look.ts';

afterEach(() => {
  cleanup();
  forgetLooks();
});

const three = () => [rowOf('beslut'), rowOf('betyg', { unread: true }), rowOf('kallelse')];

describe('filters and order', () => {
  it('narrow at once, say how many are left, stand in the address and below the field, and are remembered for the folder', async () => {
    const { user, searches } = await showFolders(three());
    await user.click(await screen.findByRole('button', { name: 'Filter' }));
    const panel = await screen.findByRole('dialog', { name: 'Filter' });
    await user.selectOptions(within(panel).getByLabelText('Olästa och lästa'), 'Olästa');
    await user.selectOptions(within(panel).getByLabelText('Tillitsnivå'), 'LoA2');
    await user.type(within(panel).getByLabelText('Avsändare'), 'anna{Enter}');
    await waitFor(() => expect(searches.at(-1)).toMatchObject({ unread: true, level: 2, person: 'anna' }));
    await waitFor(() => expect(subjects()).toEqual(['Ämne betyg']));
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Filter, 3 filter'));
    await announced('1 träff');
    expect(address()).toContain('?unread=1&level=2');
    expect(address()).not.toContain('anna');
    await user.click(screen.getByText('To the archive'));
    await screen.findByText('Arkivet är tomt');
    expect(address()).toBe('/messages/archive');
    await user.click(screen.getByText('To the inbox'));
    await waitFor(() => expect(address()).toBe('/messages/inbox?unread=1&level=2'));
    const chips = await screen.findByRole('toolbar', { name: 'Filter som gäller' });
    expect(
      within(chips)
        .getAllByRole('button')
        .map((chip) => chip.textContent),
    ).toEqual(['Olästa', 'LoA2', 'anna']);
    await user.click(screen.getByRole('button', { name: 'Rensa' }));
    await waitFor(() => expect(subjects()).toHaveLength(3));
    expect(address()).toBe('/messages/inbox');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Filter' }));
  });

  it('turn the list, oldest first, which hides nothing, and say so', async () => {
    const { user } = await showFolders(three());
    await user.click(await screen.findByRole('button', { name: /^Sortera/ }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Äldst först' }));
    await screen.findByRole('button', { name: 'Sortera, Äldst först' });
    const spoken = () => screen.getAllByRole('status').map(({ textContent }) => textContent?.trim());
    await waitFor(() => expect(spoken()).toContain('Äldst först'));
    await waitFor(() => expect(subjects()).toEqual(['Ämne kallelse', 'Ämne betyg', 'Ämne beslut']));
    expect(address()).toContain('sort=oldest');
    expect(screen.queryByRole('toolbar', { name: 'Filter som gäller' })).toBeNull();
  });

  it('turn the list by sender or level, say so, and wait while words are searched for', async () => {
    const { user, searches } = await showFolders(three());
    await user.click(await screen.findByRole('button', { name: /^Sortera/ }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Avsändare A–Ö' }));
    await screen.findByRole('button', { name: 'Sortera, Avsändare A–Ö' });
    await waitFor(() => expect(searches.at(-1)).toMatchObject({ sort: 'name' }));
    expect(address()).toContain('sort=name');
    await user.type(screen.getByRole('searchbox', { name: 'Sök' }), 'beslut');
    await waitFor(() => expect(searches.at(-1)).toMatchObject({ words: 'beslut' }));
    expect(searches.at(-1)).not.toHaveProperty('sort');
    await user.click(screen.getByRole('button', { name: 'Sortera, Nyast först' }));
    const level = await screen.findByRole('menuitemradio', { name: /^Högst tillitsnivå först/ });
    expect(level.getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('{Escape}');
    await user.clear(screen.getByRole('searchbox', { name: 'Sök' }));
    await screen.findByRole('button', { name: 'Sortera, Avsändare A–Ö' });
  });
});
