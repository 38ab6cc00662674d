export type { ExternalLinkRow } from './link.entity.ts';
export { LinkIdentification } from './link-identification.service.ts';
export { type LinkReaderParts, makeLinkReaders, sweepLinkSessions } from './link-readers.ts';
export { LINK_COOKIE_PREFIX, type LinkCookie, LinkSessions, linkCookieOf } from './link-sessions.service.ts';
export { LinkVerification, sessionStill } from './link-verification.service.ts';
export { LINK_LIMITS } from './links.domain.ts';
export { makeLinkCompleter, registerLinkRoutes } from './links.routes.ts';
export {
  type LinkNotice,
  LinksService,
  linkUrl,
  type NewLink,
  type NewSharedLink,
  openTextOf,
  phoneOf,
  sharedLinkUrl,
} from './links.service.ts';
export type { AccountReader, LinkFacts, LinkIncident, LinkSubjects, SharedFacts } from './links.subject.ts';
