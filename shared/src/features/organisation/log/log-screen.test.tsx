import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ModalKeeper } from '../../../components/modal-keeper.tsx';
import type { LogChain, LogEntry } from '../../../contract/log.ts';
import type { SessionView } from '../../../contract/sign-in.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../../testing/render-staff.tsx';
import { LogScreen } from './log-screen.tsx';

const CHAIN: LogChain = {
  entries: 12_345,
  verifiedEntries: 12_345,
  verifiedTo: '2026-11-20T10:00:00.000Z',
  checkedAt: '2026-11-20T10:01:00.000Z',
  signedEntries: 12_000,
  fault: null,
};
const entry = (index: number, more: Partial<LogEntry> = {}): LogEntry => ({
  id: `0000000${index}-0000-7000-8000-000000000000`,
  at: '2026-11-20T10:00:00.000Z',
  action: 'message.sent',
  actor: { kind: 'account', id: 'account-2', name: 'Olga Organisation' },
  target: { kind: 'message', id: 'message-1', name: null },
  method: 'bankid',
  level: 3,
  ip: '192.0.2.1',
  facts: { recipients: 2 },
  names: {},
  sequence: index,
  hash: 'aGFzaA==',
  ...more,
});
const CHANGED = entry(1, {
  action: 'organisation.setting-changed',
  facts: { setting: 'reminderDays', before: 3, after: 5 },
});

const withRole = (role: SessionView['account']['roles'][number]): SessionView => ({
  ...testSession,
  account: { ...testSession.account, roles: ['user', role] },
});
const administrator = withRole('organisation-administrator');

const show = async (
  answers: Readonly<Record<string, unknown>> = {},
  session = administrator,
  scope: 'organisation' | 'installation' = 'organisation',
) => {
  const api = fakeApi({
    '/log/chain': CHAIN,
    '/log/search': { rows: [CHANGED, entry(2)], nextCursor: null },
    ...answers,
  });
  const view = await renderStaff(
    <ModalKeeper>
      <LogScreen scope={scope} />
    </ModalKeeper>,
    { api, session },
  );
  return { ...view, api };
};
const searches = (calls: readonly Call[]) =>
  calls.flatMap(({ path, input }) => (path === '/log/search' ? [input.body] : []));
const list = () => screen.findByRole('list', { name: 'fredag 20 november 2026' });

afterEach(cleanup);

