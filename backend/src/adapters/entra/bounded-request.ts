/** How an answer of Microsoft's services is read: never longer, never later than this. */
export interface Bounds {
  readonly maxBytes: number;
  readonly timeoutMilliseconds: number;
}

export interface BoundedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const readText = async (response: Response, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new Error('answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * One request whose answer is read wholly, within bounds. Redirects are not followed: what is sent (tokens, secrets) goes to
 * the address given and nowhere else. Throws when there is no connection, no answer in time, or too long an answer.
 */
export const boundedRequest = async (url: string, init: RequestInit, bounds: Bounds): Promise<BoundedAnswer> => {
  // The signal also ends a body that trickles.
  const signal = AbortSignal.timeout(bounds.timeoutMilliseconds);
  const response = await fetch(url, { ...init, signal, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await readText(response, bounds.maxBytes) };
};

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An origin as given: https, or http on loopback where the demo allows it. Throws for any other. */
export const checkedOrigin = (address: string, allowLoopbackHttp: boolean): string => {
  const { protocol, hostname, origin } = new URL(address);
  const isLoopback = protocol === 'http:' && LOOPBACK.has(hostname);
  if (protocol !== 'https:' && !(allowLoopbackHttp && isLoopback)) throw new Error(`${origin} is not an https address`);
  return origin;
};
