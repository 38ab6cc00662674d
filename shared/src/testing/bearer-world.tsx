import { jest } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { API_PREFIX } from '../contract/endpoint.ts';
import type { SessionView } from '../contract/sign-in.ts';
import { type Host, HostError, type HostErrorCode, type HostSignIn } from '../host/host.port.ts';
import { type MemoryHost, makeMemoryHost } from '../host/memory-host.ts';
import { makeStaffI18n } from '../i18n/staff-i18n.ts';
import { AppProviders, type Frame } from '../staff/app-providers.tsx';
import { testSession } from './render-staff.tsx';

/** A request as the fake server saw it. */
export interface Seen {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials | undefined;
  readonly body: unknown;
}

/** What the fake server answers: a problem's type with its status, or a body. */
export type Answer = { readonly status: number; readonly problem: string } | { readonly body: unknown };

export const refusesWith = (code: HostErrorCode) => async (): Promise<string> => {
  throw new HostError(code, code);
};

/** A server that knows bearer tokens; sessions are made by the two calls that make them. */
function makeServer(answers: Readonly<Record<string, (seen: Seen) => Answer>>) {
  const seen: Seen[] = [];
  const valid = new Map<string, SessionView>();
  const person = { accountId: testSession.account.id };
  const begin = (): Answer => {
    const token = `token-${seen.length}`;
    const session = { ...testSession, account: { ...testSession.account, id: person.accountId } };
    valid.set(token, session);
    return { body: { token, session } };
  };
  const answer = (one: Seen): Answer => {
    const given = answers[one.name];
    if (given) return given(one);
    if (one.name === 'POST /sign-in/entra' || one.name === 'POST /sign-in/handover/exchange') return begin();
    const session = valid.get(one.headers.authorization?.slice('Bearer '.length) ?? '');
    if (!session) return { status: 401, problem: 'session-expired' };
    return one.name === 'GET /session' ? { body: session } : { body: {} };
  };
  const fetcher = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const name = `${init.method ?? 'GET'} ${String(url).replace(API_PREFIX, '').replace(/\?.*/, '')}`;
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const one = { name, headers: init.headers as Record<string, string>, credentials: init.credentials, body };
    seen.push(one);
    const given = answer(one);
    const status = 'status' in given ? given.status : 200;
    const json = 'status' in given ? { type: `urn:sefos:problem:${given.problem}` } : given.body;
    return { ok: status < 400, status, headers: new Map(), json: async () => json } as unknown as Response;
  };
  return { seen, fetcher, person, expireAll: () => valid.clear() };
}

export interface BearerWorldOptions {
  readonly signIn?: Partial<HostSignIn>;
  readonly answers?: Readonly<Record<string, (seen: Seen) => Answer>>;
  readonly host?: Partial<Host>;
  /** Who sits there, as the host says. */
  readonly person?: string | undefined;
}

export interface BearerWorld {
  readonly unmount: () => void;
  readonly server: ReturnType<typeof makeServer>;
  readonly host: MemoryHost;
  /** What the host's sign-in was asked, in order. */
  readonly asked: readonly string[];
  readonly user: ReturnType<typeof userEvent.setup>;
}

/** Screens in a host without cookies, with a host's sign-in and a server that stand in for the real ones. */
export async function renderBearer(
  children: (frame: Frame) => ReactNode,
  { signIn = {}, answers = {}, host: parts = {}, person = 'tenant:hanna' }: BearerWorldOptions = {},
): Promise<BearerWorld> {
  const { webcrypto } = process.getBuiltinModule('node:crypto');
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
  const server = makeServer(answers);
  Object.assign(window, { fetch: server.fetcher });
  const asked: string[] = [];
  const heard = (name: string, own: (() => Promise<string>) | undefined) => async () => {
    asked.push(name);
    return own ? own() : 'x'.repeat(43);
  };
  const openWindow = async (path: string) => {
    asked.push(path.replace(/=.*/, '=…'));
    return signIn.openWindow ? signIn.openWindow(path) : 'c'.repeat(43);
  };
  const host = makeMemoryHost({
    kind: 'teams',
    basePath: '',
    identity: {
      kind: 'bearer',
      host: 'teams',
      person,
      signIn: {
        silently: heard('silent', signIn.silently),
        interactively: heard('interactive', signIn.interactively),
        openWindow,
      },
    },
    ...parts,
  });
  const i18n = await makeStaffI18n('sv');
  const user = userEvent.setup();
  const view = await act(async () =>
    render(
      <AppProviders host={host} i18n={i18n} language="sv" hasAddresses={false}>
        {children}
      </AppProviders>,
    ),
  );
  return { unmount: view.unmount, server, host, asked, user };
}

/** Forgets what an earlier test kept. */
export function forgetBearer(): void {
  sessionStorage.clear();
  localStorage.clear();
  jest.restoreAllMocks();
}

/** A button by its name, waited for. */
export const button = (name: string) => screen.findByRole('button', { name });
