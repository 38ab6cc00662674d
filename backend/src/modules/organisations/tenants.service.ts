import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { audit } from '../audit/index.ts';
import { type OrganisationRow, OrganisationTenantEntity } from './organisation.entity.ts';
import {
  DEFAULT_SETTINGS,
  type EntraLevels,
  type OrganisationSettings,
  withEntraLevel,
} from './organisations.domain.ts';

/** A tenant as the list shows it. */
export interface ConnectedTenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly levels: EntraLevels;
}

/** `taken`: the tenant is another organisation's, named by `slug`. */
export type AddedTenant =
  | { readonly outcome: 'added' | 'already-there' | 'invalid-id' | 'unknown-organisation' }
  | { readonly outcome: 'taken'; readonly slug: string };

const TENANT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Somebody else was first; what there is now is read again. */
class Overtaken extends Error {}

const LIST =
  'select t.tenant_id, o.slug, o.settings from organisation_tenant t join organisation o on o.id = t.organisation_id';

const entraLevelsOf = (settings: string): EntraLevels =>
  (JSON.parse(settings) as Partial<OrganisationSettings>).entraLevels ?? DEFAULT_SETTINGS.entraLevels;

/** Which Microsoft Entra tenant belongs to which organisation; a tenant belongs to one. Changes are the operator's, and logged. */
export class TenantsService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(parts: { readonly database: Database; readonly clock: Clock }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
  }

  /** Id of the organisation that a tenant belongs to; null when it is connected to none. */
  async tenantOwner(tenantId: string): Promise<string | null> {
    const row = await this.#database.get<{ organisation_id: string }>(
      'select organisation_id from organisation_tenant where tenant_id = ?',
      tenantId.toLowerCase(),
    );
    return row?.organisation_id ?? null;
  }

  /** Whether any tenant is connected with an organisation. */
  async hasTenant(organisationId: string): Promise<boolean> {
    const sql = 'select tenant_id from organisation_tenant where organisation_id = ? limit 1';
    return (await this.#database.get(sql, organisationId)) !== undefined;
  }

  /** All tenants, by organisation. */
  async listTenants(): Promise<ConnectedTenant[]> {
    const rows = await this.#database.all<{ tenant_id: string; slug: string; settings: string }>(
      `${LIST} order by o.slug, t.tenant_id`,
    );
    return rows.map(({ tenant_id, slug, settings }) => ({
      tenantId: tenant_id,
      slug,
      levels: entraLevelsOf(settings),
    }));
  }

  /** Connects a tenant with an organisation, unless it is anybody's already. */
  async addTenant(slug: string, givenId: string): Promise<AddedTenant> {
    const tenantId = givenId.toLowerCase();
    if (!TENANT_ID.test(tenantId)) return { outcome: 'invalid-id' };
    const organisation = await this.#organisation(slug);
    if (!organisation) return { outcome: 'unknown-organisation' };
    const now = this.#clock.now().getTime();
    const row = { tenant_id: tenantId, organisation_id: organisation.id, created_at: now };
    try {
      await this.#database.commit([
        guard(insert(OrganisationTenantEntity, row, 'nothing'), () => new Overtaken()),
        tenantEntry(organisation.id, 'tenant.added', tenantId, now),
      ]);
      return { outcome: 'added' };
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
    const owner = await this.#database.get<{ slug: string }>(`${LIST} where t.tenant_id = ?`, tenantId);
    return owner && owner.slug !== slug ? { outcome: 'taken', slug: owner.slug } : { outcome: 'already-there' };
  }

  /** Takes a tenant away: its people cannot sign in with it any more. False when it is connected to none. */
  async removeTenant(givenId: string): Promise<boolean> {
    const tenantId = givenId.toLowerCase();
    const owner = await this.tenantOwner(tenantId);
    if (!owner) return false;
    const gone = write('delete from organisation_tenant where tenant_id = ? and organisation_id = ?', tenantId, owner);
    try {
      await this.#database.commit([
        guard(gone, () => new Overtaken()),
        tenantEntry(owner, 'tenant.removed', tenantId, this.#clock.now().getTime()),
      ]);
      return true;
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
  }

  /** Changes one entry of an organisation's mapping from sign-in to level (null = takes it away), and answers the mapping. */
  async setLevel(
    slug: string,
    key: string,
    level: AssuranceLevel | null,
  ): Promise<EntraLevels | 'unknown-organisation' | 'invalid-key'> {
    const organisation = await this.#organisation(slug);
    if (!organisation) return 'unknown-organisation';
    const levels = withEntraLevel(entraLevelsOf(organisation.settings), key, level);
    if (!levels) return 'invalid-key';
    const settings = JSON.stringify({ ...(JSON.parse(organisation.settings) as object), entraLevels: levels });
    try {
      await this.#database.commit([
        guard(
          write(
            'update organisation set settings = ? where id = ? and settings = ?',
            settings,
            organisation.id,
            organisation.settings,
          ),
          () => new Overtaken(),
        ),
        audit(
          { ...bySystem(organisation.id), action: 'tenant.level-changed', facts: { key, level } },
          this.#clock.now().getTime(),
        ),
      ]);
      return levels;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return this.setLevel(slug, key, level);
    }
  }

  #organisation(slug: string): Promise<Pick<OrganisationRow, 'id' | 'settings'> | undefined> {
    return this.#database.get('select id, settings from organisation where slug = ?', slug);
  }
}

const bySystem = (organisationId: string) => ({ organisationId, actor: { kind: 'system' } }) as const;

const tenantEntry = (organisationId: string, action: string, tenantId: string, now: number): Statement =>
  audit({ ...bySystem(organisationId), action, target: { kind: 'tenant', id: tenantId } }, now);
