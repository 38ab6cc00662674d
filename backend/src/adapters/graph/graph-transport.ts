import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { boundedRequest } from '../entra/bounded-request.ts';

const BOUNDS = { maxBytes: 1_048_576, timeoutMilliseconds: 10_000 };
const RETRIED: ReadonlySet<number> = new Set([429, 503, 504]);
/** Somebody waits at a screen: then it is better to say that Graph is busy. */
const MAX_TRIES = 3;
const MAX_WAIT_MILLISECONDS = 8_000;
const FIRST_BACKOFF_MILLISECONDS = 500;

export type Pause = (milliseconds: number) => Promise<unknown>;

/** Milliseconds of a Retry-After header, which Graph may give as a fraction; null when there is none to follow. */
const retryAfter = (response: Response | undefined): number | null => {
  const seconds = Number.parseFloat(response?.headers.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
};

/** Carries the token. The library's own drops it on addresses that are not Graph's, the demo's among them. */
class Bearer implements Middleware {
  readonly #token: string;
  #next: Middleware | null = null;

  constructor(token: string) {
    this.#token = token;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const headers = new Headers(context.options?.headers as Record<string, string> | undefined);
    headers.set('authorization', `Bearer ${this.#token}`);
    context.options = { ...context.options, headers };
    await this.#next?.execute(context);
  }
}

/** Waits as Graph asks and tries again, a few times and a few seconds at most; the library's own would wait for minutes. */
class BoundedRetry implements Middleware {
  readonly #pause: Pause;
  #next: Middleware | null = null;

  constructor(pause: Pause) {
    this.#pause = pause;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      await this.#next?.execute(context);
      if (!RETRIED.has(context.response?.status ?? 0) || attempt === MAX_TRIES) return;
      const wait = retryAfter(context.response) ?? FIRST_BACKOFF_MILLISECONDS * 2 ** (attempt - 1);
      waited += wait;
      if (waited > MAX_WAIT_MILLISECONDS) return;
      await this.#pause(wait);
    }
  }
}

/** The request itself: bounded in time and size, no redirects. */
class BoundedHttp implements Middleware {
  async execute(context: Context): Promise<void> {
    const { method = 'GET', headers, body } = context.options ?? {};
    const init: RequestInit = {
      method,
      headers: headers as Record<string, string>,
      ...(body == null ? {} : { body: body as string }),
    };
    const answer = await boundedRequest(String(context.request), init, BOUNDS);
    const mayHaveBody = answer.status !== 204 && answer.status !== 304;
    const { status } = answer;
    context.response = new Response(mayHaveBody ? answer.text : null, { status, headers: answer.headers });
  }
}

/** The client's chain: token, retries, HTTP. Without a pause there are no retries: whoever calls has a time of its own for them. */
export const graphMiddleware = (token: string, pause: Pause | null): Middleware[] => [
  new Bearer(token),
  ...(pause ? [new BoundedRetry(pause)] : []),
  new BoundedHttp(),
];
