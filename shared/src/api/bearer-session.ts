import type { HostSession, SessionHost, SessionView } from '../contract/sign-in.ts';
import { type HostSignIn, isHostError } from '../host/host.port.ts';
import type { BearerStore, SignInWay } from './bearer-store.ts';
import type { Handover } from './handover.ts';
import { type ClientProblemType, isProblem, networkProblem, problemType, signInNeeded } from './problem-error.ts';

/** Why nobody is signed in; what the page says. */
export type SignedOutReason = ClientProblemType | 'blocked' | 'cancelled' | 'failed' | 'expired' | 'signed-out';

export interface BearerState {
  readonly signingIn: boolean;
  /** True while our own window is open for it. */
  readonly inWindow: boolean;
  /** Undefined while nothing has been tried. */
  readonly reason: SignedOutReason | undefined;
}

/** Nothing is going on, and nothing has been tried. */
export const IDLE: BearerState = { signingIn: false, inWindow: false, reason: undefined };

/** The session of a Microsoft host: a token of ours, got by the host's sign-in and renewed when it has ended. */
export interface BearerSession {
  readonly host: SessionHost;
  /** The token for a request; the first time it signs in by itself. @throws {ProblemError} not-signed-in, network */
  token(): Promise<string>;
  /**
   * After an answer 401 to a request that carried `stale`: true when there is another token, so that the request can be
   * repeated. Many askers share one renewal. @throws {ProblemError} network
   */
  renew(stale: string): Promise<boolean>;
  /** Takes over the token of an answer to a request that carried `sent`; nothing when another one is used by now. */
  adopt(sent: string, token: string): void;
  /** The person asked: `again` tries every way, `window` opens our own window. Undefined: `state().reason` says why not. */
  signIn(way: 'again' | 'window'): Promise<SessionView | undefined>;
  /** Forgets the session, and does not sign in by itself until the person asks. */
  signOut(): void;
  state(): BearerState;
  subscribe(listener: () => void): () => void;
}

/** The two calls that make a session of a host; they carry none. */
export interface SessionExchange {
  withEntra(body: { readonly accessToken: string; readonly host: SessionHost }): Promise<HostSession>;
  withCode(body: {
    readonly code: string;
    readonly verifier: string;
    readonly host: SessionHost;
  }): Promise<HostSession>;
}

export interface BearerOptions {
  readonly host: SessionHost;
  readonly signIn: HostSignIn;
  readonly exchange: SessionExchange;
  readonly store: BearerStore;
  /** A mark of the person who sits here; see {@link BearerStore.enter}. */
  readonly person: Promise<string | undefined>;
  /** Ends a session that somebody else left here; tried once. */
  readonly end: (token: string) => Promise<void>;
  readonly makeHandover: () => Promise<Handover>;
}

interface Found {
  readonly way: SignInWay;
  readonly made: HostSession;
}

/** Only what our own window can mend leads there by itself; whoever cancelled, or was refused, reads why first. */
const leadsToWindow = (error: unknown) =>
  isHostError(error, 'unsupported', 'failed', 'sign-in-required', 'blocked') ||
  isProblem(error, 'entra-token-invalid', 'entra-token-signed-out');

const isOffline = (error: unknown) => isHostError(error, 'offline') || isProblem(error, 'network');

function reasonOf(error: unknown): SignedOutReason {
  if (isHostError(error, 'blocked')) return 'blocked';
  if (isHostError(error, 'cancelled')) return 'cancelled';
  const type = problemType(error);
  return type === 'unknown' ? 'failed' : type;
}

/** The ways to a session, in their order: silently, by the host's own question, by our own window. */
function makeWays({ host, signIn, exchange, makeHandover }: BearerOptions) {
  // Made ahead: a window must open while the click still counts.
  let prepared = makeHandover();
  prepared.catch(() => undefined);
  const withEntra = (accessToken: string) =>
    exchange.withEntra({ accessToken, host }).catch(async (error: unknown) => {
      // The host gave the one that was signed out: it has another for the asking.
      if (!isProblem(error, 'entra-token-signed-out')) throw error;
      return exchange.withEntra({ accessToken: await signIn.silently({ fresh: true }), host });
    });
  const silent = async () => withEntra(await signIn.silently());
  const entra = async (isLatest: () => boolean) => {
    const accessToken = await signIn.silently().catch((error: unknown) => {
      if (isHostError(error, 'sign-in-required') && isLatest()) return signIn.interactively();
      throw error;
    });
    return withEntra(accessToken);
  };
  const window = async () => {
    const handover = await prepared;
    prepared = makeHandover();
    prepared.catch(() => undefined);
    const code = await signIn.openWindow(`/${host}/sign-in?challenge=${handover.challenge}`);
    return exchange.withCode({ code, verifier: handover.verifier, host });
  };
  return { silent, entra, window };
}

/** `isLatest` turns false when the person has begun another try, or signed out: nothing may be opened for this one any more. */
type Work = (isLatest: () => boolean) => Promise<Found>;

