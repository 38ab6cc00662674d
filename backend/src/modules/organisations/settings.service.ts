import type { Database } from '../../platform/database/database.ts';
import { guard, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { audit } from '../audit/index.ts';
import type { OrganisationRow } from './organisation.entity.ts';
import { DEFAULT_SETTINGS, type OrganisationSettings } from './organisations.domain.ts';

/** Settings that are a number of days; 0 = off. */
export const DAY_SETTINGS = {
  reminderDays: { most: 60 },
  retentionDays: { most: 36_500 },
} as const;
export type DaySetting = keyof typeof DAY_SETTINGS;

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
  async setDays(slug: string, setting: DaySetting, days: number): Promise<boolean> {
    const row = await this.#row(slug);
    if (!row) return false;
    const settings = JSON.stringify({ ...JSON.parse(row.settings), [setting]: days });
    const change = write(
      'update organisation set settings = ? where id = ? and settings = ?',
      settings,
      row.id,
      row.settings,
    );
    const entry = {
      organisationId: row.id,
      action: 'organisation.setting-changed',
      actor: { kind: 'system' },
      facts: { setting, days },
    } as const;
    try {
      await this.#database.commit([guard(change, () => new Overtaken()), audit(entry, this.#clock.now().getTime())]);
      return true;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return this.setDays(slug, setting, days);
    }
  }

  #row(slug: string): Promise<Pick<OrganisationRow, 'id' | 'settings'> | undefined> {
    return this.#database.get('select id, settings from organisation where slug = ?', slug);
  }
}
