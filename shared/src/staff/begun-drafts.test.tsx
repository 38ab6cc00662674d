import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { useApi } from '../api/api-context.tsx';
import { routes } from '../api/routes.ts';
import { useSession } from '../api/session.tsx';
import { draftEntry, hasUnsent } from '../features/messages/compose/draft-registry.ts';
import { makeDraftEntry } from '../features/messages/compose/draft-store.ts';
import { makeUploads } from '../features/messages/compose/uploads.ts';
import { SessionGate } from '../features/session/session-gate.tsx';
import { useSignOut } from '../features/session/use-sign-out.ts';
import { button, forgetBearer, refusesWith, renderBearer } from '../testing/bearer-world.tsx';
import type { Frame } from './app-providers.tsx';

function Work() {
  const api = useApi();
  const { account } = useSession();
  const signOut = useSignOut();
  return (
    <>
      <h1>Work of {account.id}</h1>
      <button type="button" onClick={() => void api.call(routes.getMailboxes, {}).catch(() => undefined)}>
        Ask
      </button>
      <button type="button" onClick={() => void signOut()}>
        Out
      </button>
    </>
  );
}

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false}>
    <Work />
  </SessionGate>
);

afterEach(forgetBearer);

describe('drafts in a Microsoft host', () => {
  it('are forgotten when somebody signs out, or another account signs in', async () => {
    const begin = () => {
      const transfer = () => ({ resume() {}, abort() {} });
      const entry = draftEntry('pane m1', () => makeDraftEntry(makeUploads(transfer, Date.now, String)));
      entry.update((draft) => ({ ...draft, bodyHtml: '<p>Hemligt</p>' }));
    };
    const silently = jest.fn(async () => 'x'.repeat(43));
    const { server, user } = await renderBearer(screens, { signIn: { silently } });
    await screen.findByText('Work of account-1');
    begin();
    expect(hasUnsent()).toBe(true);
    await user.click(await button('Out'));
    await user.click(await button('Logga in'));
    await screen.findByText('Work of account-1');
    expect(hasUnsent()).toBe(false);
    begin();
    server.expireAll();
    silently.mockImplementation(refusesWith('sign-in-required'));
    await user.click(await button('Ask'));
    server.person.accountId = 'account-2';
    // The same person would go on with what she had begun.
    expect(hasUnsent()).toBe(true);
    await user.click(await button('Logga in'));
    await screen.findByText('Work of account-2');
    expect(hasUnsent()).toBe(false);
  });
});
