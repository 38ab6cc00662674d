import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { BankIdView } from '../../contract/sign-in.ts';
import type { RecipientEnvironment } from './environment.ts';
import { RecipientApp } from './recipient-app.tsx';
import { type Answer, LINK, LINK_ID, makeFakeApi, makeFakeEnvironment } from './testing/fake-link-api.ts';

const inAMinute = () => new Date(Date.now() + 60_000).toISOString();
const READY = { body: { ...LINK, step: 'ready' } };

function begin(
  method: 'email' | 'sms' | 'bankid' | 'freja' | 'siths',
  table: Record<string, Answer | readonly Answer[]>,
  overrides: Partial<RecipientEnvironment> = {},
) {
  const link = { ...LINK, step: 'identify', method, maskedPhone: method === 'sms' ? '*** *** ** 67' : null };
  const api = makeFakeApi({ 'POST /link/session': { body: link }, ...table });
  const fake = makeFakeEnvironment(api.fetch, overrides);
  render(<RecipientApp environment={fake.environment} />);
  return { api, ...fake, user: userEvent.setup() };
}
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, { timeout: 10_000 });
const button = (name: string | RegExp) => screen.findByRole('button', { name }, { timeout: 10_000 });

jest.setTimeout(60_000);
// jsdom computes styles slowly, and nothing on these pages is hidden from roles: what is hidden is judged in the browser.
configure({ defaultHidden: true });
// The lazy screens once, so that no test waits for Fluent to be compiled.
beforeAll(async () => {
  await import('./screens/identify-screen.tsx');
}, 120_000);
afterEach(cleanup);

