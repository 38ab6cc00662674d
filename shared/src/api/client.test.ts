import { describe, expect, it, jest } from '@jest/globals';
import { HostError } from '../host/host.port.ts';
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
  return { send, api: makeApiClient({ identity: { kind: 'cookie' }, fetch: send, newId: () => 'request-1' }) };
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
      identity: { kind: 'cookie' },
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

  it("sends the host's bearer token, and asks for sign-in when the host has none", async () => {
    const send = fakeFetch({ status: 200, body: {} });
    const good = makeApiClient({
      identity: { kind: 'bearer', token: async () => 't1' },
      fetch: send,
      newId: () => 'r',
    });
    await good.call(routes.getSession, {});
    expect(sentHeaders(send)).toMatchObject({ authorization: 'Bearer t1' });
    const token = () => Promise.reject(new HostError('sign-in-required', 'no'));
    const bad = makeApiClient({ identity: { kind: 'bearer', token }, fetch: send, newId: () => 'r' });
    await expect(bad.call(routes.getSession, {})).rejects.toMatchObject({ type: 'not-signed-in' });
  });
});
