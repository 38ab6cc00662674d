import type { FastifyInstance, InjectOptions } from 'fastify';

/** An answer as the tests look at it; `body` is parsed JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the contract's own tests check
  readonly body: any;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The problem's name without its URN, or undefined. */
  readonly problem: string | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** A cookie jar and the headers of one session: what a browser's page sends with its calls. */
export class Browser {
  readonly cookies = new Map<string, string>();
  csrfToken = '';
  /** The link whose session is meant; none for an account. */
  linkId: string | undefined;
  readonly #app: FastifyInstance;
  readonly #ip: string;
  #keys = 0;

  constructor(app: FastifyInstance, ip = '192.0.2.10') {
    this.#app = app;
    this.#ip = ip;
  }

  get(path: string, headers?: Headers): Promise<Answer> {
    return this.call('GET', path, undefined, headers);
  }

  /** Every POST has an Idempotency-Key of its own unless one is given. */
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer> {
    return this.call('POST', path, body, { 'idempotency-key': `key-${++this.#keys}-${Math.random()}`, ...headers });
  }

  /** Calls below `/api/v1`, or any path that begins with `//`. */
  async call(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const payload =
      body === undefined || Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await this.#app.inject({
      method: method as InjectOptions['method'] & string,
      url: path.startsWith('//') ? path.slice(1) : `/api/v1${path}`,
      remoteAddress: this.#ip,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.csrfToken ? { 'x-csrf-token': this.csrfToken } : {}),
        ...(this.linkId ? { 'x-link': this.linkId } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    } as InjectOptions);
    for (const { name, value } of answer.cookies as { name: string; value: string }[])
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const parsed = isJson && answer.body ? JSON.parse(answer.body) : answer.body;
    return {
      status: answer.statusCode,
      body: parsed,
      bytes: answer.rawPayload,
      headers: answer.headers,
      problem: isJson ? parsed?.type?.replace?.('urn:sefos:problem:', '') : undefined,
    };
  }

  /** Uploads a file by tus in one piece; answers its id. */
  async upload(name: string, content: Buffer): Promise<string> {
    const tus = { 'tus-resumable': '1.0.0' };
    const created = await this.call('POST', '/uploads', undefined, {
      ...tus,
      'upload-length': String(content.length),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    });
    if (created.status !== 201) throw new Error(`upload refused: ${created.status} ${created.problem}`);
    const path = String(created.headers.location).replace('/api/v1', '');
    if (content.length > 0) {
      const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
      // What is injected is the server's: sealing takes the bytes over and leaves an empty buffer.
      const appended = await this.call('PATCH', path, Buffer.from(content), headers);
      if (appended.status !== 204) throw new Error(`upload broke: ${appended.status} ${appended.problem}`);
    }
    return path.split('/').at(-1) ?? '';
  }
}
