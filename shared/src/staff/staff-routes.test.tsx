import { afterEach, describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { HostLifecycle } from '../host/host.port.ts';
import { forgetBearer, renderBearer } from '../testing/bearer-world.tsx';
import type { Frame } from './app-providers.tsx';
import { StaffRoutes } from './staff-routes.tsx';

const EMPTY = { rows: [], nextCursor: null };

function fakeLifecycle() {
  let sleep: () => void = () => undefined;
  let wake: (path: string | undefined) => void = () => undefined;
  const lifecycle: HostLifecycle = {
    onSuspend: (listener) => {
      sleep = listener;
      return () => undefined;
    },
    onResume: (listener) => {
      wake = listener;
      return () => undefined;
    },
  };
  return { lifecycle, sleep: () => act(() => sleep()), wake: (path?: string) => act(() => wake(path)) };
}

const Tab = (frame: Frame) => (
  <MemoryRouter>
    <StaffRoutes {...frame} />
  </MemoryRouter>
);

function start(initialPath: string | undefined) {
  const life = fakeLifecycle();
  return renderBearer((frame) => <Tab {...frame} />, {
    host: { initialPath, lifecycle: life.lifecycle },
    answers: {
      'GET /mailboxes': () => ({ body: [] }),
      'GET /mailboxes/mailbox-1/messages': () => ({ body: EMPTY }),
      'GET /mailboxes/mailbox-1/drafts': () => ({ body: EMPTY }),
    },
  }).then((world) => ({ ...world, ...life }));
}

describe('the staff screens in a tab', () => {
  afterEach(forgetBearer);

  it('open at the path that the host was asked for, and tell the host that they work', async () => {
    const { host } = await start('/messages/sent');
    expect((await screen.findByRole('link', { name: 'Skickade', current: 'page' })).tagName).toBe('A');
    expect(host.notified).toEqual(['shown', 'ready']);
  });

  it.each(['/meetings/m-1', '/nothing/here'])('say that %s is not there', async (path) => {
    await start(path);
    expect(await screen.findByRole('heading', { name: 'Sidan finns inte' })).toBeTruthy();
  });

  it('follow nothing while they sleep, and wake up to date at the new path', async () => {
    const { server, sleep, wake } = await start(undefined);
    await screen.findByRole('link', { name: 'Inkorg', current: 'page' });
    const count = (name: string) => server.seen.filter((one) => one.name === name).length;
    await waitFor(() => expect(count('GET /events')).toBeGreaterThan(0));
    sleep();
    const asleep = { events: count('GET /events'), lists: count('GET /mailboxes/mailbox-1/messages') };
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(count('GET /events')).toBe(asleep.events);
    wake('/messages/sent');
    expect(await screen.findByRole('link', { name: 'Skickade', current: 'page' })).toBeTruthy();
    await waitFor(() => {
      expect(count('GET /events')).toBe(asleep.events + 1);
      expect(count('GET /mailboxes/mailbox-1/messages')).toBeGreaterThan(asleep.lists);
    });
  });
});
