import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, renderStaff } from '../testing/render-staff.tsx';
import { NoticeProvider, useNotice } from './notice.tsx';
import type { Notice } from './notice.types.ts';

afterEach(cleanup);

function Page({ notices }: { readonly notices: Readonly<Record<string, Notice>> }) {
  const notify = useNotice();
  return Object.entries(notices).map(([name, notice]) => (
    <button key={name} type="button" onClick={() => notify(notice)}>
      {name}
    </button>
  ));
}

const show = (notices: Readonly<Record<string, Notice>>) =>
  renderStaff(
    <NoticeProvider>
      <Page notices={notices} />
    </NoticeProvider>,
    { api: fakeApi({}) },
  );
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const toast = async (text: string) => (await screen.findByText(text)).closest<HTMLElement>('[role="listitem"]');

describe('a notice', () => {
  it('is a stop of Tab only where it has something to press', async () => {
    await show({
      told: { text: 'Skickat.' },
      undoable: { text: 'Borttaget.', action: { label: 'Ångra', run: () => {} } },
    });
    press('told');
    expect((await toast('Skickat.'))?.tabIndex).toBe(-1);
    press('undoable');
    expect((await toast('Borttaget.'))?.tabIndex).toBe(0);
  });

  it('gives the focus back to where somebody was when its action is taken', async () => {
    const run = jest.fn();
    await show({ undoable: { text: 'Borttaget.', action: { label: 'Ångra', run } } });
    const opener = screen.getByRole('button', { name: 'undoable' });
    opener.focus();
    press('undoable');
    const undo = await screen.findByRole('button', { name: 'Ångra' });
    act(() => undo.focus());
    fireEvent.click(undo);
    expect(run).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('of what cannot be undone takes Ctrl+Z from what was done before it', async () => {
    const run = jest.fn();
    await show({
      undoable: { text: 'Borttaget.', action: { label: 'Ångra', run } },
      final: { text: 'Borta.', isFinal: true },
    });
    press('undoable');
    await screen.findByText('Borttaget.');
    press('final');
    await screen.findByText('Borta.');
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(run).not.toHaveBeenCalled();
  });
});
