import { describe, expect, it } from '@jest/globals';
import { useQuery } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { sessionQuery } from '../../../api/session.tsx';
import { ModalKeeper } from '../../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../../components/notice.tsx';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import type { SessionView } from '../../../contract/sign-in.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../../testing/render-staff.tsx';
import { AccountsPages } from './accounts-pages.tsx';

const ACCOUNTS = '/organisation/accounts';
const HANNA: ManagedAccount = {
  ...{ id: 'a-1', email: 'hanna@storkommun.example', displayName: 'Hanna Ek', role: 'user', language: 'sv' },
  ...{
    frozen: false,
    signIn: ['entra'],
    invitedUntil: null,
    provisioned: false,
    createdAt: '2026-03-01T08:00:00.000Z',
  },
};
const IVAR: ManagedAccount = {
  ...HANNA,
  ...{ id: 'a-2', displayName: 'Ivar Ny', email: 'ivar@storkommun.example', signIn: [] },
  invitedUntil: '2026-04-01T08:00:00.000Z',
};
const administrator: SessionView = {
  ...testSession,
  account: { ...testSession.account, roles: ['user', 'organisation-administrator'] },
};

const show = async (
  page: 'accounts' | 'domains' | 'directory',
  answers: Readonly<Record<string, unknown>> = {},
  session = administrator,
) => {
  const api = fakeApi({
    [ACCOUNTS]: { rows: [HANNA, IVAR], nextCursor: null },
    '/organisation/licence': { terms: null, used: { accounts: 2, functionMailboxes: 0 } },
    [`${ACCOUNTS}/:id/phone`]: { maskedPhone: null },
    ...answers,
  });
  await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <AccountsPages page={page} />
      </ModalKeeper>
    </NoticeProvider>,
    { api, session },
  );
  return api;
};
const sent = (api: Awaited<ReturnType<typeof show>>, path: string) =>
  api.calls.flatMap(({ path: called, input }) => (called === path && input.body ? [input.body] : []));
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('Användare', () => {
  it('are shown to administrators only', async () => {
    const api = await show('accounts', {}, testSession);
    await screen.findByRole('heading', { name: 'Bara för administratörer' });
    expect(api.calls).toEqual([]);
  });

  it('say why they could not be loaded, and that there are none', async () => {
    let tries = 0;
    await show('accounts', {
      [ACCOUNTS]: () => {
        tries += 1;
        if (tries === 1) throw problem('temporarily-unavailable');
        return { rows: [], nextCursor: null };
      },
    });
    await screen.findByText('Det gick inte att läsa in listan.');
    press('Försök igen');
    await screen.findByText('Inga konton');
  });

  it('are blocked together, each with its answer, and unblocked again', async () => {
    const path = `${ACCOUNTS}/freeze`;
    const api = await show('accounts', {
      [path]: ({ input }: Call) =>
        (input.body as { ids: string[] }).ids.map((id) => ({
          id,
          problem: id === 'a-2' ? 'last-administrator' : null,
        })),
    });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Välj Hanna Ek' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Välj Ivar Ny' }));
    screen.getByText('2 valda');
    press('Spärra inloggning');
    await screen.findByText('1 konto är spärrat.');
    await screen.findByText(/Organisationen måste ha kvar minst en administratör/);
    press('Ångra');
    await waitFor(() =>
      expect(sent(api, path)).toEqual([
        { ids: ['a-1', 'a-2'], frozen: true },
        { ids: ['a-1'], frozen: false },
      ]),
    );
  });

  it('are added once what is missing is there', async () => {
    const api = await show('accounts', {
      [ACCOUNTS]: ({ input }: Call) => (input.body ? IVAR : { rows: [HANNA], nextCursor: null }),
    });
    await screen.findByText('Hanna Ek');
    press('Lägg till');
    const dialog = within(await screen.findByRole('dialog', { name: 'Lägg till användare' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till' }));
    await dialog.findByText('Skriv ett namn.');
    type(/^Namn/, 'Ivar Ny');
    type(/^E-postadress/, 'IVAR@storkommun.example');
    type(/^Mobilnummer/, '12');
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till' }));
    await waitFor(() =>
      expect(dialog.getByRole('textbox', { name: /^Mobilnummer/ }).getAttribute('aria-invalid')).toBe('true'),
    );
    type(/^Mobilnummer/, '');
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till' }));
    await screen.findByText('Ivar Ny är tillagd.');
    expect(sent(api, ACCOUNTS)).toEqual([
      {
        ...{ displayName: 'Ivar Ny', email: 'ivar@storkommun.example', role: 'user' },
        ...{ language: 'sv', invite: true },
      },
    ]);
  });

  it('are changed from what was seen, and removed after a question, with a colleague who reads on', async () => {
    const api = await show('accounts', {
      [`${ACCOUNTS}/:id`]: HANNA,
      [`${ACCOUNTS}/:id/remove`]: undefined,
      '/recipients/suggest': [{ name: 'Ivar Ny', address: 'ivar@storkommun.example' }],
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Hanna Ek' }));
    fireEvent.click(await screen.findByRole('radio', { name: 'Administratör' }));
    press('Spara');
    await screen.findByText('Hanna Ek är sparad.');
    expect(sent(api, `${ACCOUNTS}/:id`)).toEqual([
      { role: 'organisation-administrator', expected: { displayName: 'Hanna Ek', role: 'user' } },
    ]);
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Hanna Ek' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Ta bort kontot' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Ta bort Hanna Ek?' }));
    const colleague = dialog.getByRole('combobox', { name: /^Kollega/ });
    fireEvent.input(colleague, { target: { value: 'iva' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Ta bort kontot' }));
    await dialog.findByText('Välj en kollega i listan, eller skriv hela e-postadressen.');
    fireEvent.click(colleague);
    fireEvent.click(await dialog.findByRole('option', { name: /^Ivar Ny/ }));
    expect(await dialog.findByLabelText('Antal dagar')).toHaveProperty('value', '90');
    fireEvent.click(dialog.getByRole('button', { name: 'Ta bort kontot' }));
    await screen.findByText('Hanna Ek är borttagen.');
    await screen.findByText(/^Ivar Ny läser brevlådan till och med /);
    expect(sent(api, `${ACCOUNTS}/:id/remove`)).toEqual([{ handOverTo: 'ivar@storkommun.example', days: 90 }]);
  });

  it('ask before something else is done with what has not been saved, and say what was done with whom', async () => {
    const path = `${ACCOUNTS}/freeze`;
    const api = await show('accounts', { [path]: [{ id: 'a-1', problem: null }] });
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Hanna Ek' }));
    fireEvent.change(await screen.findByLabelText('Namn'), { target: { value: 'Hanna Nilsson' } });
    press('Spärra inloggning');
    await screen.findByText(/Du har ändrat något som inte är sparat/);
    expect(sent(api, path)).toEqual([]);
    press('Fortsätt utan att spara');
    await screen.findByText('Hanna Ek är spärrad.');
    press('Ångra');
    await screen.findByText('Spärren för Hanna Ek är hävd.');
  });

  it('show one’s own new name above the page at once', async () => {
    const olga = { ...HANNA, id: administrator.account.id, displayName: 'Olga Själv' };
    let name = olga.displayName;
    const api = fakeApi({
      [ACCOUNTS]: { rows: [olga], nextCursor: null },
      '/organisation/licence': { terms: null, used: { accounts: 1, functionMailboxes: 0 } },
      [`${ACCOUNTS}/:id/phone`]: { maskedPhone: null },
      '/session': () => ({ ...administrator, account: { ...administrator.account, displayName: name } }),
      [`${ACCOUNTS}/:id`]: ({ input }: Call) => {
        name = (input.body as { displayName: string }).displayName;
        return { ...olga, displayName: name };
      },
    });
    const Head = () => <p>{useQuery(sessionQuery(api)).data?.account.displayName}</p>;
    await renderStaff(
      <NoticeProvider>
        <Head />
        <AccountsPages page="accounts" />
      </NoticeProvider>,
      { api, session: administrator },
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Olga Själv' }));
    fireEvent.change(await screen.findByLabelText('Namn'), { target: { value: 'Olga Nilsson' } });
    press('Spara');
    expect((await screen.findByText('Olga Nilsson')).tagName).toBe('P');
  });

  it('get a new start after a question, but not oneself', async () => {
    const path = `${ACCOUNTS}/:id/reset-sign-in`;
    const olga = { ...HANNA, id: administrator.account.id, displayName: 'Olga Själv' };
    const api = await show('accounts', { [ACCOUNTS]: { rows: [HANNA, olga], nextCursor: null }, [path]: undefined });
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Olga Själv' }));
    await screen.findByRole('button', { name: 'Ta bort kontot' });
    expect(screen.queryByRole('button', { name: 'Återställ inloggning' })).toBeNull();
    press('Avbryt');
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Hanna Ek' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Återställ inloggning' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Återställ inloggningen för Hanna Ek?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Återställ' }));
    await screen.findByText('Inloggningen för Hanna Ek är återställd.');
    expect(api.calls.filter((call) => call.path === path).map(({ input }) => input.params)).toEqual([{ id: 'a-1' }]);
  });

  it('show where codes are sent to, and the way to another number, for each the one that is open', async () => {
    const ada: ManagedAccount = { ...HANNA, id: 'a-3', displayName: 'Ada Admin', role: 'system-administrator' };
    const frozen: ManagedAccount = { ...HANNA, id: 'a-4', displayName: 'Frida Frost', frozen: true };
    const olga = { ...HANNA, id: administrator.account.id, displayName: 'Olga Själv' };
    const api = await show('accounts', {
      [ACCOUNTS]: { rows: [HANNA, IVAR, ada, frozen, olga], nextCursor: null },
      [`${ACCOUNTS}/:id/phone`]: ({ input }: Call) => ({
        maskedPhone: (input.params as { id: string }).id === 'a-1' ? null : '••• •• 09',
      }),
    });
    const look = async (name: string, line: string) => {
      fireEvent.click(await screen.findByRole('button', { name: `Ändra ${name}` }));
      await screen.findByText(line);
    };
    // Signs in elsewhere: nothing to put right.
    await look('Hanna Ek', 'Mobilnummer för koder: saknas');
    expect(screen.queryByText(/Numret hör till inloggningen/)).toBeNull();
    press('Avbryt');
    await look('Frida Frost', 'Är numret fel? Häv spärren först, så går det att återställa inloggningen.');
    press('Avbryt');
    await look('Olga Själv', 'Är ditt nummer fel? En annan administratör kan återställa din inloggning.');
    press('Avbryt');
    await look('Ada Admin', 'E-postadress: hanna@storkommun.example');
    expect(screen.queryByText(/Mobilnummer/)).toBeNull();
    press('Avbryt');
    // Invited with a number that was wrong from the start.
    await look('Ivar Ny', 'Mobilnummer för koder: ••• •• 09');
    press('Fel nummer? Återställ inloggningen');
    await screen.findByRole('alertdialog', { name: 'Återställ inloggningen för Ivar Ny?' });
    const asked = api.calls.flatMap(({ path, input }) => (path === `${ACCOUNTS}/:id/phone` ? [input.params] : []));
    expect(asked).toEqual(['a-1', 'a-4', olga.id, 'a-2'].map((id) => ({ id })));
  });

  it('are chosen without anything moving: the place of what can be done is there before', async () => {
    await show('accounts');
    const box = await screen.findByRole('checkbox', { name: 'Välj Hanna Ek' });
    const bar = screen.getAllByRole('status').find((element) => element.textContent === '')?.parentElement;
    expect(getComputedStyle(bar as HTMLElement).minHeight).toBe('32px');
    fireEvent.click(box);
    expect(bar?.textContent).toContain('1 vald');
    press('Avmarkera alla');
    expect(bar?.textContent).toBe('');
  });

  it('come from a file only after its rows have been shown', async () => {
    const path = `${ACCOUNTS}/import`;
    const row = { line: 2, email: 'ny@storkommun.example', displayName: 'Ny', problem: null };
    const api = await show('accounts', {
      [path]: ({ input }: Call) => ({
        rows: [
          { ...row, outcome: (input.body as { save: boolean }).save ? 'made' : 'new' },
          { ...row, line: 3, email: 'x@fel.se', outcome: 'refused', problem: 'domain-unproven' },
        ],
      }),
    });
    await screen.findByText('Hanna Ek');
    press('Importera');
    const file = new File(['namn;e-post\nNy;ny@storkommun.example'], 'a.csv', { type: 'text/csv' });
    file.arrayBuffer ??= async () => new TextEncoder().encode('namn;e-post\nNy;ny@storkommun.example').buffer;
    fireEvent.change(await screen.findByLabelText('Välj CSV-fil'), { target: { files: [file] } });
    fireEvent.click(await screen.findByRole('button', { name: 'Kontrollera filen' }));
    await screen.findByText(/Adressens domän är inte bekräftad/);
    press('Lägg till 1 konto');
    await screen.findByText('1 konto är tillagt.');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Rader i filen' })));
    expect(sent(api, path).map((body) => (body as { save: boolean }).save)).toEqual([false, true]);
  });
});

describe('Domäner', () => {
  it('say what DNS must say, and tell when it does not yet', async () => {
    const record = { name: '_sefos.ny.se', value: 'sefos-domain-verification=x' };
    await show('domains', {
      '/organisation/domains': [
        { domain: 'storkommun.example', proven: true, record: null },
        { domain: 'ny.se', proven: false, record },
      ],
      '/organisation/domains/check': problem('domain-record-missing'),
    });
    await screen.findByText(record.value);
    press('Kontrollera ny.se');
    await screen.findByText(/Posten finns inte i DNS än/);
  });
});

describe('Entra ID', () => {
  it('gets a key that is shown once, and gone when it is revoked', async () => {
    const view = {
      ...{ id: 't-1', scope: 'write', createdAt: '2026-03-01T08:00:00.000Z' },
      ...{ expiresAt: '2027-03-01T08:00:00.000Z', usedAt: null },
    };
    let made = false;
    await show('directory', {
      '/organisation/provisioning': () => ({ url: 'https://x/scim/v2', tokens: made ? [view] : [] }),
      '/organisation/provisioning/tokens': () => {
        made = true;
        return { token: 'the-secret', view };
      },
      '/organisation/provisioning/tokens/:id/revoke': () => {
        made = false;
      },
    });
    await screen.findByText('Inga nycklar.');
    press('Skapa nyckel');
    const shown = await screen.findByDisplayValue('the-secret');
    await waitFor(() => expect(document.activeElement).toBe(shown));
    fireEvent.click(await screen.findByRole('button', { name: /^Återkalla nyckeln/ }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Återkalla nyckeln?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Återkalla' }));
    await screen.findByText('Nyckeln är återkallad.');
    expect(screen.queryByDisplayValue('the-secret')).toBeNull();
  });
});
