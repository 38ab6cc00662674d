import { describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import type { MailboxRetention, OrganisationSettings, RetentionPreview } from '../../contract/organisation.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { InsideProvider } from './organisation-pages.tsx';
import { OrganisationScreen } from './organisation-screen.tsx';
import { testSettings } from './testing/settings.ts';

const SETTINGS = testSettings;
const SETTINGS_PATH = '/organisation/settings';
const NOTHING: RetentionPreview = { mailboxes: 3, received: 0, sent: 0, held: 0, oldest: null };
const MUCH: RetentionPreview = { ...NOTHING, received: 1_200, sent: 34, held: 2, oldest: '2020-02-03T12:00:00.000Z' };
const KALLE: MailboxRetention = { address: 'kollega@storkommun.example', name: 'Kalle Kollega', days: null };

const administrator: SessionView = {
  ...testSession,
  account: { ...testSession.account, roles: ['user', 'organisation-administrator'] },
};

const saved =
  (settings: OrganisationSettings) =>
  ({ input }: Call) => {
    const { setting, days, domain, list } = input.body as Record<string, never>;
    if (setting) return { ...settings, [setting]: days };
    const { trusted, forbidden } = settings.domains;
    const without = (names: readonly string[]) => names.filter((name) => name !== domain);
    return {
      ...settings,
      domains: {
        trusted: list === 'trusted' ? [...without(trusted), domain] : without(trusted),
        forbidden: list === 'forbidden' ? [...without(forbidden), domain] : without(forbidden),
      },
    };
  };

interface Shown {
  readonly session?: SessionView;
  /** The page of Inställningar; null = the overview. */
  readonly part?: string | null;
}

const show = async (
  answers: Readonly<Record<string, unknown>> = {},
  { session = administrator, part = 'messages' }: Shown = {},
) => {
  const api = fakeApi({
    '/organisation/settings': SETTINGS,
    '/organisation/settings/days': saved(SETTINGS),
    '/organisation/settings/domains': saved(SETTINGS),
    '/organisation/retention-preview': NOTHING,
    '/organisation/mailbox-retention': [],
    '/organisation/mail-server': { server: null },
    '/organisation/api-keys': [],
    '/organisation/licence': { terms: null, used: { accounts: 1, functionMailboxes: 0 } },
    '/organisation/support-grants': [],
    ...answers,
  });
  await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <Routes>
          <Route path="/organisation/settings/:part?" element={<OrganisationScreen />} />
        </Routes>
      </ModalKeeper>
    </NoticeProvider>,
    { api, session, path: part === null ? SETTINGS_PATH : `${SETTINGS_PATH}/${part}` },
  );
  return api;
};
const section = async (name: string) => within(await screen.findByRole('region', { name }));
type SectionShown = Awaited<ReturnType<typeof section>>;
const mailboxField = (shown: SectionShown) => shown.getByRole('combobox', { name: /namn eller adress/ });
const searchMailbox = (shown: SectionShown, value: string) =>
  fireEvent.input(mailboxField(shown), { target: { value } });
