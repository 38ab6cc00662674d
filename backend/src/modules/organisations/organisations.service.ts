import { EXTERNAL_METHODS, type ExternalMethod } from '@sefos/shared/domain/levels.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import { newKey, wipe } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { insert, type Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { sortName } from '../../platform/sort-name.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { KeyRing } from './key-ring.ts';
import type { WrappedKeys } from './key-rotation.ts';
import {
  OrganisationDomainEntity,
  OrganisationEntity,
  type OrganisationLogoRow,
  type OrganisationRow,
} from './organisation.entity.ts';
import { DEFAULT_SETTINGS, logoPath, type OrganisationSettings } from './organisations.domain.ts';

/** An organisation as other modules see it. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly switchboard: string | null;
  /** As it is registered, whatever it shows of itself. */
  readonly registered: { readonly name: string; readonly switchboard: string | null };
  /** Path of its logo below the product's address; null = none. */
  readonly logo: string | null;
  readonly settings: OrganisationSettings;
  readonly frozen: boolean;
}

/** What a recipient sees of it. */
export const organisationCard = ({ name, switchboard, logo }: Pick<Organisation, 'name' | 'switchboard' | 'logo'>) => ({
  ...{ name, switchboard },
  ...(logo === null ? {} : { logo }),
});

/** Organisations change rarely and are read with every request: kept for a moment. */
const CACHE_MILLISECONDS = 5_000;

export class OrganisationsService {
  readonly #database: Database;
  readonly #keyRing: KeyRing;
  readonly #externalMethods: readonly ExternalMethod[];
  readonly #clock: Clock;
  readonly #cache = new Map<string, { readonly organisation: Organisation; readonly readAt: number }>();
  readonly #indexKeys = new Map<string, Promise<Buffer>>();

  /** `externalMethods`: what the installation can identify people without an account by; organisations choose among them. */
  constructor(
    database: Database,
    keyRing: KeyRing,
    clock: Clock,
    externalMethods: readonly ExternalMethod[] = EXTERNAL_METHODS,
  ) {
    this.#externalMethods = externalMethods;
    this.#database = database;
    this.#keyRing = keyRing;
    this.#clock = clock;
  }

  /** @throws {DomainError} not-found */
  async get(id: string): Promise<Organisation> {
    const now = this.#clock.now().getTime();
    const cached = this.#cache.get(id);
    if (cached && now - cached.readAt < CACHE_MILLISECONDS) return cached.organisation;
    const row = await this.#database.get<OrganisationRow>('select * from organisation where id = ?', id);
    if (!row) throw new DomainError('not-found');
    const settings = { ...DEFAULT_SETTINGS, ...(JSON.parse(row.settings) as Partial<OrganisationSettings>) };
    const organisation: Organisation = {
      id: row.id,
      name: settings.displayName ?? row.name,
      switchboard: settings.ownSwitchboard ?? row.switchboard,
      registered: { name: row.name, switchboard: row.switchboard },
      logo: settings.logo === null ? null : logoPath(row.id, settings.logo),
      settings: { ...settings, methods: settings.methods.filter((method) => this.#externalMethods.includes(method)) },
      frozen: row.frozen_at !== null,
    };
    this.#cache.set(id, { organisation, readAt: now });
    return organisation;
  }

  /** The logo as it is served, or null. */
  async logo(id: string): Promise<Pick<OrganisationLogoRow, 'image' | 'hash'> | null> {
    const select = 'select image, hash from organisation_logo where organisation_id = ?';
    return (await this.#database.get<OrganisationLogoRow>(select, id)) ?? null;
  }

  /** Domains whose people are the organisation's own. */
  async ownDomains(id: string): Promise<readonly string[]> {
    const rows = await this.#database.all<{ readonly domain: string }>(
      'select domain from organisation_domain where organisation_id = ? order by domain',
      id,
    );
    return rows.map(({ domain }) => domain);
  }

  /** The key of the organisation's blind indexes; stays in memory. */
  indexKey(id: string): Promise<Buffer> {
    const known = this.#indexKeys.get(id);
    if (known) return known;
    const key = this.#loadIndexKey(id);
    this.#indexKeys.set(id, key);
    key.catch(() => this.#indexKeys.delete(id));
    return key;
  }

  /** Lets this process forget the keys of an organisation that is gone. */
  forget(id: string): void {
    this.#cache.delete(id);
    this.#indexKeys.get(id)?.then(wipe, () => undefined);
    this.#indexKeys.delete(id);
    this.#keyRing.forget(id);
  }

  /** Creates an organisation with its own keys. */
  async create(input: {
    readonly name: string;
    readonly slug: string;
    readonly domains: readonly string[];
    readonly switchboard?: string;
    readonly settings?: Partial<OrganisationSettings>;
    /** Writes that belong with it. */
    readonly and?: (id: string, nowMs: number) => readonly Statement[];
  }): Promise<string> {
    const now = this.#clock.now().getTime();
    const id = newId(now);
    const name = cleanLine(input.name);
    await this.#keyRing.ensure(id);
    const indexKey = await this.#keyRing.wrap(id, newKey(), indexKeyContext(id));
    await this.#database.commit([
      insert(OrganisationEntity, {
        id,
        name,
        slug: input.slug,
        switchboard: input.switchboard ?? null,
        settings: JSON.stringify(input.settings ?? {}),
        index_key: indexKey.wrapped,
        index_key_epoch: indexKey.epoch,
        created_at: now,
        sort_name: sortName(name, input.slug),
      }),
      ...input.domains.map((domain) => insert(OrganisationDomainEntity, { domain, organisation_id: id })),
      ...(input.and?.(id, now) ?? []),
    ]);
    return id;
  }

  async #loadIndexKey(id: string): Promise<Buffer> {
    const row = await this.#database.get<OrganisationRow>('select * from organisation where id = ?', id);
    if (!row) throw new DomainError('not-found');
    return this.#keyRing.unwrap(
      { ownerId: id, epoch: row.index_key_epoch, wrapped: row.index_key },
      indexKeyContext(id),
    );
  }
}

const indexKeyContext = (id: string) => ({ purpose: 'blind-index', organisation: id });

/** The organisation's index key, for the rotation of its KEK. */
export const INDEX_KEYS: WrappedKeys = {
  name: 'index key',
  select:
    'select id, index_key_epoch as epoch, index_key as wrapped from organisation where id = ? and index_key_epoch < ? limit ?',
  update: 'update organisation set index_key_epoch = ?, index_key = ? where id = ? and index_key_epoch = ?',
  context: ({ id }) => indexKeyContext(id),
};
