import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ConfirmContext } from '../../api/confirm.ts';
import { FactorWords } from '../../components/factor-words.tsx';
import { fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { SecuritySection } from './security-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

const FACTORS = {
  password: true,
  maskedPhone: '••• 01',
  providers: ['entra'],
  totp: null,
  passkeys: [{ id: 'key-1', name: 'Telefonen', createdAt: '2026-11-01T08:00:00.000Z', usedAt: null, synced: true }],
  recoveryCodes: { left: 0, createdAt: null },
  allowed: { passkey: true, totp: true, sms: true },
  confirmBy: ['password'],
  freshUntil: null,
};

const show = async (
  answers: Readonly<Record<string, unknown>> = {},
  confirm: () => Promise<boolean> = async () => true,
) => {
  const api = fakeApi({ '/account/factors': FACTORS, ...answers });
  await renderStaff(
    <FactorWords>
      <ConfirmContext.Provider value={confirm}>
        <SecuritySection />
      </ConfirmContext.Provider>
    </FactorWords>,
    { api },
  );
  await screen.findByRole('heading', { name: 'Passnycklar' });
  return api;
};
const paths = (api: { readonly calls: readonly { readonly path: string }[] }) => api.calls.map(({ path }) => path);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

/** Refused once, as when the identification is older than five minutes. */
const staleOnce = (answer: unknown) => {
  let asked = false;
  return () => {
    if (asked) return answer;
    asked = true;
    throw problem('confirmation-required');
  };
};

describe('Hur du loggar in', () => {
  it('shows each way, and what stands beside it', async () => {
    await show();
    for (const name of [
      'Lösenord',
      'Annan inloggning',
      'Passnycklar',
      'App för koder',
      'Kod med sms',
      'Återställningskoder',
    ])
      expect(screen.getByRole('heading', { name })).toBeTruthy();
    expect(screen.getByText(/Microsoft Entra/)).toBeTruthy();
    expect(screen.getByText(/inte använd än. Finns på flera enheter./)).toBeTruthy();
  });

  it('asks who one is when the identification is too old, and goes on where it was', async () => {
    let asked = 0;
    const setup = {
      secret: 'ABCDEFGH',
      uri: 'otpauth://x',
      qr: { size: 1, path: 'M0 0' },
      expiresAt: '2026-11-21T20:00:00.000Z',
    };
    const api = await show(
      { '/account/factors/totp': staleOnce(setup), '/account/factors/totp/confirm': undefined },
      async () => {
        asked += 1;
        return true;
      },
    );
    press('Lägg till app');
    await screen.findByText('ABCD EFGH');
    expect(asked).toBe(1);
    expect(screen.getByRole('img', { name: 'Bild att läsa in med appen' })).toBeTruthy();
    press('Bekräfta');
    expect(screen.getByText('Koden har sex siffror.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Kod från appen'), { target: { value: '123 456' } });
    press('Bekräfta');
    await waitFor(() => expect(api.calls.at(-1)?.path).not.toBe('/account/factors/totp'));
    expect(api.calls.find(({ path }) => path.endsWith('/confirm'))?.input.body).toEqual({ code: '123456' });
    await waitFor(() => expect(screen.queryByText('ABCD EFGH')).toBeNull());
  });

  it('does nothing and says nothing when the person gives up', async () => {
    await show({ '/account/factors/totp': staleOnce(undefined) }, async () => false);
    press('Lägg till app');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Lägg till app' }).getAttribute('aria-disabled')).not.toBe('true'),
    );
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('shows recovery codes until the person says that they are saved', async () => {
    await show({ '/account/factors/recovery-codes': { codes: ['ABCDEFGHJKLMNPQR'] } });
    const opener = screen.getByRole('button', { name: 'Skapa koder' });
    opener.focus();
    press('Skapa koder');
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).getByText('ABCD-EFGH-JKLM-NPQR')).toBeTruthy();
    press('Jag har sparat koderna');
    await waitFor(() => expect(screen.queryByText('ABCD-EFGH-JKLM-NPQR')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('says what is wrong with a new password before it is sent', async () => {
    const api = await show({ '/account/password': undefined });
    press('Byt lösenord');
    const dialog = await screen.findByRole('dialog');
    const fill = (label: string, value: string) =>
      fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
    const submit = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Byt lösenord' }));
    submit();
    expect(within(dialog).getByText('Skriv ditt lösenord.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByLabelText('Ditt lösenord nu')));
    expect(within(dialog).getByText(/för kort/)).toBeTruthy();
    fill('Ditt lösenord nu', 'gammalt');
    fill('Nytt lösenord', 'Storkommun-Hanna');
    submit();
    expect(within(dialog).getByText(/lätt att gissa/)).toBeTruthy();
    fill('Nytt lösenord', 'tre små grisar');
    fill('Nytt lösenord en gång till', 'tre sma grisar');
    submit();
    expect(within(dialog).getByText('De nya lösenorden är inte lika.')).toBeTruthy();
    expect(paths(api)).not.toContain('/account/password');
    fill('Nytt lösenord en gång till', 'tre små grisar');
    submit();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.calls.find(({ path }) => path === '/account/password')?.input.body).toEqual({
      current: 'gammalt',
      next: 'tre små grisar',
    });
  });

  it('asks before a passkey is removed, and says why it cannot be', async () => {
    await show({
      '/account/factors/passkeys/:id': () => {
        throw problem('factor-last');
      },
    });
    press('Ta bort Telefonen');
    const dialog = await screen.findByRole('dialog', { name: 'Ta bort Telefonen?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ta bort' }));
    await within(dialog).findByText('Det är ditt sista sätt att logga in. Lägg till ett annat först.');
  });
});

describe('Var du är inloggad', () => {
  const session = {
    id: 's1',
    current: true,
    host: 'web',
    device: 'Edge, Windows',
    ip: '192.0.2.1',
    method: 'password-sms',
    level: 2,
    createdAt: '2026-11-21T08:00:00.000Z',
    seenAt: '2026-11-21T08:00:00.000Z',
  };

  it('marks this one, names the others, and signs one or all of them out', async () => {
    const teams = { ...session, id: 's2', current: false, host: 'teams', device: null };
    const api = fakeApi({ '/account/sessions': { sessions: [session, teams] }, '/account/sessions/:id': undefined });
    await renderStaff(
      <FactorWords>
        <SessionsSection />
      </FactorWords>,
      { api },
    );
    await screen.findByText('Här och nu');
    expect(screen.getAllByRole('button')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: /^Logga ut Teams, Okänd enhet/ }));
    await waitFor(() => expect(api.calls.some(({ path }) => path === '/account/sessions/:id')).toBe(true));
    expect(api.calls.find(({ path }) => path.endsWith(':id'))?.input.params).toEqual({ id: 's2' });
  });
});
