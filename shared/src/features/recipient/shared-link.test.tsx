import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RecipientEnvironment } from './environment.ts';
import { RecipientApp } from './recipient-app.tsx';
import { type Answer, LINK, LINK_ID, makeFakeApi, makeFakeEnvironment, SHARED } from './testing/fake-link-api.ts';

const VIEW = 'POST /shared-link/view';
const ENTER = 'POST /shared-link/enter';
const TOKEN = 't'.repeat(43);
const OWN = { kind: 'link', link: { ...LINK, step: 'ready' } } as const;

function begin(table: Record<string, Answer | readonly Answer[]>, overrides: Partial<RecipientEnvironment> = {}) {
  const api = makeFakeApi({ [VIEW]: { body: SHARED }, ...table });
  const fake = makeFakeEnvironment(api.fetch, { linkId: undefined, sharedId: SHARED.id, ...overrides });
  render(<RecipientApp environment={fake.environment} />);
  return { api, ...fake, user: userEvent.setup() };
}
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, { timeout: 10_000 });
const button = (name: string | RegExp) => screen.findByRole('button', { name }, { timeout: 10_000 });
const field = () => screen.findByLabelText('E-postadress', {}, { timeout: 10_000 });

jest.setTimeout(60_000);
configure({ defaultHidden: true });
beforeAll(async () => {
  await import('./screens/identify-screen.tsx');
}, 120_000);
afterEach(cleanup);

describe('the page of a shared link', () => {
  it('asks for the address in the words of a personal link, and tells who has written', async () => {
    const { api, done } = begin({});
    await heading('Du har fått ett säkert meddelande');
    expect(screen.getByText(/Anna Handläggare, Storkommun, har skickat/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '08-123 456 00' })).toBeTruthy();
    expect(api.paths()).toEqual([VIEW]);
    expect(api.calls[0]?.body).toEqual({ id: SHARED.id, token: TOKEN });
    expect(api.calls[0]?.headers.get('x-link')).toBeNull();
    expect(done).toEqual([]);
    expect(document.title).toContain('Storkommun');
  });

  it("goes on as the reader's own link, under its own path", async () => {
    const { api, done, user } = begin({ [ENTER]: { body: OWN }, 'POST /link/open': { problem: 'link-recalled' } });
    await user.type(await field(), ' medborgare@example.se ');
    await user.click(await button('Fortsätt'));
    const next = await heading('Meddelandet är redo att öppnas');
    expect(document.activeElement).toBe(next);
    expect(api.calls.at(-1)?.body).toEqual({ id: SHARED.id, token: TOKEN, email: 'medborgare@example.se' });
    expect(done).toEqual([`moveTo /m/${LINK_ID}`]);
    await user.click(await button('Öppna meddelande'));
    await heading('Det finns inget att läsa här');
    expect(api.calls.at(-1)?.headers.get('x-link')).toBe(LINK_ID);
    expect(api.calls.at(-1)?.headers.get('x-csrf-token')).toBe('csrf-1');
  });

  it('asks for a code from the mailbox where the mail alone would be enough', async () => {
    const { user, done } = begin({ [ENTER]: { body: { kind: 'link', link: { ...LINK, step: 'identify' } } } });
    await user.type(await field(), 'medborgare@example.se{Enter}');
    await heading('Visa att adressen är din');
    expect(done).toEqual([`moveTo /m/${LINK_ID}`]);
  });

  it('identifies as the link asks for', async () => {
    const { user } = begin({ [ENTER]: { body: { kind: 'link', link: { ...LINK, step: 'identify', method: 'sms' } } } });
    await user.type(await field(), 'medborgare@example.se{Enter}');
    await heading('Identifiera dig');
  });

  it('leads somebody with an account to the message in her inbox', async () => {
    const { done, user } = begin({ [ENTER]: { body: { kind: 'account' } } });
    await user.type(await field(), 'eva@storkommun.example{Enter}');
    const next = await heading('Du har ett konto i SEFOS');
    expect(document.activeElement).toBe(next);
    await user.click(await button('Logga in'));
    expect(done).toEqual([`navigate /messages/inbox/${SHARED.id}`]);
  });

  it('says at the field that an address is wrong, and keeps the token for the next try', async () => {
    const wrong = { problem: 'link-address-wrong', facts: { triesLeft: 9 } };
    const { api, user } = begin({ [ENTER]: [wrong, { body: OWN }] });
    await user.type(await field(), 'fel@example.se{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/Du har 9 försök kvar/);
    await user.clear(await field());
    await user.type(await field(), 'medborgare@example.se{Enter}');
    await heading('Meddelandet är redo att öppnas');
    expect(api.calls.at(-1)?.body).toMatchObject({ token: TOKEN });
  });

  it.each([
    ['link-not-found', 'Länken fungerar inte'],
    ['link-expired', 'Länken gäller inte längre'],
    ['link-recalled', 'Det finns inget att läsa här'],
    ['link-locked', 'Det blev för många försök'],
    ['invalid-request', 'Länken fungerar inte'],
  ])('shows the page of %s at once, without a name', async (problem, title) => {
    begin({ [VIEW]: { problem } });
    await heading(title);
    expect(screen.queryByRole('button', { name: 'Försök igen' })).toBeNull();
    expect(screen.queryByText(/Storkommun|Anna/)).toBeNull();
  });

  it.each([
    ['link-locked', 'Det blev för många försök'],
    ['link-recalled', 'Det finns inget att läsa här'],
    ['link-expired', 'Länken gäller inte längre'],
  ])('shows the page of %s after an address', async (problem, title) => {
    const { user } = begin({ [ENTER]: { problem } });
    await user.type(await field(), 'medborgare@example.se{Enter}');
    await heading(title);
  });

  it('keeps the token through a lost connection, before and after the address', async () => {
    const { api, user } = begin({ [VIEW]: ['no-answer', { body: SHARED }], [ENTER]: ['no-answer', { body: OWN }] });
    await heading('Ingen kontakt');
    await user.click(await button('Försök igen'));
    await user.type(await field(), 'medborgare@example.se{Enter}');
    await heading('Ingen kontakt');
    await user.click(await button('Försök igen'));
    await user.type(await field(), 'medborgare@example.se{Enter}');
    await heading('Meddelandet är redo att öppnas');
    expect(api.paths()).toEqual([VIEW, VIEW, ENTER, VIEW, ENTER]);
  });

  it('points to the mail when it is loaded again before the address, and asks the server nothing', async () => {
    const { api } = begin({}, { token: undefined });
    await heading('Öppna länken i mejlet igen');
    expect(api.calls).toEqual([]);
  });

  it.each([
    ['the browser', ['en-GB', 'sv'], 'sv'],
    ['the organisation, where the browser has none of ours', ['de-DE'], 'en'],
  ] as const)('speaks the language of %s, then that of the own link', async (_whose, locales, language) => {
    const answers = {
      [VIEW]: { body: { ...SHARED, language } },
      [ENTER]: { body: { kind: 'link', link: { ...OWN.link, language: 'fi' } } },
    };
    const { user } = begin(answers, { locales });
    await heading('You have received a secure message');
    await user.type(await screen.findByLabelText('Email address'), 'medborgare@example.se{Enter}');
    await heading('Viesti on valmis avattavaksi');
  });

  it('keeps what was chosen on the page', async () => {
    const { user } = begin({ [ENTER]: { body: { kind: 'link', link: { ...OWN.link, language: 'fi' } } } });
    await user.click(await button('English'));
    await user.type(await screen.findByLabelText('Email address'), 'medborgare@example.se{Enter}');
    await heading('The message is ready to be opened');
  });
});