const bodies = (api: Awaited<ReturnType<typeof show>>, path: string) =>
  api.calls.flatMap((call) => (call.path === path && call.input.body ? [call.input.body] : []));
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe('Inställningar', () => {
  it('are an overview that leads to a page of each part, and back', async () => {
    const api = await show({}, { part: null });
    await screen.findByRole('heading', { level: 1, name: 'Inställningar för Storkommun' });
    const parts = within(screen.getByRole('list', { name: 'Inställningar' }));
    const names = parts.getAllByRole('link').map((link) => link.textContent);
    expect(names).toEqual([
      ...['Tillitsnivåer', 'Inloggning', 'Meddelanden och gallring', 'Avsändare och e-post'],
      ...['Betrodda och förbjudna domäner', 'API-nycklar', 'Licens', 'Support'],
    ]);
    expect(api.calls).toEqual([]);
    await userEvent.click(parts.getByRole('link', { name: 'Inloggning' }));
    const heading = await screen.findByRole('heading', { level: 1, name: 'Inloggning' });
    expect(document.activeElement).toBe(heading);
    expect(document.title).toBe('Inloggning – SEFOS');
    await section('Tid inloggad');
    await userEvent.click(screen.getByRole('link', { name: 'Alla inställningar' }));
    expect(document.activeElement).toBe(await screen.findByRole('heading', { level: 1, name: /^Inställningar för/ }));
  });

  it('name a page of one section once, and lead from a page that is none to the overview', async () => {
    await show({}, { part: 'api-keys' });
    await section('API-nycklar');
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual(['API-nycklar']);
    cleanup();
    await show({}, { part: 'unknown' });
    await screen.findByRole('list', { name: 'Inställningar' });
  });

  it('keep what is typed and not saved while the page is left, and say so', async () => {
    await show();
    const closing = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const days = async () => (await section('Påminnelser')).getByLabelText('Antal dagar');
    const leave = () => userEvent.click(screen.getByRole('link', { name: 'Alla inställningar' }));
    await days();
    expect(closing()).toBe(false);
    type(await days(), '5');
    expect(closing()).toBe(true);
    await leave();
    await screen.findAllByText(/^Inte sparat: Meddelanden och gallring/);
    expect(closing()).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Gå tillbaka' }));
    await waitFor(async () => expect(await days()).toHaveProperty('value', '5'));
    screen.getByText('Det du ändrade förut är inte sparat.');
    fireEvent.click(screen.getByRole('button', { name: 'Ta bort ändringarna' }));
    await waitFor(async () => expect(await days()).toHaveProperty('value', '3'));
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
    expect(closing()).toBe(false);
    const back = () => screen.queryByRole('button', { name: 'Gå tillbaka' });
    await waitFor(() => expect(back()).toBeNull());
    await leave();
    await screen.findByRole('list', { name: 'Inställningar' });
    expect(back()).toBeNull();
  });

  it('forget what was kept once it is saved, and never keep a password', async () => {
    await show({ '/organisation/settings/days': saved(SETTINGS) });
    const reminders = await section('Påminnelser');
    type(reminders.getByLabelText('Antal dagar'), '5');
    fireEvent.click(reminders.getByRole('button', { name: 'Spara, Påminnelser' }));
    await reminders.findByText('Gäller nu: påminnelse 5 dagar innan.');
    await userEvent.click(screen.getByRole('link', { name: 'Alla inställningar' }));
    await userEvent.click(await screen.findByRole('link', { name: 'Avsändare och e-post' }));
    const server = async () => section('Egen e-postserver');
    type(await (await server()).findByLabelText('Server'), 'mail.storkommun.example');
    type((await server()).getByLabelText('Lösenord'), 'hemligt');
    await userEvent.click(screen.getByRole('link', { name: 'Alla inställningar' }));
    await screen.findAllByText(/^Inte sparat: Avsändare och e-post/);
    expect(screen.queryByText(/^Inte sparat: Meddelanden/)).toBeNull();
    await userEvent.click(screen.getByRole('link', { name: 'Avsändare och e-post' }));
    expect(await (await server()).findByLabelText('Server')).toHaveProperty('value', 'mail.storkommun.example');
    expect((await server()).getByLabelText('Lösenord')).toHaveProperty('value', '');
  });

  it('show of an organisation that has let somebody in what destroys nothing and lets nobody in', async () => {
    await renderStaff(
      <InsideProvider value="/inside">
        <Routes>
          <Route path="/inside/settings/:part?" element={<OrganisationScreen />} />
        </Routes>
      </InsideProvider>,
      { api: fakeApi({ '/organisation/settings': SETTINGS }), session: administrator, path: '/inside/settings' },
    );
    const links = (await screen.findByRole('list', { name: 'Inställningar' })).querySelectorAll('a');
    expect([...links].map((link) => link.getAttribute('href'))).toEqual(
      ['levels', 'sign-in', 'messages', 'sender', 'domains'].map((part) => `/inside/settings/${part}`),
    );
    await userEvent.click(screen.getByRole('link', { name: 'Meddelanden och gallring' }));
    await section('Meddelanden');
    expect(screen.queryByRole('region', { name: 'Gallring' })).toBeNull();
  });

  it('are shown to administrators only, and asked for by nobody else', async () => {
    const api = await show({}, { session: testSession });
    await screen.findByRole('heading', { name: 'Bara för administratörer' });
    expect(api.calls).toEqual([]);
  });

  it('say why they could not be loaded, and try again', async () => {
    let tries = 0;
    await show({
      '/organisation/settings': () => {
        tries += 1;
        if (tries === 1) throw problem('temporarily-unavailable');
        return SETTINGS;
      },
    });
    await screen.findByText('Inställningarna kunde inte läsas in.');
    fireEvent.click(screen.getByRole('button', { name: 'Försök igen' }));
    await screen.findByRole('region', { name: 'Gallring' });
  });

  it('say each what holds now, its effect and its default', async () => {
    await show();
    await screen.findByText('Gäller nu: meddelanden gallras inte.');
    screen.getByText('Gäller nu: påminnelse 3 dagar innan.');
    screen.getByText('Gäller nu: utkast tas bort efter 90 dagar.');
    screen.getByText(/Om ni inte ändrar gäller 3 dagar/);
    screen.getByText(/Om ni inte ändrar gäller 90 dagar/);
    screen.getByText(/Innan ni väljer något gallras inget/);
  });

  it('save a number of days with what was seen, and take it back', async () => {
    const api = await show();
    const reminders = await section('Påminnelser');
    type(reminders.getByLabelText('Antal dagar'), '5');
    fireEvent.click(reminders.getByRole('button', { name: 'Spara, Påminnelser' }));
    await screen.findByText('Påminnelser skickas 5 dagar innan en länk slutar gälla.');
    reminders.getByText('Gäller nu: påminnelse 5 dagar innan.');
    fireEvent.click(await screen.findByRole('button', { name: 'Ångra' }));
    await waitFor(() =>
      expect(bodies(api, '/organisation/settings/days')).toEqual([
        { setting: 'reminderDays', days: 5, expected: 3 },
        { setting: 'reminderDays', days: 3, expected: 5 },
      ]),
    );
  });

  it('save with Enter in the field, which is named after its section', async () => {
    const api = await show();
    const reminders = await section('Påminnelser');
    const days = reminders.getByRole('textbox', { name: 'Antal dagar, Påminnelser' });
    await userEvent.type(days, '{Backspace}5{Enter}');
    await screen.findByText('Påminnelser skickas 5 dagar innan en länk slutar gälla.');
    expect(bodies(api, '/organisation/settings/days')).toHaveLength(1);
  });

  it('refuse what is no number of days before anything is sent', async () => {
    const api = await show();
    const reminders = await section('Påminnelser');
    for (const wrong of ['61', '-1', '2,5', '']) {
      type(reminders.getByLabelText('Antal dagar'), wrong);
      fireEvent.click(reminders.getByRole('button', { name: 'Spara, Påminnelser' }));
      await reminders.findByText('Skriv ett heltal från 0 till 60.');
      expect(document.activeElement).toBe(reminders.getByLabelText('Antal dagar'));
    }
    expect(bodies(api, '/organisation/settings/days')).toEqual([]);
  });

  it('tell the second of two administrators, and go on from what the first saved', async () => {
    let stored = SETTINGS;
    const api = await show({
      '/organisation/settings': () => stored,
      '/organisation/settings/days': (call: Call) => {
        const { expected } = call.input.body as { expected: number };
        if (expected !== stored.reminderDays) throw problem('settings-changed');
        return saved(stored)(call);
      },
    });
    const reminders = await section('Påminnelser');
    stored = { ...SETTINGS, reminderDays: 7 };
    type(reminders.getByLabelText('Antal dagar'), '5');
    fireEvent.click(reminders.getByRole('button', { name: 'Spara, Påminnelser' }));
    await reminders.findByText(/Någon annan har ändrat inställningen/);
    await reminders.findByText('Gäller nu: påminnelse 7 dagar innan.');
    expect(reminders.getByLabelText('Antal dagar')).toHaveProperty('value', '5');
    fireEvent.click(reminders.getByRole('button', { name: 'Spara, Påminnelser' }));
    await reminders.findByText('Gäller nu: påminnelse 5 dagar innan.');
    expect(bodies(api, '/organisation/settings/days')).toHaveLength(2);
  });

  it('ask before drafts go, and not when they are kept longer', async () => {
    const api = await show();
    const drafts = await section('Utkast');
    type(drafts.getByLabelText('Antal dagar'), '30');
    fireEvent.click(drafts.getByRole('button', { name: 'Spara, Utkast' }));
    let dialog = await screen.findByRole('alertdialog', { name: 'Ta bort gamla utkast?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Avbryt' }));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Spara'));
    expect(bodies(api, '/organisation/settings/days')).toEqual([]);
    fireEvent.click(drafts.getByRole('button', { name: 'Spara, Utkast' }));
    dialog = await screen.findByRole('alertdialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ta bort gamla utkast' }));
    await drafts.findByText('Gäller nu: utkast tas bort efter 30 dagar.');
    type(drafts.getByLabelText('Antal dagar'), '0');
    fireEvent.click(drafts.getByRole('button', { name: 'Spara, Utkast' }));
    await waitFor(() => expect(bodies(api, '/organisation/settings/days')).toHaveLength(2));
  });
});

