import type { LinkView } from '@sefos/shared/contract/links.ts';
import type { ExternalMethod } from '@sefos/shared/domain/levels.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import { newToken } from '../../crypto/index.ts';
import type { LinkActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { networkOf, type RateLimiter } from '../identification/index.ts';
import { type OrganisationsService, organisationCard } from '../organisations/index.ts';
import type { ExternalLinkRow, LinkSessionRow } from './link.entity.ts';
import { linkEntry } from './links.audit.ts';
import { endOf, identifiedBy, LINK_LIMITS, type LinkWay, lockOfWay, sessionLives } from './links.domain.ts';
import type { LinksRepository } from './links.repository.ts';
import { phoneOf } from './links.service.ts';
import type { LinkSubjects } from './links.subject.ts';

/** Wrong links of one network; right ones are not counted, for many citizens share an address. */
export const WRONG_LINKS = { limit: 60, windowSeconds: 600 };
/** Sessions of one link: scanners that run scripts begin some. */
export const SESSIONS = { limit: 60, windowSeconds: 600 };
const LINK_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the name of every link's cookie begins with; the link's id follows. */
export const LINK_COOKIE_PREFIX = '__Host-sefos-link-';

/** Name of the cookie of one link's session: several links can be open in one browser. */
export const linkCookieOf = (linkId: string): string => LINK_COOKIE_PREFIX + linkId;

/** A cookie to set: HttpOnly, Secure, SameSite=Strict, Path=/. The value is secret. */
export interface LinkCookie {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number;
}

export interface LinkSessionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: LinksRepository;
  readonly organisations: OrganisationsService;
  readonly limiter: RateLimiter;
  readonly subjects: LinkSubjects;
}

/** Which link the session came in by. */
export const wayOf = (session: Pick<LinkSessionRow, 'way'>): LinkWay => session.way as LinkWay;

/** Who acts, as a session's row and its link say. */
export const actorOf = (session: LinkSessionRow, link: ExternalLinkRow, ip: string): LinkActor => {
  const way = wayOf(session);
  const method = identifiedBy(link.method as ExternalMethod, way);
  return {
    kind: 'link',
    linkId: link.id,
    messageId: link.message_id,
    organisationId: link.organisation_id,
    sessionId: session.id,
    way,
    addressConfirmed: session.address_confirmed_at !== null,
    // Exactly the chosen method identifies: a session identified by any other is not identified.
    identified: session.identified_at !== null && session.method === method,
    method,
    csrfToken: session.csrf_token,
    ip,
  };
};

/** Sessions of people without an account: each opens exactly one link. */
export class LinkSessions {
  readonly #parts: LinkSessionParts;

  constructor(parts: LinkSessionParts) {
    this.#parts = parts;
  }

  /**
   * A session for the link's token. Opens nothing and uses nothing up.
   * @throws {DomainError} link-not-found — unknown id or wrong token, indistinguishable; with the right token alone link-expired,
   * link-recalled, link-locked {retryAfterSeconds}; too-many-requests
   */
  async exchange(
    given: { readonly id: string; readonly token: string },
    ip: string,
  ): Promise<{ readonly view: LinkView; readonly cookie: LinkCookie }> {
    const { repository, limiter } = this.#parts;
    await limiter.check('link-exchange', networkOf(ip), WRONG_LINKS);
    const link = await repository.linkByToken(given.id, given.token);
    if (!link) {
      await limiter.hit('link-exchange', networkOf(ip), WRONG_LINKS);
      throw new DomainError('link-not-found');
    }
    const { actor, cookie } = await this.begin(link, ip, 'personal');
    return { view: await this.view(actor), cookie };
  }

  /**
   * A session of a link whose token, or whose message's shared token with the reader's address, has been shown.
   * @throws {DomainError} link-expired, link-recalled, link-locked {retryAfterSeconds}, too-many-requests
   */
  async begin(
    link: ExternalLinkRow,
    ip: string,
    way: LinkWay,
  ): Promise<{ readonly actor: LinkActor; readonly cookie: LinkCookie }> {
    const { database, clock, repository, limiter } = this.#parts;
    const now = clock.now().getTime();
    const refusal = endOf(link, now) ?? lockOfWay(link, way, now);
    if (refusal) throw refusal;
    // Apart, so that whoever has the shared link uses up none of the reader's own.
    await limiter.hit(way === 'shared' ? 'shared-link-sessions' : 'link-sessions', link.id, SESSIONS);
    const token = newToken();
    const id = newId(now);
    const by = { ip, way, method: identifiedBy(link.method as ExternalMethod, way) };
    await database.commit([
      repository.newSession({ id, linkId: link.id, way, token, csrfToken: newToken(), now }),
      linkEntry(link, 'link.session-started', by, now),
      ...(way === 'shared' ? [linkEntry(link, 'link.address-confirmed', by, now)] : []),
    ]);
    const session = await repository.session(id);
    if (!session) throw new DomainError('link-session-ended');
    return {
      actor: actorOf(session, link, ip),
      cookie: { name: linkCookieOf(link.id), value: token, maxAgeSeconds: LINK_LIMITS.sessionSeconds },
    };
  }

