import type { GiveSupportGrant, OwnSupportGrant, SupportGrant } from '@sefos/shared/contract/support-grants.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator, requireSystemAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsService, RateLimits } from '../accounts/index.ts';
import { SupportGrantEntity, type SupportGrantRow } from './installation.entity.ts';
import { inBothLogs } from './installation.log.ts';

const HOUR_MILLISECONDS = 3_600_000;
/** How long a grant that is over is listed. */
const LISTED_MILLISECONDS = 90 * 24 * HOUR_MILLISECONDS;
/** Addresses that may be tried: who runs the installation is not to be found out by asking. */
const TRIES = { limit: 20, windowSeconds: 3_600 };
const MOST_LISTED = 100;

export interface SupportGrantsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsService, 'findByEmail'>;
  readonly limiter: RateLimits;
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const present = (row: SupportGrantRow): SupportGrant => ({
  ...{ id: row.id, email: row.email, reason: row.reason },
  createdAt: new Date(row.created_at).toISOString(),
  expiresAt: new Date(row.expires_at).toISOString(),
  usedAt: instant(row.used_at),
  endedAt: instant(row.ended_at),
});

/** What an organisation lets a system administrator do inside it, for some hours (docs/adr/0039-installation.md). */
export class SupportGrants {
  readonly #parts: SupportGrantsParts;

  constructor(parts: SupportGrantsParts) {
    this.#parts = parts;
  }

