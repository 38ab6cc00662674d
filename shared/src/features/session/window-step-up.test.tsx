import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { useContext, useState } from 'react';
import { StepUpContext } from '../../api/step-up.ts';
import { HostError } from '../../host/host.port.ts';
import type { Frame } from '../../staff/app-providers.tsx';
import {
  type Answer,
  button,
  forgetBearer,
  refusesWith,
  renderBearer,
  type Seen,
} from '../../testing/bearer-world.tsx';
import { fakeApi, problem, testSession } from '../../testing/render-staff.tsx';
import { SessionGate } from './session-gate.tsx';
import { openerLine, type StepUpLine } from './step-up-line.ts';
import { StepUpProvider } from './step-up-provider.tsx';
import { StepUpWindowScreen } from './step-up-window-screen.tsx';
import { followStepUp, type WindowStepUpEvent } from './use-window-step-up.ts';

const CHALLENGE = 'h'.repeat(43);
const CODE = 'c'.repeat(43);
const never = new Promise<string>(() => undefined);

function follow({
  open = async () => CODE,
  heard = never,
  collect = [undefined],
  begun = { url: '/' },
}: {
  open?: () => Promise<string>;
  heard?: Promise<string>;
  collect?: unknown[];
  begun?: unknown;
} = {}) {
  const events: WindowStepUpEvent[] = [];
  const collected: unknown[] = [];
  const stop = new AbortController();
  const answer = (given: unknown) => {
    if (given instanceof Error) throw given;
    return given;
  };
  const api = fakeApi({
    '/session/step-up/oidc': () => answer(begun),
    '/session/step-up/oidc/collect': (input: unknown) => {
      collected.push((input as { input: { body: unknown } }).input.body);
      return answer(collect[collected.length - 1]);
    },
  });
  const done = followStepUp({
    api,
    handover: { verifier: 'secret', challenge: CHALLENGE },
    provider: 'freja',
    open,
    heard,
    signal: stop.signal,
    onEvent: (event) => events.push(event),
  });
  return { events, done, stop, collected };
}

describe('following a step-up in its window', () => {
  it('raises the session with what the window gave, and the secret of the frame', async () => {
    const { done, events, collected } = follow();
    await done;
    expect(events).toEqual([{ kind: 'complete' }]);
    expect(collected).toEqual([{ verifier: 'secret', code: CODE }]);
  });

  it('names the problem that the window gave, and nothing that it does not know', async () => {
    const wrong = follow({ open: async () => 'problem:wrong-person' });
    const unknown = follow({ open: async () => 'problem:constructor' });
    await Promise.all([wrong.done, unknown.done]);
    expect(wrong.events).toEqual([{ kind: 'failed', problem: 'wrong-person' }]);
    expect(unknown.events).toEqual([{ kind: 'failed', problem: 'unknown' }]);
    expect(wrong.collected).toEqual([]);
  });

  it.each([
    ['cancelled', 'closed'],
    ['blocked', 'blocked'],
    ['unsupported', 'blocked'],
    ['failed', 'blocked'],
  ] as const)(
    'says that a window is %s, and still takes what one gives that was opened by hand',
    async (code, kind) => {
      const { done, events } = follow({
        open: refusesWith(code),
        heard: new Promise((give) => setTimeout(give, 20, CODE)),
      });
      await done;
      expect(events).toEqual([{ kind }, { kind: 'complete' }]);
    },
  );

  it('says why the server refused to begin, or to raise', async () => {
    const begun = follow({ begun: problem('identification-unavailable') });
    const raised = follow({ collect: [problem('handover-invalid')] });
    await Promise.all([begun.done, raised.done]);
    expect(begun.events).toEqual([{ kind: 'failed', problem: 'identification-unavailable' }]);
    expect(raised.events).toEqual([{ kind: 'failed', problem: 'handover-invalid' }]);
  });

  it('raises past a lost line', async () => {
    const { done, events } = follow({ collect: [problem('network'), undefined] });
    await done;
    expect(events).toEqual([{ kind: 'complete' }]);
  });

  it('does nothing with what comes after it was stopped', async () => {
    const { done, events, stop, collected } = follow({ open: () => new Promise((give) => setTimeout(give, 20, CODE)) });
    stop.abort();
    await done;
    expect([events, collected]).toEqual([[], []]);
  });
});

