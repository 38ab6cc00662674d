import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RecipientEnvironment } from './environment.ts';
import { RecipientApp } from './recipient-app.tsx';
import { type Answer, LINK, LINK_ID, MESSAGE, makeFakeApi, makeFakeEnvironment } from './testing/fake-link-api.ts';

const EXCHANGE = 'POST /link/session';
const IDENTIFY = { ...LINK, step: 'identify', method: 'bankid' } as const;
const READY = { ...LINK, step: 'ready' } as const;

function begin(table: Record<string, Answer | readonly Answer[]>, overrides: Partial<RecipientEnvironment> = {}) {
  const api = makeFakeApi({ [EXCHANGE]: { body: LINK }, ...table });
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
  await import('./screens/message-screens.tsx');
}, 120_000);
afterEach(cleanup);

describe('the link', () => {
  it('exchanges the token once and opens nothing by itself', async () => {
    const { api } = begin({});
    await heading('Du har fått ett säkert meddelande');
    expect(api.paths()).toEqual([EXCHANGE]);
    expect(api.calls[0]?.body).toEqual({ id: LINK_ID, token: 't'.repeat(43) });
    expect(screen.getByText(/Anna Handläggare, Storkommun, har skickat/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '08-123 456 00' }).getAttribute('href')).toBe('tel:0812345600');
  });

  it('says before the opening that the whole organisation may open it too', async () => {
    begin({ 'GET /link': { body: { ...READY, organisationMayOpen: true } } }, { token: undefined });
    expect(await screen.findByText(/^Även den som arbetar på Storkommun och har länken/)).toBeTruthy();
  });

  it('asks where the reader stands when the page is loaded again', async () => {
    const { api } = begin({ 'GET /link': { body: READY } }, { token: undefined });
    await heading('Meddelandet är redo att öppnas');
    expect(api.paths()).toEqual(['GET /link']);
    expect(api.calls[0]?.headers.get('x-link')).toBe(LINK_ID);
  });

  it('asks nothing of the server when the path holds no link', async () => {
    const { api } = begin({}, { linkId: undefined });
    await heading('Länken fungerar inte');
    expect(api.calls).toHaveLength(0);
  });

  it.each([
    ['link-not-found', 'Länken fungerar inte'],
    ['link-expired', 'Länken gäller inte längre'],
    ['link-recalled', 'Det finns inget att läsa här'],
    ['link-locked', 'Det blev för många försök'],
    ['invalid-request', 'Länken fungerar inte'],
  ])('shows the page of %s without a way to guess on', async (problem, title) => {
    begin({ [EXCHANGE]: { problem } });
    await heading(title);
    expect(screen.queryByRole('button', { name: 'Försök igen' })).toBeNull();
    expect(screen.queryByText(/Storkommun|Anna/)).toBeNull();
  });

  it('says when a locked link may be tried again', async () => {
    begin({ [EXCHANGE]: { problem: 'link-locked', facts: { retryAfterSeconds: 900 } } });
    await heading('Det blev för många försök');
    expect(screen.getByText(/Vänta till \d+ \S+ \d{4} kl/)).toBeTruthy();
  });

  it.each([
    ['link-session-ended', 'Öppna länken i mejlet igen'],
    ['internal-error', 'Något gick fel'],
    ['too-many-requests', 'Det gick lite fort'],
  ])('shows the page of %s after a reload', async (problem, title) => {
    begin({ 'GET /link': { problem } }, { token: undefined });
    await heading(title);
  });

  it('keeps the token through a lost connection and goes on when asked', async () => {
    const { api, user } = begin({ [EXCHANGE]: ['no-answer', { body: LINK }] });
    await heading('Ingen kontakt');
    await user.click(await button('Försök igen'));
    await heading('Du har fått ett säkert meddelande');
    expect(api.paths()).toEqual([EXCHANGE, EXCHANGE]);
  });

  it.each([
    ['wrong-person', 'Du är inte den som meddelandet är till'],
    ['identification-failed', 'Identifieringen gick inte'],
    ['identification-cancelled', 'Identifieringen avbröts'],
    ['identification-unavailable', 'Det går inte att identifiera sig just nu'],
  ])('shows the page of %s when the browser comes back with it', async (result, title) => {
    const { api, user } = begin({ 'GET /link': { body: IDENTIFY } }, { token: undefined, result });
    await heading(title);
    expect(api.calls).toHaveLength(0);
    await user.click(await button('Försök igen'));
    await heading('Identifiera dig');
  });

  it('ignores a result that it does not know', async () => {
    begin({ 'GET /link': { body: LINK } }, { token: undefined, result: '<script>' });
    await heading('Du har fått ett säkert meddelande');
  });
});

