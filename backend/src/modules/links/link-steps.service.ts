import type { LinkView } from '@sefos/shared/contract/links.ts';
import { METHOD_LEVEL } from '@sefos/shared/domain/levels.ts';
import type { LinkActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { ExternalLinkRow } from './link.entity.ts';
import { actorOf, type LinkSessionParts, type LinkSessions } from './link-sessions.service.ts';
import { linkEntry } from './links.audit.ts';
import { endOf, type LinkWay, lockOfWay, sessionLives } from './links.domain.ts';
import { LinkChanged } from './links.repository.ts';

/** Wrong addresses and wrong codes of one network, over all links. */
export const WRONG = { limit: 30, windowSeconds: 600 };

export interface LinkStepsParts extends LinkSessionParts {
  readonly sessions: LinkSessions;
}

/** What every step towards an identified session needs, whichever the method. */
export class LinkSteps {
  readonly #parts: LinkStepsParts;

  constructor(parts: LinkStepsParts) {
    this.#parts = parts;
  }

  now(): number {
    return this.#parts.clock.now().getTime();
  }

  /** The link, while it leads anywhere by this way in. @throws {DomainError} link-not-found, link-expired, link-recalled, link-locked */
  async usable(linkId: string, way: LinkWay): Promise<ExternalLinkRow> {
    const link = await this.#parts.repository.link(linkId);
    if (!link) throw new DomainError('link-not-found');
    const now = this.now();
    const refusal = endOf(link, now) ?? lockOfWay(link, way, now);
    if (refusal) throw refusal;
    return link;
  }

  /** The writes that make the session an identified one; refused when link or session has ended in the meantime. */
  identified(link: ExternalLinkRow, actor: LinkActor): Statement[] {
    const { repository } = this.#parts;
    const now = this.now();
    return [
      repository.usable(link.id, actor.way, now),
      repository.identify(actor.sessionId, actor.method, now),
      linkEntry(link, 'link.identified', actor, now, { level: METHOD_LEVEL[actor.method] }),
    ];
  }

  async advance(actor: LinkActor, statements: readonly Statement[]): Promise<LinkView> {
    try {
      await this.#parts.database.commit(statements);
    } catch (error) {
      // Done already, or the link or the session has ended: the rows say which.
      if (!(error instanceof LinkChanged)) throw error;
    }
    return this.present(actor);
  }

  /** The view of the rows as they are now. @throws {DomainError} link-session-ended, and why the link has ended or is locked */
  async present(actor: LinkActor): Promise<LinkView> {
    const { repository, sessions } = this.#parts;
    const session = await repository.session(actor.sessionId);
    const link = await repository.link(actor.linkId);
    if (!session || !link || !sessionLives(session, this.now())) throw new DomainError('link-session-ended');
    return sessions.view(actorOf(session, link, actor.ip));
  }
}

/** Only the ways of identification that the sender chose, and only after the address. @throws {DomainError} not-allowed */
export const requireMethod = (actor: LinkActor, ...methods: readonly LinkActor['method'][]): void => {
  if (!actor.addressConfirmed || !methods.includes(actor.method)) throw new DomainError('not-allowed');
};
