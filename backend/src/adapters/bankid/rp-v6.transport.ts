import { Agent, request as httpsRequest } from 'node:https';
import { DomainError, isDomainError } from '../../platform/errors.ts';

/** The relying party's certificate and key as the bank issued them: a PKCS#12 file, or PEM. Secret: never log. */
export type BankIdClientIdentity =
  | { readonly pfx: Uint8Array; readonly passphrase?: string }
  | { readonly certPem: string; readonly keyPem: string; readonly passphrase?: string };

/** Where BankID answers and how we show who we are. */
export interface BankIdRpOptions {
  /** Origin without path, e.g. `https://appapi2.bankid.com` or `https://appapi2.test.bankid.com`. */
  readonly baseUrl: string;
  readonly identity: BankIdClientIdentity;
  /** PEM of BankID's own CA. It replaces the system's trust store: nobody else can speak for BankID. */
  readonly caPem: string;
  /** Longest wait for one call, in milliseconds; 8,000 when not given. */
  readonly timeoutMilliseconds?: number;
}

/** An HTTP answer: `body` is the parsed JSON, or null when it was none. */
export interface RpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Completion data hold a signature and an OCSP answer of some 10–20 kB; more than this is not BankID. */
const MAX_ANSWER_BYTES = 1_048_576;
const DEFAULT_TIMEOUT_MILLISECONDS = 8_000;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const unavailable = (code: string, cause?: unknown): DomainError =>
  new DomainError('bankid-unavailable', { code }, cause === undefined ? undefined : { cause });

interface Call {
  readonly agent: Agent;
  readonly url: URL;
  readonly payload: Buffer;
  readonly timeoutMilliseconds: number;
}

const post = (call: Call, mayRetry: boolean): Promise<RpAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = httpsRequest(call.url, {
      method: 'POST',
      agent: call.agent,
      // A charset parameter would be answered with 415 unsupportedMediaType.
      headers: { 'content-type': 'application/json', 'content-length': call.payload.length },
      signal: AbortSignal.timeout(call.timeoutMilliseconds),
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_ANSWER_BYTES) incoming.destroy(unavailable('answer-too-large'));
        else chunks.push(chunk);
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, body: parseJson(Buffer.concat(chunks).toString('utf8')) }),
      );
      incoming.on('error', (error) => reject(isDomainError(error) ? error : unavailable('connection-lost', error)));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // A kept-alive socket that the server had already closed: the request never reached it.
      if (mayRetry && outgoing.reusedSocket && error.code === 'ECONNRESET') {
        post(call, false).then(resolve, reject);
        return;
      }
      const timedOut = error.name === 'AbortError' || error.name === 'TimeoutError';
      const failure = unavailable(timedOut ? 'timeout' : 'no-connection', error);
      reject(isDomainError(error) ? error : failure);
    });
    outgoing.end(call.payload);
  });

/** JSON over mutual TLS with kept-alive connections to one BankID origin. */
export interface RpTransport {
  /** @throws {DomainError} bankid-unavailable when no whole answer came in time */
  call(path: string, body: Readonly<Record<string, unknown>>): Promise<RpAnswer>;
  close(): void;
}

/** @throws {DomainError} bankid-misconfigured when the base URL is not https or the certificate does not open */
export const makeRpTransport = (options: BankIdRpOptions): RpTransport => {
  const base = URL.canParse(options.baseUrl) ? new URL(options.baseUrl) : null;
  if (base?.protocol !== 'https:') throw new DomainError('bankid-misconfigured', { setting: 'baseUrl' });
  const { identity } = options;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 32,
    ca: options.caPem,
    minVersion: 'TLSv1.2',
    ...('pfx' in identity ? { pfx: Buffer.from(identity.pfx) } : { cert: identity.certPem, key: identity.keyPem }),
    ...(identity.passphrase === undefined ? {} : { passphrase: identity.passphrase }),
  });
  const timeoutMilliseconds = options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
  return {
    call: async (path, body) => {
      const payload = Buffer.from(JSON.stringify(body), 'utf8');
      return await post({ agent, url: new URL(path, base), payload, timeoutMilliseconds }, true);
    },
    close: () => agent.destroy(),
  };
};
