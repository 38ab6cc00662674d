import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Navigate, Route, Routes } from 'react-router';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import type { FunctionMailboxView, MailboxMember } from '../../contract/function-mailboxes.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { MailboxScreen } from './mailbox-screen.tsx';
import { MailboxesScreen } from './mailboxes-screen.tsx';

const administrator: SessionView = {
  ...testSession,
  account: { ...testSession.account, roles: ['user', 'organisation-administrator'] },
};
const VIEW: FunctionMailboxView = {
  id: 'mailbox-2',
  name: 'Socialtjänsten',
  address: 'social@storkommun.example',
  language: null,
  members: 2,
  administrators: 1,
  role: null,
  createdAt: '2026-01-01T10:00:00.000Z',
  retentionDays: null,
  mayManage: true,
  mayRemove: true,
};
const { createdAt: _at, retentionDays: _days, mayManage: _manage, mayRemove: _remove, ...ROW } = VIEW;
const person = (id: string, name: string, role: MailboxMember['role']): MailboxMember => ({
  ...{ id, name, address: `${id}@storkommun.example`, role, addedAt: '2026-01-01T10:00:00.000Z' },
});
const ANNA = person('anna', 'Anna Ahl', 'administrator');
const KALLE = person('kalle', 'Kalle Kollega', 'member');
const CONTENTS = { received: 1_200, sent: 34, drafts: 1, members: 2, held: 0 };

const show = async (path: string, answers: Readonly<Record<string, unknown>> = {}, session = administrator) => {
  const api = fakeApi({
    '/function-mailboxes': ({ input }: Call) => (input.body ? { id: VIEW.id } : { rows: [ROW], nextCursor: null }),
    '/function-mailboxes/:id': VIEW,
    '/function-mailboxes/:id/members': [ANNA, KALLE],
    '/function-mailboxes/:id/members/:memberId': [ANNA, KALLE],
    '/function-mailboxes/:id/members/removal': [ANNA],
    '/function-mailboxes/:id/contents': CONTENTS,
    '/function-mailboxes/:id/notifications': ({ input }: Call) => ({
      ...{ mail: 'concerning', teams: 'none', teamsState: 'available' },
      ...(input.body as object | undefined),
    }),
    '/function-mailboxes/:id/removal': undefined,
    '/organisation/licence': { terms: null, used: { accounts: 3, functionMailboxes: 1 } },
    '/recipients/suggest': [
      { name: 'Hanna Handläggare', address: 'hanna@storkommun.example' },
      { name: 'Kalle Kollega', address: KALLE.address },
    ],
    ...answers,
  });
  await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <Routes>
          <Route path="/" element={<Navigate to={path} replace />} />
          <Route path="/function-mailboxes" element={<MailboxesScreen />} />
          <Route
            path="/function-mailboxes/:mailboxId"
            element={<MailboxScreen mailboxId={VIEW.id} texts={<p>signs</p>} />}
          />
        </Routes>
      </ModalKeeper>
    </NoticeProvider>,
    { api, session },
  );
  return api;
};
const bodies = (api: Awaited<ReturnType<typeof show>>, path: string) =>
  api.calls.flatMap((call) => (call.path === path && call.input.body ? [call.input.body] : []));
