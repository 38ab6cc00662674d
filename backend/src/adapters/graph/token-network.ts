import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { boundedRequest } from '../entra/bounded-request.ts';

const BOUNDS = { maxBytes: 1_048_576, timeoutMilliseconds: 10_000 };

/**
 * How msal-node reaches Entra: within bounds, which its own client has none of for POST. msal refuses a plain http authority;
 * for the demo's simulator on loopback it is told https, and this stands where a TLS proxy would.
 */
export const makeTokenNetwork = (authority: string): INetworkModule => {
  const isLoopback = authority.startsWith('http:');
  const told = httpsOf(authority);
  const outward = (url: string): string =>
    isLoopback && url.startsWith(told) ? authority + url.slice(told.length) : url;
  const inward = (text: string): string => (isLoopback ? text.replaceAll(authority, told) : text);
  const request = async <T>(
    method: string,
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> => {
    const answer = await boundedRequest(
      outward(url),
      { method, headers: options?.headers ?? {}, ...(method === 'POST' ? { body: options?.body ?? '' } : {}) },
      BOUNDS,
    );
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: JSON.parse(inward(answer.text)) as T,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => request('GET', url, options),
    sendPostRequestAsync: (url, options) => request('POST', url, options),
  };
};

/** The same origin by https: what msal is told. */
export const httpsOf = (origin: string): string => origin.replace(/^http:/, 'https:');
