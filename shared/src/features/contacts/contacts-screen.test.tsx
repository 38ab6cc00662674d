import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ActingProvider } from '../../api/acting.tsx';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import { readTextFile } from '../../components/read-text-file.ts';
import type { ContactRow } from '../../contract/contacts.ts';
import { type Call, fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { ContactsScreen } from './contacts-screen.tsx';

const anna: ContactRow = {
  ...{ id: 'contact-1', name: 'Anna Ek', address: 'anna@example.org', phone: '+46701234567' },
  ...{ maskedPersonalNumber: '19121212-••••', method: 'bankid', language: null, revision: 3 },
};
const bo: ContactRow = {
  ...{ id: 'contact-2', name: 'Bo', address: 'bo@example.org', phone: null },
  ...{ maskedPersonalNumber: null, method: null, language: null, revision: 1 },
};
/** A chosen file; jsdom's own cannot be read. */
const fileOf = (bytes: Uint8Array): File =>
  ({ name: 'kontakter.csv', size: bytes.length, arrayBuffer: async () => Uint8Array.from(bytes).buffer }) as File;

const CONTACTS = '/mailboxes/:id/contacts';
const SEARCH = `${CONTACTS}/search`;
const ONE = `${CONTACTS}/:contactId`;
const GROUPS = '/mailboxes/:id/contact-groups';
const REMEMBERED = '/mailboxes/:id/remembered-details';

const found = ({ input }: Call) => {
  const { text = '' } = input.body as { text?: string };
  return { rows: [anna, bo].filter(({ name }) => name.toLowerCase().startsWith(text)), nextCursor: null };
};

const show = async (answers: Readonly<Record<string, unknown>> = {}, until: string | null | undefined = undefined) => {
  const api = fakeApi({ [SEARCH]: found, ...answers });
  const acting = until === undefined ? null : { name: 'Kalle', address: 'kalle@example.org', until };
  const view = await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <ActingProvider value={{ acting, ownMailboxId: 'mailbox-1', enter: () => undefined }}>
          <ContactsScreen />
        </ActingProvider>
      </ModalKeeper>
    </NoticeProvider>,
    { api },
  );
  await screen.findByRole('tablist');
  return { api, ...view };
};
const bodies = (api: Awaited<ReturnType<typeof show>>['api'], path: string) =>
  api.calls.flatMap((call) => (call.path === path ? [call.input.body] : []));
