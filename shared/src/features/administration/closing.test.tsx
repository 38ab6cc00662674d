import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import { fakeApi, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { AdministrationScreens } from './administration-screens.tsx';
import { noticeDaysOf } from './begin-closing.tsx';

const sture = {
  ...testSession,
  account: { ...testSession.account, roles: ['user', 'system-administrator'] as ('user' | 'system-administrator')[] },
};
const ORGANISATIONS = '/installation/organisations';
const CLOSING = `${ORGANISATIONS}/:id/closing`;
const lillkommun = {
  ...{ id: 'o-2', name: 'Lillkommun', domains: ['lillkommun.example'], own: false, awaited: false, closing: null },
  ...{ createdAt: '2026-01-01T08:00:00.000Z', frozenAt: '2026-02-01T08:00:00.000Z' },
  licence: { terms: null, used: { accounts: 3, functionMailboxes: 1 } },
};
const contents = {
  closing: null,
  accounts: 3,
  mailboxes: 4,
  copies: 1_200,
  bytes: 5_000_000,
  held: { messages: 0, by: [] },
};
const begun = {
  ...{ begunAt: '2026-03-01T08:00:00.000Z', purgeAfter: '2026-03-31T08:00:00.000Z' },
  ...{ exportedAt: null, purgeBegunAt: null, purgedAt: null },
};

const show = (organisation: object, view: object) => {
  const api = fakeApi({
    [ORGANISATIONS]: { rows: [organisation], nextCursor: null },
    [CLOSING]: view,
    [`${CLOSING}/undo`]: undefined,
  });
  renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <AdministrationScreens page="organisations" />
      </ModalKeeper>
    </NoticeProvider>,
    { api, session: sture },
  );
  return api;
};
const opened = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.click(await screen.findByRole('button', { name: 'Lillkommun' }));
  return screen;
};
const dialogNamed = async (name: string) => within(await screen.findByRole('dialog', { name }));

describe('Avsluta en organisation', () => {
  it('says what goes, wants the name and days, and sends them', async () => {
    const user = userEvent.setup();
    const api = show(lillkommun, contents);
    await opened(user);
    await user.click(await screen.findByRole('button', { name: 'Avsluta organisationen' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Avsluta Lillkommun' }));
    expect(dialog.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '3 konton',
      '4 brevlådor',
      '1200 kopior av meddelanden',
      expect.stringMatching(/^bilagor: 5.MB$/),
    ]);
    await user.click(dialog.getByRole('button', { name: 'Avsluta' }));
    expect(dialog.getByText('Skriv namnet precis som det står.')).toBeTruthy();
    expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Skriv organisationens namn' }));
    await user.keyboard('Lillkommun');
    const days = dialog.getByRole('textbox', { name: 'Uppsägningstid, dagar' });
    await user.clear(days);
    await user.type(days, '91{Enter}');
    expect(dialog.getByText('Skriv ett heltal, högst 90.')).toBeTruthy();
    expect(api.calls.filter(({ input }) => input.body)).toEqual([]);
    await user.clear(days);
    await user.type(days, '14{Enter}');
    await waitFor(() =>
      expect(api.calls.find(({ input }) => input.body)?.input).toMatchObject({
        params: { id: 'o-2' },
        body: { name: 'Lillkommun', noticeDays: 14 },
      }),
    );
  });

  it('takes days from 0 to 90', () => {
    expect(['0', ' 90 ', '91', '', '-1', '1,5'].map(noticeDaysOf)).toEqual([0, 90, null, null, null, null]);
  });

  it('says whom to ask while something is kept, and offers nothing else', async () => {
    const user = userEvent.setup();
    const by = [{ name: 'diariet@lillkommun.example', messages: 2 }];
    show(lillkommun, { ...contents, held: { messages: 2, by } });
    await opened(user);
    await user.click(await screen.findByRole('button', { name: 'Avsluta organisationen' }));
    const dialog = await dialogNamed('Avsluta Lillkommun');
    expect(dialog.getByText('2 meddelanden ska bevaras')).toBeTruthy();
    expect(dialog.getByText('diariet@lillkommun.example: 2')).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'Avsluta' })).toBeNull();
  });

  it('is offered for frozen organisations alone', async () => {
    const user = userEvent.setup();
    show({ ...lillkommun, frozenAt: null }, contents);
    await opened(user);
    const dialog = await dialogNamed('Lillkommun');
    expect(dialog.getByText('En organisation kan avslutas för gott när den är avstängd.')).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'Avsluta organisationen' })).toBeNull();
  });

  it('shows until when it can be taken back, that the data are to be fetched, and takes it back', async () => {
    const user = userEvent.setup();
    const api = show({ ...lillkommun, closing: begun }, { ...contents, closing: begun });
    expect(await screen.findByText('Avslutas')).toBeTruthy();
    await opened(user);
    const dialog = await dialogNamed('Avsluta Lillkommun');
    expect(
      await dialog.findByText(
        /^Uppsägningstiden går ut 31 mars 2026 .* Inget tas bort förrän uppgifterna är hämtade\./,
      ),
    ).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Hämta uppgifterna' })).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Ångra avslutet' }));
    await waitFor(() => expect(api.calls.map(({ path }) => path)).toContain(`${CLOSING}/undo`));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getAllByText('Lillkommun avslutas inte. Organisationen är fortfarande avstängd.')).not.toHaveLength(
      0,
    );
  });

  it('says that an hour is left after the data were fetched when the notice is over already', async () => {
    const user = userEvent.setup();
    const zero = { ...begun, purgeAfter: begun.begunAt, exportedAt: '2026-03-01T09:30:00.000Z' };
    show({ ...lillkommun, closing: zero }, { ...contents, closing: zero });
    await opened(user);
    const dialog = await dialogNamed('Avsluta Lillkommun');
    expect(await dialog.findByText(/^Allt tas bort efter 1 mars 2026 .*10[:.]30\. Till dess/)).toBeTruthy();
    expect(dialog.getByText(/^Uppgifterna hämtades 1 mars 2026 .*09[:.]30/)).toBeTruthy();
  });

  it('shows how much is left while it is destroyed, and when that was', async () => {
    const user = userEvent.setup();
    const purging = { ...begun, exportedAt: begun.begunAt, purgeBegunAt: begun.purgeAfter };
    show({ ...lillkommun, closing: purging }, { ...contents, closing: purging });
    await opened(user);
    const dialog = await dialogNamed('Avsluta Lillkommun');
    expect(await dialog.findByText('Allt tas bort nu. 1200 kopior är kvar.')).toBeTruthy();
    expect(dialog.queryByRole('button', { name: 'Ångra avslutet' })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Stäng' }));
  });

  it('says that it is closed', async () => {
    const user = userEvent.setup();
    const closed = { ...begun, exportedAt: begun.begunAt, purgeBegunAt: begun.purgeAfter, purgedAt: begun.purgeAfter };
    show({ ...lillkommun, closing: closed }, { ...contents, closing: closed });
    expect(await screen.findByText('Avslutad')).toBeTruthy();
    await opened(user);
    const dialog = await dialogNamed('Avsluta Lillkommun');
    expect(await dialog.findByText(/^Organisationen avslutades .*2026/)).toBeTruthy();
    expect(dialog.queryByRole('list')).toBeNull();
  });
});
