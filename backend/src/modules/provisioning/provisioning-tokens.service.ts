import type { Provisioning, ProvisioningToken } from '@sefos/shared/contract/provisioning.ts';
import { hashToken, newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { ProvisioningTokenEntity, type ProvisioningTokenRow } from './provisioning-token.entity.ts';

/** One takes over from the other. */
const MOST_TOKENS = 2;
const DAY_MILLISECONDS = 86_400_000;
const REMEMBER_MILLISECONDS = 60_000;
const CURRENT = 'organisation_id = ? and revoked_at is null and expires_at > ?';

/** A directory that has shown its token. */
export interface Directory {
  readonly tokenId: string;
  readonly organisationId: string;
  readonly scope: 'write' | 'read';
  readonly ip: string;
  /** The administrator who made the token. */
  readonly madeBy: string | null;
}

export interface ProvisioningTokensParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisations: OrganisationsService;
  readonly publicUrl: string;
}

const instant = (ms: number): string => new Date(ms).toISOString();

const present = (row: ProvisioningTokenRow): ProvisioningToken => ({
  id: row.id,
  scope: row.scope === 'write' ? 'write' : 'read',
  createdAt: instant(row.created_at),
  expiresAt: instant(row.expires_at),
  usedAt: row.used_at === null ? null : instant(row.used_at),
});

/** Tokens by which directories provision an organisation's accounts: random, hashed, with an end. */
export class ProvisioningTokens {
  readonly #parts: ProvisioningTokensParts;

  constructor(parts: ProvisioningTokensParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed */
  async get(actor: AccountActor): Promise<Provisioning> {
    requireOrganisationAdministrator(actor);
    const rows = await this.#parts.database.all<ProvisioningTokenRow>(
      `select * from provisioning_token where ${CURRENT} order by id`,
      actor.organisationId,
      this.#now(),
    );
    return { url: `${this.#parts.publicUrl}/scim/v2`, tokens: rows.map(present) };
  }

  /** `token` is secret and shown this once. @throws {DomainError} not-allowed, provisioning-tokens-too-many */
  async make(
    actor: AccountActor,
    { scope, days }: { readonly scope: 'write' | 'read'; readonly days: number },
  ): Promise<{ token: string; view: ProvisioningToken }> {
    requireOrganisationAdministrator(actor);
    const now = this.#now();
    const token = newToken();
    const row = {
      ...{ id: newId(now), organisation_id: actor.organisationId, token_hash: hashToken(token), scope },
      ...{ created_at: now, expires_at: now + days * DAY_MILLISECONDS, used_at: null, revoked_at: null },
      made_by: actor.accountId,
    };
    await this.#parts.database.commit([
      // One after the other, so that two at once are counted.
      write('update organisation set name = name where id = ?', actor.organisationId),
      insert(ProvisioningTokenEntity, row),
      guard(
        write(
          `update provisioning_token set used_at = null where id = ? and (select count(*) from provisioning_token t where t.${CURRENT.replaceAll(' and ', ' and t.')}) <= ?`,
          ...[row.id, actor.organisationId, now, MOST_TOKENS],
        ),
        () => new DomainError('provisioning-tokens-too-many', { most: MOST_TOKENS }),
      ),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'provisioning.token-made',
          actor: accountActor(actor),
          target: { kind: 'provisioning-token', id: row.id },
          facts: { scope, until: instant(row.expires_at) },
        },
        now,
      ),
    ]);
    return { token, view: present(row) };
  }

  /** @throws {DomainError} not-allowed, not-found */
  async revoke(actor: AccountActor, id: string): Promise<void> {
    requireOrganisationAdministrator(actor);
    const now = this.#now();
    await this.#parts.database.commit([
      guard(
        write(
          'update provisioning_token set revoked_at = ? where id = ? and organisation_id = ? and revoked_at is null',
          ...[now, id, actor.organisationId],
        ),
        () => new DomainError('not-found'),
      ),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'provisioning.token-revoked',
          actor: accountActor(actor),
          target: { kind: 'provisioning-token', id },
        },
        now,
      ),
    ]);
  }

  /** Whose token it is; null for one that opens nothing. Remembers that it is in use. */
  async authenticate(token: string, ip: string): Promise<Directory | null> {
    const { database, organisations } = this.#parts;
    const now = this.#now();
    const row = await database.get<ProvisioningTokenRow>(
      'select * from provisioning_token where token_hash = ? and revoked_at is null and expires_at > ?',
      hashToken(token),
      now,
    );
    if (!row || (await organisations.get(row.organisation_id)).frozen) return null;
    if (row.used_at === null || now - row.used_at >= REMEMBER_MILLISECONDS)
      await database.commit([write('update provisioning_token set used_at = ? where id = ?', now, row.id)]);
    return {
      tokenId: row.id,
      organisationId: row.organisation_id,
      scope: row.scope === 'write' ? 'write' : 'read',
      ip,
      madeBy: row.made_by,
    };
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}