const type = (name: string | RegExp, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const region = async (name: string) => within(await screen.findByRole('region', { name }));

describe('Dina aviseringar', () => {
  it('are chosen by members, for mail and for Teams', async () => {
    const api = await show('/function-mailboxes/mailbox-2', {
      '/function-mailboxes/:id': { ...VIEW, role: 'member', mayManage: false, mayRemove: false },
    });
    const told = await region('Dina aviseringar');
    const mail = within(await told.findByRole('radiogroup', { name: 'Mejl' }));
    expect(mail.getByRole<HTMLInputElement>('radio', { name: /^Mina ärenden/ }).checked).toBe(true);
    fireEvent.click(mail.getByRole('radio', { name: 'Inget' }));
    const teams = within(told.getByRole('radiogroup', { name: 'Aktivitet i Teams' }));
    fireEvent.click(teams.getByRole('radio', { name: 'Alla nya meddelanden' }));
    click('Spara aviseringarna');
    await screen.findByText('Dina aviseringar är sparade.');
    expect(bodies(api, '/function-mailboxes/:id/notifications')).toEqual([{ mail: 'none', teams: 'all' }]);
  });

  it('are not there for an administrator who is in no mailbox', async () => {
    await show('/function-mailboxes/mailbox-2');
    await region('Medlemmar');
    expect(screen.queryByRole('region', { name: 'Dina aviseringar' })).toBeNull();
  });
});

describe('Funktionsbrevlådor', () => {
  it('lists them with how many are in each, and finds by what is typed', async () => {
    const api = await show('/function-mailboxes');
    const link = await screen.findByRole('link', { name: /Socialtjänsten/ });
    expect(link.closest('li')?.textContent).toContain('2 medlemmar · 1 administratör');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'social' } });
    await waitFor(() => expect(api.calls.at(-1)?.input.query).toMatchObject({ q: 'social' }));
  });

  it('say what to do where there are none, and why they could not be read', async () => {
    await show('/function-mailboxes', { '/function-mailboxes': { rows: [], nextCursor: null } }, testSession);
    await screen.findByText('Här finns inga funktionsbrevlådor');
    screen.getByText('Organisationens administratörer lägger till funktionsbrevlådor.');
    expect(screen.queryByRole('button', { name: 'Lägg till' })).toBeNull();
  });

  it.each([
    [8, 'nothing', undefined],
    [9, 'how many are left', /^9 av 10 funktionsbrevlådor i licensen är använda\./],
    [10, 'that there is no room', /^Funktionsbrevlådor som används: 10\. Licensen gäller 10\. Inga fler/],
  ])('with %i of 10 in the licence say %s, to administrators', async (functionMailboxes, _what, text) => {
    const terms = { accounts: null, functionMailboxes: 10, endsAt: null, contact: '' };
    const licence = { terms, used: { accounts: 3, functionMailboxes } };
    const api = await show('/function-mailboxes', { '/organisation/licence': licence });
    await screen.findByRole('link', { name: /Socialtjänsten/ });
    await waitFor(() => expect(api.calls.some(({ path }) => path === '/organisation/licence')).toBe(true));
    if (text) await screen.findByText(text);
    else expect(screen.queryByText(/licensen/)).toBeNull();
  });

  it('ask nothing of the licence for those who are no administrators', async () => {
    const api = await show('/function-mailboxes', {}, testSession);
    await screen.findByRole('link', { name: /Socialtjänsten/ });
    expect(api.calls.some(({ path }) => path === '/organisation/licence')).toBe(false);
  });

  it('are added with name and address, by administrators, and lead to the new one', async () => {
    const api = await show('/function-mailboxes');
    await screen.findByRole('link', { name: /Socialtjänsten/ });
    click('Lägg till');
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till' }));
    await screen.findByText('Skriv ett namn.');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Namn/ })));
    expect(bodies(api, '/function-mailboxes')).toEqual([]);
    type(/^Namn/, 'Bygglov');
    type(/^E-postadress/, 'bygglov@storkommun.example');
    fireEvent.change(screen.getByRole('combobox', { name: 'Språk' }), { target: { value: 'fi' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till' }));
    await screen.findByRole('heading', { name: 'Socialtjänsten' });
    expect(bodies(api, '/function-mailboxes')).toEqual([
      { name: 'Bygglov', address: 'bygglov@storkommun.example', language: 'fi' },
    ]);
  });
});

