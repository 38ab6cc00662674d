import type { Database } from '../../platform/database/database.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { ExternalLinkRow } from './link.entity.ts';
import { type LinkAction, type LinkCaller, linkEntry, type SharedLinkAction, sharedLinkEntry } from './links.audit.ts';
import { afterWrongTry, countersOf, endOf, LINK_LIMITS, type LinkState, lockOf } from './links.domain.ts';
import { LinkChanged, type LinksRepository } from './links.repository.ts';
import type { LinkIncident, LinkSubjects } from './links.subject.ts';

/** Each round of a race has a winner, and after ten winners the link is locked. */
const ROUNDS = 2 * LINK_LIMITS.wrongTries;

interface Incident {
  readonly kind: LinkIncident;
  readonly action: LinkAction;
}

const LOCKED: Incident = { kind: 'locked', action: 'link.locked' };

/** A counter as it was read, and the writes of one more try. */
interface Counter {
  readonly state: Pick<LinkState, 'failed_tries' | 'locked_until'>;
  count(failedTries: number, lockedUntil: number | null): readonly Statement[] | Promise<readonly Statement[]>;
}

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
  async told(link: ExternalLinkRow, by: LinkCaller, incident: Incident): Promise<Statement[]> {
    const entry = linkEntry(link, incident.action, by, this.#clock.now().getTime());
    return [entry, ...(await this.#subjects.record(link.id, incident.kind, by.method))];
  }

  /**
   * Counts one on the way that the session came in by, logs it and tells the sender, in one batch; answers how many are left.
   * @param incident left out when it has been told already
   * @throws {DomainError} link-locked — this one locked the link, or another did before; link-expired, link-recalled
   */
  async wrong(by: LinkCaller & { readonly linkId: string }, incident?: Incident): Promise<number> {
    const { failedTries, lock } = await this.#counted(async (now) => {
      const link = await this.#repository.link(by.linkId);
      if (!link) throw new DomainError('link-not-found');
      const refusal = endOf(link, now);
      if (refusal) throw refusal;
      return {
        state: countersOf(link, by.way),
        count: async (failed, lockedUntil) => [
          this.#repository.countWrong(link, by.way, failed, lockedUntil),
          ...(incident ? await this.told(link, by, incident) : []),
          ...(lockedUntil === null ? [] : await this.told(link, by, LOCKED)),
        ],
      };
    });
    if (lock) throw lock;
    return LINK_LIMITS.wrongTries - failedTries;
  }

  /**
   * As `wrong`, for an address at a message's shared link.
   * @throws {DomainError} link-locked, link-not-found
   */
  async wrongShared(messageId: string, ip: string): Promise<number> {
    const { failedTries, lock } = await this.#counted(async (now) => {
      const shared = await this.#shared(messageId);
      const told = async (kind: LinkIncident, action: SharedLinkAction) => [
        sharedLinkEntry(shared, action, ip, now),
        ...(await this.#subjects.recordShared(messageId, kind)),
      ];
      return {
        state: shared,
        count: async (failed, lockedUntil) => [
          this.#repository.countSharedTry(shared, failed, lockedUntil),
          ...(await told('wrong-address', 'shared-link.address-wrong')),
          ...(lockedUntil === null ? [] : await told('locked', 'shared-link.locked')),
        ],
      };
    });
    if (lock) throw lock;
    return LINK_LIMITS.wrongTries - failedTries;
  }

  /**
   * A right address takes its turn among the tries and gives it back: otherwise whoever sends hundreds at once would have the
   * right one answered while the wrong ones still queue to be counted.
   * @throws {DomainError} link-locked, link-not-found
   */
  async rightShared(messageId: string): Promise<void> {
    await this.#counted(async () => {
      const shared = await this.#shared(messageId);
      return { state: shared, count: (failed, until) => [this.#repository.countSharedTry(shared, failed, until)] };
    });
    await this.#database.commit([this.#repository.forgiveSharedTry(messageId)]);
  }

  async #shared(messageId: string) {
    const shared = await this.#repository.shared(messageId);
    if (!shared) throw new DomainError('link-not-found');
    return shared;
  }

  /** Counts one try; `lock` is the one that this try led to. @throws {DomainError} link-locked — before this try */
  async #counted(
    read: (now: number) => Promise<Counter>,
  ): Promise<{ readonly failedTries: number; readonly lock: DomainError | null }> {
    for (let round = 0; round < ROUNDS; round++) {
      const now = this.#clock.now().getTime();
      const { state, count } = await read(now);
      const refusal = lockOf(state, now);
      if (refusal) throw refusal;
      const { failedTries, lockedUntil } = afterWrongTry(state, now);
      if (!(await this.#commit(await count(failedTries, lockedUntil)))) continue;
      return { failedTries, lock: lockOf({ locked_until: lockedUntil }, now) };
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
