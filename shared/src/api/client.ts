import type { MAILBOX_HEADER } from '../contract/delegations.ts';
import { API_PREFIX, type Endpoint } from '../contract/endpoint.ts';
import type { SESSION_HOST_HEADER, SESSION_TOKEN_HEADER } from '../contract/sign-in.ts';
import type { GRANT_HEADER } from '../contract/support-grants.ts';
import type { BearerSession } from './bearer-session.ts';
import { networkProblem, readProblem } from './problem-error.ts';
import type { CallInput, CallResult, Route } from './route.ts';

export interface ClientOptions {
  /** The session of a Microsoft host; undefined: the browser's cookie carries it. */
  readonly bearer?: BearerSession | undefined;
  /** True: calls that carry no session at all. */
  readonly anonymous?: boolean;
  readonly fetch: typeof fetch;
  /** Makes a request id: 128 random bits as text. */
  readonly newId: () => string;
  /** Origin of the API, empty for our own. */
  readonly origin?: string;
}

/** Speaks the contract: `call` for JSON operations, `fetch` for streams, `headers` and `renew` for uploads. */
export interface ApiClient {
  /** @throws {ProblemError} for every answer that is not the endpoint's success, and for no answer (`network`). */
  call<E extends Endpoint>(route: Route<E>, input: CallInput<E>): Promise<CallResult<E>>;
  /**
   * A request of ours below the API, answered whatever its status is; after a 401 a bearer session is renewed and the request
   * repeated once. @throws {ProblemError} network, not-signed-in (no request was made)
   */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** The headers that make a request ours: bearer token or CSRF token. */
  headers(): Promise<Record<string, string>>;
  /** After an answer 401 to a request with these headers: true when it can be sent again with new ones. */
  renew(sent: Readonly<Record<string, string>>): Promise<boolean>;
  /** Takes over the session's CSRF token; the session's answer carries it. */
  setCsrfToken(token: string | undefined): void;
  /** The address of a path below the API. */
  url(path: string): string;
}

interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
  readonly idempotencyKey?: string;
  readonly mailboxId?: string;
  readonly grantId?: string;
}

function fillPath(path: string, params: AnyInput['params']): string {
  return path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params?.[name])));
}

function toSearch(query: AnyInput['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text && `?${text}`;
}

// Typed by the contract, not imported: its schemas stay out of the browser's download.
const hostHeader: typeof SESSION_HOST_HEADER = 'x-sefos-host';
const tokenHeader: typeof SESSION_TOKEN_HEADER = 'x-session-token';
const mailboxHeader: typeof MAILBOX_HEADER = 'x-sefos-mailbox';
const grantHeader: typeof GRANT_HEADER = 'x-sefos-grant';
const BEARER = 'Bearer ';

const tokenIn = (headers: Readonly<Record<string, string>>) => headers.authorization?.slice(BEARER.length) ?? '';

/** Sends requests as who we are: with the cookie and its CSRF token, or with a host's bearer token and never a cookie. */
function makeSender(options: ClientOptions, csrfToken: () => string | undefined) {
  const { bearer } = options;
  const headers = async (): Promise<Record<string, string>> => {
    if (bearer) return { authorization: `${BEARER}${await bearer.token()}`, [hostHeader]: bearer.host };
    const token = csrfToken();
    return token && !options.anonymous ? { 'x-csrf-token': token } : {};
  };
  const renew = async (sent: Readonly<Record<string, string>>) => (bearer ? bearer.renew(tokenIn(sent)) : false);

  const once = async (url: string, init: RequestInit) => {
    const sent = await headers();
    try {
      const response = await options.fetch(url, {
        credentials: bearer || options.anonymous ? 'omit' : 'same-origin',
        ...init,
        headers: { ...(init.headers as Record<string, string>), ...sent },
      });
      const renewed = bearer && response.headers.get(tokenHeader);
      if (renewed) bearer.adopt(tokenIn(sent), renewed);
      return { sent, response };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw networkProblem();
    }
  };
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const { sent, response } = await once(url, init);
    if (response.status !== 401 || !(await renew(sent))) return response;
    return (await once(url, init)).response;
  };
  return { headers, renew, send };
}

/** A client for one host. It keeps the CSRF token in memory and nothing else. */
export function makeApiClient(options: ClientOptions): ApiClient {
  let csrfToken: string | undefined;
  const url = (path: string) => `${options.origin ?? ''}${API_PREFIX}${path}`;
  const { headers, renew, send } = makeSender(options, () => csrfToken);

  const request = (method: string, path: string, input: AnyInput): Promise<Response> =>
    send(url(fillPath(path, input.params)) + toSearch(input.query), {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        'x-request-id': options.newId(),
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(input.mailboxId === undefined ? {} : { [mailboxHeader]: input.mailboxId }),
        ...(input.grantId === undefined ? {} : { [grantHeader]: input.grantId }),
        ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
      ...(input.keepalive ? { keepalive: true } : {}),
    });

  return {
    url,
    headers,
    renew,
    fetch: (path, init) => send(url(path), init),
    setCsrfToken: (token) => {
      csrfToken = token;
    },
    call: async <E extends Endpoint>(route: Route<E>, input: CallInput<E>) => {
      const response = await request(route.method, route.path, input as AnyInput);
      if (!response.ok) throw await readProblem(response);
      if (response.status === 204) return undefined as CallResult<E>;
      return (await response.json().catch(() => {
        throw networkProblem();
      })) as CallResult<E>;
    },
  };
}