describe('Händelselogg', () => {
  it('is shown to administrators only, and asked for by nobody else', async () => {
    const { api } = await show({}, testSession);
    await screen.findByRole('heading', { name: 'Bara för administratörer' });
    expect(api.calls).toEqual([]);
    cleanup();
    const other = await show({}, administrator, 'installation');
    await screen.findByRole('heading', { name: 'Bara för administratörer' });
    expect(other.api.calls).toEqual([]);
  });

  it('tells in words who did what, and up to when the log is verified', async () => {
    const { api } = await show();
    const rows = within(await list()).getAllByRole('button');
    expect(rows[0]?.textContent).toContain('Ändrade en inställning: Påminn före (dagar)');
    expect(rows[1]?.textContent).toContain('Skickade ett meddelande');
    expect(rows[1]?.textContent).toContain('Olga Organisation');
    await screen.findByText(/^Verifierad till 20 november 2026/);
    screen.getByText(/12\s345 händelser är kontrollerade och oförändrade/);
    expect(searches(api.calls)).toEqual([{ scope: 'organisation' }]);
  });

  it('says that the log has been altered, and where', async () => {
    await show({ '/log/chain': { ...CHAIN, fault: { kind: 'altered', sequence: 17, entryId: null } } });
    expect((await screen.findByRole('alert')).textContent).toContain('händelse nummer 17 stämmer inte');
  });

  it('opens an entry with what was before and after, and follows it', async () => {
    const { api } = await show();
    fireEvent.click(within(await list()).getAllByRole('button')[0] ?? document.body);
    const dialog = await screen.findByRole('dialog', { name: 'Ändrade en inställning' });
    const cells = within(within(dialog).getByRole('table', { name: 'Vad som ändrades' })).getAllByRole('cell');
    expect(cells.map(({ textContent }) => textContent)).toEqual(['3', '5']);
    within(dialog).getByText('192.0.2.1');
    within(dialog).getByText('BankID');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Visa allt av samma person' }));
    await waitFor(() => expect(searches(api.calls).at(-1)).toEqual({ scope: 'organisation', actor: 'account-2' }));
    expect(await screen.findByLabelText('Vem')).toHaveProperty('value', 'account-2');
    await list();
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(document.activeElement?.textContent).toContain('2 händelser visas'));
  });

  it('gives the focus back: to the entry that was open, and to the field in which somebody pressed Enter', async () => {
    const { api } = await show();
    const [, row] = within(await list()).getAllByRole('button');
    fireEvent.click(row ?? document.body);
    fireEvent.click(await screen.findByRole('button', { name: 'Stäng' }));
    await waitFor(() => expect(document.activeElement).toBe(row));
    const field = screen.getByLabelText('Nätadress');
    fireEvent.change(field, { target: { value: '192.0.2.1' } });
    field.focus();
    fireEvent.submit(field.closest('form') ?? field);
    await waitFor(() => expect(searches(api.calls)).toHaveLength(2));
    expect(document.activeElement).toBe(field);
  });

  it('looks for what is asked for, not while somebody types', async () => {
    const { api } = await show();
    await list();
    fireEvent.change(screen.getByLabelText('Vem'), { target: { value: ' olga@storkommun.example ' } });
    fireEvent.change(screen.getByLabelText('Händelse'), { target: { value: 'message.sent' } });
    fireEvent.change(screen.getByLabelText('Från'), { target: { value: '2026-11-01' } });
    fireEvent.change(screen.getByLabelText('Till'), { target: { value: '2026-11-02' } });
    expect(searches(api.calls)).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Sök' }));
    await waitFor(() => expect(searches(api.calls)).toHaveLength(2));
    const asked = searches(api.calls).at(-1) as Record<string, string>;
    expect(asked).toMatchObject({ actor: 'olga@storkommun.example', action: 'message.sent' });
    expect(Date.parse(asked.to ?? '') - Date.parse(asked.from ?? '')).toBe(2 * 86_400_000);
    await list();
    fireEvent.click(screen.getByRole('button', { name: 'Rensa' }));
    await waitFor(() => expect(searches(api.calls).at(-1)).toEqual({ scope: 'organisation' }));
  });

  it('names in words whom and what an entry is about, in the row and when it is opened', async () => {
    const assigned = entry(3, {
      action: 'case.assigned',
      target: { kind: 'case', id: 'case-1', name: null },
      facts: { mailbox: 'box-1', to: 'account-3', inMailbox: 'box-1' },
      names: { 'account-2': 'Olga Organisation', 'account-3': 'Kalle Kollega', 'box-1': 'Socialtjänsten' },
    });
    const removed = entry(4, {
      action: 'account.removed',
      target: { kind: 'account', id: 'account-9', name: null },
      facts: { emailBefore: 'eva@storkommun.example', roleBefore: 'user', handedOverTo: 'account-3' },
      names: { 'account-3': 'Kalle Kollega' },
      at: '2026-11-19T10:00:00.000Z',
    });
    await show({ '/log/search': { rows: [assigned, removed], nextCursor: null } });
    expect((await list()).textContent).toContain('Tilldelade ett ärende: Kalle Kollega, Socialtjänsten');
    const before = await screen.findByRole('list', { name: 'torsdag 19 november 2026' });
    fireEvent.click(within(before).getByRole('button', { name: /Tog bort ett konto: eva@storkommun.example/ }));
    const dialog = await screen.findByRole('dialog');
    const said = [...dialog.querySelectorAll('dt')].map((term) => [
      term.textContent,
      term.nextElementSibling?.textContent,
    ]);
    expect(said).toEqual(
      expect.arrayContaining([
        ['Roll', 'Användare'],
        ['Brevlådan läses av', 'Kalle Kollega'],
      ]),
    );
  });

  it('refuses a last day before the first, at its field', async () => {
    const { api } = await show();
    await list();
    fireEvent.change(screen.getByLabelText('Från'), { target: { value: '2026-11-02' } });
    fireEvent.change(screen.getByLabelText('Till'), { target: { value: '2026-11-01' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sök' }));
    await screen.findByText('Välj ett datum som inte är före Från.');
    expect(document.activeElement).toBe(screen.getByLabelText('Till'));
    fireEvent.change(screen.getByLabelText('Till'), { target: { value: '2026-11-02' } });
    expect(searches(api.calls)).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Sök' }));
    await waitFor(() => expect(searches(api.calls)).toHaveLength(2));
  });

  it('refuses what is no network address before anything is looked for', async () => {
    const { api } = await show();
    await list();
    fireEvent.change(screen.getByLabelText('Nätadress'), { target: { value: '192.0' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sök' }));
    await screen.findByText('Skriv en hel nätadress.');
    expect(searches(api.calls)).toHaveLength(1);
  });

  it('shows more page by page, and says what is missing when that fails', async () => {
    let tries = 0;
    const { api } = await show({
      '/log/search': ({ input }: Call) => {
        if (!(input.body as { cursor?: string }).cursor) return { rows: [entry(1)], nextCursor: 'next' };
        tries += 1;
        if (tries === 1) throw problem('temporarily-unavailable');
        return { rows: [entry(2)], nextCursor: null };
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Visa fler' }));
    await screen.findByText(/Fler händelser kunde inte läsas in/);
    fireEvent.click(screen.getByRole('button', { name: 'Visa fler' }));
    await screen.findByText('2 händelser visas');
    expect(searches(api.calls).at(-1)).toEqual({ scope: 'organisation', cursor: 'next' });
    expect(screen.queryByRole('button', { name: 'Visa fler' })).toBeNull();
  });

  it('of the installation is the system administrator’s', async () => {
    const { api } = await show({}, withRole('system-administrator'), 'installation');
    await screen.findByRole('heading', { name: 'Installationens händelselogg' });
    await list();
    expect(searches(api.calls)).toEqual([{ scope: 'installation' }]);
  });
});
