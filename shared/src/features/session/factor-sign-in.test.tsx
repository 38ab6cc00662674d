import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { FactorWords } from '../../components/factor-words.tsx';
import type { FactorChallenge } from '../../contract/account-factors.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { SignInForms } from './sign-in-screen.tsx';

const TICKET = 'T'.repeat(43);
const challenge: FactorChallenge = {
  ticket: TICKET,
  factors: ['totp', 'sms', 'recovery'],
  maskedPhone: '••• 01',
  expiresAt: '2026-11-21T20:00:00.000Z',
};
const sms = {
  challengeId: 'challenge-1',
  maskedPhone: '••• 01',
  expiresAt: '2026-11-21T20:00:00.000Z',
  resendAt: '2026-11-21T20:00:00.000Z',
};

const givePassword = async (answers: Readonly<Record<string, unknown>>) => {
  const api = fakeApi({
    '/sign-in/methods': { password: true, oidc: [], demo: false },
    '/sign-in/password': challenge,
    ...answers,
  });
  const onSignedIn = jest.fn<(session: SessionView) => void>();
  await renderStaff(<SignInForms onSignedIn={onSignedIn} />, { api });
  fireEvent.change(screen.getByLabelText('E-postadress'), { target: { value: 'anna@storkommun.example' } });
  fireEvent.change(screen.getByLabelText('Lösenord'), { target: { value: 'hemligt' } });
  fireEvent.click(screen.getByRole('button', { name: 'Logga in' }));
  await screen.findByRole('heading', { name: 'Bekräfta att det är du' });
  return { api, onSignedIn };
};
const bodyOf = (api: ReturnType<typeof fakeApi>, path: string) =>
  api.calls.findLast((call) => call.path === path)?.input.body;

describe('what follows the password', () => {
  it('is the strongest that the account has; its code is sent when it is whole', async () => {
    const { api, onSignedIn } = await givePassword({ '/sign-in/factors': testSession });
    const field = await screen.findByLabelText('Kod från appen');
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '12345' } });
    expect(bodyOf(api, '/sign-in/factors')).toBeUndefined();
    fireEvent.change(field, { target: { value: '123 456' } });
    await waitFor(() => expect(onSignedIn.mock.calls[0]?.[0]).toEqual(testSession));
    expect(bodyOf(api, '/sign-in/factors')).toEqual({ ticket: TICKET, answer: { kind: 'totp', code: '123456' } });
  });

  it('sends a text message only when that is chosen', async () => {
    const { api, onSignedIn } = await givePassword({ '/sign-in/factors/sms': sms, '/sign-in/code': testSession });
    expect(bodyOf(api, '/sign-in/factors/sms')).toBeUndefined();
    fireEvent.click(screen.getByRole('button', { name: 'Få en kod med sms' }));
    fireEvent.change(await screen.findByLabelText('Kod från sms'), { target: { value: '123456' } });
    await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
    expect(bodyOf(api, '/sign-in/code')).toEqual({ challengeId: 'challenge-1', code: '123456' });
    expect(api.calls.filter(({ path }) => path === '/sign-in/factors/sms')).toHaveLength(1);
  });

  it('takes a recovery code as it was written down', async () => {
    const { api } = await givePassword({ '/sign-in/factors': testSession });
    fireEvent.click(screen.getByRole('button', { name: 'Använd en återställningskod' }));
    fireEvent.change(await screen.findByLabelText('Återställningskod'), { target: { value: 'abcd-efgh-jklm-npqr' } });
    await waitFor(() =>
      expect(bodyOf(api, '/sign-in/factors')).toEqual({
        ticket: TICKET,
        answer: { kind: 'recovery', code: 'ABCDEFGHJKLMNPQR' },
      }),
    );
  });

  it('stays after a wrong code, and goes back to the password when the time is over', async () => {
    let answer = problem('code-wrong');
    const { onSignedIn } = await givePassword({
      '/sign-in/factors': () => {
        throw answer;
      },
    });
    const field = await screen.findByLabelText('Kod från appen');
    fireEvent.change(field, { target: { value: '111111' } });
    await screen.findByText('Koden stämmer inte. Kontrollera och försök igen.');
    answer = problem('code-expired');
    fireEvent.change(field, { target: { value: '222222' } });
    await screen.findByLabelText('Lösenord');
    expect(onSignedIn).not.toHaveBeenCalled();
  });
});

describe('confirming that it is she', () => {
  const factors = {
    password: true,
    maskedPhone: null,
    providers: [],
    totp: null,
    passkeys: [],
    recoveryCodes: { left: 0, createdAt: null },
    allowed: { passkey: true, totp: true, sms: true },
    confirmBy: ['password'],
    freshUntil: null,
  };

  it('asks for password and factor, and takes the new session over', async () => {
    const renewed = { ...testSession, csrfToken: 'csrf-2' };
    const api = fakeApi({
      '/account/factors': factors,
      '/session/confirm/password': challenge,
      '/session/confirm': renewed,
    });
    const onEnd = jest.fn<(confirmed: boolean) => void>();
    const { queryClient } = await renderStaff(
      <FactorWords>
        <ConfirmDialog onEnd={onEnd} />
      </FactorWords>,
      { api },
    );
    fireEvent.change(await screen.findByLabelText('Lösenord'), { target: { value: 'hemligt' } });
    fireEvent.click(screen.getByRole('button', { name: 'Fortsätt' }));
    fireEvent.change(await screen.findByLabelText('Kod från appen'), { target: { value: '123456' } });
    await waitFor(() => expect(onEnd).toHaveBeenCalledWith(true));
    expect(queryClient.getQueryData(['session'])).toEqual(renewed);
    expect(bodyOf(api, '/session/confirm')).toEqual({ ticket: TICKET, answer: { kind: 'totp', code: '123456' } });
  });

  it('says what to do when there is no way here, and can be left', async () => {
    const onEnd = jest.fn<(confirmed: boolean) => void>();
    await renderStaff(
      <FactorWords>
        <ConfirmDialog onEnd={onEnd} />
      </FactorWords>,
      { api: fakeApi({ '/account/factors': { ...factors, confirmBy: [] } }) },
    );
    await screen.findByText(/Logga ut och logga in igen/);
    fireEvent.click(screen.getByRole('button', { name: 'Avbryt' }));
    expect(onEnd).toHaveBeenCalledWith(false);
  });
});
