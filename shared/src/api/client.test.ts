import { describe, expect, it, jest } from '@jest/globals';
import { type BearerSession, IDLE } from './bearer-session.ts';
import { makeApiClient } from './client.ts';
import { isProblem } from './problem-error.ts';
import { routes } from './routes.ts';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

function fakeFetch({ status, body, headers = {} }: Answer) {
  return jest.fn<typeof fetch>(async () => {
    const json = async () => {
      if (body === undefined) throw new SyntaxError('no body');
      return body;
    };
    return { ok: status < 400, status, headers: new Map(Object.entries(headers)), json } as unknown as Response;
  });
}

const clientOf = (answer: Answer) => {
  const send = fakeFetch(answer);
  return { send, api: makeApiClient({ fetch: send, newId: () => 'request-1' }) };
};

const sentHeaders = (send: ReturnType<typeof fakeFetch>) => send.mock.calls[0]?.[1]?.headers as Record<string, string>;

describe('api client', () => {
  it('fills paths and queries, and sends the CSRF token and a request id', async () => {
    const { api, send } = clientOf({ status: 200, body: { rows: [], nextCursor: null } });
    api.setCsrfToken('csrf-1');
    await api.call(routes.listMessages, { params: { id: 'a/b' }, query: { folder: 'inbox', limit: 50 } });
    expect(send.mock.calls[0]?.[0]).toBe('/api/v1/mailboxes/a%2Fb/messages?folder=inbox&limit=50');
    expect(sentHeaders(send)).toMatchObject({ 'x-csrf-token': 'csrf-1', 'x-request-id': 'request-1' });
  });

  it('turns problem details into a ProblemError with type, facts and the request id', async () => {
    const body = { type: 'urn:sefos:problem:step-up-required', instance: 'req-9', facts: { level: 3 } };
    const { api } = clientOf({ status: 403, body, headers: { 'retry-after': '7' } });
    const error = await api.call(routes.getSession, {}).catch((thrown: unknown) => thrown);
    expect(isProblem(error, 'step-up-required')).toBe(true);
    expect(error).toMatchObject({
      details: { status: 403, requestId: 'req-9', facts: { level: 3 }, retryAfterSeconds: 7 },
    });
  });

  it('calls an answer it does not understand unknown, whatever its type claims', async () => {
    for (const body of [undefined, 'text', { type: 'urn:sefos:problem:constructor' }, { type: 'about:blank' }]) {
      const error = await clientOf({ status: 500, body })
        .api.call(routes.getSession, {})
        .catch((thrown: unknown) => thrown);
      expect(isProblem(error, 'unknown')).toBe(true);
    }
  });

  it('calls no answer a network problem', async () => {
    const api = makeApiClient({
      fetch: () => Promise.reject(new TypeError('failed')),
      newId: () => 'request-1',
    });
    await expect(api.call(routes.getSession, {})).rejects.toMatchObject({ type: 'network' });
  });

  it('answers undefined when there is no content', async () => {
    const { api } = clientOf({ status: 204 });
    expect(await api.call(routes.signOut, {})).toBeUndefined();
  });

  it('sends the idempotency key that it is given', async () => {
    const { api, send } = clientOf({ status: 201, body: { id: 'm', at: 'now' } });
    await api.call(routes.sendMessage, {
      idempotencyKey: 'key-1',
      body: {
        mailboxId: 'm',
        recipients: [],
        subject: 's',
        bodyHtml: '',
        attachmentIds: [],
        assuranceLevel: 1,
        replyAllowed: true,
      },
    });
    expect(sentHeaders(send)).toMatchObject({ 'idempotency-key': 'key-1', 'content-type': 'application/json' });
  });

  it('sends no session at all when it is anonymous', async () => {
    const send = fakeFetch({ status: 200, body: {} });
    const api = makeApiClient({ anonymous: true, fetch: send, newId: () => 'r' });
    api.setCsrfToken('csrf-1');
    await api.call(routes.getSession, {});
    expect(sentHeaders(send)).not.toHaveProperty('x-csrf-token');
    expect(send.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit' });
  });
});

describe('api client of a Microsoft host', () => {
  /** A server that knows one token; everything else is 401. */
  function world() {
    let valid = 't1';
    let kept = 't1';
    const renewals: string[] = [];
    const canRenew = { value: true };
    const bearer: BearerSession = {
      host: 'teams',
      token: async () => kept,
      renew: async (stale) => {
        if (kept !== stale) return true;
        renewals.push(stale);
        if (canRenew.value) kept = valid;
        return canRenew.value;
      },
      adopt: (_sent, token) => {
        kept = token;
      },
      signIn: async () => undefined,
      signOut: () => undefined,
      state: () => IDLE,
      subscribe: () => () => undefined,
    };
    const answers = new Map<string, string>();
    const send = jest.fn<typeof fetch>(async (_url, init) => {
      const authorization = new Headers(init?.headers).get('authorization');
      const good = authorization === `Bearer ${valid}`;
      const body = good ? {} : { type: 'urn:sefos:problem:session-expired' };
      return { ok: good, status: good ? 200 : 401, headers: answers, json: async () => body } as unknown as Response;
    });
    const api = makeApiClient({ bearer, fetch: send, newId: () => 'r' });
    const expire = () => {
      valid = 't2';
    };
    return { api, send, renewals, canRenew, answers, expire };
  }

  it('sends the bearer token and the host, and never a cookie or a CSRF token', async () => {
    const { api, send } = world();
    api.setCsrfToken('csrf-1');
    await api.call(routes.getSession, {});
    expect(sentHeaders(send)).toMatchObject({ authorization: 'Bearer t1', 'x-sefos-host': 'teams' });
    expect(sentHeaders(send)).not.toHaveProperty('x-csrf-token');
    expect(send.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit' });
  });

  it('renews once when two requests and an upload meet the end of the session, and repeats them', async () => {
    const { api, expire, renewals } = world();
    const upload = await api.headers();
    expire();
    const answers = await Promise.all([api.call(routes.getSession, {}), api.fetch('/events', {}), api.renew(upload)]);
    expect(answers[2]).toBe(true);
    expect(renewals).toEqual(['t1']);
    expect(await api.headers()).toMatchObject({ authorization: 'Bearer t2' });
  });

  it('repeats a request once only', async () => {
    const { api, expire, canRenew, send } = world();
    canRenew.value = false;
    expire();
    await expect(api.call(routes.getSession, {})).rejects.toMatchObject({ type: 'session-expired' });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('takes over the token that a step-up brings', async () => {
    const { api, answers } = world();
    answers.set('x-session-token', 't3');
    await api.call(routes.getSession, {});
    expect(await api.headers()).toMatchObject({ authorization: 'Bearer t3' });
  });
});
