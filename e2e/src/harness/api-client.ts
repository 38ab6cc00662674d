import { randomUUID } from 'node:crypto';
import {
  API_PREFIX,
  type BodyOf,
  type Endpoint,
  type ParamsOf,
  type QueryOf,
  type ResponseOf,
} from '@sefos/shared/contract/endpoint.ts';
import { PROBLEM_URN } from '@sefos/shared/contract/problems.ts';

/** An answer that is no success: the problem's short name (RFC 9457 type) and its status. */
export class ApiProblem extends Error {
  readonly type: string;
  readonly status: number;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, type: string, facts: Readonly<Record<string, unknown>>) {
    super(`${status} ${type} ${JSON.stringify(facts)}`);
    this.type = type;
    this.status = status;
    this.facts = facts;
  }
}

interface Input<E extends Endpoint> {
  readonly params?: ParamsOf<E>;
  readonly query?: QueryOf<E>;
  readonly body?: BodyOf<E>;
  readonly idempotencyKey?: string;
}

interface Path {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
}

const fill = (path: string, { params, query }: Path): string => {
  const filled = path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params?.[name])));
  const search = new URLSearchParams(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `${filled}?${search}` : filled;
};

/** A stranger's client: speaks the contract over HTTP with a cookie jar of its own. */
export class ApiClient {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  csrfToken: string | undefined;
  /** Set for calls under a link's session. */
  linkId: string | undefined;
  /** Set for calls under a session of a Microsoft host. */
  bearer: { readonly token: string; readonly host: string } | undefined;

  constructor(url: string) {
    this.url = url;
  }

  headers(): Record<string, string> {
    return {
      ...(this.cookies.size > 0
        ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        : {}),
      ...(this.csrfToken ? { 'x-csrf-token': this.csrfToken } : {}),
      ...(this.linkId ? { 'x-link': this.linkId } : {}),
      ...(this.bearer ? { authorization: `Bearer ${this.bearer.token}`, 'x-sefos-host': this.bearer.host } : {}),
    };
  }

  /** Any request of this session; takes over the cookies that the answer sets. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(this.url + path, {
      redirect: 'manual',
      ...init,
      headers: { ...this.headers(), ...(init.headers as Record<string, string> | undefined) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.cookies.set(name, value ?? '');
    }
    return answer;
  }

  /** @throws {ApiProblem} for every answer that is not the endpoint's success */
  async call<E extends Endpoint>(endpoint: E, input: Input<E> = {}): Promise<ResponseOf<E>> {
    const answer = await this.fetch(API_PREFIX + fill(endpoint.path, input as Path), {
      method: endpoint.method,
      headers: {
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(endpoint.idempotent ? { 'idempotency-key': input.idempotencyKey ?? randomUUID() } : {}),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const text = await answer.text();
    if (answer.status !== endpoint.status) throw problemOf(answer.status, text);
    const body: unknown = text ? JSON.parse(text) : undefined;
    if (typeof body === 'object' && body !== null && 'csrfToken' in body) this.csrfToken = String(body.csrfToken);
    return body as ResponseOf<E>;
  }
}

const problemOf = (status: number, text: string): ApiProblem => {
  try {
    const body = JSON.parse(text) as { type?: string; facts?: Record<string, unknown> };
    return new ApiProblem(status, (body.type ?? '').replace(PROBLEM_URN, ''), body.facts ?? {});
  } catch {
    return new ApiProblem(status, text.slice(0, 200), {});
  }
};
