import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import type { ApiKeyView } from '../../contract/api-keys.ts';
import type { MailServerView, SaveMailServer } from '../../contract/mail-server.ts';
import type { LogoChange, MailPreview } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { MailServerSection } from './mail-server-section.tsx';
import { OrganisationWords } from './organisation-words.tsx';
import { SenderSection } from './sender-section.tsx';
import { testSettings } from './testing/settings.ts';
import { useSettings } from './use-settings.ts';

const MAIL: MailPreview = {
  ...{ from: 'Omsorgen', subject: 'Du har fått ett säkert meddelande', heading: 'Säkert meddelande från Omsorgen' },
  ...{ said: 'Hanna har skickat …', sender: 'Avsändare: Hanna', button: 'Öppna meddelande', below: ['Osäker?'] },
};
const SAVED: MailServerView = {
  ...{ host: 'mail.kommun.se', port: 587, user: 'sefos', from: 'sefos@kommun.se' },
  tls: 'required',
  ...{ revision: 3, testedAt: '2026-03-02T08:00:00.000Z', failedAt: '2026-03-03T08:00:00.000Z' },
};
const KEY: ApiKeyView = {
  ...{ id: 'key-1', name: 'Diariet', mailboxId: 'box-1', address: 'diariet@storkommun.example' },
  scopes: ['messages:send'],
  ...{ createdAt: '2026-03-02T08:00:00.000Z', expiresAt: '2999-03-02T08:00:00.000Z', usedAt: null, revokedAt: null },
};

/** The sections under test, without the rest of the page: looking for roles is slow in much of it. */
function Sections() {
  const { data } = useSettings();
  return data ? (
    <>
      <SenderSection settings={data} />
      <MailServerSection />
      <ApiKeysSection />
    </>
  ) : null;
}

const show = async (answers: Readonly<Record<string, unknown>> = {}) => {
  const api = fakeApi({
    '/organisation/settings': testSettings,
    '/organisation/mail-server': { server: null },
    '/organisation/api-keys': [],
    ...answers,
  });
  await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <OrganisationWords>
          <Sections />
        </OrganisationWords>
      </ModalKeeper>
    </NoticeProvider>,
    {
      api,
      session: { ...testSession, account: { ...testSession.account, roles: ['user', 'organisation-administrator'] } },
    },
  );
  return api;
};
const section = async (name: string) => within(await screen.findByRole('region', { name }));
const bodies = (api: Awaited<ReturnType<typeof show>>, path: string) =>
  api.calls.flatMap((call) => (call.path === path && call.input.body ? [call.input.body] : []));
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
/** jsdom's files have no `arrayBuffer`. */
const choose = (bytes: Uint8Array<ArrayBuffer>) => {
  const file = { name: 'logo.png', size: bytes.length, arrayBuffer: async () => bytes.buffer };
  fireEvent.change(screen.getByLabelText('Välj bild', { selector: 'input' }), { target: { files: [file] } });
};

