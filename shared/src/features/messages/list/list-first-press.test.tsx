import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { rowOf, showFolders } from './testing/fake-mailbox.tsx';

afterEach(cleanup);

const focused = () => document.activeElement?.getAttribute('aria-label');

// The first test of a page: whoever has used the tools has their code.
describe('the first press on Filter', () => {
  it('keeps the focus on the button while its code is on its way, and Escape leads back there', async () => {
    const { user } = await showFolders([rowOf('a')]);
    const seen = new Set<string | null | undefined>();
    const note = new MutationObserver(() => seen.add(document.activeElement === document.body ? 'body' : focused()));
    note.observe(document.body, { childList: true, subtree: true });
    act(() => screen.getByRole('button', { name: 'Filter' }).focus());
    await user.keyboard('{Enter}');
    await screen.findByRole('dialog', { name: 'Filter' });
    expect(seen).toContain('Filter');
    expect(seen).not.toContain('body');
    note.disconnect();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(focused()).toBe('Filter'));
  });
});