  /** Of the own organisation in the last 90 days, newest first. @throws {DomainError} not-allowed */
  async list(actor: AccountActor): Promise<SupportGrant[]> {
    requireMember(actor);
    const rows = await this.#parts.database.all<SupportGrantRow>(
      `select * from support_grant where organisation_id = ? and created_at > ? order by id desc limit ${MOST_LISTED}`,
      actor.organisationId,
      this.#now() - LISTED_MILLISECONDS,
    );
    return rows.map(present);
  }

  /** @throws {DomainError} not-allowed, grant-person, grant-exists, too-many-requests */
  async give(actor: AccountActor, given: GiveSupportGrant, idempotency: IdempotencyRecord): Promise<SupportGrant> {
    requireMember(actor);
    const { database, limiter } = this.#parts;
    await limiter.hit('support-grant', actor.organisationId, TRIES);
    const person = await this.#person(given.email);
    const now = this.#now();
    const reason = cleanLine(given.reason);
    const { organisationId } = actor;
    const row: SupportGrantRow = {
      ...{ id: newId(now), organisation_id: organisationId, account_id: person.id, email: person.email, reason },
      ...{ granted_by: actor.accountId, created_at: now, expires_at: now + given.hours * HOUR_MILLISECONDS },
      ...{ used_at: null, ended_at: null },
    };
    const facts = { email: person.email, reason, until: new Date(row.expires_at).toISOString() };
    await database.commit([
      // One after the other: of two at once the second sees the first.
      write('update organisation set name = name where id = ?', organisationId),
      guard(
        write(
          'update organisation set name = name where id = ? and not exists (select 1 from support_grant g where g.account_id = ? and g.expires_at > ? and g.ended_at is null and g.organisation_id = organisation.id) and frozen_at is null',
          ...[organisationId, person.id, now],
        ),
        () => new DomainError('grant-exists'),
      ),
      insert(SupportGrantEntity, row),
      ...this.#entries(actor, row, 'support.granted', facts, now),
      idempotency.record(present(row)),
    ]);
    return present(row);
  }

  /** @throws {DomainError} not-allowed, not-found — not the organisation's, or over */
  async end(actor: AccountActor, id: string): Promise<void> {
    requireMember(actor);
    await this.#end(actor, await this.#living(id, 'organisation_id', actor.organisationId));
  }

  /** Where the caller is let in now. @throws {DomainError} not-allowed, step-up-required */
  async own(actor: AccountActor): Promise<OwnSupportGrant[]> {
    requireSystemAdministrator(actor);
    const { database } = this.#parts;
    const rows = await database.all<SupportGrantRow & { readonly name: string }>(
      `select g.*, o.name from support_grant g join organisation o on o.id = g.organisation_id where g.account_id = ? and g.expires_at > ? and g.ended_at is null order by g.expires_at, g.id limit ${MOST_LISTED}`,
      ...[actor.accountId, this.#now()],
    );
    return rows.map((row) => ({
      ...{ id: row.id, organisation: { id: row.organisation_id, name: row.name }, reason: row.reason },
      expiresAt: new Date(row.expires_at).toISOString(),
    }));
  }

  /** @throws {DomainError} not-allowed, step-up-required, not-found */
  async giveBack(actor: AccountActor, id: string): Promise<void> {
    requireSystemAdministrator(actor);
    await this.#end(actor, await this.#living(id, 'account_id', actor.accountId));
  }

  /**
   * The caller as she is inside the organisation that a grant names: its administrator, for operations that take grants (`open`).
   * @throws {DomainError} not-allowed, step-up-required, grant-ended
   */
  async enter(actor: AccountActor, id: string, open: boolean): Promise<AccountActor> {
    requireSystemAdministrator(actor);
    if (!open) throw new DomainError('not-allowed');
    const row = await this.#living(id, 'account_id', actor.accountId).catch(() => {
      throw new DomainError('grant-ended');
    });
    const { organisation_id: organisationId } = row;
    const inside: AccountActor = {
      ...actor,
      ...{ organisationId, grantId: row.id, roles: ['organisation-administrator'] },
    };
    if (row.used_at === null) await this.#used(actor, row);
    return inside;
  }

  /** Two calls may be the first: one of them is logged. */
  async #used(actor: AccountActor, row: SupportGrantRow): Promise<void> {
    const now = this.#now();
    const first = write('update support_grant set used_at = ? where id = ? and used_at is null', now, row.id);
    await this.#parts.database
      .commit([
        guard(first, () => new SecondUse()),
        ...this.#entries(actor, row, 'support.used', { email: row.email }, now),
      ])
      .catch((error: unknown) => {
        if (!(error instanceof SecondUse)) throw error;
      });
  }

  async #end(actor: AccountActor, row: SupportGrantRow): Promise<void> {
    const now = this.#now();
    const ended = write('update support_grant set ended_at = ? where id = ? and ended_at is null', now, row.id);
    await this.#parts.database.commit([
      guard(ended, () => new DomainError('not-found')),
      ...this.#entries(actor, row, 'support.ended', { email: row.email }, now),
    ]);
  }

  async #living(id: string, scope: 'organisation_id' | 'account_id', scopeId: string): Promise<SupportGrantRow> {
    const row = await this.#parts.database.get<SupportGrantRow>(
      `select * from support_grant where id = ? and ${scope} = ? and expires_at > ? and ended_at is null`,
      ...[id, scopeId, this.#now()],
    );
    if (!row) throw new DomainError('not-found');
    return row;
  }

  /** A living account that administers the installation; anybody else is nobody. */
  async #person(text: string) {
    const email = normaliseEmail(text);
    const account = email && (await this.#parts.accounts.findByEmail(email));
    if (!account || account.frozen || !account.roles.includes('system-administrator'))
      throw new DomainError('grant-person');
    return account;
  }

  #entries(
    actor: AccountActor,
    row: Pick<SupportGrantRow, 'id' | 'organisation_id'>,
    action: string,
    facts: Readonly<Record<string, string>>,
    now: number,
  ): Statement[] {
    const target = { kind: 'support-grant', id: row.id };
    return inBothLogs(actor, row.organisation_id, { action, facts, target }, now);
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}

class SecondUse extends Error {}

/** The write that ends whatever an organisation has let in: where nobody can sign in, nobody can see to it or end it. */
export const endGrants = (organisationId: string, now: number): Statement =>
  write(
    'update support_grant set ended_at = ? where organisation_id = ? and ended_at is null and expires_at > ?',
    now,
    organisationId,
    now,
  );

/** Whoever was let in lets nobody in. @throws {DomainError} not-allowed */
const requireMember = (actor: AccountActor): void => {
  requireOrganisationAdministrator(actor);
  if (actor.grantId !== undefined) throw new DomainError('not-allowed');
};
