import type { CustomFetch } from 'openid-client';
import { DomainError } from '../../platform/errors.ts';

/** Discovery documents, key sets and tokens are a few kB; an issuer that sends more than this means harm. */
const MAX_ANSWER_BYTES = 1_048_576;

const unavailable = (reason: string, cause?: unknown): DomainError =>
  new DomainError('oidc-unavailable', { reason }, cause === undefined ? undefined : { cause });

const readBounded = async (response: Response): Promise<Response> => {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_ANSWER_BYTES) throw unavailable('answer-too-large');
    chunks.push(chunk);
  }
  const { status, headers } = response;
  const mayHaveBody = status !== 204 && status !== 304;
  return new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, headers });
};

/**
 * A fetch for talking to issuers: no connection, no answer in time, 429 and 5xx all end as `oidc-unavailable`, and an
 * answer has at most 1 MiB.
 */
export const makeBoundedFetch =
  (fetchImplementation: typeof fetch): CustomFetch =>
  async (url, options) => {
    let response: Response;
    try {
      const { body, signal, ...rest } = options;
      const init: RequestInit = { ...rest, ...(body == null ? {} : { body }), ...(signal ? { signal } : {}) };
      response = await readBounded(await fetchImplementation(url, init));
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      throw unavailable(timedOut ? 'timeout' : 'no-connection', error);
    }
    if (response.status === 429 || response.status >= 500) throw unavailable('provider-ill');
    return response;
  };
