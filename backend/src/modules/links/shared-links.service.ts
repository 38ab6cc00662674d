import type { LinkView, SharedLinkView } from '@sefos/shared/contract/links.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import { equalBytes, hashToken } from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';
import { networkOf } from '../identification/index.ts';
import { organisationCard } from '../organisations/index.ts';
import type { ExternalLinkRow, SharedLinkRow } from './link.entity.ts';
import {
  type LinkCookie,
  type LinkSessionParts,
  type LinkSessions,
  SESSIONS,
  WRONG_LINKS,
} from './link-sessions.service.ts';
import { WRONG } from './link-steps.service.ts';
import { sharedLinkEntry } from './links.audit.ts';
import { endOf, lockOf } from './links.domain.ts';
import type { LinkTries } from './links.tries.service.ts';

export interface SharedLinksParts extends LinkSessionParts {
  readonly sessions: LinkSessions;
  readonly tries: LinkTries;
}

export interface SharedLinkKey {
  /** The message's id. */
  readonly id: string;
  /** Secret. */
  readonly token: string;
}

/** Where a shared link leads somebody who named her address. */
export type SharedLinkEntrance =
  | { readonly kind: 'link'; readonly link: LinkView; readonly cookie: LinkCookie }
  | { readonly kind: 'account' };

/** One of those whom the message was sent to. `link` is null for somebody with an account. */
interface Reader {
  readonly address: string;
  readonly end: DomainError | null;
  readonly link: ExternalLinkRow | null;
}

/** The one link of a mail that the sender's own mail program sent to everybody: leads each reader to her own link. */
export class SharedLinks {
  readonly #parts: SharedLinksParts;

  constructor(parts: SharedLinksParts) {
    this.#parts = parts;
  }

  /**
   * Who has written, and until when it can be read; changes nothing.
   * @throws {DomainError} link-not-found — unknown id or wrong token, indistinguishable; link-expired, link-recalled, link-locked, too-many-requests
   */
  async view(key: SharedLinkKey, ip: string): Promise<SharedLinkView> {
    const { subjects, organisations } = this.#parts;
    const { shared } = await this.#usable(key, ip);
    const facts = await subjects.sharedFacts(shared.id);
    if (!facts) throw new DomainError('link-not-found');
    const organisation = await organisations.get(shared.organisation_id);
    const { settings } = organisation;
    return {
      id: shared.id,
      organisation: organisationCard(organisation),
      senderName: senderLine(settings.language, { name: facts.senderName, sentBy: facts.sentBy }),
      language: settings.language,
      sentAt: new Date(facts.sentAt).toISOString(),
      expiresAt: new Date(shared.expires_at).toISOString(),
    };
  }

  /**
   * A session of the link of whoever has that address. Naming it proves nothing: the session still has to be identified.
   * @throws {DomainError} as view, and link-address-wrong {triesLeft}
   */
  async enter(key: SharedLinkKey & { readonly email: string }, ip: string): Promise<SharedLinkEntrance> {
    const { limiter, tries, sessions } = this.#parts;
    const network = networkOf(ip);
    const { shared, readers } = await this.#usable(key, ip);
    await limiter.check('link-address', network, WRONG);
    const reader = readerOf(readers, key.email);
    if (!reader) {
      const triesLeft = await tries.wrongShared(shared.id, ip);
      await limiter.hit('link-address', network, WRONG);
      throw new DomainError('link-address-wrong', { triesLeft });
    }
    await tries.rightShared(shared.id);
    if (reader.end) throw reader.end;
    if (!reader.link) return this.#account(shared, ip);
    const { actor, cookie } = await sessions.begin(reader.link, ip, 'shared');
    return { kind: 'link', link: await sessions.view(actor), cookie };
  }

  async #account(shared: SharedLinkRow, ip: string): Promise<SharedLinkEntrance> {
    const { database, clock, limiter } = this.#parts;
    await limiter.hit('link-sessions', shared.id, SESSIONS);
    await database.commit([sharedLinkEntry(shared, 'shared-link.account-named', ip, clock.now().getTime())]);
    return { kind: 'account' };
  }

  /** The link of id and token with those whom it leads on, as long as there is one. */
  async #usable(
    { id, token }: SharedLinkKey,
    ip: string,
  ): Promise<{ readonly shared: SharedLinkRow; readonly readers: readonly Reader[] }> {
    const { limiter, repository, clock } = this.#parts;
    await limiter.check('link-exchange', networkOf(ip), WRONG_LINKS);
    const shared = await repository.sharedByToken(id, token);
    if (!shared) {
      await limiter.hit('link-exchange', networkOf(ip), WRONG_LINKS);
      throw new DomainError('link-not-found');
    }
    const now = clock.now().getTime();
    const readers = await this.#readers(id, now);
    const refusal = endOfShared(shared, readers, now) ?? lockOf(shared, now);
    if (refusal) throw refusal;
    return { shared, readers };
  }

  async #readers(messageId: string, now: number): Promise<readonly Reader[]> {
    const { repository, subjects } = this.#parts;
    const [links, accounts] = await Promise.all([repository.linksOf(messageId), subjects.accountReaders(messageId)]);
    return [
      ...links.map((link) => ({ address: link.address, end: endOf(link, now), link })),
      ...accounts.map(({ address, ended }) => ({ address, end: ended && new DomainError(ended), link: null })),
    ];
  }
}

/** Whose address it is. Hashes have one length and all are compared, so that the time tells nothing. */
const readerOf = (readers: readonly Reader[], email: string): Reader | undefined => {
  const given = hashToken(normaliseEmail(email) ?? '');
  const [found] = readers.filter(({ address }) => equalBytes(given, hashToken(address)));
  return found;
};

/** Why the link leads nobody on any more, or null: it ends with the last of its readers. */
const endOfShared = (shared: SharedLinkRow, readers: readonly Reader[], now: number): DomainError | null => {
  if (readers.length > 0 && readers.every(({ end }) => end?.type === 'link-recalled'))
    return new DomainError('link-recalled');
  const over = now >= shared.expires_at || readers.every(({ end }) => end !== null);
  return over ? new DomainError('link-expired') : null;
};