describe('code by SMS', () => {
  const challenge = () => ({
    challengeId: LINK_ID,
    maskedPhone: '*** *** ** 67',
    expiresAt: inAMinute(),
    resendAt: inAMinute(),
  });

  it('sends a code only when asked, takes pasted words, and goes on', async () => {
    const { api, user } = begin('sms', { 'POST /link/sms': { body: challenge() }, 'POST /link/sms/verify': READY });
    const send = await button('Skicka kod');
    expect(api.paths()).not.toContain('POST /link/sms');
    await user.click(send);
    const field = await screen.findByLabelText('Kod från sms');
    expect(field.getAttribute('autocomplete')).toBe('one-time-code');
    expect(field.getAttribute('inputmode')).toBe('numeric');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect((await button('Skicka en ny kod')).getAttribute('aria-disabled')).toBe('true');
    await user.paste('Din kod: 123 456');
    await user.click(await button('Fortsätt'));
    await heading('Meddelandet är redo att öppnas');
    expect(api.calls.at(-1)?.body).toEqual({ challengeId: LINK_ID, code: '123456' });
  });

  it('asks the sender to correct a wrong number, and says how to begin again once she has', async () => {
    const { user } = begin('sms', {
      'POST /link/sms': { body: challenge() },
      'POST /link/sms/verify': { problem: 'link-session-ended' },
    });
    await user.click(await button('Skicka kod'));
    await screen.findByText(/Fel nummer\? Kontakta .* och be hen rätta numret\./);
    await user.type(await screen.findByLabelText('Kod från sms'), '123456');
    await user.click(await button('Fortsätt'));
    await heading('Öppna länken i mejlet igen');
    screen.getByText(/när avsändaren har ändrat ditt nummer\. Gå till mejlet och öppna länken igen\./);
  });

  it.each([
    ['code-wrong', { triesLeft: 2 }, /stämmer inte.*Du har 2 försök kvar/],
    ['code-expired', {}, /gäller inte längre/],
    ['code-too-many-tries', {}, /för många försök/],
  ])('explains %s at the field', async (problem, facts, text) => {
    const { user } = begin('sms', {
      'POST /link/sms': { body: challenge() },
      'POST /link/sms/verify': { problem, facts },
    });
    await user.click(await button('Skicka kod'));
    await user.type(await screen.findByLabelText('Kod från sms'), '111111{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(text);
  });

  it.each([
    ['sms-not-sent', /kunde inte skickas/],
    ['code-send-limit', /flera koder/],
    ['code-resend-too-soon', /nyss en kod/],
  ])('explains %s before there is a code', async (problem, text) => {
    const { user } = begin('sms', { 'POST /link/sms': { problem } });
    await user.click(await button('Skicka kod'));
    expect((await screen.findByRole('alert')).textContent).toMatch(text);
  });

  it('counts down where a code was sent too short a time ago', async () => {
    const { user } = begin('sms', {
      'POST /link/sms': { problem: 'code-resend-too-soon', facts: { retryAfterSeconds: 37 } },
    });
    await user.click(await button('Skicka kod'));
    await screen.findByText(/Du kan skicka en kod om 3\d sekunder/);
    expect((await button('Skicka kod')).getAttribute('aria-disabled')).toBe('true');
  });

  it('shows the field and the countdown for a code that was sent before the reload', async () => {
    const resendAt = new Date(Date.now() + 21_000).toISOString();
    await begin('sms', { 'POST /link/sms': { body: { ...challenge(), resendAt } } }).user.click(
      await button('Skicka kod'),
    );
    await screen.findByLabelText('Kod från sms');
    expect(screen.getByText(/Du kan skicka en ny kod om (1\d|2[01]) sekunder/)).toBeTruthy();
    expect(screen.queryByText('En ny kod är skickad.')).toBeNull();
  });

  it('takes the error away as soon as the code is being mended', async () => {
    const { user } = begin('sms', {
      'POST /link/sms': { body: challenge() },
      'POST /link/sms/verify': { problem: 'code-wrong' },
    });
    await user.click(await button('Skicka kod'));
    await user.type(await screen.findByLabelText('Kod från sms'), '111111{Enter}');
    await screen.findByRole('alert');
    await user.type(screen.getByLabelText('Kod från sms'), '{Backspace}');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says that the link is locked on its own page', async () => {
    const { user } = begin('sms', { 'POST /link/sms': { problem: 'link-locked' } });
    await user.click(await button('Skicka kod'));
    await heading('Det blev för många försök');
  });
});

describe('code by e-mail, after the link of a mail that everybody got', () => {
  const challenge = { challengeId: LINK_ID, maskedPhone: null, expiresAt: inAMinute(), resendAt: inAMinute() };

  it('sends a code only when asked, says where it comes and what to do when it does not, and goes on', async () => {
    const { api, user } = begin('email', { 'POST /link/email': { body: challenge }, 'POST /link/email/verify': READY });
    await heading('Visa att adressen är din');
    expect(screen.getByText(/Vi skickar en kod i ett nytt mejl till adressen som du skrev/)).toBeTruthy();
    expect(api.paths()).not.toContain('POST /link/email');
    await user.click(await button('Skicka kod'));
    const field = await screen.findByLabelText('Kod från mejlet');
    expect(field.getAttribute('autocomplete')).toBe('one-time-code');
    await waitFor(() => expect(document.activeElement).toBe(field));
    const sent = screen.getByText(/^Vi har skickat en kod/);
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described).toContain(sent.id);
    expect(described.length).toBeGreaterThan(1);
    // Read with the field; announced besides, it would be read twice.
    expect(sent.closest('[role="status"]')).toBeNull();
    expect(screen.getAllByRole('status').every(({ textContent }) => textContent === '')).toBe(true);
    expect(screen.getByText(/Har koden inte kommit\?.*skräpposten/)).toBeTruthy();
    expect((await button('Skicka en ny kod')).getAttribute('aria-disabled')).toBe('true');
    await user.type(field, '123456{Enter}');
    await heading('Meddelandet är redo att öppnas');
    expect(api.calls.at(-1)?.body).toEqual({ challengeId: LINK_ID, code: '123456' });
    expect(screen.queryByText(/sms/i)).toBeNull();
  });

  it.each([
    ['mail-not-sent', /Mejlet med koden kunde inte skickas/],
    ['code-send-limit', /flera koder/],
  ])('explains %s in place', async (problem, text) => {
    const { user } = begin('email', { 'POST /link/email': { problem } });
    await user.click(await button('Skicka kod'));
    expect((await screen.findByRole('alert')).textContent).toMatch(text);
  });

  it('explains a wrong code at the field', async () => {
    const { user } = begin('email', {
      'POST /link/email': { body: challenge },
      'POST /link/email/verify': { problem: 'code-wrong', facts: { triesLeft: 1 } },
    });
    await user.click(await button('Skicka kod'));
    await user.type(await screen.findByLabelText('Kod från mejlet'), '111111{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/senaste mejlet.*Du har 1 försök kvar/);
  });
});

describe('code by SMS after such a link', () => {
  it("shows no digit of a number that may be somebody else's", async () => {
    const body = { challengeId: LINK_ID, maskedPhone: null, expiresAt: inAMinute(), resendAt: inAMinute() };
    const { user } = begin('sms', {
      'POST /link/session': { body: { ...LINK, step: 'identify', method: 'sms', maskedPhone: null } },
      'POST /link/sms': { body },
    });
    await user.click(await button('Skicka kod'));
    await screen.findByText(/Vi har skickat en kod till numret som avsändaren har angett/);
  });
});

describe('BankID', () => {
  const order = (change: Partial<BankIdView> = {}): Answer => ({
    body: {
      orderId: LINK_ID,
      status: 'pending',
      hint: 'outstandingTransaction',
      autoStartToken: 'a b',
      qr: { size: 2, path: 'M0 0h1v1h-1z' },
      ...change,
    },
  });
  const COLLECT = `POST /link/bankid/${LINK_ID}/collect`;
  const start = async (table: Record<string, Answer | readonly Answer[]>, overrides = {}) => {
    const page = begin('bankid', { 'POST /link/bankid': order(), [COLLECT]: order(), ...table }, overrides);
    await page.user.click(await button('Identifiera dig'));
    return page;
  };

  it('shows a new QR code with every collect, and the app of this device', async () => {
    await start({ [COLLECT]: order({ qr: { size: 2, path: 'M1 1h1v1h-1z' } }) });
    const path = () =>
      screen
        .getByRole('img', { name: /QR-kod/ })
        .querySelector('path')
        ?.getAttribute('d');
    await waitFor(() => expect(path()).toBe('M0 0h1v1h-1z'));
    await waitFor(() => expect(path()).toBe('M1 1h1v1h-1z'), { timeout: 3_000 });
    const launch = screen.getByRole('link', { name: 'Öppna BankID på den här enheten' });
    expect(launch.getAttribute('href')).toBe('bankid:///?autostarttoken=a%20b&redirect=null');
  });

  it('opens the app at top level on a phone, with the QR code for another device', async () => {
    const { user } = await start({}, { device: 'phone' });
    const launch = await screen.findByRole('link', { name: 'Öppna BankID' });
    expect(launch.getAttribute('href')).toBe('https://app.bankid.com/?autostarttoken=a%20b&redirect=null');
    expect(launch.getAttribute('target')).toBeNull();
    expect(screen.queryByRole('img', { name: /QR-kod/ })).toBeNull();
    expect(screen.getByText('Gå tillbaka hit när du har legitimerat dig.')).toBeTruthy();
    await user.click(await button('Använd en annan enhet'));
    const code = screen.getByRole('img', { name: /QR-kod/ });
    expect(launch.compareDocumentPosition(code) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('goes on when the order is complete', async () => {
    await start({ [COLLECT]: order({ status: 'complete', hint: null }), 'GET /link': READY });
    await heading('Meddelandet är redo att öppnas');
  });

  it('explains why an order failed and begins a new one', async () => {
    const { api, user } = await start({ [COLLECT]: order({ status: 'failed', hint: 'userCancel' }) });
    expect((await screen.findByRole('alert', {}, { timeout: 3_000 })).textContent).toMatch(/Du avbröt i BankID-appen/);
    await user.click(await button('Försök igen'));
    expect(api.paths().filter((path) => path === 'POST /link/bankid')).toHaveLength(2);
  });

  it('cancels the order', async () => {
    const { api, user } = await start({});
    await user.click(await button('Avbryt'));
    await button('Identifiera dig');
    expect(api.paths().at(-1)).toBe(`DELETE /link/bankid/${LINK_ID}`);
  });

  it.each([
    ['wrong-person', 'Du är inte den som meddelandet är till'],
    ['link-locked', 'Det blev för många försök'],
  ])('shows the page of %s', async (problem, title) => {
    await start({ [COLLECT]: { problem } });
    await heading(title);
  });

  it('says when BankID cannot be reached at all', async () => {
    await start({ 'POST /link/bankid': { problem: 'identification-unavailable' } });
    await heading('Det går inte att identifiera sig just nu');
  });

  it('goes on collecting after a lost connection', async () => {
    await start({ [COLLECT]: ['no-answer', order({ hint: 'userSign' })] });
    await screen.findByText(/ingen kontakt just nu/, {}, { timeout: 3_000 });
    await screen.findByText(/Skriv din säkerhetskod/, {}, { timeout: 3_000 });
  });
});

describe('Freja and SITHS', () => {
  it.each(['freja', 'siths'] as const)('sends this tab to the provider of %s', async (method) => {
    const url = 'https://idp.example/authorize?x=1';
    const { done, user } = begin(method, { 'POST /link/oidc': { body: { url } } });
    await user.click(await button('Identifiera dig'));
    await waitFor(() => expect(done).toEqual([`navigate ${url}`]));
  });
});
