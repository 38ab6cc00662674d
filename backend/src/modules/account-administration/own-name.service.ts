import type { OwnName as Name } from '@sefos/shared/contract/account-sessions.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountName } from '../accounts/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import { nameStatements } from './account-changes.ts';
import type { ManagedAccountsRepository } from './managed-accounts.repository.ts';

export interface OwnNameParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: ManagedAccountsRepository;
}

/** Somebody's name in her own hands: shown and logged as when an administrator changes it. */
export class OwnName {
  readonly #parts: OwnNameParts;

  constructor(parts: OwnNameParts) {
    this.#parts = parts;
  }

  /** Answers the name as it is kept. @throws {DomainError} invalid-request — nothing is left of it, name-from-directory, settings-changed */
  async change({ displayName: written }: Name, actor: AccountActor): Promise<Name> {
    const { database, clock, repository } = this.#parts;
    const { organisationId, accountId: id } = actor;
    const displayName = accountName(written);
    const row = await repository.find(organisationId, id);
    if (!row) throw new DomainError('not-found');
    // The directory would write over it, and nobody would know why.
    if (row.external_id !== null) throw new DomainError('name-from-directory');
    if (displayName === row.display_name) return { displayName };
    const now = clock.now().getTime();
    const facts = { nameBefore: row.display_name, nameAfter: displayName };
    const target = { kind: 'account', id };
    await database.commit([
      ...nameStatements(row, { displayName, email: row.email }, now),
      audit({ organisationId, action: 'account.changed', actor: accountActor(actor), target, facts }, now),
    ]);
    return { displayName };
  }
}
