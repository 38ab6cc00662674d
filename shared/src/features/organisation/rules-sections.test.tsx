import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import type { LevelChange, OrganisationSettings } from '../../contract/organisation.ts';
import { type Call, fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { LevelsSection } from './levels-section.tsx';
import { MessagesSection } from './messages-section.tsx';
import { OrganisationWords } from './organisation-words.tsx';
import { SecondFactorsSection } from './second-factors-section.tsx';
import { SessionSection } from './session-section.tsx';
import { SignInSection } from './sign-in-section.tsx';
import { testSettings } from './testing/settings.ts';
import { useSettings } from './use-settings.ts';

const LEVELS = '/organisation/settings/levels';
const SESSION = '/organisation/settings/session';
const SIGN_IN = '/organisation/settings/sign-in';
const FACTORS = '/organisation/settings/second-factors';
const MESSAGES = '/organisation/settings/messages';
const [LOA1] = testSettings.levels.map(({ level: _level, offered: _offered, ...rules }) => rules);

/** The sections under test, without the rest of the page: looking for roles is slow in much of it. */
function Sections() {
  const { data } = useSettings();
  return data
    ? [LevelsSection, SignInSection, SecondFactorsSection, SessionSection, MessagesSection].map((Part) => (
        <Part key={Part.name} settings={data} />
      ))
    : null;
}

const show = async (answers: Readonly<Record<string, unknown>> = {}) => {
  let stored: OrganisationSettings = testSettings;
  const saved = (part: (body: never) => Partial<OrganisationSettings>) => (call: Call) => {
    stored = { ...stored, ...part(call.input.body as never) };
    return stored;
  };
  const api = fakeApi({
    '/organisation/settings': () => stored,
    [LEVELS]: saved(({ level, wanted }: LevelChange) => ({
      levels: stored.levels.map((view) => (view.level === level ? { ...view, ...wanted } : view)),
    })),
    [SESSION]: saved(({ wanted }: { wanted: OrganisationSettings['session'] }) => ({ session: wanted })),
    [SIGN_IN]: saved(({ wanted }: { wanted: OrganisationSettings['signIn'] }) => ({ signIn: wanted })),
    [FACTORS]: saved(({ wanted }: { wanted: OrganisationSettings['secondFactors'] }) => ({ secondFactors: wanted })),
    [`${FACTORS}/preview`]: { accounts: 12 },
    [MESSAGES]: saved(({ wanted }: { wanted: OrganisationSettings['messages'] }) => ({ messages: wanted })),
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

describe('Det som följer lösenordet', () => {
  it('says whom it meets before it is saved, and keeps at least one', async () => {
    const api = await show();
    const factors = await section('Det som följer lösenordet');
    const use = (name: string) => fireEvent.click(factors.getByRole('checkbox', { name }));
    use('Kod med sms');
    await factors.findByText(/^12 användare har inget annat/);
    expect(bodies(api, `${FACTORS}/preview`)).toEqual([{ passkey: true, totp: true, sms: false }]);
    use('App för koder');
    use('Passnyckel');
    await factors.findByText('Välj minst en.');
    fireEvent.click(factors.getByRole('button', { name: 'Spara' }));
    use('App för koder');
    use('Passnyckel');
    fireEvent.click(factors.getByRole('button', { name: 'Spara' }));
    await waitFor(() =>
      expect(bodies(api, FACTORS)).toEqual([
        {
          wanted: { passkey: true, totp: true, sms: false },
          expected: { passkey: true, totp: true, sms: true },
        },
      ]),
    );
  });
});

describe('Tillitsnivåer', () => {
  it('are turned off, described and given methods one by one, and brought back', async () => {
    const api = await show();
    const levels = await section('Tillitsnivåer');
    const first = within(levels.getByRole('group', { name: 'LoA1 – Länken räcker' }));
    fireEvent.click(first.getByRole('switch', { name: 'Används' }));
    type(first.getByLabelText('Egen beskrivning (Svenska)'), ' Bara för allmän information ');
    fireEvent.click(first.getByRole('checkbox', { name: 'BankID' }));
    fireEvent.click(first.getByRole('button', { name: 'Spara LoA1 – Länken räcker' }));
    await screen.findByText('LoA1 – Länken räcker används inte längre.');
    const wanted = {
      active: false,
      description: { sv: 'Bara för allmän information' },
      methods: ['email', 'sms', 'freja', 'siths'],
    };
    expect(bodies(api, LEVELS)).toEqual([{ level: 1, wanted, expected: LOA1 }]);
    fireEvent.click(await screen.findByRole('button', { name: 'Ångra' }));
    await waitFor(() => expect(bodies(api, LEVELS)[1]).toEqual({ level: 1, wanted: LOA1, expected: wanted }));
  });

  it('say what a level without methods means, and why the server refused', async () => {
    await show({ [LEVELS]: problem('levels-none') });
    const levels = await section('Tillitsnivåer');
    const third = within(levels.getByRole('group', { name: /^LoA3/ }));
    for (const box of third.getAllByRole('checkbox')) fireEvent.click(box);
    third.getByText('Ingen metod: bara mottagare med konto kan få meddelanden på nivån.');
    fireEvent.click(third.getByRole('button', { name: /^Spara/ }));
    await third.findByText('Minst en tillitsnivå måste vara på.');
    expect(third.getAllByRole('checkbox').some((box) => (box as HTMLInputElement).checked)).toBe(false);
  });
});

describe('Tid inloggad', () => {
  it('is saved within its limits, and says what holds', async () => {
    const api = await show();
    const part = await section('Tid inloggad');
    part.getByText(/utloggad efter 30 minuter utan aktivitet och senast efter 12 timmar/);
    for (const wrong of ['4', '481', '', '1,5']) {
      type(part.getByLabelText('Minuter utan aktivitet'), wrong);
      fireEvent.click(part.getByRole('button', { name: 'Spara' }));
      await part.findByText('Skriv ett heltal från 5 till 480.');
      await waitFor(() => expect(document.activeElement).toBe(part.getByLabelText('Minuter utan aktivitet')));
    }
    type(part.getByLabelText('Minuter utan aktivitet'), '15');
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    await part.findByText(/utloggad efter 15 minuter/);
    expect(bodies(api, SESSION)).toEqual([
      { wanted: { idleMinutes: 15, hours: 12 }, expected: { idleMinutes: 30, hours: 12 } },
    ]);
  });
});

describe('Sätt att logga in', () => {
  const ALL = { password: true, entra: true, other: true };
  it('are saved together with what was seen, and brought back', async () => {
    const api = await show();
    const part = await section('Sätt att logga in');
    fireEvent.click(part.getByRole('checkbox', { name: 'Lösenord eller passnyckel' }));
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    await screen.findByText('Sätten att logga in är sparade.');
    fireEvent.click(await screen.findByRole('button', { name: 'Ångra' }));
    const wanted = { ...ALL, password: false };
    await waitFor(() =>
      expect(bodies(api, SIGN_IN)).toEqual([
        { wanted, expected: ALL },
        { wanted: ALL, expected: wanted },
      ]),
    );
  });

  it('say why they cannot be turned off', async () => {
    await show({ [SIGN_IN]: problem('last-administrator') });
    const part = await section('Sätt att logga in');
    fireEvent.click(part.getByRole('checkbox', { name: 'Microsoft Entra ID' }));
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    await part.findByText(/minst en administratör som kan logga in/);
  });
});

describe('Meddelanden', () => {
  it('are saved together with what was seen; an empty limit is none', async () => {
    const api = await show();
    const part = await section('Meddelanden');
    type(part.getByLabelText('Dagar som en länk gäller om avsändaren inte väljer'), '7');
    type(part.getByLabelText('Nedladdningar som avsändaren kan välja som mest'), '5');
    fireEvent.click(part.getByRole('switch', { name: /^Mottagaren kan svara/ }));
    type(part.getByLabelText(/^Öppet meddelande.*Suomi/), 'Kysyttävää?');
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    await screen.findByText('Inställningarna för meddelanden är sparade.');
    const expected = testSettings.messages;
    const wanted = { ...expected, linkDays: 7, mostDownloads: 5, replyAllowed: false, openText: { fi: 'Kysyttävää?' } };
    expect(bodies(api, MESSAGES)).toEqual([{ wanted, expected }]);
  });

  it('refuse at its field what holds without a choice where it is above the most, also by Enter', async () => {
    const api = await show();
    const part = await section('Meddelanden');
    const days = part.getByLabelText('Dagar som en länk gäller om avsändaren inte väljer');
    type(part.getByLabelText('Dagar som avsändaren kan välja som mest'), '14');
    type(days, '15');
    fireEvent.submit(days.closest('form') ?? days);
    await part.findByText(/1.*14/, { selector: '[role="alert"] *, [role="alert"]' });
    await waitFor(() => expect(document.activeElement).toBe(days));
    expect(bodies(api, MESSAGES)).toEqual([]);
    type(days, '14');
    fireEvent.submit(days.closest('form') ?? days);
    await waitFor(() => expect(bodies(api, MESSAGES)).toHaveLength(1));
  });

  it('keep what was typed when somebody else was first, and go on from what that one saved', async () => {
    let stored = testSettings;
    const api = await show({
      '/organisation/settings': () => stored,
      [MESSAGES]: ({ input }: Call) => {
        const { wanted, expected } = input.body as Record<string, OrganisationSettings['messages']>;
        if (expected?.linkDays !== stored.messages.linkDays) throw problem('settings-changed');
        return { ...stored, messages: wanted };
      },
    });
    const part = await section('Meddelanden');
    stored = { ...testSettings, messages: { ...testSettings.messages, linkDays: 14 } };
    type(part.getByLabelText('Dagar som avsändaren kan välja som mest'), '60');
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    await part.findByText(/Någon annan har ändrat inställningen/);
    await waitFor(() =>
      expect(part.getByLabelText('Dagar som en länk gäller om avsändaren inte väljer')).toHaveProperty('value', '14'),
    );
    fireEvent.click(part.getByRole('button', { name: 'Spara' }));
    await screen.findByText('Inställningarna för meddelanden är sparade.');
    expect(bodies(api, MESSAGES)[1]).toEqual({
      wanted: { ...stored.messages, mostLinkDays: 60 },
      expected: stored.messages,
    });
  });
});
