import { DomainError } from '../../platform/errors.ts';

/** E.164: plus sign, country code, at most 15 digits. */
const E164 = /^\+[1-9]\d{6,14}$/;
const MAX_ANSWER_BYTES = 64 * 1024;
/** Longest wait for a gateway's whole answer, unless an adapter is told otherwise. */
export const GATEWAY_TIMEOUT_MS = 15_000;

export interface GatewayRequest {
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** HTTP statuses by which this gateway refuses the message or the number for good. */
  readonly refusedStatuses: ReadonlySet<number>;
}

/** Refuses what is not a telephone number before it reaches a gateway. @throws {DomainError} sms-refused */
export const assertE164 = (number: string): void => {
  if (!E164.test(number)) throw new DomainError('sms-refused', { reason: 'invalid-number' });
};

/**
 * Checks a gateway's address: TLS, unless it is on this machine.
 * @throws {Error} a sentence that says what to change; never holds the URL, which may hold a key
 */
export const checkedGatewayUrl = (value: string, setting: string): URL => {
  if (!URL.canParse(value)) throw new Error(`${setting} must be a URL such as https://sms.example.se/send`);
  const url = new URL(value);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new Error(`${setting} must begin with https://, unless the gateway is on this machine`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error(`${setting} must not hold a user name or password: give them in their own settings`);
  }
  return url;
};

/**
 * Calls a gateway and gives the text of its answer (2xx). Redirects are not followed: they would carry the credentials
 * and the number elsewhere. Neither the number, the text nor the gateway's words are in any error.
 * @throws {DomainError} sms-refused, sms-unavailable (facts.reason; facts.httpStatus when there was an answer)
 */
export const callGateway = async (request: GatewayRequest): Promise<string> => {
  let response: Response;
  let answer: string;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    answer = await readLimited(response);
  } catch (error) {
    const timedOut = (error as { readonly name?: unknown } | null)?.name === 'TimeoutError';
    throw new DomainError('sms-unavailable', { reason: timedOut ? 'timeout' : 'no-connection' });
  }
  if (response.ok) return answer;
  const type = request.refusedStatuses.has(response.status) ? 'sms-refused' : 'sms-unavailable';
  throw new DomainError(type, { reason: 'gateway-answer', httpStatus: response.status });
};

/** The whole answer is read, or the connection ended, so that it goes back to the pool or away; never kept hanging. */
const readLimited = async (response: Response): Promise<string> => {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