const type = (label: string, value: string) =>
  // With or without the star of what is required.
  fireEvent.change(screen.getByLabelText(new RegExp(`^${label}\\*?$`)), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('Adressbok', () => {
  it('lists contacts with masked personnummer, and searches by what is typed', async () => {
    const { api } = await show();
    const list = within(await screen.findByRole('list', { name: 'Kontakter' }));
    list.getByText('anna@example.org');
    list.getByText('+46701234567 · 19121212-•••• · BankID');
    type('Sök på namn eller e-postadress', 'bo');
    await waitFor(() => expect(screen.queryByText('anna@example.org')).toBeNull());
    expect(bodies(api, SEARCH)).toEqual([{}, { text: 'bo' }]);
    type('Sök på namn eller e-postadress', 'xyz');
    await screen.findByText('Inga träffar');
  });

  it('teaches the first step where nobody is in it yet', async () => {
    await show({ [SEARCH]: { rows: [], nextCursor: null } });
    await screen.findByText('Inga kontakter än');
  });

  it('says why it could not be loaded, and tries again', async () => {
    let tries = 0;
    await show({
      [SEARCH]: () => {
        tries += 1;
        if (tries === 1) throw problem('temporarily-unavailable');
        return { rows: [bo], nextCursor: null };
      },
    });
    await screen.findByText('Adressboken kunde inte läsas in.');
    press('Försök igen');
    await screen.findByText('bo@example.org');
  });

  it('goes on page by page', async () => {
    const { api } = await show({
      [SEARCH]: ({ input }: Call) =>
        (input.body as { cursor?: string }).cursor
          ? { rows: [bo], nextCursor: null }
          : { rows: [anna], nextCursor: 'c' },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Visa fler' }));
    await screen.findByText('bo@example.org');
    expect(bodies(api, SEARCH)).toEqual([{}, { cursor: 'c' }]);
    expect(screen.queryByRole('button', { name: 'Visa fler' })).toBeNull();
  });

  it('shows a whole personnummer when asked, and hides it again', async () => {
    const { api } = await show({ [`${ONE}/personal-number`]: { personalNumber: '191212121212' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Visa personnummer för Anna Ek' }));
    await screen.findByText(/19121212-1212/);
    press('Dölj personnummer för Anna Ek');
    await screen.findByText(/19121212-••••/);
    expect(bodies(api, `${ONE}/personal-number`)).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Visa personnummer för Bo' })).toBeNull();
  });

  it('refuses a contact that lacks something before anything is sent, and adds one that does not', async () => {
    const { api } = await show({ [CONTACTS]: { id: 'contact-3', revision: 1 } });
    fireEvent.click(await screen.findByRole('button', { name: 'Ny kontakt' }));
    await screen.findByRole('dialog', { name: 'Ny kontakt' });
    type('Mobilnummer', '12');
    type('Personnummer', '191212121213');
    press('Spara');
    screen.getByText('Skriv ett namn.');
    screen.getByText('Skriv en hel e-postadress.');
    screen.getByText('Skriv ett helt mobilnummer.');
    screen.getByText('Personnumret stämmer inte. Skriv tolv siffror.');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Namn' }));
    expect(bodies(api, CONTACTS)).toEqual([]);
    type('Namn', ' Cilla ');
    type('E-postadress', 'cilla@example.org');
    type('Mobilnummer', '070-123 45 67');
    type('Personnummer', '19121212-1212');
    fireEvent.change(screen.getByLabelText('Identifieringsmetod'), { target: { value: 'sms' } });
    fireEvent.change(screen.getByLabelText('Språk'), { target: { value: 'fi' } });
    press('Spara');
    await screen.findByText('Cilla är sparad.');
    expect(bodies(api, CONTACTS)).toEqual([
      {
        ...{ name: 'Cilla', address: 'cilla@example.org', phone: '070-123 45 67' },
        ...{ personalNumber: '19121212-1212', method: 'sms', language: 'fi' },
      },
    ]);
  });

  it('keeps a personnummer that nobody touches, and takes it away when asked', async () => {
    const { api } = await show({ [ONE]: { id: 'contact-1', revision: 4 } });
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Anna Ek' }));
    await screen.findByText(/Sparat: 19121212-••••/);
    press('Spara');
    await screen.findByText('Anna Ek är sparad.');
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Anna Ek' }));
    fireEvent.click(await screen.findByLabelText('Ta bort personnumret'));
    press('Spara');
    const kept = {
      name: 'Anna Ek',
      address: 'anna@example.org',
      phone: '+46701234567',
      method: 'bankid',
      language: null,
    };
    await waitFor(() =>
      expect(bodies(api, ONE)).toEqual([
        { ...kept, revision: 3 },
        { ...kept, personalNumber: null, revision: 3 },
      ]),
    );
  });

  it('tells the second of two who change one contact, and keeps what was typed', async () => {
    await show({ [ONE]: problem('contact-changed') });
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Bo' }));
    await screen.findByRole('dialog', { name: 'Ändra kontakt' });
    type('Namn', 'Bosse');
    press('Spara');
    await screen.findByText(/Någon annan har ändrat under tiden/);
    expect(screen.getByRole('textbox', { name: 'Namn' })).toHaveProperty('value', 'Bosse');
  });

  it('asks before a contact goes, naming it', async () => {
    const { api } = await show({ [ONE]: undefined });
    fireEvent.click(await screen.findByRole('button', { name: 'Ta bort Bo' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Ta bort Bo?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Ta bort' }));
    await screen.findByText('Bo är borttagen.');
    expect(api.calls.filter(({ path }) => path === ONE).map(({ input }) => input.params)).toEqual([
      { id: 'mailbox-1', contactId: 'contact-2' },
    ]);
  });

  it('shows what a file would change before anything is changed', async () => {
    const rows = [
      { line: 2, name: 'Cilla', address: 'cilla@example.org', outcome: 'new', faults: [] },
      { line: 3, name: '', address: 'x', outcome: 'refused', faults: ['name', 'address'] },
    ];
    const { api } = await show({ [`${CONTACTS}/import`]: { rows, created: 1, changed: 0, refused: 1 } });
    fireEvent.click(await screen.findByRole('button', { name: 'Importera' }));
    const input = await screen.findByLabelText('Välj fil', { selector: 'input' });
    const file = fileOf(new TextEncoder().encode('Namn;E-post'));
    await act(async () => void fireEvent.change(input, { target: { files: [file] } }));
    await screen.findByText('1 ny kontakt · 0 kontakter ändras · 1 rad hoppas över');
    screen.getByText('Hoppas över: namn saknas eller är för långt, e-postadressen stämmer inte');
    press('Importera 1 kontakt');
    await screen.findByText('1 kontakt är importerad.');
    expect(bodies(api, `${CONTACTS}/import`)).toEqual([
      { csv: 'Namn;E-post', preview: true },
      { csv: 'Namn;E-post', preview: false },
    ]);
  });

  it('hands the whole book to the host as a file, with personnummer only when they were asked for', async () => {
    URL.createObjectURL = jest.fn(() => 'blob:file');
    URL.revokeObjectURL = jest.fn();
    const { api, host } = await show({ [`${CONTACTS}/export`]: { csv: 'x' } });
    const download = jest.spyOn(host, 'download').mockResolvedValue(undefined);
    fireEvent.click(await screen.findByRole('button', { name: 'Exportera' }));
    fireEvent.click(await screen.findByLabelText('Ta med personnummer'));
    press('Hämta filen');
    await waitFor(() =>
      expect(download).toHaveBeenCalledWith({ url: 'blob:file', fileName: 'adressbok.csv', ticket: null }),
    );
    expect(bodies(api, `${CONTACTS}/export`)).toEqual([{ personalNumbers: true, language: 'sv' }]);
  });

  it('makes a group of contacts that are found', async () => {
    const { api } = await show({
      [`${GROUPS}/search`]: { rows: [], nextCursor: null },
      [GROUPS]: { id: 'group-1', revision: 1 },
    });
    fireEvent.click(screen.getByRole('tab', { name: 'Grupper' }));
    await screen.findByText('Inga grupper än');
    press('Ny grupp');
    await screen.findByRole('dialog', { name: 'Ny grupp' });
    type('Gruppens namn', 'Nämnden');
    const field = screen.getByRole('combobox', { name: 'Lägg till kontakter' });
    fireEvent.input(field, { target: { value: 'bo' } });
    fireEvent.click(field);
    fireEvent.click(await screen.findByRole('option', { name: 'Bo (bo@example.org)' }));
    within(screen.getByRole('list', { name: 'Kontakter i gruppen' })).getByText('bo@example.org');
    press('Spara');
    await screen.findByText('Nämnden är sparad.');
    expect(bodies(api, GROUPS)).toEqual([{ name: 'Nämnden', memberIds: ['contact-2'] }]);
  });

  it('changes a group from what it is now', async () => {
    const group = { id: 'group-1', name: 'Nämnden', memberCount: 1, revision: 2 };
    const { api } = await show({
      [`${GROUPS}/search`]: { rows: [group], nextCursor: null },
      [`${GROUPS}/:groupId`]: ({ input }: Call) =>
        input.body ? { id: 'group-1', revision: 3 } : { ...group, members: [anna] },
    });
    fireEvent.click(screen.getByRole('tab', { name: 'Grupper' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Ändra Nämnden' }));
    const members = within(await screen.findByRole('list', { name: 'Kontakter i gruppen' }));
    fireEvent.click(members.getByRole('button', { name: 'Ta bort Anna Ek' }));
    press('Spara');
    await waitFor(() =>
      expect(bodies(api, `${GROUPS}/:groupId`).filter((body) => body)).toEqual([
        { name: 'Nämnden', memberIds: [], revision: 2 },
      ]),
    );
  });

  it('shows what is remembered, forgets one or all of it, and remembers no more', async () => {
    const row = {
      ...{ address: 'eva@example.org', name: '', method: 'sms', usedAt: '2026-11-20T10:00:00.000Z' },
      ...{ maskedPhone: '••• •• 67', maskedPersonalNumber: null },
    };
    const { api } = await show({
      [REMEMBERED]: { enabled: true, rows: [row], nextCursor: null },
      [`${REMEMBERED}/forget`]: undefined,
      [`${REMEMBERED}/setting`]: undefined,
    });
    fireEvent.click(screen.getByRole('tab', { name: 'Sparade uppgifter' }));
    await screen.findByText('SMS · ••• •• 67');
    press('Ta bort uppgifterna om eva@example.org');
    await screen.findByText('Uppgifterna om eva@example.org är borttagna.');
    press('Ta bort alla');
    const dialog = within(await screen.findByRole('dialog', { name: 'Ta bort alla sparade uppgifter?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Ta bort alla' }));
    await screen.findByText('Alla sparade uppgifter är borttagna.');
    expect(bodies(api, `${REMEMBERED}/forget`)).toEqual([{ address: 'eva@example.org' }, { address: null }]);
    fireEvent.click(screen.getByRole('switch', { name: 'Spara uppgifter till nästa gång' }));
    await waitFor(() => expect(bodies(api, `${REMEMBERED}/setting`)).toEqual([{ enabled: false }]));
  });

  it('lets a delegate look and change nothing, and members of a function mailbox do everything', async () => {
    const { unmount } = await show({}, '2026-12-01T00:00:00.000Z');
    await screen.findByRole('heading', { name: 'Adressbok för Kalle' });
    await screen.findByText('anna@example.org');
    for (const name of [
      'Ny kontakt',
      'Importera',
      'Exportera',
      'Ändra Bo',
      'Ta bort Bo',
      'Visa personnummer för Anna Ek',
    ])
      expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('tab', { name: 'Sparade uppgifter' })).toBeNull();
    unmount();
    await show({}, null);
    await screen.findByRole('button', { name: 'Ny kontakt' });
  });
});

describe('files', () => {
  it('are read as UTF-8, or as what Excel writes in Western Europe', async () => {
    expect(await readTextFile(fileOf(new TextEncoder().encode('\ufeffÅsa')))).toBe('Åsa');
    expect(await readTextFile(fileOf(Uint8Array.of(0xc5, 0x73, 0x61)))).toBe('Åsa');
  });
});