describe('Gallring', () => {
  it('is previewed without being saved', async () => {
    const api = await show({ '/organisation/retention-preview': { ...MUCH, atLeast: true } });
    const retention = await section('Gallring');
    type(retention.getByLabelText('Antal dagar'), '365');
    fireEvent.click(retention.getByRole('button', { name: 'Visa vad som skulle gallras' }));
    await retention.findByText(/^minst 1\s234 meddelanden skulle gallras nu\.$/);
    retention.getByText(/^Mottagna: minst 1\s200\. Skickade: minst 34\. I 3 brevlådor\.$/);
    retention.getByText(/Det äldsta är från 3 februari 2020/);
    retention.getByText(/minst 2 lika gamla meddelanden bevaras/);
    expect(bodies(api, '/organisation/retention-preview')).toEqual([{ days: 365 }]);
    expect(bodies(api, '/organisation/settings/days')).toEqual([]);
  });

  it('names how many messages would go before it is saved, and saves nothing when that is not wanted', async () => {
    const api = await show({ '/organisation/retention-preview': MUCH });
    const retention = await section('Gallring');
    type(retention.getByLabelText('Antal dagar'), '365');
    const save = retention.getByRole('button', { name: 'Spara, Gallring' });
    save.focus();
    fireEvent.click(save);
    let dialog = await screen.findByRole('alertdialog', { name: /^Gallra 1\s234 meddelanden\?$/ });
    within(dialog).getByText(/Meddelanden äldre än 365 dagar blir oläsliga för alltid\./);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Avbryt' }));
    await waitFor(() => expect(document.activeElement).toBe(save));
    expect(bodies(api, '/organisation/settings/days')).toEqual([]);
    fireEvent.click(save);
    dialog = await screen.findByRole('alertdialog');
    fireEvent.click(within(dialog).getByRole('button', { name: /^Gallra 1\s234 meddelanden$/ }));
    await retention.findByText('Gäller nu: meddelanden gallras efter 365 dagar.');
    expect(bodies(api, '/organisation/settings/days')).toEqual([{ setting: 'retentionDays', days: 365, expected: 0 }]);
    expect(screen.queryByRole('button', { name: 'Ångra' })).toBeNull();
  });

  it('asks also when nothing would go yet: it holds for everybody from then on', async () => {
    const api = await show();
    const retention = await section('Gallring');
    type(retention.getByLabelText('Antal dagar'), '36500');
    fireEvent.click(retention.getByRole('button', { name: 'Spara, Gallring' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Gallra efter 36500 dagar?' });
    within(dialog).getByText(/^Inget gallras nu\. Från och med nu blir varje meddelande oläsligt/);
    expect(bodies(api, '/organisation/settings/days')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Gallra efter 36500 dagar' }));
    await retention.findByText('Gäller nu: meddelanden gallras efter 36500 dagar.');
    expect(bodies(api, '/organisation/settings/days')).toHaveLength(1);
  });

  it('of one mailbox is found by its address, asked about and saved', async () => {
    const api = await show({
      '/organisation/retention-preview': MUCH,
      '/organisation/mailbox-retention': ({ input }: Call & { input: { query?: { address?: string } } }) => {
        if (input.body) return { ...KALLE, days: (input.body as { days: number }).days };
        return input.query?.address === KALLE.address ? [KALLE] : [];
      },
    });
    const mailbox = await section('Egen gallring för en brevlåda');
    searchMailbox(mailbox, 'hej');
    fireEvent.click(mailbox.getByRole('button', { name: 'Sök' }));
    await mailbox.findByText('Välj en brevlåda i listan, eller skriv hela adressen.');
    expect(document.activeElement).toBe(mailboxField(mailbox));
    searchMailbox(mailbox, 'x@storkommun.example');
    fireEvent.click(mailbox.getByRole('button', { name: 'Sök' }));
    await mailbox.findByText('Ingen brevlåda i organisationen har den adressen.');
    searchMailbox(mailbox, KALLE.address);
    fireEvent.click(mailbox.getByRole('button', { name: 'Sök' }));
    await mailbox.findByRole('radiogroup', { name: 'Gallring för Kalle Kollega' });
    mailbox.getByText('Gäller nu för Kalle Kollega: Som organisationen.');
    fireEvent.click(mailbox.getByRole('radio', { name: 'Egen gallring' }));
    const days = mailbox.getByLabelText('Antal dagar');
    days.focus();
    type(days, '3');
    type(days, '30');
    expect(document.activeElement).toBe(days);
    fireEvent.click(mailbox.getByRole('button', { name: 'Spara, Gallring för Kalle Kollega' }));
    const dialog = await screen.findByRole('alertdialog', { name: /^Gallra 1\s234 meddelanden\?$/ });
    fireEvent.click(within(dialog).getByRole('button', { name: /^Gallra/ }));
    await screen.findByText('Gallringen för Kalle Kollega är sparad.');
    await waitFor(() => expect(document.activeElement).toBe(mailboxField(mailbox)));
    expect(mailbox.queryByRole('radiogroup')).toBeNull();
    expect(bodies(api, '/organisation/retention-preview')).toEqual([{ days: 30, address: KALLE.address }]);
    expect(bodies(api, '/organisation/mailbox-retention')).toEqual([
      { address: KALLE.address, days: 30, expected: null },
    ]);
  });

  it('of one mailbox is found by the name of a colleague or of a function mailbox', async () => {
    await show({
      '/organisation/mailbox-retention': ({ input }: Call & { input: { query?: { address?: string } } }) =>
        input.query?.address === KALLE.address ? [KALLE] : [],
      '/recipients/suggest': [{ name: KALLE.name, address: KALLE.address }],
      '/function-mailboxes': { rows: [{ id: 'm-1', name: 'Kallhyra', address: 'hyra@storkommun.example' }] },
    });
    const mailbox = await section('Egen gallring för en brevlåda');
    const box = mailboxField(mailbox);
    fireEvent.click(box);
    searchMailbox(mailbox, 'kal');
    await mailbox.findByRole('option', { name: 'Kallhyra (hyra@storkommun.example)' });
    fireEvent.click(mailbox.getByRole('option', { name: `${KALLE.name} (${KALLE.address})` }));
    await mailbox.findByRole('radiogroup', { name: 'Gallring för Kalle Kollega' });
    expect(box).toHaveProperty('value', KALLE.name);
  });

  it('of one mailbox tells the second of two administrators what the first has saved', async () => {
    let days: number | null = null;
    const api = await show({
      '/organisation/mailbox-retention': ({ input }: Call) => {
        const body = input.body as { days: number; expected: number | null } | undefined;
        if (!body) return [{ ...KALLE, days }];
        if (body.expected !== days) throw problem('settings-changed');
        return { ...KALLE, days: body.days };
      },
    });
    const mailbox = await section('Egen gallring för en brevlåda');
    searchMailbox(mailbox, KALLE.address);
    fireEvent.click(mailbox.getByRole('button', { name: 'Sök' }));
    fireEvent.click(await mailbox.findByRole('radio', { name: 'Egen gallring' }));
    type(mailbox.getByLabelText('Antal dagar'), '30');
    days = 10;
    fireEvent.click(mailbox.getByRole('button', { name: 'Spara, Gallring för Kalle Kollega' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Gallra efter 30 dagar' }));
    await mailbox.findByText(/Någon annan har ändrat inställningen/);
    await mailbox.findByText('Gäller nu för Kalle Kollega: Gallras efter 10 dagar.');
    fireEvent.click(mailbox.getByRole('button', { name: 'Spara, Gallring för Kalle Kollega' }));
    await screen.findByText('Gallringen för Kalle Kollega är sparad.');
    expect(bodies(api, '/organisation/mailbox-retention')).toEqual([
      { address: KALLE.address, days: 30, expected: null },
      { address: KALLE.address, days: 30, expected: 10 },
    ]);
  });

  it('of mailboxes that decide for themselves is listed, and changed from there', async () => {
    await show({
      '/organisation/mailbox-retention': [
        { ...KALLE, days: 0 },
        { address: 'arkiv@storkommun.example', name: 'Arkivet', days: 30 },
      ],
    });
    const mailbox = await section('Egen gallring för en brevlåda');
    await mailbox.findByText('Gallras inte');
    mailbox.getByText('Gallras efter 30 dagar');
    fireEvent.click(mailbox.getByRole('button', { name: 'Ändra gallringen för Arkivet' }));
    await mailbox.findByRole('radiogroup', { name: 'Gallring för Arkivet' });
    expect(mailbox.getByLabelText('Antal dagar')).toHaveProperty('value', '30');
    await waitFor(() => expect(document.activeElement).toBe(mailbox.getByRole('radio', { name: 'Egen gallring' })));
  });
});

describe('Betrodda och förbjudna domäner', () => {
  it('are added with what was seen, moved from the other list, removed, and brought back', async () => {
    const api = await show({}, { part: 'domains' });
    const domains = await section('Betrodda och förbjudna domäner');
    fireEvent.click(domains.getByRole('button', { name: 'Lägg till' }));
    await domains.findByText('Skriv en domän.');
    type(domains.getByLabelText('Domän'), '@LillKommun.se');
    fireEvent.click(domains.getByRole('button', { name: 'Lägg till' }));
    await domains.findByText('lillkommun.se står redan i listan.');
    fireEvent.click(domains.getByRole('radio', { name: /^Förbjuden/ }));
    fireEvent.click(domains.getByRole('button', { name: 'Lägg till' }));
    await screen.findByText('lillkommun.se är förbjuden. Det som redan är skickat påverkas inte.');
    expect(within(domains.getByRole('list', { name: 'Förbjudna' })).getAllByRole('listitem')).toHaveLength(1);
    fireEvent.click(domains.getByRole('button', { name: 'Ta bort lillkommun.se' }));
    await screen.findByText('lillkommun.se står inte i någon lista.');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Betrodda och förbjudna domäner'));
    expect(bodies(api, '/organisation/settings/domains')).toEqual([
      { domain: 'lillkommun.se', list: 'forbidden', expected: 'trusted' },
      { domain: 'lillkommun.se', list: null, expected: 'forbidden' },
    ]);
  });

  it('are added with Enter', async () => {
    const api = await show({}, { part: 'domains' });
    const domains = await section('Betrodda och förbjudna domäner');
    await userEvent.type(domains.getByLabelText('Domän'), 'ny.example{Enter}');
    await screen.findByText('ny.example är betrodd.');
    expect(bodies(api, '/organisation/settings/domains')).toHaveLength(1);
  });

  it('say why the server refused', async () => {
    await show({ '/organisation/settings/domains': problem('domain-own') }, { part: 'domains' });
    const domains = await section('Betrodda och förbjudna domäner');
    type(domains.getByLabelText('Domän'), 'storkommun.example');
    fireEvent.click(domains.getByRole('button', { name: 'Lägg till' }));
    await domains.findByText('Det är er egen domän. Den går inte att förbjuda.');
    expect(domains.getByLabelText('Domän')).toHaveProperty('value', 'storkommun.example');
  });
});