describe('Avsändare', () => {
  it('is saved with what was seen, and previewed before that', async () => {
    const wanted = { displayName: 'Omsorgen', switchboard: '08-1' };
    const api = await show({
      '/organisation/mail-preview': MAIL,
      '/organisation/settings/sender': { ...testSettings, sender: { ...wanted, logo: null } },
    });
    const sender = await section('Avsändare');
    type(sender.getByLabelText('Namn'), ' Omsorgen ');
    type(sender.getByLabelText('Telefonnummer till växeln'), '08-1');
    fireEvent.click(sender.getByRole('button', { name: 'Visa mejlet' }));
    await sender.findByText('Säkert meddelande från Omsorgen');
    expect(bodies(api, '/organisation/mail-preview')).toEqual([{ ...wanted, language: 'sv' }]);
    const number = sender.getByLabelText('Telefonnummer till växeln');
    type(number, 'abc');
    fireEvent.submit(number.closest('form') ?? number);
    await sender.findByText('Skriv ett telefonnummer, till exempel 08-123 45 60.');
    expect(document.activeElement).toBe(number);
    expect(bodies(api, '/organisation/settings/sender')).toEqual([]);
    type(number, '08-1');
    fireEvent.submit(number.closest('form') ?? number);
    await screen.findByText('Uppgifterna om avsändaren är sparade.');
    expect(bodies(api, '/organisation/settings/sender')).toEqual([
      { wanted, expected: { displayName: null, switchboard: null } },
    ]);
    expect(bodies(api, '/organisation/mail-preview')).toHaveLength(2);
  });

  it('has a logo that is chosen, refused when it is too large, shown and removed', async () => {
    const hash = 'a'.repeat(64);
    const api = await show({
      '/organisation/settings/logo': ({ input }: Call) => ({
        ...testSettings,
        sender: { ...testSettings.sender, logo: (input.body as LogoChange).png ? hash : null },
      }),
    });
    const sender = await section('Avsändare');
    choose(new Uint8Array(LIMITS.logoBytes + 1));
    await sender.findByText('Bilden är för stor. Den får vara högst 100 kB.');
    choose(new Uint8Array([1, 2, 255]));
    await screen.findByText('Logotypen är sparad.');
    const image = sender.getByRole('img', { name: 'Logotyp' });
    expect(image.getAttribute('src')).toBe(`/logo/organisation-1?v=${hash.slice(0, 16)}`);
    fireEvent.click(sender.getByRole('button', { name: 'Ta bort logotypen' }));
    await sender.findByText('Ingen logotyp.');
    expect(bodies(api, '/organisation/settings/logo')).toEqual([
      { png: 'AQL/', expected: null },
      { png: null, expected: hash },
    ]);
  });
});

