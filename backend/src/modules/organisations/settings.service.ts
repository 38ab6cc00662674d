import type {
  DayChange,
  DomainChange,
  LevelChange,
  LogoChange,
  MessageRulesChange,
  SecondFactorChange,
  SecondFactorRules,
  SenderChange,
  SessionChange,
  SignInChange,
} from '@sefos/shared/contract/organisation.ts';
import { EXTERNAL_METHODS, type ExternalMethod } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { type AuditEntry, accountActor, audit } from '../audit/index.ts';
import { MOST_LISTED_DOMAINS, normaliseDomain } from './domain-lists.ts';
import type { OrganisationRow } from './organisation.entity.ts';
import { DEFAULT_SETTINGS, type DomainLists, type OrganisationSettings } from './organisations.domain.ts';
import { accountsWithout, secondFactorChange } from './second-factors.ts';
import {
  allowingPasswords,
  type Change,
  levelChange,
  logoChange,
  messageRulesChange,
  senderChange,
  sessionChange,
  signInChange,
} from './settings-rules.ts';

/** Settings that are a number of days; 0 = off. */
export const DAY_SETTINGS = {
  reminderDays: { most: LIMITS.reminderDays },
  retentionDays: { most: LIMITS.retentionDays },
} as const;
export type DaySetting = keyof typeof DAY_SETTINGS;

/** The list is full. */
export class TooManyDomains extends Error {}

/** What becomes of the settings; null = nothing. */
type Make = (settings: OrganisationSettings) => Change | null;

/** The organisation whose settings change: as an operator names it, or by its id. */
type Which = { readonly slug: string } | { readonly id: string };
type StoredSettings = Pick<OrganisationRow, 'id' | 'settings'>;

/** Somebody else changed the settings at the same time; they are read again. */
class Overtaken extends Error {}

/** The number of days that a text says, or null when it says none within the setting's bounds. */
export const daysOf = (setting: DaySetting, text: string): number | null =>
  /^\d{1,5}$/.test(text) && Number(text) <= DAY_SETTINGS[setting].most ? Number(text) : null;

const listOf = ({ trusted, forbidden }: DomainLists, domain: string): keyof DomainLists | null => {
  if (trusted.includes(domain)) return 'trusted';
  return forbidden.includes(domain) ? 'forbidden' : null;
};

export interface SettingsServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  /** What the installation can identify people without an account by; all of them when left out. */
  readonly externalMethods?: readonly ExternalMethod[];
  /** Ends for good the sessions that these limits have ended. */
  readonly endSessions?: (organisationId: string, limits: OrganisationSettings['session'], now: number) => Statement;
}

/** What an operator changes of an organisation by command, and its administrators in their settings; every change is logged. */
export class SettingsService {
  readonly #parts: SettingsServiceParts;
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(parts: SettingsServiceParts) {
    this.#parts = parts;
    this.#database = parts.database;
    this.#clock = parts.clock;
  }

