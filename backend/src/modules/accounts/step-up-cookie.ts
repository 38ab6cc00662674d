import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashToken } from '../../crypto/index.ts';

/** Longest way from entering a step-up window to its code. */
const MAX_AGE_SECONDS = 900;

/** One for each window, so that two do not take each other's. */
const cookieOf = (challenge: string): string =>
  `__Host-sefos-step-up-${hashToken(challenge).toString('hex').slice(0, 16)}`;

/** Remembers in the browser that it entered a step-up window; only our own pages send it back (SameSite=Strict). */
export const setStepUpCookie = (reply: FastifyReply, challenge: string, browser: string): void => {
  const options = { path: '/', httpOnly: true, secure: true, sameSite: 'strict', maxAge: MAX_AGE_SECONDS } as const;
  reply.setCookie(cookieOf(challenge), browser, options);
};

/** What the cookie of that window holds; empty when there is none. */
export const stepUpCookieOf = (request: FastifyRequest, challenge: string): string =>
  request.cookies[cookieOf(challenge)] ?? '';
