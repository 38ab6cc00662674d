import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { routes } from '../../api/routes.ts';
import { PageHeading } from '../../components/page-heading.tsx';
import type { Frame } from '../../staff/app-providers.tsx';
import { button, forgetBearer, refusesWith, renderBearer } from '../../testing/bearer-world.tsx';
import { announced } from '../../testing/render-staff.tsx';
import { SessionGate } from './session-gate.tsx';

/** A screen with two ways to ask the server: one button stays, the other is gone when the answer comes. */
function Work() {
  const api = useApi();
  const [asked, setAsked] = useState(false);
  const ask = () => api.call(routes.getMailboxes, {}).catch(() => undefined);
  const once = () => {
    setAsked(true);
    void ask();
  };
  return (
    <>
      <PageHeading>Inkorg</PageHeading>
      <button type="button" onClick={() => void ask()}>
        Ask
      </button>
      {asked ? null : (
        <button type="button" onClick={once}>
          Ask once
        </button>
      )}
    </>
  );
}

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false}>
    <Work />
  </SessionGate>
);

afterEach(forgetBearer);

describe('signing in again at work', () => {
  async function lose(name: string) {
    const silently = jest.fn(async () => 'x'.repeat(43));
    const world = await renderBearer(screens, { signIn: { silently } });
    const asker = await button(name);
    world.server.expireAll();
    silently.mockImplementation(refusesWith('sign-in-required'));
    await world.user.click(asker);
    await screen.findByRole('alertdialog');
    await world.user.click(await button('Logga in'));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    return asker;
  }

  it('gives the focus back to where the person was, and says so', async () => {
    const asker = await lose('Ask');
    await waitFor(() => expect(document.activeElement).toBe(asker));
    expect((await announced('Du är inloggad igen.')).getAttribute('role')).toBe('status');
  });

  it('moves the focus to the heading when what had it is gone', async () => {
    await lose('Ask once');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Inkorg' })));
  });
});
