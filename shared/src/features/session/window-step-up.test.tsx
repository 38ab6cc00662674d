import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { useContext, useState } from 'react';
import { StepUpContext } from '../../api/step-up.ts';
import type { Frame } from '../../staff/app-providers.tsx';
import { type Answer, button, forgetBearer, renderBearer } from '../../testing/bearer-world.tsx';
import { fakeApi, problem, testSession } from '../../testing/render-staff.tsx';
import { SessionGate } from './session-gate.tsx';
import { StepUpProvider } from './step-up-provider.tsx';
import { StepUpWindowScreen } from './step-up-window-screen.tsx';
import { followStepUp, type WindowStepUpEnd } from './use-window-step-up.ts';

const TICKET = 't'.repeat(43);

function follow(answers: readonly unknown[], { closedFrom = Number.POSITIVE_INFINITY } = {}) {
  const ends: WindowStepUpEnd[] = [];
  const left = [...answers];
  let now = 0;
  const stop = new AbortController();
  const api = fakeApi({
    '/session/step-up/oidc/collect': () => {
      const answer = left.length > 1 ? left.shift() : left[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const done = followStepUp({
    api,
    signal: stop.signal,
    isClosed: () => now >= closedFrom,
    onEnd: (end) => ends.push(end),
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
    },
  });
  return { ends, done, stop, elapsed: () => now };
}

const PENDING = { status: 'pending', problem: null };

describe('following a step-up in its window', () => {
  it('ends when the server says so, past lost lines', async () => {
    const { done, ends } = follow([PENDING, problem('network'), { status: 'complete', problem: null }]);
    await done;
    expect(ends).toEqual([{ kind: 'complete' }]);
  });

  it('names the problem of a failed one, and nothing that it does not know', async () => {
    const wrong = follow([{ status: 'failed', problem: 'wrong-person' }]);
    const unknown = follow([{ status: 'failed', problem: 'constructor' }]);
    await Promise.all([wrong.done, unknown.done]);
    expect(wrong.ends).toEqual([{ kind: 'failed', problem: 'wrong-person' }]);
    expect(unknown.ends).toEqual([{ kind: 'failed', problem: undefined }]);
  });

  it('asks for five minutes', async () => {
    const { done, ends, elapsed } = follow([PENDING]);
    await done;
    expect(ends).toEqual([{ kind: 'late' }]);
    expect(elapsed()).toBe(300_000);
  });

  it('says once that the window is closed, and goes on asking: a cut line looks the same', async () => {
    const { done, ends } = follow([PENDING, PENDING, PENDING, { status: 'complete', problem: null }], {
      closedFrom: 2_000,
    });
    await done;
    expect(ends).toEqual([{ kind: 'closed' }, { kind: 'complete' }]);
  });

  it('stops with the problem that is no lost line', async () => {
    await expect(follow([problem('not-signed-in')]).done).rejects.toMatchObject({ type: 'not-signed-in' });
  });
});

function Asker() {
  const request = useContext(StepUpContext);
  const [reached, setReached] = useState<boolean>();
  return (
    <>
      <button type="button" onClick={() => void request(3).then(setReached)}>
        Raise
      </button>
      <output>{reached === undefined ? '' : `reached ${reached}`}</output>
    </>
  );
}

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false}>
    <StepUpProvider>
      <Asker />
    </StepUpProvider>
  </SessionGate>
);

describe('the step-up dialog of a Microsoft host', () => {
  afterEach(forgetBearer);

  async function start(opened: unknown, collect: () => Answer) {
    let level: 2 | 3 = 2;
    const open = jest.spyOn(window, 'open').mockReturnValue(opened as Window | null);
    const stepUp = [{ kind: 'oidc' as const, provider: 'freja', label: 'Freja eID', level: 3 as const }];
    const world = await renderBearer(screens, {
      answers: {
        'GET /session': () => ({ body: { ...testSession, level, stepUp } }),
        'POST /session/step-up/oidc': () => ({ body: { url: `/step-up/window#${TICKET}` } }),
        'POST /session/step-up/oidc/collect': collect,
      },
    });
    await world.user.click(await button('Raise'));
    await world.user.click(await button('Identifiera dig med Freja eID'));
    const raise = () => {
      level = 3;
    };
    return { ...world, open, raise };
  }

  it('opens our own page outside the frame, and goes on when the server has heard', async () => {
    const opened = { closed: false, location: { href: '' }, close: () => undefined };
    let done = false;
    const { raise } = await start(opened, () => ({ body: { status: done ? 'complete' : 'pending', problem: null } }));
    await waitFor(() => expect(opened.location.href).toBe(`${window.location.origin}/step-up/window#${TICKET}`));
    raise();
    done = true;
    expect(await screen.findByText('reached true', {}, { timeout: 5_000 })).toBeTruthy();
  });

  it('gives a link to the window where the host stops windows', async () => {
    await start(null, () => ({ body: PENDING }));
    const link = await screen.findByRole('link', { name: 'Inget fönster? Öppna det här' });
    expect(link.getAttribute('href')).toBe(`${window.location.origin}/step-up/window#${TICKET}`);
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('says what went wrong, and offers the ways again', async () => {
    const opened = { closed: false, location: { href: '' }, close: () => undefined };
    await start(opened, () => ({ body: { status: 'failed', problem: 'wrong-person' } }));
    expect(await screen.findByRole('alert', {}, { timeout: 5_000 })).toBeTruthy();
    expect(await button('Identifiera dig med Freja eID')).toBeTruthy();
  });
});

describe('the page of a step-up window', () => {
  afterEach(forgetBearer);

  const show = (answers: Readonly<Record<string, () => Answer>>) => {
    const left: string[] = [];
    const page = renderBearer(() => <StepUpWindowScreen leave={(url) => left.push(url)} />, {
      answers,
      host: { identity: { kind: 'cookie' } },
    });
    return page.then((world) => ({ ...world, left }));
  };

  it('takes the ticket out of the address, and only by a click binds this browser and goes to the provider', async () => {
    window.history.replaceState(null, '', `/step-up/window#${TICKET}`);
    const { left, server } = await show({
      'POST /sign-in/step-up-window': () => ({ body: { url: 'https://id.example/' } }),
    });
    expect(await screen.findByText(/Fortsätt bara om du själv öppnade/)).toBeTruthy();
    expect(server.seen).toEqual([]);
    (await screen.findByRole('button', { name: 'Fortsätt' })).click();
    await waitFor(() => expect(left).toEqual(['https://id.example/']));
    expect(server.seen).toMatchObject([{ body: { ticket: TICKET }, credentials: 'same-origin' }]);
    expect(window.location.hash).toBe('');
  });

  it('says what to do when the ticket is too old, or missing', async () => {
    window.history.replaceState(null, '', `/step-up/window#${TICKET}`);
    const old = await show({
      'POST /sign-in/step-up-window': () => ({ status: 410, problem: 'handover-invalid' }),
    });
    (await screen.findByRole('button', { name: 'Fortsätt' })).click();
    expect((await screen.findByRole('alert')).textContent).toContain('Börja om');
    expect(screen.getByText('Stäng fönstret och försök igen där du var.')).toBeTruthy();
    expect(old.left).toEqual([]);
    old.unmount();
    const missing = await show({});
    expect((await screen.findByRole('alert')).textContent).toContain('Något saknas');
    expect(missing.server.seen).toEqual([]);
  });
});
