import { API_PREFIX, type Endpoint } from '../contract/endpoint.ts';
import { HostError, type HostIdentity } from '../host/host.port.ts';
import { networkProblem, ProblemError, readProblem } from './problem-error.ts';
import type { CallInput, CallResult, Route } from './route.ts';

export interface ClientOptions {
  readonly identity: HostIdentity;
  readonly fetch: typeof fetch;
  /** Makes a request id: 128 random bits as text. */
  readonly newId: () => string;
  /** Origin of the API, empty for our own. */
  readonly origin?: string;
}

/** Speaks the contract: `call` for JSON operations, `headers` for what is not JSON (uploads, live updates). */
export interface ApiClient {
  /** @throws {ProblemError} for every answer that is not the endpoint's success, and for no answer (`network`). */
  call<E extends Endpoint>(route: Route<E>, input: CallInput<E>): Promise<CallResult<E>>;
  /** The headers that make a request ours: bearer token or CSRF token. */
  headers(): Promise<Record<string, string>>;
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
  readonly idempotencyKey?: string;
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

function signInNeeded(): ProblemError {
  return new ProblemError({
    type: 'not-signed-in',
    status: 401,
    facts: {},
    errors: [],
    requestId: undefined,
    retryAfterSeconds: undefined,
  });
}

/** A client for one host. It keeps the CSRF token in memory and nothing else. */
export function makeApiClient(options: ClientOptions): ApiClient {
  let csrfToken: string | undefined;
  const url = (path: string) => `${options.origin ?? ''}${API_PREFIX}${path}`;

  const headers = async (): Promise<Record<string, string>> => {
    if (options.identity.kind === 'cookie') return csrfToken ? { 'x-csrf-token': csrfToken } : {};
    try {
      return { authorization: `Bearer ${await options.identity.token()}` };
    } catch (error) {
      if (error instanceof HostError && error.code === 'sign-in-required') throw signInNeeded();
      throw error;
    }
  };

  const send = async (method: string, path: string, input: AnyInput): Promise<Response> => {
    const init: RequestInit = {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        'x-request-id': options.newId(),
        ...(await headers()),
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    };
    try {
      return await options.fetch(url(fillPath(path, input.params)) + toSearch(input.query), init);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw networkProblem();
    }
  };

  return {
    url,
    headers,
    setCsrfToken: (token) => {
      csrfToken = token;
    },
    call: async <E extends Endpoint>(route: Route<E>, input: CallInput<E>) => {
      const response = await send(route.method, route.path, input as AnyInput);
      if (!response.ok) throw await readProblem(response);
      if (response.status === 204) return undefined as CallResult<E>;
      return (await response.json().catch(() => {
        throw networkProblem();
      })) as CallResult<E>;
    },
  };
}
