import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { routes } from '../../api/routes.ts';
import { useSession } from '../../api/session.tsx';
import type { Frame } from '../../staff/app-providers.tsx';
import { button, forgetBearer, refusesWith, renderBearer } from '../../testing/bearer-world.tsx';
import { SessionGate } from './session-gate.tsx';
import { useSignOut } from './use-sign-out.ts';

/** A screen on which somebody works: a field, a request, the way out. */
function Work() {
  const api = useApi();
  const { account } = useSession();
  const signOut = useSignOut();
  const [answer, setAnswer] = useState('');
  const ask = () =>
    api.call(routes.getMailboxes, {}).then(
      () => setAnswer('answered'),
      (error: Error) => setAnswer(error.message),
    );
  return (
    <>
      <h1>Work of {account.id}</h1>
      <textarea aria-label="Text" defaultValue="" />
      <button type="button" onClick={() => void Promise.all([ask(), ask()])}>
        Ask
      </button>
      <button type="button" onClick={() => void signOut()}>
        Out
      </button>
      <output>{answer}</output>
    </>
  );
}

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false}>
    <Work />
  </SessionGate>
);

afterEach(forgetBearer);

describe('the session gate of a Microsoft host', () => {
  it('shows the screens after a silent sign-in, and uses no cookie anywhere', async () => {
    const { asked, server } = await renderBearer(screens);
    expect(await screen.findByText('Work of account-1')).toBeTruthy();
    expect(asked).toEqual(['silent']);
    expect(server.seen.every(({ credentials }) => credentials === 'omit')).toBe(true);
    expect(server.seen.at(-1)?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer token-/),
      'x-sefos-host': 'teams',
    });
  });

  it('goes on with the session that it kept', async () => {
    const first = await renderBearer(screens);
    await screen.findByText('Work of account-1');
    const kept = sessionStorage.getItem('sefos.session.teams') ?? '';
    first.unmount();
    sessionStorage.setItem('sefos.session.teams', kept);
    const again = await renderBearer(screens, {
      answers: { 'GET /session': () => ({ body: { account: { id: 'kept', language: 'sv', theme: 'system' } } }) },
    });
    expect(await screen.findByText('Work of kept')).toBeTruthy();
    expect(again.asked).toEqual([]);
  });

  it.each([
    ['blocked', 'Inloggningsfönstret stoppades. Tillåt fönster från SEFOS och välj Logga in.'],
    ['cancelled', 'Inloggningen avbröts. Välj Logga in när du vill fortsätta.'],
    ['failed', 'Teams kunde inte logga in dig. Välj Logga in, så öppnas ett eget fönster.'],
  ] as const)('says that the window was %s, and one button opens it again', async (code, text) => {
    const openWindow = jest.fn(async (_path: string) => 'c'.repeat(43)).mockImplementationOnce(refusesWith(code));
    const { user, host } = await renderBearer(screens, {
      signIn: { silently: refusesWith('unsupported'), openWindow },
    });
    expect((await screen.findByText(text)).closest('[role="alert"]')).toBeTruthy();
    expect(screen.queryByLabelText('Lösenord')).toBeNull();
    expect(host.notified).toContain('ready');
    await user.click(await button('Logga in'));
    expect(await screen.findByText('Work of account-1')).toBeTruthy();
    expect(openWindow).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['sign-in-unknown-account', 403, 'Det finns inget konto för dig här. Kontakta din administratör.'],
    ['account-frozen', 403, 'Kontot är låst. Kontakta din administratör.'],
    ['identification-unavailable', 503, 'Identifieringen svarar inte just nu. Försök igen om en stund.'],
  ])('says %s with what to do, and opens no window by itself', async (problem, status, text) => {
    let answers = 0;
    const { asked, user } = await renderBearer(screens, {
      answers: {
        'POST /sign-in/entra': () => {
          answers += 1;
          return { status, problem };
        },
      },
    });
    expect(await screen.findByText(text)).toBeTruthy();
    expect(asked).toEqual(['silent']);
    await user.click(await button('Försök igen'));
    await waitFor(() => expect(answers).toBe(2));
    await user.click(await button('Logga in'));
    expect(await screen.findByText('Work of account-1')).toBeTruthy();
    expect(asked.at(-1)).toBe('/teams/sign-in?challenge=…');
  });

  it('says calmly that it is signing in, and only when it takes time', async () => {
    let answer: (token: string) => void = () => undefined;
    const silently = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    await renderBearer(screens, { signIn: { silently } });
    expect(await screen.findByRole('heading', { name: 'Loggar in …' })).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
    await act(async () => answer('x'.repeat(43)));
    expect(await screen.findByText('Work of account-1')).toBeTruthy();
  });

  it('renews in silence when the session ends at work, once for two requests', async () => {
    const { asked, server, user } = await renderBearer(screens);
    await user.type(await screen.findByLabelText('Text'), 'draft');
    server.expireAll();
    await user.click(await button('Ask'));
    expect(await screen.findByText('answered')).toBeTruthy();
    expect(asked).toEqual(['silent', 'silent']);
    expect(screen.getByLabelText<HTMLTextAreaElement>('Text').value).toBe('draft');
  });

  it('asks with one button when it cannot renew, and nothing typed is lost', async () => {
    const silently = jest.fn(async () => 'x'.repeat(43));
    const { server, user, asked } = await renderBearer(screens, { signIn: { silently } });
    await user.type(await screen.findByLabelText('Text'), 'draft');
    server.expireAll();
    silently.mockImplementation(refusesWith('sign-in-required'));
    await user.click(await button('Ask'));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('Logga in igen så fortsätter du där du var.');
    expect(dialog.querySelectorAll('button')).toHaveLength(1);
    await user.click(await button('Logga in'));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(asked.at(-1)).toBe('interactive');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Text').value).toBe('draft');
  });

  it('starts over when another account signs in', async () => {
    const silently = jest.fn(async () => 'x'.repeat(43));
    const { server, user } = await renderBearer(screens, { signIn: { silently } });
    await user.type(await screen.findByLabelText('Text'), 'draft');
    server.expireAll();
    silently.mockImplementation(refusesWith('sign-in-required'));
    await user.click(await button('Ask'));
    server.person.accountId = 'account-2';
    await user.click(await button('Logga in'));
    expect(await screen.findByText('Work of account-2')).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('Text').value).toBe('');
  });

  it('names the program that the person sees around it', async () => {
    const { user } = await renderBearer(screens, { host: { program: 'microsoft365' } });
    await user.click(await button('Out'));
    expect(await screen.findByText('Du är utloggad. Stäng Microsoft 365 om andra använder datorn.')).toBeTruthy();
  });

  it('shows the plain page after signing out, and signs in again when asked only', async () => {
    const { asked, server, user } = await renderBearer(screens);
    await user.click(await button('Out'));
    expect(await screen.findByText('Du är utloggad. Stäng Teams om andra använder datorn.')).toBeTruthy();
    expect(server.seen.map(({ name }) => name)).toContain('DELETE /session');
    expect(sessionStorage.getItem('sefos.session.teams')).not.toContain('token');
    expect(asked).toEqual(['silent']);
    await user.click(await button('Logga in'));
    expect(await screen.findByText('Work of account-1')).toBeTruthy();
  });

  it('offers a new try when there is no line', async () => {
    let offline = true;
    const silently = async () => {
      if (offline) return refusesWith('offline')();
      return 'x'.repeat(43);
    };
    const { user } = await renderBearer(screens, { signIn: { silently } });
    const retry = await screen.findByRole('button', { name: 'Försök igen' }, { timeout: 10_000 });
    offline = false;
    await user.click(retry);
    expect(await screen.findByText('Work of account-1')).toBeTruthy();
  });
});
