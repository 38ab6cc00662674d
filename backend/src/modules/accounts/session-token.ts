import '@fastify/cookie';
import { SESSION_HOST_HEADER, SESSION_TOKEN_HEADER, type SessionHost } from '@sefos/shared/contract/sign-in.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountActor } from '../../platform/actor.ts';
import { cookiesCount } from '../../platform/http/cookies-count.ts';

/** Name of the session's cookie: the prefix binds it to this host, https and the root path (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = '__Host-sefos';

/** No Max-Age: the browser forgets it when it closes, and the server ends the session by itself. */
const OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
/** RFC 6750 §2.1, with a token as we make them: 32 bytes, base64url. */
const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i;

/** What of a request says who calls. */
export interface SessionRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly ip: string;
}

/** A session's token (secret) with the host that it is presented in. */
export interface SessionCredential {
  readonly token: string;
  readonly host: AccountActor['host'];
}

const isSessionHost = (value: unknown): value is SessionHost => value === 'teams' || value === 'outlook';

/** The one credential that a request brings, or null: a bearer token with its host, or the cookie where cookies count. */
export const credentialOf = ({ headers, cookies }: Omit<SessionRequest, 'ip'>): SessionCredential | null => {
  const { authorization, [SESSION_HOST_HEADER]: host } = headers;
  if (authorization !== undefined) {
    const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
    return token !== undefined && isSessionHost(host) ? { token, host } : null;
  }
  const token = cookies[SESSION_COOKIE];
  return token && cookiesCount(headers) ? { token, host: 'web' } : null;
};

/** Gives the browser the session's token. */
export const setSessionCookie = (reply: FastifyReply, token: string): void => {
  reply.setCookie(SESSION_COOKIE, token, OPTIONS);
};

export const clearSessionCookie = (reply: FastifyReply): void => {
  reply.clearCookie(SESSION_COOKIE, OPTIONS);
};

/** Gives a session that was renewed its new token, the way that it got the old one. */
export const sendRenewedToken = (reply: FastifyReply, { host }: Pick<AccountActor, 'host'>, token: string): void => {
  if (host === 'web') setSessionCookie(reply, token);
  else reply.header(SESSION_TOKEN_HEADER, token);
};

/** The token of the session that the browser had so far. */
export const sessionTokenOf = (request: FastifyRequest): string | undefined =>
  cookiesCount(request.headers) ? request.cookies[SESSION_COOKIE] : undefined;

/** The token of the session that the frame had so far. */
export const bearerTokenOf = (request: SessionRequest): string | undefined => {
  const credential = credentialOf(request);
  return credential && credential.host !== 'web' ? credential.token : undefined;
};
