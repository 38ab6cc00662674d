import type { Database } from '../../platform/database/database.ts';
import { guard, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { audit } from '../audit/index.ts';
import { MOST_LISTED_DOMAINS } from './domain-lists.ts';
import type { OrganisationRow } from './organisation.entity.ts';
import { DEFAULT_SETTINGS, type DomainLists, type OrganisationSettings } from './organisations.domain.ts';

/** Settings that are a number of days; 0 = off. */
export const DAY_SETTINGS = {
  reminderDays: { most: 60 },
  retentionDays: { most: 36_500 },
} as const;
export type DaySetting = keyof typeof DAY_SETTINGS;

/** The list is full. */
export class TooManyDomains extends Error {}

interface Change {
  readonly changed: Partial<OrganisationSettings>;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Somebody else changed the settings at the same time; they are read again. */
class Overtaken extends Error {}

/** The number of days that a text says, or null when it says none within the setting's bounds. */
export const daysOf = (setting: DaySetting, text: string): number | null =>
  /^\d{1,5}$/.test(text) && Number(text) <= DAY_SETTINGS[setting].most ? Number(text) : null;

/** What the operator changes of an organisation by command; every change is logged as the system's. */
export class SettingsService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(parts: { readonly database: Database; readonly clock: Clock }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
  }

  /** Null when no organisation has the slug. */
  async find(slug: string): Promise<{ readonly id: string; readonly settings: OrganisationSettings } | null> {
    const row = await this.#row(slug);
    return row ? { id: row.id, settings: { ...DEFAULT_SETTINGS, ...JSON.parse(row.settings) } } : null;
  }

  /** Running servers know within five seconds. False when no organisation has the slug. */
  setDays(slug: string, setting: DaySetting, days: number): Promise<boolean> {
    return this.#change(slug, () => ({ changed: { [setting]: days }, facts: { setting, days } }));
  }

  /**
   * Puts a normalised domain into one list and out of the other, or with null out of both. Running servers know within five
   * seconds. False when no organisation has the slug. @throws {TooManyDomains}
   */
  listDomain(slug: string, domain: string, list: keyof DomainLists | null): Promise<boolean> {
    return this.#change(slug, (settings) => {
      const without = (listed: readonly string[]) => listed.filter((other) => other !== domain);
      const { trusted, forbidden } = settings.domains;
      const others: DomainLists = { trusted: without(trusted), forbidden: without(forbidden) };
      const domains = list === null ? others : { ...others, [list]: [...others[list], domain].sort() };
      if (list !== null && domains[list].length > MOST_LISTED_DOMAINS) throw new TooManyDomains();
      return { changed: { domains }, facts: { setting: 'domains', domain, list: list ?? 'none' } };
    });
  }

  /** True when forbidding the domain would forbid the organisation's own people. */
  async isOwnDomain(organisationId: string, domain: string): Promise<boolean> {
    const rows = await this.#database.all<{ readonly domain: string }>(
      'select domain from organisation_domain where organisation_id = ?',
      organisationId,
    );
    return rows.some((row) => row.domain === domain || row.domain.endsWith(`.${domain}`));
  }

  async #change(slug: string, make: (settings: OrganisationSettings) => Change): Promise<boolean> {
    const row = await this.#row(slug);
    if (!row) return false;
    const stored = JSON.parse(row.settings);
    const { changed, facts } = make({ ...DEFAULT_SETTINGS, ...stored });
    const change = write(
      'update organisation set settings = ? where id = ? and settings = ?',
      JSON.stringify({ ...stored, ...changed }),
      row.id,
      row.settings,
    );
    const entry = {
      organisationId: row.id,
      action: 'organisation.setting-changed',
      actor: { kind: 'system' },
      facts,
    } as const;
    try {
      await this.#database.commit([guard(change, () => new Overtaken()), audit(entry, this.#clock.now().getTime())]);
      return true;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return this.#change(slug, make);
    }
  }

  #row(slug: string): Promise<Pick<OrganisationRow, 'id' | 'settings'> | undefined> {
    return this.#database.get('select id, settings from organisation where slug = ?', slug);
  }
}
