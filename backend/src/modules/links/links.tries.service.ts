import type { Database } from '../../platform/database/database.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { ExternalLinkRow } from './link.entity.ts';
import { type LinkAction, linkEntry } from './links.audit.ts';
import { afterWrongTry, endOf, LINK_LIMITS, lockOf } from './links.domain.ts';
import { LinkChanged, type LinksRepository } from './links.repository.ts';
import type { LinkIncident, LinkSubjects } from './links.subject.ts';

/** Each round of a race has a winner, and after ten winners the link is locked. */
const ROUNDS = 2 * LINK_LIMITS.wrongTries;

interface Incident {
  readonly kind: LinkIncident;
  readonly action: LinkAction;
}

const LOCKED: Incident = { kind: 'locked', action: 'link.locked' };

/** Counts wrong addresses, codes and persons of a link, whatever the session, and locks it. */
export class LinkTries {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #repository: LinksRepository;
  readonly #subjects: LinkSubjects;

  constructor(dependencies: {
    readonly database: Database;
    readonly clock: Clock;
    readonly repository: LinksRepository;
    readonly subjects: LinkSubjects;
  }) {
    this.#database = dependencies.database;
    this.#clock = dependencies.clock;
    this.#repository = dependencies.repository;
    this.#subjects = dependencies.subjects;
  }

  /** The writes that log an incident and tell the sender. */
  async told(link: ExternalLinkRow, ip: string, incident: Incident): Promise<Statement[]> {
    const entry = linkEntry(link, incident.action, ip, this.#clock.now().getTime());
    return [entry, ...(await this.#subjects.record(link.id, incident.kind, link.method))];
  }

  /**
   * Counts one, logs it and tells the sender, in one batch; answers how many are left.
   * @param incident left out when it has been told already
   * @throws {DomainError} link-locked — this one locked the link, or another did before; link-expired, link-recalled
   */
  async wrong(linkId: string, ip: string, incident?: Incident): Promise<number> {
    for (let round = 0; round < ROUNDS; round++) {
      const now = this.#clock.now().getTime();
      const link = await this.#repository.link(linkId);
      if (!link) throw new DomainError('link-not-found');
      const refusal = endOf(link, now) ?? lockOf(link, now);
      if (refusal) throw refusal;
      const { failedTries, lockedUntil } = afterWrongTry(link, now);
      const statements = [
        this.#repository.countWrong(link, failedTries, lockedUntil),
        ...(incident ? await this.told(link, ip, incident) : []),
        ...(lockedUntil === null ? [] : await this.told(link, ip, LOCKED)),
      ];
      if (!(await this.#commit(statements))) continue;
      const lock = lockOf({ ...link, locked_until: lockedUntil }, now);
      if (lock) throw lock;
      return LINK_LIMITS.wrongTries - failedTries;
    }
    throw new DomainError('too-many-requests', { retryAfterSeconds: 1 });
  }

  /** False when another try was counted in between. */
  async #commit(statements: readonly Statement[]): Promise<boolean> {
    try {
      await this.#database.commit(statements);
      return true;
    } catch (error) {
      if (error instanceof LinkChanged) return false;
      throw error;
    }
  }
}