  /** Null when no organisation has the slug. */
  async find(slug: string): Promise<{ readonly id: string; readonly settings: OrganisationSettings } | null> {
    const row = await this.#row({ slug });
    return row ? { id: row.id, settings: this.#settingsOf(row) } : null;
  }

  /** Running servers know within five seconds. False when no organisation has the slug. */
  async setDays(slug: string, setting: DaySetting, days: number): Promise<boolean> {
    return (await this.#change({ slug }, { kind: 'system' }, dayChange(setting, days))) !== null;
  }

  /**
   * Puts a normalised domain into one list and out of the other, or with null out of both. Running servers know within five
   * seconds. False when no organisation has the slug. @throws {TooManyDomains}
   */
  async listDomain(slug: string, domain: string, list: keyof DomainLists | null): Promise<boolean> {
    return (await this.#change({ slug }, { kind: 'system' }, domainChange(domain, list))) !== null;
  }

  /** Lets accounts sign in by password beside the ways that are on. False when no organisation has the slug. */
  async allowPasswords(slug: string): Promise<boolean> {
    return (await this.#change({ slug }, { kind: 'system' }, allowingPasswords)) !== null;
  }

  /** As they are in the database, for the administrator who changes them. @throws {DomainError} not-allowed */
  async get(actor: AccountActor): Promise<OrganisationSettings> {
    requireOrganisationAdministrator(actor);
    const row = await this.#row({ id: actor.organisationId });
    if (!row) throw new DomainError('not-found');
    return this.#settingsOf(row);
  }

  /** Of the administrator's own organisation. @throws {DomainError} not-allowed, settings-changed */
  saveDays(actor: AccountActor, { setting, days, expected }: DayChange): Promise<OrganisationSettings> {
    return this.#save(actor, (settings) => {
      if (settings[setting] !== expected) throw new DomainError('settings-changed');
      return days === expected ? null : dayChange(setting, days)(settings);
    });
  }

  /**
   * As `listDomain`, of the administrator's own organisation.
   * @throws {DomainError} not-allowed, settings-changed, domain-invalid, domain-own, domains-too-many
   */
  async saveDomain(actor: AccountActor, change: DomainChange): Promise<OrganisationSettings> {
    requireOrganisationAdministrator(actor);
    const domain = normaliseDomain(change.domain);
    if (!domain) throw new DomainError('domain-invalid');
    if (change.list === 'forbidden' && (await this.isOwnDomain(actor.organisationId, domain)))
      throw new DomainError('domain-own');
    try {
      return await this.#save(actor, (settings) => {
        if (listOf(settings.domains, domain) !== change.expected) throw new DomainError('settings-changed');
        return change.list === change.expected ? null : domainChange(domain, change.list)(settings);
      });
    } catch (error) {
      if (!(error instanceof TooManyDomains)) throw error;
      throw new DomainError('domains-too-many', { most: MOST_LISTED_DOMAINS });
    }
  }

  /** Of the administrator's own organisation. @throws {DomainError} not-allowed, settings-changed, method-unavailable, levels-none */
  saveLevel(actor: AccountActor, change: LevelChange): Promise<OrganisationSettings> {
    return this.#save(actor, levelChange(change));
  }

  /** Of the administrator's own organisation; shorter limits hold for sessions under way, too. @throws {DomainError} not-allowed, settings-changed */
  saveSessionRules(actor: AccountActor, change: SessionChange): Promise<OrganisationSettings> {
    return this.#save(actor, sessionChange(change));
  }

  /** Of the administrator's own organisation; holds from the next sign-in. @throws {DomainError} not-allowed, settings-changed, last-administrator */
  saveSignIn(actor: AccountActor, change: SignInChange): Promise<OrganisationSettings> {
    return this.#save(actor, signInChange(change));
  }

  /** Of the administrator's own organisation; holds from the next sign-in. @throws {DomainError} not-allowed, settings-changed, factors-none */
  saveSecondFactors(actor: AccountActor, change: SecondFactorChange): Promise<OrganisationSettings> {
    return this.#save(actor, secondFactorChange(change, this.#clock.now().getTime()));
  }