describe('Egen e-postserver', () => {
  it('is tested and saved; what is typed stays when the test fails', async () => {
    let fails = true;
    const api = await show({
      '/organisation/mail-server': ({ input }: Call) => {
        if (!input.body) return { server: null };
        if (fails) throw problem('mail-server-login');
        return { server: SAVED };
      },
    });
    const server = await section('Egen e-postserver');
    server.getByText('Gäller nu: SEFOS skickar mejlen.');
    type(server.getByLabelText('Server'), 'mail.kommun.se');
    fireEvent.change(server.getByLabelText('Port'), { target: { value: '465' } });
    type(server.getByLabelText('Användare'), 'sefos');
    type(server.getByLabelText('Lösenord'), 'hemligt');
    type(server.getByLabelText('Avsändaradress'), 'sefos@kommun.se');
    fireEvent.click(server.getByRole('button', { name: 'Testa och spara' }));
    await server.findByText('Servern godtog inte användaren eller lösenordet.');
    expect(server.getByLabelText('Lösenord')).toHaveProperty('value', 'hemligt');
    fails = false;
    fireEvent.click(server.getByRole('button', { name: 'Testa och spara' }));
    await server.findByText('Gäller nu: mejlen går genom mail.kommun.se från sefos@kommun.se.');
    expect(server.getByLabelText('Lösenord')).toHaveProperty('value', '');
    const wanted = {
      ...{ host: 'mail.kommun.se', port: 465, tls: 'implicit', user: 'sefos' },
      ...{ password: 'hemligt', from: 'sefos@kommun.se' },
    };
    expect(bodies(api, '/organisation/mail-server')[1]).toEqual({ server: wanted, expected: 0 });
  });

  it('says when it failed, is saved again without its password, and removed when that is confirmed', async () => {
    const api = await show({
      '/organisation/mail-server': ({ input }: Call) => ({
        server: (input.body as SaveMailServer | undefined)?.server === null ? null : SAVED,
      }),
    });
    const server = await section('Egen e-postserver');
    await server.findByText(/^Servern tog inte emot ett mejl 3 mars 2026/);
    type(server.getByLabelText('Avsändaradress'), 'ny@kommun.se');
    fireEvent.click(server.getByRole('button', { name: 'Testa och spara' }));
    await screen.findByText(/^E-postservern är testad och sparad/);
    fireEvent.click(server.getByRole('button', { name: 'Ta bort servern' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Ta bort e-postservern?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ta bort servern' }));
    await server.findByText('Gäller nu: SEFOS skickar mejlen.');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Egen e-postserver'));
    const { host, port, tls, user } = SAVED;
    expect(bodies(api, '/organisation/mail-server')).toEqual([
      { server: { host, port, tls, user, from: 'ny@kommun.se' }, expected: 3 },
      { server: null, expected: 3 },
    ]);
  });
});

describe('API-nycklar', () => {
  it('are made and shown once', async () => {
    const api = await show({
      '/organisation/api-keys': ({ input }: Call) => (input.body ? { key: KEY, token: 'sefos_hemlig' } : [KEY]),
    });
    const keys = await section('API-nycklar');
    fireEvent.click(keys.getByRole('button', { name: 'Skapa nyckel' }));
    await keys.findByText('Skriv ett namn.');
    const name = keys.getByRole('textbox', { name: 'Namn' });
    await waitFor(() => expect(document.activeElement).toBe(name));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    type(name, 'Diariet');
    fireEvent.click(keys.getByRole('button', { name: 'Skapa nyckel' }));
    await keys.findByText('Skriv adressen till en funktionsbrevlåda.');
    fireEvent.input(keys.getByRole('combobox', { name: 'Adress till funktionsbrevlådan' }), {
      target: { value: KEY.address },
    });
    fireEvent.click(keys.getByRole('checkbox', { name: 'Lista meddelanden' }));
    const create = keys.getByRole('button', { name: 'Skapa nyckel' });
    fireEvent.click(create);
    // A second press comes as the next task, however quick the hand.
    await act(() => new Promise<void>((resolve) => setTimeout(resolve)));
    fireEvent.click(create);
    expect(await keys.findByDisplayValue('sefos_hemlig')).toBeTruthy();
    keys.getByText('Kopiera nyckeln nu. Den visas inte igen.');
    fireEvent.click(keys.getByRole('button', { name: 'Jag har sparat nyckeln' }));
    await waitFor(() => expect(keys.queryByDisplayValue('sefos_hemlig')).toBeNull());
    expect(bodies(api, '/organisation/api-keys')).toEqual([
      { name: 'Diariet', address: KEY.address, days: 365, scopes: ['messages:send', 'messages:status'] },
    ]);
  });

  it('are for a mailbox that is searched by its name', async () => {
    const rows = [
      { id: 'box-1', name: 'Diariet', address: KEY.address, language: null, members: 1, administrators: 1 },
    ];
    const api = await show({ '/function-mailboxes': { rows, nextCursor: null } });
    const keys = await section('API-nycklar');
    const field = keys.getByRole('combobox', { name: 'Adress till funktionsbrevlådan' });
    fireEvent.click(field);
    fireEvent.input(field, { target: { value: 'diar' } });
    fireEvent.click(await keys.findByRole('option', { name: `Diariet (${KEY.address})` }));
    await waitFor(() => expect((field as HTMLInputElement).value).toBe(KEY.address));
    const asked = api.calls.filter(({ path }) => path === '/function-mailboxes');
    expect(asked.map(({ input }) => input.query)).toContainEqual({ limit: 20, q: 'diar' });
  });

  it('are listed with what they may, and revoked when that is confirmed', async () => {
    const revokedAt = '2026-03-03T08:00:00.000Z';
    let stored: readonly ApiKeyView[] = [KEY, { ...KEY, id: 'key-2', name: 'Gammal', revokedAt }];
    const api = await show({
      '/organisation/api-keys': () => stored,
      '/organisation/api-keys/:id/revoke': () => {
        stored = stored.map((key) => ({ ...key, revokedAt }));
        return undefined;
      },
    });
    const keys = await section('API-nycklar');
    const [first, second] = await keys.findAllByRole('listitem');
    expect(first?.textContent).toContain('Får: Skicka meddelanden.');
    expect(first?.textContent).toContain('Har inte använts.');
    expect(second?.textContent).toContain('Återkallad 3 mars 2026');
    expect(keys.queryByRole('button', { name: 'Återkalla Gammal' })).toBeNull();
    const revoke = keys.getByRole('button', { name: 'Återkalla Diariet' });
    fireEvent.click(revoke);
    fireEvent.keyDown(await screen.findByRole('alertdialog'), { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(revoke));
    fireEvent.click(revoke);
    const dialog = await screen.findByRole('alertdialog', { name: 'Återkalla nyckeln?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Återkalla' }));
    await screen.findAllByText('Diariet är återkallad.');
    await waitFor(() => expect(keys.queryByRole('button', { name: /^Återkalla/ })).toBeNull());
    const revoked = api.calls.filter(({ path }) => path.endsWith('/revoke'));
    expect(revoked.map(({ input }) => input.params)).toEqual([{ id: 'key-1' }]);
  });
});
