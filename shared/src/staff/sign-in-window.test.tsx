import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { type Answer, button, forgetBearer, renderBearer, type Seen } from '../testing/bearer-world.tsx';
import { testSession } from '../testing/render-staff.tsx';
import { SignInWindowPage } from './sign-in-window-page.tsx';

const CHALLENGE = 'h'.repeat(43);

/** A browser with or without a session of its own. */
async function start({
  signedIn = true,
  search = `?challenge=${CHALLENGE}`,
  answers = {} as Record<string, (seen: Seen) => Answer>,
} = {}) {
  let inside = signedIn;
  const given: string[] = [];
  window.history.replaceState(null, '', `/teams/sign-in${search}`);
  const world = await renderBearer(
    (frame) => <SignInWindowPage frame={frame} opened={{ host: 'teams', handOver: (text) => void given.push(text) }} />,
    {
      host: { kind: 'web', identity: { kind: 'cookie' } },
      answers: {
        'GET /session': () => (inside ? { body: testSession } : { status: 401, problem: 'not-signed-in' }),
        'DELETE /session': () => {
          inside = false;
          return { body: {} };
        },
        'GET /sign-in/methods': () => ({
          body: { password: true, oidc: [{ key: 'siths', label: 'SITHS' }], demo: false },
        }),
        'POST /sign-in/handover': () => ({ body: { code: 'code-1', expiresAt: testSession.expiresAt } }),
        'POST /sign-in/oidc': () => ({ status: 503, problem: 'identification-unavailable' }),
        ...answers,
      },
    },
  );
  return { ...world, given };
}

/** The button once it works: it does nothing in its first second. */
const works = async (name: string) => {
  const found = await button(name);
  await waitFor(() => expect(found.getAttribute('aria-disabled')).not.toBe('true'), { timeout: 5_000 });
  return found;
};

describe('the sign-in window', () => {
  afterEach(forgetBearer);

  it('lets whoever lacks a factor add one first', async () => {
    const factors = {
      ...{ password: true, maskedPhone: null, providers: [], totp: null, passkeys: [], freshUntil: null },
      ...{ recoveryCodes: { left: 0, createdAt: null }, confirmBy: ['password'] },
      allowed: { passkey: true, totp: true, sms: false },
    };
    await start({
      answers: {
        'GET /session': () => ({ body: { ...testSession, factorNeeded: true } }),
        'GET /account/factors': () => ({ body: factors }),
      },
    });
    await screen.findByRole('heading', { name: 'Lägg till ett sätt att logga in' });
    await button('Lägg till app');
    expect(screen.queryByRole('button', { name: 'Fortsätt till Teams' })).toBeNull();
  });

  it('gives nothing before the click, then the code for the challenge of its address', async () => {
    const { given, server, user } = await start();
    const goOn = await button('Fortsätt till Teams');
    expect(screen.getByText('Du är inloggad som Hanna Handläggare, Storkommun.')).toBeTruthy();
    expect(screen.getByText(/^Fortsätt bara om du själv nyss öppnade SEFOS i Teams/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Fortsätt till Teams' }));
    await user.click(goOn);
    expect(server.seen.some(({ name }) => name === 'POST /sign-in/handover')).toBe(false);
    await works('Fortsätt till Teams');
    expect(given).toEqual([]);
    await user.click(goOn);
    await waitFor(() => expect(given).toEqual(['code-1']));
    expect(server.seen.at(-1)).toMatchObject({
      name: 'POST /sign-in/handover',
      body: { challenge: CHALLENGE, host: 'teams' },
      credentials: 'same-origin',
      headers: { 'x-csrf-token': testSession.csrfToken },
    });
    expect(screen.getByText('Klart. Du kan stänga det här fönstret.')).toBeTruthy();
  });

  it('has the ordinary ways to sign in, and a provider comes back to it with the challenge kept', async () => {
    const { server, user } = await start({
      signedIn: false,
      search: `?challenge=${CHALLENGE}&result=wrong-person&in=outlook`,
    });
    expect(await screen.findByLabelText('Lösenord')).toBeTruthy();
    await user.click(await button('Logga in med SITHS'));
    await waitFor(() => expect(server.seen.at(-1)?.name).toBe('POST /sign-in/oidc'));
    expect(server.seen.at(-1)?.body).toEqual({
      provider: 'siths',
      returnTo: `/teams/sign-in?challenge=${CHALLENGE}&lang=sv&in=outlook`,
    });
  });

  it('names the program that the frame is shown in', async () => {
    await start({ search: `?challenge=${CHALLENGE}&in=microsoft365` });
    expect(await button('Fortsätt till Microsoft 365')).toBeTruthy();
  });

  it('lets another account sign in', async () => {
    const { user, given } = await start();
    await user.click(await button('Byt konto'));
    expect(await screen.findByLabelText('Lösenord')).toBeTruthy();
    expect(given).toEqual([]);
  });

  it('says what went wrong, and can be tried again', async () => {
    let refusals = 1;
    const { user, given } = await start({
      answers: {
        'POST /sign-in/handover': () => {
          if (refusals === 0) return { body: { code: 'code-2', expiresAt: testSession.expiresAt } };
          refusals -= 1;
          return { status: 403, problem: 'not-allowed' };
        },
      },
    });
    await user.click(await works('Fortsätt till Teams'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.click(await works('Fortsätt till Teams'));
    await waitFor(() => expect(given).toEqual(['code-2']));
  });

  it.each(['', '?challenge=short', `?challenge=${'h'.repeat(42)}%26`])(
    'offers nothing without a challenge (%s)',
    async (search) => {
      await start({ search });
      expect((await screen.findByRole('alert')).textContent).toContain('Öppna inloggningen från Teams igen.');
      expect(screen.queryByRole('button', { name: 'Fortsätt till Teams' })).toBeNull();
    },
  );
});
