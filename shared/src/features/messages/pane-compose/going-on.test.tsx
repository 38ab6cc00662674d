import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { SignedInAgainProvider } from '../../../api/session.tsx';
import { type Call, fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { testRules } from '../compose/testing/rules.ts';
import { ComposePane } from './compose-pane.tsx';
import { makeMemoryItem } from './testing/memory-item.ts';

// jsdom has no SubtleCrypto, which every browser has.
const { webcrypto } = process.getBuiltinModule('node:crypto');
Object.defineProperty(globalThis.crypto, 'subtle', { value: webcrypto.subtle });

afterEach(cleanup);

const level = (number: number) => ({ level: number, active: true, description: null, methods: ['email'] });
const answers = {
  '/organisation/message-rules': testRules,
  '/organisation/levels': [level(1), level(2), level(3)],
  '/recipients/resolve': ({ input }: Call) =>
    (input.body as { addresses: string[] }).addresses.map((address) => ({
      ...{ input: address, address, kind: 'internal', name: null, organisation: null },
    })),
  '/messages/:id/notification': {
    ...{ subject: 'Säkert meddelande', bodyHtml: '<p>Länk</p>', headers: {}, alreadyNotified: false },
  },
  '/messages/:id/notified': undefined,
  '/microsoft365/mail-items/remove': { removed: true },
};

/** The gate above the pane, of which only the count of sign-ins is seen here. */
function Pane() {
  const [again, setAgain] = useState(0);
  return (
    <SignedInAgainProvider value={again}>
      <ComposePane pause={async () => undefined} />
      <button type="button" onClick={() => setAgain(again + 1)}>
        Sign in
      </button>
    </SignedInAgainProvider>
  );
}

async function send(failures: number) {
  const isOver = { now: false };
  let tries = 0;
  const whenSignedIn = (answer: unknown) => () => {
    if (isOver.now) throw problem('session-expired');
    return answer;
  };
  const api = fakeApi({
    ...answers,
    '/messages/by-draft/:draftKey': whenSignedIn({ messageId: null }),
    '/messages': () => {
      tries += 1;
      isOver.now = tries <= failures;
      return whenSignedIn({ id: 'm1', at: '2026-11-22T00:00:00.000Z' })();
    },
  });
  const item = makeMemoryItem();
  await renderStaff(<Pane />, { api, hostParts: { composeItem: item } });
  const button = await screen.findByRole('button', { name: 'Kryptera och skicka' });
  await waitFor(() => expect(button.getAttribute('aria-disabled')).not.toBe('true'));
  await userEvent.click(button);
  const sends = () => api.calls.filter(({ path }) => path === '/messages');
  return { item, sends, signIn: () => userEvent.click(screen.getByRole('button', { name: 'Sign in' })) };
}

const heading = (name: string) => screen.findByRole('heading', { name, level: 1 });

describe('a send whose session is over', () => {
  it('goes on by itself when the person has signed in again, and sends once', async () => {
    const { item, sends, signIn } = await send(1);
    await heading('Inte skickat');
    await signIn();
    await heading('Skickat krypterat');
    expect(item.sent).toHaveLength(1);
    expect(new Set(sends().map(({ input }) => input.idempotencyKey)).size).toBe(1);
  });

  it('goes on once for each time, and not before', async () => {
    const { sends, signIn } = await send(2);
    await heading('Inte skickat');
    await signIn();
    await waitFor(() => expect(sends()).toHaveLength(2));
    await heading('Inte skickat');
    expect(sends()).toHaveLength(2);
    await signIn();
    await heading('Skickat krypterat');
    expect(sends()).toHaveLength(3);
  });

  it('has nothing of the last part in the live region when its end is shown', async () => {
    await send(0);
    await heading('Skickat krypterat');
    const [region] = screen.getAllByRole('status').filter((one) => one.hasAttribute('data-tabster-never-hide'));
    expect(region?.textContent).toBe('');
  });
});
