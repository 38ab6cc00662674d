import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import type { ManagedRow } from '../account-administration/index.ts';

const COLUMNS =
  'a.id, a.organisation_id, a.mailbox_id, a.email, a.display_name, a.sort_name, a.roles, a.language, a.frozen_at, a.created_at, a.external_id, a.address_before, a.address_changed_at, a.deprovisioned_at, case when a.password_hash is null then 0 else 1 end as has_password, case when a.phone_sealed is null then 0 else 1 end as has_phone';
const THERE = 'a.organisation_id = ? and a.removed_at is null and a.deprovisioned_at is null';

/** An account with what a directory knows of it. */
export interface ProvisionedRow extends ManagedRow {
  /** When the directory deleted it; it is not there for the directory then. */
  readonly deprovisioned_at: number | null;
}

/** Accounts as a directory sees them; every query is scoped by organisation. */
export class ProvisionedAccountsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(organisationId: string, id: string): Promise<ProvisionedRow | undefined> {
    return this.#database.get(`select ${COLUMNS} from account a where a.id = ? and ${THERE}`, id, organisationId);
  }

  byExternalId(organisationId: string, externalId: string): Promise<ProvisionedRow | undefined> {
    const sql = `select ${COLUMNS} from account a where a.external_id = ? and ${THERE}`;
    return this.#database.get(sql, externalId, organisationId);
  }

  /** Also one that the directory has deleted: it may make it again. */
  byAddress(organisationId: string, email: string): Promise<ProvisionedRow | undefined> {
    const sql = `select ${COLUMNS} from account a where a.email = ? and a.organisation_id = ? and a.removed_at is null`;
    return this.#database.get(sql, email, organisationId);
  }

  async count(organisationId: string): Promise<number> {
    const sql = `select count(*) as c from account a where ${THERE}`;
    return Number((await this.#database.get<{ c: number }>(sql, organisationId))?.c ?? 0);
  }

  /** `offset` from 0. Skipped rows are walked in an index and never read. */
  page(organisationId: string, offset: number, limit: number): Promise<ProvisionedRow[]> {
    return this.#database.all(
      `select ${COLUMNS} from account a join (select a.id from account a where ${THERE} order by a.id limit ? offset ?) p on p.id = a.id order by a.id`,
      organisationId,
      limit,
      offset,
    );
  }

  /** Administrators, the first so many. */
  administrators(organisationId: string, limit: number): Promise<ProvisionedRow[]> {
    return this.#database.all(
      `select ${COLUMNS} from account a where ${THERE} and a.roles <> 'user' and a.roles like '%organisation-administrator%' order by a.sort_name, a.id limit ?`,
      organisationId,
      limit,
    );
  }
}

/** The writes of what only a directory knows of an account. */
export const deletedByDirectory = (id: string, nowMs: number): Statement =>
  write('update account set deprovisioned_at = ?, external_id = null where id = ?', nowMs, id);
export const madeByDirectory = (id: string, externalId: string | null): Statement =>
  write('update account set deprovisioned_at = null, external_id = ? where id = ?', externalId, id);