/** What the screens follow. */
function makeStatus(first: BearerState) {
  const listeners = new Set<() => void>();
  let state = first;
  return {
    get: () => state,
    set: (next: BearerState) => {
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
type Status = ReturnType<typeof makeStatus>;

/** Tries to sign in. Only the latest counts: a question that the host lost must not stand in the way of a person who asks again. */
function makeTries(status: Status, keep: (found: Found) => SessionView) {
  let running: Promise<SessionView | undefined> | undefined;
  let round = 0;

  const run = async (work: Work): Promise<SessionView | undefined> => {
    const before = status.get().reason;
    round += 1;
    const mine = round;
    status.set({ ...IDLE, signingIn: true });
    try {
      const found = await work(() => mine === round);
      if (mine !== round) return undefined;
      const session = keep(found);
      status.set(IDLE);
      return session;
    } catch (error) {
      if (mine !== round) return undefined;
      // Without a line nothing was refused: the next request tries again.
      status.set({ ...IDLE, reason: isOffline(error) ? before : reasonOf(error) });
      if (isOffline(error)) throw networkProblem();
      return undefined;
    }
  };
  return {
    start: (work: Work) => {
      const started = run(work).finally(() => {
        if (running === started) running = undefined;
      });
      running = started;
      return started;
    },
    running: () => running,
    forget: () => {
      round += 1;
    },
  };
}

/** The kept session, and its renewal in silence: true when there is another token now. */
function makeKept(
  store: BearerStore,
  silent: () => Promise<HostSession>,
  onEnded: (way: SignInWay | undefined) => void,
) {
  const current = () => {
    const memory = store.get();
    return memory.kind === 'session' ? memory : undefined;
  };
  const keep = ({ way, made }: Found): SessionView => {
    store.set({ kind: 'session', token: made.token, accountId: made.session.account.id, way });
    return made.session;
  };
  const renew = async (): Promise<boolean> => {
    const before = current();
    try {
      if (before?.way === 'entra') {
        const made = await silent();
        // Somebody else's session must not answer a request that this person made.
        if (current() === before && made.session.account.id === before.accountId) {
          keep({ way: 'entra', made });
          return true;
        }
      }
    } catch (error) {
      if (isOffline(error)) throw networkProblem();
    }
    if (current() !== before) return current() !== undefined;
    store.set({ kind: 'nothing' });
    onEnded(before?.way);
    return false;
  };
  return { current, keep, renew };
}

/** The whole order: silently, by the host's question, by our window; the window alone for whoever chose it before. */
function makeAutomatic(ways: ReturnType<typeof makeWays>, status: Status, ended: () => SignInWay | undefined) {
  const byWindow: Work = async () => {
    if (status.get().signingIn) status.set({ ...status.get(), inWindow: true });
    return { way: 'window', made: await ways.window() };
  };
  const automatic: Work = async (isLatest) => {
    // Whoever chose an account in our window gets that one back, not the host's own.
    if (ended() === 'window') return byWindow(isLatest);
    try {
      return { way: 'entra', made: await ways.entra(isLatest) };
    } catch (error) {
      if (!leadsToWindow(error) || !isLatest()) throw error;
      return byWindow(isLatest);
    }
  };
  return { automatic, byWindow };
}

/** Takes up what was kept for whoever sits here; a session that somebody else left is ended. */
async function enter({ store, person, end }: BearerOptions, status: Status): Promise<void> {
  try {
    const left = store.enter(await person);
    if (left) end(left).catch(() => undefined);
    if (store.get().kind === 'signed-out' && status.get() === IDLE) status.set({ ...IDLE, reason: 'signed-out' });
  } catch {
    // Nobody can be told apart: nothing is kept, nothing is taken up.
  }
}

/** A bearer session over a host's sign-in and our two calls. */
export function makeBearerSession(options: BearerOptions): BearerSession {
  const { store } = options;
  const ways = makeWays(options);
  const status = makeStatus(IDLE);
  let ended: SignInWay | undefined;
  let renewing: Promise<boolean> | undefined;
  const { current, keep, renew } = makeKept(store, ways.silent, (way) => {
    ended = way;
    status.set({ ...IDLE, reason: 'expired' });
  });
  const tries = makeTries(status, keep);
  const { automatic, byWindow } = makeAutomatic(ways, status, () => ended);

  const entered = enter(options, status);

  return {
    host: options.host,
    token: async () => {
      await entered;
      const kept = current();
      if (kept) return kept.token;
      if (tries.running() || status.get().reason === undefined) await (tries.running() ?? tries.start(automatic));
      const made = current();
      if (!made) throw signInNeeded();
      return made.token;
    },
    renew: async (stale) => {
      const kept = current();
      if (kept?.token !== stale) return kept !== undefined;
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
    adopt: (sent, token) => {
      const kept = current();
      if (kept?.token === sent) store.set({ ...kept, token });
    },
    signIn: (way) => tries.start(way === 'again' ? automatic : byWindow),
    signOut: () => {
      tries.forget();
      ended = undefined;
      store.set({ kind: 'signed-out' });
      status.set({ ...IDLE, reason: 'signed-out' });
    },
    state: status.get,
    subscribe: status.subscribe,
  };
}
