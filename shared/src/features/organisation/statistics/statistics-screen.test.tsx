import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { SessionView } from '../../../contract/sign-in.ts';
import type { OrganisationStatistics } from '../../../contract/statistics.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../../testing/render-staff.tsx';
import { StatisticsScreen } from './statistics-screen.tsx';

const FIGURES: OrganisationStatistics = {
  signIns: [
    { kind: 'bankid', count: 1_200 },
    { kind: 'entra', count: 300 },
  ],
  identifications: [],
  accounts: { opening: 15, added: 1, removed: 0, closing: 16 },
  mailboxes: { opening: 0, added: 5, removed: 0, closing: 5 },
  messages: [{ kind: 'message', sent: 20, received: 30, total: 50 }],
  course: { step: 'day', points: [] },
  countedTo: null,
};
const MAILBOX = {
  id: '00000001-0000-7000-8000-000000000000',
  name: 'Socialtjänst',
  address: 'social@storkommun.example',
  members: 4,
  administrators: 1,
  messages: [{ kind: 'message', sent: 2, received: 3, total: 5 }],
};

const administrator: SessionView = {
  ...testSession,
  account: { ...testSession.account, roles: ['user', 'organisation-administrator'] },
};
const show = async (answers: Readonly<Record<string, unknown>> = {}, session = administrator) => {
  const api = fakeApi({
    '/organisation/statistics': FIGURES,
    '/organisation/statistics/mailboxes': { rows: [MAILBOX], nextCursor: null },
    ...answers,
  });
  await renderStaff(<StatisticsScreen />, { api, session });
  return api;
};
const cellsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent?.replace(/\s/g, ' ')));

afterEach(cleanup);

describe('Statistik', () => {
  it('is shown to administrators only, and asked for by nobody else', async () => {
    const api = await show({}, testSession);
    await screen.findByRole('heading', { name: 'Bara för administratörer' });
    expect(api.calls).toEqual([]);
  });

  it('shows every figure in a table', async () => {
    await show();
    expect(await cellsOf('Meddelanden')).toEqual([
      ['Typ', 'Skickade', 'Mottagna', 'Totalt'],
      ['SEFOS-meddelanden', '20', '30', '50'],
    ]);
    expect(await cellsOf('Inloggningar')).toEqual([
      ['Metod', 'Antal'],
      ['BankID', '1 200'],
      ['Microsoft Entra ID', '300'],
    ]);
    screen.getByText('Inga identifieringar under perioden.');
    expect(await cellsOf('Konton')).toEqual([
      ['Konton', 'Antal'],
      ['Ingående', '15'],
      ['Tillkomna', '1'],
      ['Borttagna', '0'],
      ['Förändring', '1'],
      ['Utgående', '16'],
    ]);
    expect(await cellsOf('Aktiva funktionsbrevlådor')).toEqual([
      ['Brevlåda', 'Medlemmar', 'Administratörer', 'Skickade', 'Mottagna'],
      ['Socialtjänst', '4', '1', '2', '3'],
    ]);
  });

  it('asks for the period that is chosen, and refuses one that is none', async () => {
    const api = await show();
    await screen.findByRole('table', { name: 'Konton' });
    fireEvent.change(screen.getByLabelText('Från'), { target: { value: '2026-03-02' } });
    fireEvent.change(screen.getByLabelText('Till'), { target: { value: '2026-03-01' } });
    const calls = api.calls.length;
    fireEvent.click(screen.getByRole('button', { name: 'Visa' }));
    await screen.findByText('Välj två datum, det första före det andra.');
    expect(api.calls).toHaveLength(calls);
    fireEvent.change(screen.getByLabelText('Till'), { target: { value: '2026-03-31' } });
    fireEvent.click(screen.getByRole('button', { name: 'Visa' }));
    await screen.findByText('Statistik från 2 mars 2026 till 31 mars 2026.');
    const asked = api.calls.filter(({ path }) => path === '/organisation/statistics').at(-1) as Call & {
      readonly input: { readonly query?: unknown };
    };
    expect(asked.input.query).toEqual({ from: '2026-03-02', to: '2026-03-31' });
  });

  it('says why it could not be loaded, and tries again; and that something is still counted', async () => {
    let tries = 0;
    await show({
      '/organisation/statistics': () => {
        tries += 1;
        if (tries === 1) throw problem('temporarily-unavailable');
        return { ...FIGURES, countedTo: '2026-03-01T10:00:00.000Z' };
      },
    });
    await screen.findByText('Statistiken kunde inte läsas in.');
    fireEvent.click(screen.getByRole('button', { name: 'Försök igen' }));
    await waitFor(() =>
      expect(screen.getAllByRole('status').some(({ textContent }) => textContent?.includes('räknas fortfarande'))).toBe(
        true,
      ),
    );
  });
});
