import '@fastify/cookie';
import {
  beginLinkBankId,
  beginLinkOidc,
  cancelLinkBankId,
  collectLinkBankId,
  confirmAddress,
  enterSharedLink,
  exchangeLink,
  getLink,
  leaveLink,
  sendLinkCode,
  sendLinkMailCode,
  verifyLinkCode,
  verifyLinkMailCode,
  viewSharedLink,
} from '@sefos/shared/contract/links.ts';
import type { FastifyReply } from 'fastify';
import { requireCookies } from '../../platform/http/cookies-count.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { type OidcCompleter, setOidcBinding } from '../identification/index.ts';
import type { LinkCodes } from './link-codes.service.ts';
import type { LinkIdentification } from './link-identification.service.ts';
import { type LinkCookie, type LinkSessions, linkCookieOf } from './link-sessions.service.ts';
import type { SharedLinks } from './shared-links.service.ts';

const COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

const setLinkCookie = (reply: FastifyReply, cookie: LinkCookie): void => {
  reply.setCookie(cookie.name, cookie.value, { ...COOKIE, maxAge: cookie.maxAgeSeconds });
};

/** HTTP of links, but for what is done with the message behind them. */
export const registerLinkRoutes = (
  mount: Mount,
  dependencies: {
    readonly sessions: LinkSessions;
    readonly identification: LinkIdentification;
    readonly codes: LinkCodes;
    readonly shared: SharedLinks;
  },
): void => {
  const { sessions, identification, codes, shared } = dependencies;
  mount(exchangeLink, async ({ body, ip, request, reply }) => {
    requireCookies(request);
    const { view, cookie } = await sessions.exchange(body, ip);
    setLinkCookie(reply, cookie);
    return view;
  });
  mount(viewSharedLink, ({ body, ip }) => shared.view(body, ip));
  mount(enterSharedLink, async ({ body, ip, request, reply }) => {
    requireCookies(request);
    const entrance = await shared.enter(body, ip);
    if (entrance.kind === 'account') return entrance;
    setLinkCookie(reply, entrance.cookie);
    return { kind: 'link' as const, link: entrance.link };
  });
  mount(getLink, ({ actor }) => sessions.view(actor));
  mount(leaveLink, async ({ actor, reply }) => {
    await sessions.leave(actor);
    reply.clearCookie(linkCookieOf(actor.linkId), COOKIE);
  });
  mount(confirmAddress, ({ actor, body }) => identification.confirmAddress(actor, body.email));
  mount(sendLinkCode, ({ actor }) => codes.send(actor, 'sms'));
  mount(verifyLinkCode, ({ actor, body }) => codes.verify(actor, 'sms', body));
  mount(sendLinkMailCode, ({ actor }) => codes.send(actor, 'email-code'));
  mount(verifyLinkMailCode, ({ actor, body }) => codes.verify(actor, 'email-code', body));
  mount(beginLinkBankId, ({ actor }) => identification.beginBankId(actor));
  mount(collectLinkBankId, ({ actor, params }) => identification.collectBankId(actor, params.id));
  mount(cancelLinkBankId, ({ actor, params }) => identification.cancelBankId(actor, params.id));
  mount(beginLinkOidc, async ({ actor, reply }) => {
    const { url, binding } = await identification.beginOidc(actor);
    setOidcBinding(reply, binding);
    return { url };
  });
};

/** What the OpenID callback does for purpose `link`. */
export const makeLinkCompleter =
  (identification: LinkIdentification): OidcCompleter =>
  (flow, request) =>
    identification.completeOidc(flow, request.ip);
