import type { CloseOrganisation, ClosingView } from '@sefos/shared/contract/closing.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../../platform/actor.ts';
import { requireSystemAdministrator } from '../../../platform/authorise.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, insert, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { inBothLogs } from '../installation.log.ts';
import { OrganisationClosingEntity, type OrganisationClosingRow } from './closing.entity.ts';
import { closingContents, heldIn, nothingHeld, presentClosing } from './closing-contents.ts';
import { closingNotices } from './closing-notices.ts';

const DAY_MILLISECONDS = 86_400_000;

export interface ClosingsParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** The closing of organisations, until their purge begins: see what goes, begin, take back. Their administrators are told by mail. */
export class Closings {
  readonly #parts: ClosingsParts;

  constructor(parts: ClosingsParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed, step-up-required, not-found */
  async view(actor: AccountActor, id: string): Promise<ClosingView> {
    requireSystemAdministrator(actor);
    await this.#organisation(id);
    const { database } = this.#parts;
    const [row, contents, held] = await Promise.all([
      this.#closing(id),
      closingContents(database, id),
      heldIn(database, id),
    ]);
    return { closing: row ? presentClosing(row) : null, ...contents, held };
  }

  /**
   * Begins the notice. Only of an organisation that is frozen already, so that nobody writes what is about to be destroyed.
   * @throws {DomainError} not-allowed, step-up-required, not-found, organisation-own, organisation-name-differs,
   * organisation-not-frozen, organisation-closing, organisation-holds-kept
   */
  async begin(actor: AccountActor, id: string, { name, noticeDays }: CloseOrganisation): Promise<void> {
    requireSystemAdministrator(actor);
    const organisation = await this.#organisation(id);
    if (id === actor.organisationId) throw new DomainError('organisation-own');
    if (cleanLine(name) !== organisation.name) throw new DomainError('organisation-name-differs');
    if (organisation.frozen_at === null) throw new DomainError('organisation-not-frozen');
    if (await this.#closing(id)) throw new DomainError('organisation-closing');
    const { database, clock } = this.#parts;
    const { messages } = await heldIn(database, id);
    if (messages > 0) throw new DomainError('organisation-holds-kept', { held: messages });
    const now = clock.now().getTime();
    const purgeAfter = now + noticeDays * DAY_MILLISECONDS;
    const frozen = write('update organisation set name = name where id = ? and frozen_at is not null', id);
    const free = nothingHeld(id);
    const row = { organisation_id: id, begun_by: actor.accountId, begun_at: now, purge_after: purgeAfter };
    const facts = { name: organisation.name, noticeDays, purgeAfter: new Date(purgeAfter).toISOString() };
    // Somebody has yet to fetch the export, however short the notice.
    const earliest = Math.max(purgeAfter, now + LIMITS.closingAfterExportSeconds * 1000);
    const told = { organisationId: id, by: actor.email, begunAt: now, purgeAfter: earliest };
    await database.commit([
      guard(frozen, () => new DomainError('organisation-not-frozen')),
      guard(
        write(`update organisation set name = name where id = ? and ${free.sql}`, id, ...free.params),
        () => new DomainError('organisation-holds-kept'),
      ),
      guard(insert(OrganisationClosingEntity, row, 'nothing'), () => new DomainError('organisation-closing')),
      ...inBothLogs(actor, id, { action: 'organisation.closing-begun', facts }, now),
      ...(await closingNotices(database, told, now)),
    ]);
  }

  /** The organisation stays frozen. @throws {DomainError} not-allowed, step-up-required, not-found, organisation-purging */
  async undo(actor: AccountActor, id: string): Promise<void> {
    requireSystemAdministrator(actor);
    const closing = await this.#closing(id);
    if (!closing) throw new DomainError('not-found');
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const told = { organisationId: id, by: actor.email, begunAt: closing.begun_at, purgeAfter: null };
    await database.commit([
      guard(
        write('delete from organisation_closing where organisation_id = ? and purge_begun_at is null', id),
        () => new DomainError('organisation-purging'),
      ),
      ...inBothLogs(actor, id, { action: 'organisation.closing-undone', facts: {} }, now),
      ...(await closingNotices(database, told, now)),
    ]);
  }

  async #organisation(id: string): Promise<{ readonly name: string; readonly frozen_at: number | null }> {
    const select = 'select name, frozen_at from organisation where id = ?';
    const row = await this.#parts.database.get<{ name: string; frozen_at: number | null }>(select, id);
    if (!row) throw new DomainError('not-found');
    return row;
  }

  #closing(id: string): Promise<OrganisationClosingRow | undefined> {
    return this.#parts.database.get('select * from organisation_closing where organisation_id = ?', id);
  }
}
