import { afterEach, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import type { CaseView } from '../../contract/cases.ts';
import { fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { CaseBar } from './case-bar.tsx';

afterEach(cleanup);

const AT = '2026-11-22T10:00:00.000Z';
const OF_MESSAGE = '/mailboxes/:id/messages/:messageId/case';
const CASE = '/mailboxes/:id/cases/:caseId';
const NOTHING = { take: false, release: false, assign: false, close: false, reopen: false };
const FREE: CaseView = {
  ...{ id: 'case-1', state: 'open', takenBy: null, dueOn: null, tags: [], noteCount: 0, openedAt: AT, lastAt: AT },
  may: { ...NOTHING, take: true, assign: true, close: true },
};
const MINE: CaseView = {
  ...FREE,
  takenBy: { accountId: 'account-1', name: 'Hanna Handläggare' },
  may: { ...NOTHING, release: true, assign: true, close: true },
};
const KALLES: CaseView = { ...FREE, takenBy: { accountId: 'account-2', name: 'Kalle Kollega' }, may: NOTHING };

const show = async (view: CaseView | null, answers: Readonly<Record<string, unknown>> = {}) => {
  const api = fakeApi({
    [OF_MESSAGE]: view,
    '/mailboxes/:id/case-tags': [{ id: 'tag-1', name: 'Brådskar' }],
    '/mailboxes/:id/case-members': [{ accountId: 'account-2', name: 'Kalle Kollega' }],
    [`${CASE}/notes`]: [{ id: 'note-1', by: 'Kalle Kollega', own: false, at: AT, text: 'Ring först' }],
    [`${CASE}/history`]: [
      { number: 2, kind: 'taken', at: AT, by: 'Kalle Kollega', about: null },
      { number: 1, kind: 'opened', at: AT, by: null, about: null },
    ],
    ...answers,
  });
  await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <CaseBar messageId="message-1" onDeleted={() => undefined} />
      </ModalKeeper>
    </NoticeProvider>,
    { api },
  );
  return api;
};
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

it('is taken with one press', async () => {
  let view = FREE;
  const api = await show(null, {
    [OF_MESSAGE]: () => view,
    [`${CASE}/take`]: () => {
      view = MINE;
      return MINE;
    },
  });
  await screen.findByText('Ingen har tagit ärendet');
  await press('Ta ärende');
  await screen.findByText('Hanna Handläggare (du)');
  await screen.findByRole('button', { name: 'Släpp ärende' });
  screen.getByRole('button', { name: 'Avsluta ärende' });
  expect(screen.queryByRole('button', { name: 'Ta ärende' })).toBeNull();
  expect(api.calls.filter(({ path }) => path === `${CASE}/take`)).toHaveLength(1);
});

it('says who was first, and shows it', async () => {
  let view = FREE;
  await show(null, {
    [OF_MESSAGE]: () => view,
    [`${CASE}/take`]: () => {
      view = KALLES;
      throw problem('case-taken', { name: 'Kalle Kollega' });
    },
  });
  await press('Ta ärende');
  await screen.findByText('Kalle Kollega har redan tagit ärendet.');
  const bar = within(await screen.findByRole('region', { name: 'Ärende' }));
  await bar.findByText('Kalle Kollega');
  expect(bar.queryByRole('button', { name: 'Ta ärende' })).toBeNull();
});

it('shows notes, tags and what happened when one wants more', async () => {
  const api = await show(MINE, { [`${CASE}/tags/:tagId`]: MINE, [`${CASE}/notes`]: [] });
  await press('Mer om ärendet');
  await screen.findByText('Kalle Kollega tog ärendet', { exact: false });
  screen.getByText('Ärendet började med ett meddelande', { exact: false });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Brådskar' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'Ny anteckning' }), { target: { value: 'Ring Maja' } });
  await press('Spara anteckning');
  await screen.findByRole('heading', { name: 'Interna anteckningar' });
  expect(api.calls).toContainEqual(
    expect.objectContaining({ path: `${CASE}/notes`, input: expect.objectContaining({ body: { text: 'Ring Maja' } }) }),
  );
  expect(api.calls.some(({ path }) => path === `${CASE}/tags/:tagId`)).toBe(true);
});

it('asks before it is deleted', async () => {
  const api = await show(MINE, { [CASE]: undefined });
  await press('Mer om ärendet');
  await press('Ta bort ärende');
  const dialog = within(await screen.findByRole('alertdialog'));
  dialog.getByText(/flyttas till Borttagna/);
  fireEvent.click(dialog.getByRole('button', { name: 'Ta bort ärende' }));
  await screen.findByText('Ärendet ligger i Borttagna.');
  expect(api.calls.filter(({ path }) => path === CASE)).toHaveLength(1);
});

it('is not there for a message that is in no case', async () => {
  const api = await show(null);
  await waitFor(() => expect(api.calls.map(({ path }) => path)).toEqual([OF_MESSAGE]));
  expect(screen.queryByRole('region', { name: 'Ärende' })).toBeNull();
});

it('says whose it is to decide on a case of somebody else', async () => {
  await show(KALLES);
  await screen.findByText(/^Bara Kalle Kollega eller en av funktionsbrevlådans administratörer kan släppa/);
});

it('takes a new tag by Enter, and keeps the focus in its field', async () => {
  const api = await show(MINE, {
    '/mailboxes/:id/case-tags': ({ input }: { input: { body?: unknown } }) =>
      input.body ? { id: 'tag-2' } : [{ id: 'tag-1', name: 'Brådskar' }],
    [`${CASE}/tags/:tagId`]: MINE,
  });
  await press('Mer om ärendet');
  const field = await screen.findByLabelText('Ny etikett');
  fireEvent.change(field, { target: { value: 'Ring' } });
  fireEvent.submit(field);
  await waitFor(() => expect(api.calls.some(({ path }) => path === `${CASE}/tags/:tagId`)).toBe(true));
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(field).toHaveProperty('value', '');
});