  /** Who would be asked for another factor at her next sign-in. @throws {DomainError} not-allowed */
  async previewSecondFactors(actor: AccountActor, wanted: SecondFactorRules): Promise<{ readonly accounts: number }> {
    requireOrganisationAdministrator(actor);
    return { accounts: await accountsWithout(this.#database, actor.organisationId, wanted) };
  }

  /** Of the administrator's own organisation. @throws {DomainError} not-allowed, settings-changed, default-above-most */
  saveMessageRules(actor: AccountActor, change: MessageRulesChange): Promise<OrganisationSettings> {
    return this.#save(actor, messageRulesChange(change));
  }

  /** Of the administrator's own organisation. @throws {DomainError} not-allowed, settings-changed */
  saveSender(actor: AccountActor, change: SenderChange): Promise<OrganisationSettings> {
    return this.#save(actor, senderChange(change));
  }

  /** Of the administrator's own organisation. @throws {DomainError} not-allowed, settings-changed, logo-invalid */
  async saveLogo(actor: AccountActor, change: LogoChange): Promise<OrganisationSettings> {
    requireOrganisationAdministrator(actor);
    return this.#save(actor, await logoChange(change));
  }

  /** True when forbidding the domain would forbid the organisation's own people. */
  async isOwnDomain(organisationId: string, domain: string): Promise<boolean> {
    const rows = await this.#database.all<{ readonly domain: string }>(
      'select domain from organisation_domain where organisation_id = ?',
      organisationId,
    );
    return rows.some((row) => row.domain === domain || row.domain.endsWith(`.${domain}`));
  }

  async #save(actor: AccountActor, make: Make): Promise<OrganisationSettings> {
    requireOrganisationAdministrator(actor);
    const saved = await this.#change({ id: actor.organisationId }, accountActor(actor), make);
    if (!saved) throw new DomainError('not-found');
    return saved;
  }

  /** The settings as they are then; null when there is no such organisation. */
  async #change(which: Which, actor: AuditEntry['actor'], make: Make): Promise<OrganisationSettings | null> {
    const row = await this.#row(which);
    if (!row) return null;
    const settings = this.#settingsOf(row);
    const made = make(settings);
    if (!made) return settings;
    const { changed, facts, endedBy, also } = made;
    const now = this.#clock.now().getTime();
    const ended = endedBy && this.#parts.endSessions ? [this.#parts.endSessions(row.id, endedBy, now)] : [];
    const change = write(
      'update organisation set settings = ? where id = ? and settings = ?',
      JSON.stringify({ ...JSON.parse(row.settings), ...changed }),
      row.id,
      row.settings,
    );
    const entry = { organisationId: row.id, action: 'organisation.setting-changed', actor, facts };
    try {
      await this.#database.commit([
        guard(change, () => new Overtaken()),
        ...ended,
        ...(also?.(row.id) ?? []),
        audit(entry, now),
      ]);
      return { ...settings, ...changed };
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return this.#change(which, actor, make);
    }
  }

  #settingsOf(row: StoredSettings): OrganisationSettings {
    const settings: OrganisationSettings = { ...DEFAULT_SETTINGS, ...JSON.parse(row.settings) };
    const { externalMethods = EXTERNAL_METHODS } = this.#parts;
    return { ...settings, methods: settings.methods.filter((method) => externalMethods.includes(method)) };
  }

  #row(which: Which): Promise<StoredSettings | undefined> {
    const select = 'select id, settings from organisation where';
    return 'slug' in which
      ? this.#database.get(`${select} slug = ?`, which.slug)
      : this.#database.get(`${select} id = ?`, which.id);
  }
}

const dayChange =
  (setting: DayChange['setting'], days: number): ((settings: OrganisationSettings) => Change) =>
  (settings) => ({ changed: { [setting]: days }, facts: { setting, before: settings[setting], after: days } });

const domainChange =
  (domain: string, list: keyof DomainLists | null): ((settings: OrganisationSettings) => Change) =>
  ({ domains: { trusted, forbidden } }) => {
    const without = (listed: readonly string[]) => listed.filter((other) => other !== domain);
    const others: DomainLists = { trusted: without(trusted), forbidden: without(forbidden) };
    const domains = list === null ? others : { ...others, [list]: [...others[list], domain].sort() };
    if (list !== null && domains[list].length > MOST_LISTED_DOMAINS) throw new TooManyDomains();
    const before = listOf({ trusted, forbidden }, domain) ?? 'none';
    return { changed: { domains }, facts: { setting: 'domains', domain, before, after: list ?? 'none' } };
  };