function Asker() {
  const request = useContext(StepUpContext);
  const [reached, setReached] = useState<boolean>();
  return (
    <button type="button" onClick={() => void request(3).then(setReached)}>
      {reached === undefined ? 'Raise' : `reached ${reached}`}
    </button>
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

  async function start(openWindow: (path: string) => Promise<string>, collect: (seen: Seen) => Answer) {
    let level: 2 | 3 = 2;
    const stepUp = [{ kind: 'oidc' as const, provider: 'freja', label: 'Freja eID', level: 3 as const }];
    const paths: string[] = [];
    const world = await renderBearer(screens, {
      signIn: {
        openWindow: (path) => {
          paths.push(path);
          return openWindow(path);
        },
      },
      answers: {
        'GET /session': () => ({ body: { ...testSession, level, stepUp } }),
        'POST /session/step-up/oidc': () => ({ body: { url: '/' } }),
        'POST /session/step-up/oidc/collect': (seen) => {
          const answer = collect(seen);
          if ('body' in answer) level = 3;
          return answer;
        },
      },
    });
    await world.user.click(await button('Raise'));
    await world.user.click(await button('Identifiera dig med Freja eID'));
    const sent = (name: string) => world.server.seen.filter((seen) => seen.name === name).map(({ body }) => body);
    return { ...world, paths, sent };
  }

  it('opens our page in the host’s window with the challenge, and goes on with what it gives', async () => {
    const { paths, sent } = await start(
      async () => CODE,
      () => ({ body: {} }),
    );
    expect(await screen.findByText('reached true')).toBeTruthy();
    const [begun] = sent('POST /session/step-up/oidc') as { challenge: string }[];
    expect(paths).toEqual([`/teams/step-up?challenge=${begun?.challenge}`]);
    const [given] = sent('POST /session/step-up/oidc/collect') as { verifier: string; code: string }[];
    expect(given).toEqual({ code: CODE, verifier: expect.stringMatching(/^[\w-]{43}$/) });
    expect(given?.verifier).not.toBe(begun?.challenge);
  });

  it('takes the code that the window shows, and says what is wrong with one', async () => {
    const answers: Answer[] = [{ status: 422, problem: 'code-wrong' }, { body: {} }];
    const { user, sent } = await start(
      () => never,
      () => answers.shift() ?? { body: {} },
    );
    const field = await screen.findByLabelText('Kod från fönstret');
    await user.type(field, 'abc{Enter}');
    expect(await screen.findByText('Koden har åtta tecken.')).toBeTruthy();
    await user.clear(field);
    await user.type(field, 'abcd-2345{Enter}');
    expect(await screen.findByText(/^Koden stämmer inte/)).toBeTruthy();
    await user.clear(field);
    await user.type(field, 'ABCD 2346');
    await user.click(await button('Fortsätt'));
    expect(await screen.findByText('reached true')).toBeTruthy();
    const codes = (sent('POST /session/step-up/oidc/collect') as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(['ABCD2345', 'ABCD2346']);
  });

  it('gives a link to the window where the host opens none, which may answer by its opener', async () => {
    await start(refusesWith('blocked'), () => ({ body: {} }));
    expect((await screen.findByRole('alert')).textContent).toContain('Fönstret öppnades inte');
    const link = await screen.findByRole('link', { name: 'Inget fönster? Öppna det här' });
    expect(link.getAttribute('href')).toMatch(/^\/step-up\/window\?challenge=[\w-]{43}$/);
    expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'opener']);
    const post = (origin: string) =>
      window.dispatchEvent(new MessageEvent('message', { origin, data: { sefosStepUp: CODE } }));
    post('https://evil.example');
    expect(screen.queryByText('reached true')).toBeNull();
    post(window.location.origin);
    expect(await screen.findByText('reached true')).toBeTruthy();
  });

  it('offers the ways and the field after the window was closed', async () => {
    await start(refusesWith('cancelled'), () => ({ body: {} }));
    expect((await screen.findByRole('alert')).textContent).toContain('Fönstret stängdes');
    const way = await button('Identifiera dig med Freja eID');
    expect(screen.getByLabelText('Kod från fönstret')).toBeTruthy();
    // Not the field's: a window that was closed shows no code.
    await waitFor(() => expect(document.activeElement).toBe(way));
  });

  it.each([
    ['problem:wrong-person', () => ({ body: {} })],
    [CODE, () => ({ status: 410, problem: 'handover-invalid' })],
  ])('says what went wrong, and offers the ways again (%s)', async (given, collect) => {
    await start(async () => given, collect);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(await button('Identifiera dig med Freja eID')).toBeTruthy();
    expect(screen.queryByLabelText('Kod från fönstret')).toBeNull();
  });
});

