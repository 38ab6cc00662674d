import { SESSION_HOST_HEADER } from '@sefos/shared/contract/sign-in.ts';
import { DomainError } from '../errors.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * True when the cookies of a request say who calls, of accounts and of links alike. They do not with an Authorization header,
 * whatever it says, nor in a call that says it comes from a Microsoft host: a frame never acts as whoever uses the browser (ADR 0011).
 */
export const cookiesCount = (headers: Headers): boolean => {
  const host = headers[SESSION_HOST_HEADER];
  return headers.authorization === undefined && (host === undefined || host === 'web');
};

/**
 * For endpoints without a session that read, replace or set a cookie of the browser: they do nothing for a frame.
 * @throws {DomainError} not-allowed
 */
export const requireCookies = ({ headers }: { readonly headers: Headers }): void => {
  if (!cookiesCount(headers)) throw new DomainError('not-allowed');
};
