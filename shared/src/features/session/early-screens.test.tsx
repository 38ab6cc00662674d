import { afterEach, describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { useSessionSoFar } from '../../api/session.tsx';
import type { Frame } from '../../staff/app-providers.tsx';
import { button, forgetBearer, refusesWith, renderBearer } from '../../testing/bearer-world.tsx';
import { SessionGate } from './session-gate.tsx';

function Early() {
  const session = useSessionSoFar();
  return (
    <>
      <input aria-label="Typed" />
      <p>{session ? `Work of ${session.account.id}` : 'Not known yet'}</p>
    </>
  );
}

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false} early>
    <Early />
  </SessionGate>
);

/** A host that answers when it is told to. */
function slowHost() {
  let answer: (token: string) => void = () => undefined;
  const silently = () =>
    new Promise<string>((resolve) => {
      answer = resolve;
    });
  return { silently, answer: () => act(async () => answer('x'.repeat(43))) };
}

describe('screens that need not wait for the sign-in', () => {
  afterEach(forgetBearer);

  it('are there while the person is signed in in silence, and go on with what was typed in them', async () => {
    const host = slowHost();
    const { user } = await renderBearer(screens, { signIn: { silently: host.silently } });
    expect(screen.getByText('Not known yet')).toBeTruthy();
    await user.type(screen.getByLabelText('Typed'), 'kept');
    await waitFor(() => host.answer());
    await screen.findByText('Work of account-1');
    expect(screen.getByLabelText<HTMLInputElement>('Typed').value).toBe('kept');
  });

  it('make way for the sign-in when the person has to act', async () => {
    await renderBearer(screens, {
      signIn: { silently: refusesWith('unsupported'), openWindow: refusesWith('cancelled') },
    });
    await button('Logga in');
    expect(screen.queryByText('Not known yet')).toBeNull();
  });

  it('stay when the silent sign-in is slow, with what goes on above them, and the window in the end', async () => {
    const { user } = await renderBearer(screens, { signIn: { silently: slowHost().silently } });
    await screen.findByText('Loggar in …');
    expect(screen.getByText('Not known yet')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Logga in i ett eget fönster' }, { timeout: 20_000 }));
    await screen.findByText('Work of account-1');
  });
});