describe('the page of a step-up window', () => {
  afterEach(forgetBearer);

  async function show(
    search: string,
    answers: Readonly<Record<string, (seen: Seen) => Answer>> = {},
    opened?: StepUpLine,
  ) {
    window.history.replaceState(null, '', `/teams/step-up${search}`);
    const left: string[] = [];
    const line = async () => opened;
    const leave = (url: string) => void left.push(url);
    const world = await renderBearer(
      () => <StepUpWindowScreen page="host" line={line} leave={leave} patienceMs={20} />,
      { answers, host: { identity: { kind: 'cookie' } } },
    );
    return { ...world, left };
  }
  const makeLine = () => {
    const given: string[] = [];
    return { given, handOver: (text: string) => void given.push(text) };
  };
  const codes = {
    'POST /sign-in/step-up-window/code': ({ body }: Seen) => ({
      body: { code: (body as { kind: string }).kind === 'typed' ? 'ABCD2345' : CODE, expiresAt: '' },
    }),
  };
  const RETURNED = `?challenge=${CHALLENGE}&returned=1`;

  it('binds this browser and goes to the provider by a click only', async () => {
    const { left, server, user } = await show(`?challenge=${CHALLENGE}`, {
      'POST /sign-in/step-up-window': () => ({ body: { url: 'https://id.example/' } }),
    });
    expect(await screen.findByText(/Fortsätt bara om du själv öppnade/)).toBeTruthy();
    expect(server.seen).toEqual([]);
    expect(document.title).toBe('Identifiera dig säkrare – SEFOS');
    const goOn = await button('Fortsätt');
    await waitFor(() => expect(goOn.getAttribute('aria-disabled')).not.toBe('true'), { timeout: 5_000 });
    await user.click(goOn);
    const leaving = await screen.findByRole('heading', { level: 1, name: 'Du skickas vidare …' });
    expect(document.activeElement).toBe(leaving);
    expect(document.title).toBe('Du skickas vidare … – SEFOS');
    await waitFor(() => expect(left).toEqual(['https://id.example/']));
    expect(server.seen).toMatchObject([{ body: { challenge: CHALLENGE, page: 'host' }, credentials: 'same-origin' }]);
  });

  it('hands the code to its frame, and shows none when the frame has used it', async () => {
    const opened = makeLine();
    const used = {
      'POST /sign-in/step-up-window/code': (seen: Seen): Answer =>
        opened.given.length > 0
          ? { status: 410, problem: 'handover-invalid' }
          : codes['POST /sign-in/step-up-window/code'](seen),
    };
    await show(RETURNED, used, opened);
    expect(await screen.findByText('Klart. Du kan stänga det här fönstret.')).toBeTruthy();
    expect(opened.given).toEqual([CODE]);
  });

  it.each([
    ['there is no line', undefined],
    ['nobody takes what it gave', makeLine()],
    [
      'the line breaks',
      {
        handOver: () => {
          throw new HostError('failed', 'gone');
        },
      },
    ],
  ])('shows a code to type, and whom it is for, when %s', async (_case, opened) => {
    await show(RETURNED, codes, opened);
    expect(await screen.findByText('ABCD-2345')).toBeTruthy();
    const title = 'Skriv koden där du började, i Teams eller Outlook';
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: title }));
    expect(document.title).toBe(`${title} – SEFOS`);
    // The focus says it; a live region besides would say it twice.
    expect(screen.queryByText('ABCD-2345')?.closest('[role="status"]')).toBeNull();
    expect(screen.getByText(/Skriv koden bara om du själv nyss öppnade fönstret/)).toBeTruthy();
  });

  it('says what to do when it is too old, and nothing is shown to whoever did not identify here', async () => {
    const { given, handOver } = makeLine();
    const refused = { 'POST /sign-in/step-up-window/code': () => ({ status: 410, problem: 'handover-invalid' }) };
    await show(RETURNED, refused, { handOver });
    expect((await screen.findByRole('alert')).textContent).toContain('Börja om');
    expect(document.title).toBe('Identifieringen blev inte klar – SEFOS');
    expect(screen.getByText('Stäng fönstret och försök igen där du var.')).toBeTruthy();
    expect(given).toEqual(['problem:handover-invalid']);
  });

  it('tells the person and the frame why the identification failed', async () => {
    const opened = makeLine();
    const { server } = await show(`${RETURNED}&result=wrong-person`, {}, opened);
    const text = (await screen.findByRole('alert')).textContent;
    expect(text).toContain('Den som identifierade sig är inte du enligt ditt konto.');
    await waitFor(() => expect(opened.given).toEqual(['problem:wrong-person']));
    expect(server.seen).toEqual([]);
  });

  it.each(['', '?challenge=short'])('does nothing without a challenge (%s)', async (search) => {
    const { server } = await show(search);
    expect((await screen.findByRole('alert')).textContent).toContain('Något saknas');
    expect(server.seen).toEqual([]);
  });

  it('answers an opener of our own origin only', () => {
    const posted: unknown[][] = [];
    const opener = { postMessage: (...parameters: unknown[]) => posted.push(parameters) };
    openerLine({ opener, location: { origin: 'https://sefos.example' } } as unknown as Window)?.handOver('x');
    expect(posted).toEqual([[{ sefosStepUp: 'x' }, 'https://sefos.example']]);
    expect(openerLine({ opener: null } as unknown as Window)).toBeUndefined();
  });
});
