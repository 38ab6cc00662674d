import { SESSION_HOST_HEADER } from '@sefos/shared/contract/sign-in.ts';

/**
 * True when the cookies of a request say who calls, of accounts and of links alike. They do not with an Authorization header,
 * whatever it says, nor in a call that says it comes from a Microsoft host: a frame never acts as whoever uses the browser (ADR 0011).
 */
export const cookiesCount = (headers: Readonly<Record<string, string | readonly string[] | undefined>>): boolean => {
  const host = headers[SESSION_HOST_HEADER];
  return headers.authorization === undefined && (host === undefined || host === 'web');
};
