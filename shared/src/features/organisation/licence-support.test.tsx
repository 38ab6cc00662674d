import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import { fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { LicenceSection } from './licence-section.tsx';
import { OrganisationWords } from './organisation-words.tsx';
import { SupportSection } from './support-section.tsx';

const GRANTS = '/organisation/support-grants';

const show = (part: React.ReactNode, answers: Readonly<Record<string, unknown>>) => {
  const api = fakeApi(answers);
  renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <OrganisationWords>{part}</OrganisationWords>
      </ModalKeeper>
    </NoticeProvider>,
    { api },
  );
  return api;
};

describe('Licens', () => {
  const showLicence = (terms: object | null) =>
    show(<LicenceSection />, { '/organisation/licence': { terms, used: { accounts: 9, functionMailboxes: 4 } } });
  const terms = {
    accounts: 10,
    functionMailboxes: 4,
    endsAt: '2020-01-01T00:00:00.000Z',
    contact: 'avtal@sefos.example',
  };

  it('says what is used, warns before the limit and says whom to ask', async () => {
    showLicence(terms);
    expect(await screen.findByText('Konton: 9 av 10')).toBeTruthy();
    for (const text of [
      'Snart är alla konton i licensen använda. Därefter kan inga läggas till.',
      'Alla funktionsbrevlådor i licensen är använda. Inga fler kan läggas till.',
      'Licensen har gått ut. Inget kan läggas till.',
      'Vill ni ha mer? Kontakta avtal@sefos.example.',
    ])
      expect(screen.getByText(text)).toBeTruthy();
  });

  it('says that nothing is limited where there is no licence', async () => {
    showLicence(null);
    expect(await screen.findByText('Ingen gräns är satt.')).toBeTruthy();
    expect(screen.getByText('Konton: 9')).toBeTruthy();
  });
});

describe('Support', () => {
  const grant = {
    ...{ id: 'g-1', email: 'sture@sefos.example', reason: 'Fel språk', createdAt: '2026-01-01T08:00:00.000Z' },
    ...{ expiresAt: '2099-01-01T10:00:00.000Z', usedAt: null, endedAt: null },
  };

  it('lets somebody in for some hours, and says what is missing before', async () => {
    const user = userEvent.setup();
    const api = show(<SupportSection />, {
      [GRANTS]: ({ input }: { input: { body?: unknown } }) => (input.body ? grant : []),
    });
    expect(await screen.findByText('Ingen har släppts in de senaste 90 dagarna.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Släpp in' }));
    expect(screen.getByText('Skriv varför.')).toBeTruthy();
    const email = screen.getByRole('textbox', { name: 'E-postadress till den som ska hjälpa er' });
    await waitFor(() => expect(document.activeElement).toBe(email));
    await user.type(email, 'Sture@sefos.example');
    await user.type(screen.getByRole('textbox', { name: 'Varför' }), 'Fel språk');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Hur länge' }), '24 timmar');
    await user.click(screen.getByRole('button', { name: 'Släpp in' }));
    await waitFor(() =>
      expect(api.calls.find(({ input }) => input.body)?.input.body).toEqual({
        ...{ email: 'sture@sefos.example', reason: 'Fel språk', hours: 24 },
      }),
    );
  });

  it('lists who was let in, ends it at once, and says what was refused', async () => {
    const user = userEvent.setup();
    const over = { ...grant, id: 'g-2', endedAt: '2026-01-02T08:00:00.000Z', usedAt: '2026-01-01T09:00:00.000Z' };
    const api = show(<SupportSection />, { [GRANTS]: [grant, over], [`${GRANTS}/:id/end`]: problem('not-found') });
    const rows = await screen.findAllByRole('listitem');
    expect(rows).toHaveLength(2);
    expect(within(rows[1] ?? document.body).queryByRole('button')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Avsluta tillgången för sture@sefos.example' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(api.calls.find(({ path }) => path.endsWith('/end'))?.input.params).toEqual({ id: 'g-1' });
  });
});
