/** @jest-environment node */
import { describe, expect, it, jest } from '@jest/globals';
import type { HostSession, SessionView } from '../contract/sign-in.ts';
import { HostError, type HostErrorCode, type HostSignIn } from '../host/host.port.ts';
import { type BearerOptions, IDLE, makeBearerSession } from './bearer-session.ts';
import { makeBearerStore } from './bearer-store.ts';
import { makeHandover } from './handover.ts';
import { networkProblem, ProblemError } from './problem-error.ts';

const fails = (code: HostErrorCode) => async () => Promise.reject(new HostError(code, code));
const problem = (type: ProblemError['type']) =>
  new ProblemError({ type, status: 403, facts: {}, errors: [], requestId: undefined, retryAfterSeconds: undefined });

function fakeStorage(first: Record<string, string> = {}) {
  const kept = new Map(Object.entries(first));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage & { kept: Map<string, string> };
}

let made = 0;
const sessionOf = (accountId: string): HostSession => {
  made += 1;
  return { token: `token-${made}`, session: { account: { id: accountId } } as SessionView };
};

function world(signIn: Partial<HostSignIn> = {}, exchange: Partial<BearerOptions['exchange']> = {}) {
  const asked: string[] = [];
  const storage = fakeStorage();
  const heard = (name: string, answer: HostSignIn['silently']) => async (how?: { readonly fresh: true }) => {
    asked.push(name);
    return answer(how);
  };
  const options: BearerOptions = {
    host: 'teams',
    store: makeBearerStore('teams', storage),
    person: Promise.resolve('hanna'),
    end: async (token) => void asked.push(`end ${token}`),
    makeHandover,
    signIn: {
      silently: heard('silent', signIn.silently ?? (async () => 'entra-token')),
      interactively: heard('interactive', signIn.interactively ?? (async () => 'entra-token')),
      openWindow: async (path) => {
        asked.push(`window ${path.replace(/=[\w-]{43}$/, '=…')}`);
        return signIn.openWindow ? signIn.openWindow(path) : 'code';
      },
    },
    exchange: { withEntra: async () => sessionOf('a'), withCode: async () => sessionOf('a'), ...exchange },
  };
  return { asked, storage, options, bearer: makeBearerSession(options) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

const WINDOW = 'window /teams/sign-in?challenge=…';

describe('bearer session', () => {
  it.each<[string, Partial<HostSignIn>, string[]]>([
    ['in silence when the host can', {}, ['silent']],
    ['by asking when the person must act', { silently: fails('sign-in-required') }, ['silent', 'interactive']],
    ['in our window when the host cannot', { silently: fails('unsupported') }, ['silent', WINDOW]],
    ['in our window when the bridge answers nonsense', { silently: fails('failed') }, ['silent', WINDOW]],
    [
      'in our window when asking fails too',
      { silently: fails('sign-in-required'), interactively: fails('failed') },
      ['silent', 'interactive', WINDOW],
    ],
  ])('signs in %s', async (_name, signIn, expected) => {
    const { asked, bearer, storage } = world(signIn);
    const [first, second] = await Promise.all([bearer.token(), bearer.token()]);
    expect(second).toBe(first);
    expect(asked).toEqual(expected);
    expect([...storage.kept.keys()]).toEqual(['sefos.session.teams']);
    expect(bearer.state()).toEqual(IDLE);
  });

  it.each<[string, Partial<HostSignIn>, Partial<BearerOptions['exchange']>]>([
    ['cancelled', { silently: fails('sign-in-required'), interactively: fails('cancelled') }, {}],
    ['blocked', { silently: fails('unsupported'), openWindow: fails('blocked') }, {}],
    ['cancelled', { silently: fails('unsupported'), openWindow: fails('cancelled') }, {}],
    ['tenant-not-connected', {}, { withEntra: () => Promise.reject(problem('tenant-not-connected')) }],
    ['sign-in-unknown-account', {}, { withEntra: () => Promise.reject(problem('sign-in-unknown-account')) }],
    ['account-frozen', {}, { withEntra: () => Promise.reject(problem('account-frozen')) }],
    ['identification-unavailable', {}, { withEntra: () => Promise.reject(problem('identification-unavailable')) }],
    [
      'handover-invalid',
      { silently: fails('failed') },
      { withCode: () => Promise.reject(problem('handover-invalid')) },
    ],
  ])('says %s, and does not try again by itself', async (reason, signIn, exchange) => {
    const { asked, bearer } = world(signIn, exchange);
    await expect(bearer.token()).rejects.toMatchObject({ type: 'not-signed-in' });
    const before = asked.length;
    await expect(bearer.token()).rejects.toMatchObject({ type: 'not-signed-in' });
    expect(bearer.state().reason).toBe(reason);
    expect(asked).toHaveLength(before);
  });

  it('asks the host for a fresh token where it has the one that was signed out', async () => {
    const given: string[] = [];
    const silently: HostSignIn['silently'] = async (how) => (how?.fresh ? 'fresh' : 'kept');
    const withEntra = async ({ accessToken }: { readonly accessToken: string }) => {
      given.push(accessToken);
      if (accessToken === 'kept') throw problem('entra-token-signed-out');
      return sessionOf('a');
    };
    const { bearer } = world({ silently }, { withEntra });
    expect(await bearer.token()).toMatch(/^token-/);
    expect(given).toEqual(['kept', 'fresh']);
  });

  it('goes to our window where the host has no other than the one that was signed out', async () => {
    const { asked, bearer } = world({}, { withEntra: () => Promise.reject(problem('entra-token-signed-out')) });
    expect(await bearer.token()).toMatch(/^token-/);
    expect(asked).toEqual(['silent', 'silent', WINDOW]);
  });

  it('tries again after a lost line', async () => {
    const withEntra = jest.fn(async () => sessionOf('a')).mockRejectedValueOnce(networkProblem());
    const { bearer } = world({}, { withEntra });
    await expect(bearer.token()).rejects.toMatchObject({ type: 'network' });
    expect(await bearer.token()).toMatch(/^token-/);
  });

  it('gives the window a challenge whose verifier goes to the exchange only', async () => {
    const paths: string[] = [];
    const withCode = jest.fn<BearerOptions['exchange']['withCode']>(async () => sessionOf('a'));
    const openWindow = async (path: string) => {
      paths.push(path);
      return 'code-1';
    };
    const { bearer } = world({ openWindow }, { withCode });
    await bearer.signIn('window');
    await bearer.signIn('window');
    const [first, second] = withCode.mock.calls.map(([body]) => body.verifier);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(second).not.toBe(first);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(first));
    expect(paths[0]).toBe(`/teams/sign-in?challenge=${Buffer.from(digest).toString('base64url')}`);
  });

  it('renews once for everybody, and not at all for a token that has been renewed', async () => {
    const { asked, bearer } = world();
    const stale = await bearer.token();
    expect(await Promise.all([bearer.renew(stale), bearer.renew(stale), bearer.renew(stale)])).toEqual([
      true,
      true,
      true,
    ]);
    expect(await bearer.renew(stale)).toBe(true);
    expect(asked).toEqual(['silent', 'silent']);
  });

  it('refuses to renew into the session of another account', async () => {
    const accounts = ['a', 'b'];
    const { bearer } = world({}, { withEntra: async () => sessionOf(accounts.shift() ?? 'b') });
    expect(await bearer.renew(await bearer.token())).toBe(false);
    expect(bearer.state().reason).toBe('expired');
    await expect(bearer.token()).rejects.toMatchObject({ type: 'not-signed-in' });
  });

  it('opens no window to renew a session that a window gave', async () => {
    const { asked, bearer } = world({ silently: fails('unsupported') });
    const stale = await bearer.token();
    expect(await bearer.renew(stale)).toBe(false);
    expect(asked).toEqual(['silent', WINDOW]);
  });

  it('keeps the session when the line is lost while it renews', async () => {
    const withEntra = jest.fn(async () => sessionOf('a'));
    const { bearer } = world({}, { withEntra });
    const stale = await bearer.token();
    withEntra.mockRejectedValueOnce(networkProblem());
    await expect(bearer.renew(stale)).rejects.toMatchObject({ type: 'network' });
    expect(await bearer.renew(stale)).toBe(true);
  });

  it('takes over a renewed token of its own request, and nothing of an older one', async () => {
    const { bearer } = world();
    const first = await bearer.token();
    bearer.adopt(first, 'higher');
    bearer.adopt(first, 'late');
    expect(await bearer.token()).toBe('higher');
  });

  it('stays signed out, also when it is loaded again, until the person asks', async () => {
    const { asked, bearer, options, storage } = world();
    await bearer.token();
    bearer.signOut();
    const again = makeBearerSession({ ...options, store: makeBearerStore('teams', storage) });
    for (const each of [bearer, again]) {
      await expect(each.token()).rejects.toMatchObject({ type: 'not-signed-in' });
      expect(each.state().reason).toBe('signed-out');
    }
    expect(asked).toEqual(['silent']);
    expect(await again.signIn('again')).toMatchObject({ account: { id: 'a' } });
  });

  it.each<[string | undefined, string | undefined, 'goes on' | 'begins anew']>([
    ['hanna', 'hanna', 'goes on'],
    [undefined, undefined, 'goes on'],
    ['hanna', 'kalle', 'begins anew'],
    [undefined, 'kalle', 'begins anew'],
    ['hanna', undefined, 'begins anew'],
  ])('of %s, found by %s, %s', async (before, now, what) => {
    const { asked, options, storage } = world();
    const sit = (person: string | undefined) =>
      makeBearerSession({ ...options, person: Promise.resolve(person), store: makeBearerStore('teams', storage) });
    const token = await sit(before).token();
    const next = sit(now);
    const taken = await next.token();
    await settled();
    expect(taken === token).toBe(what === 'goes on');
    expect(asked).toEqual(what === 'goes on' ? ['silent'] : ['silent', `end ${token}`, 'silent']);
    expect([...storage.kept.values()].join()).not.toContain(what === 'goes on' ? 'nobody' : token);
  });

  it('lets the next person in silently where the one before signed out', async () => {
    const { bearer, options, storage } = world();
    await bearer.token();
    bearer.signOut();
    const next = { ...options, person: Promise.resolve('kalle'), store: makeBearerStore('teams', storage) };
    expect(await makeBearerSession(next).token()).toMatch(/^token-/);
  });

  it('keeps nothing over a load where people cannot be told apart', async () => {
    const { options, storage } = world();
    storage.setItem(
      'sefos.session.teams',
      JSON.stringify({ kind: 'session', token: 'old', accountId: 'a', way: 'entra' }),
    );
    const store = makeBearerStore('teams', storage);
    const bearer = makeBearerSession({ ...options, store, person: Promise.reject(new Error('no digest')) });
    expect(await bearer.token()).not.toBe('old');
    expect(storage.kept.size).toBe(0);
  });

  it('lets the person go on in a window when the host never answers', async () => {
    const { bearer } = world({ silently: () => new Promise(() => undefined) });
    void bearer.token().catch(() => undefined);
    await settled();
    expect(bearer.state()).toEqual({ ...IDLE, signingIn: true });
    const seen: boolean[] = [];
    bearer.subscribe(() => seen.push(bearer.state().inWindow));
    expect(await bearer.signIn('window')).toMatchObject({ account: { id: 'a' } });
    expect(seen).toContain(true);
    expect(bearer.state()).toEqual(IDLE);
  });

  it.each(['failed', 'sign-in-required'] as const)(
    'opens nothing more for a try that the person has left for the window (%s)',
    async (code) => {
      let giveUp: (error: Error) => void = () => undefined;
      const { asked, bearer } = world({
        silently: () =>
          new Promise((_resolve, reject) => {
            giveUp = reject;
          }),
      });
      const first = bearer.token().catch(() => undefined);
      await settled();
      const chosen = bearer.signIn('window');
      giveUp(new HostError(code, code));
      await chosen;
      await first;
      expect(asked).toEqual(['silent', WINDOW]);
    },
  );

  it('lives in memory where storage is refused, and forgets what it does not understand', async () => {
    const refused = {
      getItem: () => assertRefused(),
      setItem: () => assertRefused(),
      removeItem: () => assertRefused(),
    };
    const store = makeBearerStore('teams', refused as unknown as Storage);
    expect(store.enter('hanna')).toBeUndefined();
    store.set({ kind: 'session', token: 't', accountId: 'a', way: 'entra' });
    expect(store.get()).toMatchObject({ token: 't' });
    for (const text of ['{', '"x"', '{"kind":"other"}', 'null']) {
      const strange = makeBearerStore('teams', fakeStorage({ 'sefos.session.teams': text }));
      expect(strange.enter(undefined)).toBeUndefined();
      expect(strange.get()).toEqual({ kind: 'nothing' });
    }
  });
});

function assertRefused(): never {
  throw new DOMException('refused', 'SecurityError');
}
