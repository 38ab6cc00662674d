import '@fastify/cookie';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { PROBLEMS } from '@sefos/shared/contract/problems.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDomainError } from '../../platform/errors.ts';
import { cookiesCount } from '../../platform/http/cookies-count.ts';
import {
  bindingCookieOf,
  OIDC_FLOW_SECONDS,
  type OidcBinding,
  type OidcFlowResult,
  type OidcFlows,
  type OidcPurpose,
} from './oidc-flows.service.ts';

/** Where OpenID providers send the browser back to; registered with them, below the public URL. */
export const OIDC_CALLBACK_PATH = `${API_PREFIX}/sign-in/oidc/callback`;

/** Does what the identification was for and answers where to go: a path inside the product. */
export type OidcCompleter = (flow: OidcFlowResult, request: FastifyRequest, reply: FastifyReply) => Promise<string>;

const COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** Puts the flow's binding into the browser that began it; SameSite=Lax, because the provider's redirect must carry it. */
export const setOidcBinding = (reply: FastifyReply, binding: OidcBinding): void => {
  reply.setCookie(binding.cookie, binding.value, { ...COOKIE, maxAge: OIDC_FLOW_SECONDS });
};

const withResult = (path: string, result: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}result=${encodeURIComponent(result)}`;

/** Name of the problem for the page; anything unexpected is logged and told as such. */
const resultOf = (error: unknown, request: FastifyRequest): string => {
  if (isDomainError(error) && error.type in PROBLEMS) return error.type;
  request.log.error({ err: { type: error instanceof Error ? error.name : 'unknown' } }, 'identification failed');
  return 'internal-error';
};

/** The OpenID callback. It is a page load: it answers a redirect whatever happens, never JSON. */
export const registerIdentificationRoutes = (
  app: FastifyInstance,
  dependencies: {
    readonly oidc: OidcFlows;
    readonly completers: Readonly<Record<OidcPurpose, OidcCompleter>>;
  },
): void => {
  const { oidc, completers } = dependencies;
  app.get(OIDC_CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const params = new URL(request.url, 'http://localhost').searchParams;
    const cookie = bindingCookieOf(params.get('state') ?? '');
    let location = '/';
    try {
      const flow = await oidc.complete(params, cookiesCount(request.headers) ? request.cookies[cookie] : undefined);
      reply.clearCookie(cookie, COOKIE);
      location = flow.returnTo;
      location = await completers[flow.purpose](flow, request, reply);
    } catch (error) {
      location = withResult(location, resultOf(error, request));
    }
    // 303: what follows is a GET; no-referrer: the callback's address holds the code and the state.
    return reply
      .code(303)
      .header('location', location)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .send();
  });
};