  /** Who calls, by the cookie that the X-Link header picks; null = nobody. For the Authenticator of platform/http/mount.ts. */
  async authenticate(
    cookies: Readonly<Record<string, string | undefined>>,
    linkId: unknown,
    ip: string,
  ): Promise<LinkActor | null> {
    if (typeof linkId !== 'string' || !LINK_ID.test(linkId)) return null;
    const token = cookies[linkCookieOf(linkId)];
    if (!token) return null;
    const { database, clock, repository } = this.#parts;
    const session = await repository.sessionByToken(token, linkId);
    const now = clock.now().getTime();
    if (!session || !sessionLives(session, now)) return null;
    const link = await repository.link(linkId);
    if (!link) return null;
    if (now - session.seen_at >= LINK_LIMITS.seenEverySeconds * 1000)
      await database.commit([repository.seen(session.id, now)]);
    return actorOf(session, link, ip);
  }

  /**
   * Where the reader stands. A locked link still serves whoever was identified before it locked. Whoever came by a shared link is
   * told nothing of the reader whose address she named, but how to identify as her and in which language.
   * @throws {DomainError} link-not-found, link-expired, link-recalled, link-locked
   */
  async view(actor: LinkActor): Promise<LinkView> {
    const { repository, clock, subjects, organisations } = this.#parts;
    const link = await repository.link(actor.linkId);
    if (!link) throw new DomainError('link-not-found');
    const now = clock.now().getTime();
    const refusal = endOf(link, now) ?? (actor.identified ? null : lockOfWay(link, actor.way, now));
    if (refusal) throw refusal;
    const facts = await subjects.facts(link.id);
    if (!facts) throw new DomainError('link-not-found');
    const organisation = await organisations.get(facts.organisationId);
    const known = actor.identified || actor.way === 'personal';
    const language = link.language as LinkView['language'];
    return {
      id: link.id,
      step: actor.identified ? 'ready' : actor.addressConfirmed ? 'identify' : 'address',
      organisation: organisationCard(organisation),
      senderName: senderLine(language, { name: facts.senderName, sentBy: facts.sentBy }),
      language,
      method: link.method as ExternalMethod,
      maskedPhone: known && actor.addressConfirmed ? await this.#maskedPhone(link) : null,
      assuranceLevel: known ? facts.assuranceLevel : null,
      sentAt: new Date(facts.sentAt).toISOString(),
      expiresAt: new Date(link.expires_at).toISOString(),
      opened: known && facts.opened,
      replyAllowed: known && facts.replyAllowed,
      replied: known && facts.replied,
      readReceipt: known && facts.readReceipt,
      organisationMayOpen: known && facts.organisationMayOpen,
      csrfToken: actor.csrfToken,
    };
  }

  /**
   * For what only the identified reader may do.
   * @throws {DomainError} link-not-found, link-expired, link-recalled, link-not-identified
   */
  async requireIdentified(actor: LinkActor): Promise<ExternalLinkRow> {
    const link = await this.#parts.repository.link(actor.linkId);
    if (!link) throw new DomainError('link-not-found');
    const refusal = endOf(link, this.#parts.clock.now().getTime());
    if (refusal) throw refusal;
    if (!actor.identified) throw new DomainError('link-not-identified');
    return link;
  }

  /** Ends the session. */
  async leave(actor: LinkActor): Promise<void> {
    const { database, clock, repository } = this.#parts;
    await database.commit([repository.endSession(actor.sessionId, clock.now().getTime())]);
  }

  async #maskedPhone(link: ExternalLinkRow): Promise<string | null> {
    if (link.method !== 'sms') return null;
    const phone = phoneOf(link, await this.#parts.subjects.messageKey(link.id));
    return phone === null ? null : maskPhone(phone);
  }
}