describe('a function mailbox', () => {
  const PAGE = `/function-mailboxes/${VIEW.id}`;

  it('shows a member who is in it, and nothing to change', async () => {
    const view = { ...VIEW, role: 'member', mayManage: false, mayRemove: false };
    await show(PAGE, { '/function-mailboxes/:id': view }, testSession);
    await screen.findByText('Anna Ahl');
    expect(screen.queryByRole('checkbox')).toBeNull();
    for (const name of ['Information', 'Ta bort brevlådan']) expect(screen.queryByRole('region', { name })).toBeNull();
    expect(screen.queryByText('signs')).toBeNull();
    screen.getByText('Som organisationen.');
  });

  it('is not there for somebody who is not in it', async () => {
    await show(PAGE, { '/function-mailboxes/:id': problem('not-found') }, testSession);
    await screen.findByText('Brevlådan finns inte här');
  });

  it('changes what was seen, and takes it back by Ångra', async () => {
    const api = await show(PAGE, {
      '/function-mailboxes/:id': ({ input }: Call) => ({ ...VIEW, ...(input.body as object | undefined) }),
    });
    const part = await region('Information');
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    expect(bodies(api, '/function-mailboxes/:id')).toEqual([]);
    type(/^Namn/, 'Socialt');
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    const before = { name: VIEW.name, address: VIEW.address, language: null };
    const after = { ...before, name: 'Socialt' };
    await waitFor(() => expect(bodies(api, '/function-mailboxes/:id')).toEqual([{ ...after, expected: before }]));
    fireEvent.click(await screen.findByRole('button', { name: 'Ångra' }));
    await waitFor(() => expect(bodies(api, '/function-mailboxes/:id').at(-1)).toEqual({ ...before, expected: after }));
  });

  it('lets several colleagues in at once, found by search, and offers nobody who is in it', async () => {
    const api = await show(PAGE);
    await screen.findByText('Anna Ahl');
    click('Lägg till medlemmar');
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till' }));
    await screen.findByText('Välj minst en kollega.');
    const field = dialog.getByRole('combobox', { name: 'Sök kollegor' });
    fireEvent.input(field, { target: { value: 'ha' } });
    fireEvent.click(field);
    fireEvent.click(await dialog.findByRole('option', { name: /Hanna/ }));
    expect(dialog.queryByRole('option', { name: /Kalle/ })).toBeNull();
    dialog.getByRole('button', { name: 'Ta bort Hanna Handläggare från valet' });
    fireEvent.click(dialog.getByRole('radio', { name: /^Administratör/ }));
    fireEvent.click(dialog.getByRole('button', { name: 'Lägg till 1 person' }));
    await waitFor(() =>
      expect(bodies(api, '/function-mailboxes/:id/members')).toEqual([
        { addresses: ['hanna@storkommun.example'], role: 'administrator' },
      ]),
    );
  });

  it('asks before it lets people out, naming them, and changes a role at once', async () => {
    const api = await show(PAGE);
    fireEvent.change(await screen.findByRole('combobox', { name: 'Roll för Kalle Kollega' }), {
      target: { value: 'administrator' },
    });
    await waitFor(() =>
      expect(bodies(api, '/function-mailboxes/:id/members/:memberId')).toEqual([{ role: 'administrator' }]),
    );
    fireEvent.click(screen.getByRole('checkbox', { name: 'Välj Kalle Kollega' }));
    click('Ta bort 1 person');
    const dialog = within(await screen.findByRole('alertdialog'));
    dialog.getByText('Kalle Kollega');
    expect(bodies(api, '/function-mailboxes/:id/members/removal')).toEqual([]);
    fireEvent.click(dialog.getByRole('button', { name: 'Ta bort 1 person' }));
    await waitFor(() => expect(bodies(api, '/function-mailboxes/:id/members/removal')).toEqual([{ ids: ['kalle'] }]));
  });

  it('is removed by its name alone, after what goes has been said', async () => {
    const api = await show(PAGE);
    const part = await region('Ta bort brevlådan');
    fireEvent.click(part.getByRole('button'));
    const dialog = within(await screen.findByRole('alertdialog'));
    await dialog.findByText(/mottagna meddelanden 1.200, skickade 34, utkast 1/);
    const confirm = () => fireEvent.click(dialog.getByRole('button', { name: 'Ta bort för alltid' }));
    type('Skriv brevlådans namn', 'Social');
    confirm();
    await dialog.findByText('Skriv namnet precis som det står.');
    expect(bodies(api, '/function-mailboxes/:id/removal')).toEqual([]);
    type('Skriv brevlådans namn', 'Socialtjänsten');
    confirm();
    await screen.findByRole('heading', { name: 'Funktionsbrevlådor' });
    expect(bodies(api, '/function-mailboxes/:id/removal')).toEqual([{ name: 'Socialtjänsten' }]);
  });

  it('that holds something kept says so, and offers no removal', async () => {
    await show(PAGE, { '/function-mailboxes/:id/contents': { ...CONTENTS, held: 2 } });
    fireEvent.click((await region('Ta bort brevlådan')).getByRole('button'));
    const dialog = within(await screen.findByRole('alertdialog'));
    await dialog.findByText(/2 meddelanden bevaras/);
    expect(dialog.queryByRole('button', { name: 'Ta bort för alltid' })).toBeNull();
  });
});