describe('the address', () => {
  it('ties an empty answer to the field without asking the server', async () => {
    const { api, user } = begin({});
    await user.click(await button('Fortsätt'));
    const field = screen.getByLabelText('E-postadress');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(
      /Skriv din e-postadress/,
    );
    expect(document.activeElement).toBe(field);
    expect(api.paths()).toEqual([EXCHANGE]);
  });

  it('says that the address is wrong and how many tries are left', async () => {
    const { user } = begin({ 'POST /link/address': { problem: 'link-address-wrong', facts: { triesLeft: 1 } } });
    await user.type(await screen.findByLabelText('E-postadress'), 'fel@example.se{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/Du har 1 försök kvar/);
  });

  it('goes on with the focus on the next heading', async () => {
    const { api, user } = begin({ 'POST /link/address': { body: READY } });
    await user.type(await screen.findByLabelText('E-postadress'), ' medborgare@example.se ');
    await user.click(await button('Fortsätt'));
    const next = await heading('Meddelandet är redo att öppnas');
    expect(document.activeElement).toBe(next);
    expect(api.calls.at(-1)?.body).toEqual({ email: 'medborgare@example.se' });
    expect(api.calls.at(-1)?.headers.get('x-csrf-token')).toBe('csrf-1');
  });

  it('renews a CSRF token that another tab made old, and repeats the call once', async () => {
    const { api, user } = begin({
      'POST /link/address': [{ problem: 'csrf-token-invalid' }, { body: READY }],
      'GET /link': { body: { ...LINK, csrfToken: 'csrf-2' } },
    });
    await user.type(await screen.findByLabelText('E-postadress'), 'medborgare@example.se{Enter}');
    await heading('Meddelandet är redo att öppnas');
    expect(api.calls.at(-1)?.headers.get('x-csrf-token')).toBe('csrf-2');
  });
});

describe('language', () => {
  it('follows the link, and a choice made here before it', async () => {
    begin({ [EXCHANGE]: { body: { ...LINK, language: 'fi' } } });
    await heading('Olet saanut suojatun viestin');
    cleanup();
    window.localStorage.setItem('sefos.language', 'en');
    const { user } = begin({ [EXCHANGE]: { body: { ...LINK, language: 'fi' } } }, { storage: window.localStorage });
    await heading('You have received a secure message');
    await user.click(await button('Svenska'));
    await heading('Du har fått ett säkert meddelande');
    expect(window.localStorage.getItem('sefos.language')).toBe('sv');
    await waitFor(() => expect(document.documentElement.lang).toBe('sv'));
    window.localStorage.clear();
  });
});

describe('reading', () => {
  const OPEN = { [EXCHANGE]: { body: READY }, 'POST /link/open': { body: MESSAGE } };
  async function open(table: Record<string, Answer | readonly Answer[]> = {}) {
    const page = begin({ ...OPEN, ...table });
    await page.user.click(await button('Öppna meddelande'));
    await heading('Beslut om plats');
    return page;
  }

  it('opens by a click, shows clean HTML and keeps the subject out of the tab', async () => {
    const { api } = await open();
    expect(api.paths()).toEqual([EXCHANGE, 'POST /link/open']);
    expect(document.querySelector('main img, main script')).toBeNull();
    expect(screen.getByText('Beslutet').tagName).toBe('STRONG');
    expect(document.title).toBe('Meddelande – Storkommun');
  });

  it('downloads one file, and everything as a zip', async () => {
    const { api, done, user } = await open({
      'POST /link/downloads': { body: { url: '/dl/1', fileName: 'beslut.pdf' } },
    });
    const [first] = screen.getAllByRole('button', { name: 'Ladda ner' });
    expect(document.getElementById(first?.getAttribute('aria-describedby') ?? '')?.textContent).toBe('beslut.pdf');
    if (first) await user.click(first);
    await screen.findByText('Nedladdningen har startat.');
    expect(api.calls.at(-1)?.body).toEqual({ attachmentId: MESSAGE.attachments[0]?.id });
    await user.click(await button('Ladda ner alla'));
    await waitFor(() => expect(done).toEqual(['download /dl/1', 'download /dl/1']));
    expect(api.calls.at(-1)?.body).toEqual({ attachmentId: null });
  });

  it('says how many downloads are left, offers the last one again, and none that the server has refused', async () => {
    const attachments = MESSAGE.attachments.map((file, index) => ({ ...file, downloadsLeft: index === 0 ? 1 : 2 }));
    const download = { body: { url: '/dl/1', fileName: 'beslut.pdf' } };
    const { user } = await open({
      'POST /link/open': { body: { ...MESSAGE, attachments } },
      'POST /link/downloads': [download, { problem: 'download-limit-reached' }],
    });
    expect((await screen.findByText('1 nedladdning kvar')).tagName).toBe('SPAN');
    expect(screen.getByText('2 nedladdningar kvar').tagName).toBe('SPAN');
    const [first] = screen.getAllByRole('button', { name: 'Ladda ner' });
    if (!first) throw new Error('every file has a button');
    await user.click(first);
    await screen.findByText(/^Inga nedladdningar kvar/);
    // It may have broken off: only the server knows.
    expect(first.getAttribute('aria-disabled')).not.toBe('true');
    await user.click(first);
    await screen.findByText('Filen går inte att ladda ner');
    await waitFor(() => expect(first.getAttribute('aria-disabled')).toBe('true'));
    expect((await button('Ladda ner alla')).getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/^Alla filer går inte att ladda ner/).tagName).toBe('SPAN');
  });

  it('keeps the text on screen when a download is refused', async () => {
    const { user } = await open({ 'POST /link/downloads': { problem: 'link-session-ended' } });
    await user.click(await button('Ladda ner alla'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Öppna länken i mejlet igen/);
    expect(screen.getByText('Beslutet')).toBeTruthy();
  });

  it('prints, and closes with advice for shared computers', async () => {
    const { api, done, user } = await open({ 'DELETE /link/session': { body: undefined } });
    await user.click(await button('Skriv ut'));
    expect(done).toEqual(['print']);
    await user.click(await button('Stäng'));
    await heading('Meddelandet är stängt');
    expect(api.paths().at(-1)).toBe('DELETE /link/session');
    expect(screen.getByText(/rensa webbläsarens historik/)).toBeTruthy();
    expect(screen.queryByText('Beslutet')).toBeNull();
  });

  it('offers no reply where none is allowed', async () => {
    await open({ [EXCHANGE]: { body: { ...READY, replyAllowed: false } } });
    expect(screen.queryByRole('button', { name: 'Svara' })).toBeNull();
  });

  it('shows the page of a link that was recalled before it was opened', async () => {
    const { user } = begin({ ...OPEN, 'POST /link/open': { problem: 'link-recalled' } });
    await user.click(await button('Öppna meddelande'));
    await heading('Det finns inget att läsa här');
  });

  it('does not send an empty reply', async () => {
    const { user } = await open();
    await user.click(await button('Svara'));
    await user.click(await button('Skicka svar'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Skriv ett svar/);
    expect(document.activeElement).toBe(screen.getByLabelText('Ditt svar'));
    await user.type(screen.getByLabelText('Ditt svar'), 'T');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('refuses an empty file by name when it is added, and sends the reply without it', async () => {
    const { user } = await open({ 'POST /link/reply': { body: { id: LINK_ID, at: '2026-11-21T14:00:00Z' } } });
    await user.click(await button('Svara'));
    await user.type(await screen.findByLabelText('Ditt svar'), 'Tack!');
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (input) await user.upload(input, new File([], 'tom.txt'));
    expect((await screen.findByRole('alert')).textContent).toBe('tom.txt är tom och kan inte läggas till.');
    await user.click(await button('Skicka svar'));
    await heading('Ditt svar är skickat');
  });

  it('keeps what was written through an ended session, and repeats it under the same key', async () => {
    const sent = { id: LINK_ID, at: '2026-11-21T14:00:00Z' };
    const { api, openAgain, user } = await open({
      'POST /link/reply': [{ problem: 'link-session-ended' }, { body: sent }],
    });
    await user.click(await button('Svara'));
    await user.type(await screen.findByLabelText('Ditt svar'), 'Tack!');
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await user.click(await button('Skicka svar'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Det du har skrivit finns kvar/);
    act(() => openAgain('u'.repeat(43)));
    await user.click(await button('Öppna meddelande'));
    await screen.findByText(/Du har ett påbörjat svar/);
    await user.click(await button('Stäng'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/Ditt svar är inte skickat/);
    await user.click(await button('Svara'));
    await user.click(await button('Skicka svar'));
    await heading('Ditt svar är skickat');
    const replies = api.calls.filter((call) => call.path === '/link/reply');
    expect(replies.map((call) => call.body)).toEqual([1, 2].map(() => ({ bodyText: 'Tack!', attachmentIds: [] })));
    expect(new Set(replies.map((call) => call.headers.get('idempotency-key'))).size).toBe(1);
    const after = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(after);
    expect(after.defaultPrevented).toBe(false);
  });
});
