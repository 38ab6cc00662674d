import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { NoticeProvider } from '../components/notice.tsx';
import type { AccountFactors } from '../contract/account-factors.ts';
import { fakeApi, renderStaff, testSession } from '../testing/render-staff.tsx';
import { FactorNeededPage } from './factor-needed-page.tsx';

const FACTORS: AccountFactors = {
  password: true,
  maskedPhone: '•••• 01',
  providers: [],
  totp: null,
  passkeys: [],
  recoveryCodes: { left: 0, createdAt: null },
  allowed: { passkey: false, totp: true, sms: false },
  confirmBy: ['password'],
  freshUntil: '2099-01-01T00:00:00.000Z',
};
const SETUP = { secret: 'ABCD', uri: 'otpauth://totp/x', qr: { size: 1, path: '' }, expiresAt: FACTORS.freshUntil };

describe('whoever signed in with what is turned off', () => {
  it('adds one of what is on, and nothing else is asked of the server', async () => {
    let factors = FACTORS;
    const api = fakeApi({
      '/account/factors': () => factors,
      '/account/factors/totp': SETUP,
      '/account/factors/totp/confirm': () => {
        factors = { ...FACTORS, totp: { createdAt: '2026-03-02T10:00:00.000Z' } };
        return undefined;
      },
    });
    await renderStaff(
      <NoticeProvider>
        <FactorNeededPage />
      </NoticeProvider>,
      { api, session: { ...testSession, factorNeeded: true } },
    );
    await screen.findByRole('heading', { name: 'Lägg till ett sätt att logga in' });
    expect(screen.queryByRole('button', { name: 'Lägg till passnyckel' })).toBeNull();
    fireEvent.click(await screen.findByRole('button', { name: 'Lägg till app' }));
    const code = await screen.findByRole('textbox', { name: /kod/i });
    fireEvent.change(code, { target: { value: '123456' } });
    fireEvent.click(screen.getByRole('button', { name: 'Bekräfta' }));
    await waitFor(() => expect(api.calls.map(({ path }) => path)).toContain('/account/factors/totp/confirm'));
    await screen.findByText(/^Tillagd/);
    expect(new Set(api.calls.map(({ path }) => path.replace(/\/totp.*/, '')))).toEqual(new Set(['/account/factors']));
  });
});
