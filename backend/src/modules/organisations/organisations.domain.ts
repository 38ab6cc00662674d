import {
  ASSURANCE_LEVELS,
  type AssuranceLevel,
  EXTERNAL_METHODS,
  type ExternalMethod,
  METHOD_LEVEL,
  satisfies,
} from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';

type Language = 'sv' | 'en' | 'fi';

/**
 * Level of an Entra sign-in by what the access token says: `amr:<value>` (how the person signed in), `acrs:<value>`
 * (authentication contexts that were met), else `default`.
 */
export type EntraLevels = Readonly<Record<string, AssuranceLevel>> & { readonly default: AssuranceLevel };

/** Domains that an organisation has decided about; each stands for its sub-domains too, the longest that fits decides. */
export interface DomainLists {
  readonly trusted: readonly string[];
  readonly forbidden: readonly string[];
}

/** Words of the organisation's own, in the languages that it wrote them in. */
export type OwnWords = Readonly<Partial<Record<Language, string>>>;

/** One level of assurance as an organisation has it. */
export interface LevelSettings {
  readonly active: boolean;
  readonly description: OwnWords | null;
  /** Methods that reach the level and are not used at it; a method that comes later is. */
  readonly without?: readonly ExternalMethod[];
}

/** Ways that accounts sign in: with what SEFOS keeps (a password and a factor, or a passkey), with Microsoft Entra ID, with another provider. */
export type SignInWay = 'password' | 'entra' | 'other';
/** Which of them an organisation's accounts may use. */
export type SignInWays = Readonly<Record<SignInWay, boolean>>;

/** What SEFOS itself keeps to know an account by, beside its password. */
export type OwnFactor = 'passkey' | 'totp' | 'sms';

/** What an organisation decides for itself; stored as JSON. */
export interface OrganisationSettings {
  readonly levels: Readonly<Record<AssuranceLevel, LevelSettings>>;
  /** Methods offered to people without an account. */
  readonly methods: readonly ExternalMethod[];
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  readonly signIn: SignInWays;
  /** Factors that accounts may not use, and since when (milliseconds since 1970): sessions from before live on. */
  readonly factorsOff: Readonly<Partial<Record<OwnFactor, number>>>;
  /** Days that an external link works when the sender says nothing. */
  readonly linkDays: number;
  /** The most that a sender may say, in whole days. */
  readonly mostLinkDays: number;
  /** How often each recipient may download each file when the sender says nothing, and the most that she may say; null = no limit. */
  readonly maxDownloads: number | null;
  readonly mostDownloads: number | null;
  /** Whether new messages may be answered, as long as the sender says nothing else. */
  readonly replyAllowed: boolean;
  /** What stands readable in the mail to somebody without an account when the sender writes nothing; null = our own words. */
  readonly openText: OwnWords | null;
  /** Days before a link ends that its reader and its sender are reminded, 0 = never. Links that are shorter than twice that are not. */
  readonly reminderDays: number;
  /** Days after which messages are purged, 0 = never; a mailbox may have its own. */
  readonly retentionDays: number;
  /** Days that a draft is kept after its last save, 0 = until it is sent or removed. */
  readonly draftDays: number;
  /** What recipients see in place of the registered name and switchboard; null = those. */
  readonly displayName: string | null;
  readonly ownSwitchboard: string | null;
  /** SHA-256 of the logo, hex; null = none. */
  readonly logo: string | null;
  readonly entraLevels: EntraLevels;
  readonly language: Language;
  /** To whom nothing may be sent, and of whom nobody need be warned. */
  readonly domains: DomainLists;
}

export const DEFAULT_SETTINGS: OrganisationSettings = {
  levels: {
    1: { active: true, description: null },
    2: { active: true, description: null },
    3: { active: true, description: null },
  },
  methods: EXTERNAL_METHODS,
  session: { idleSeconds: 30 * 60, absoluteSeconds: 12 * 3600 },
  signIn: { password: true, entra: true, other: true },
  factorsOff: {},
  linkDays: 30,
  mostLinkDays: LIMITS.linkDays,
  maxDownloads: null,
  mostDownloads: null,
  replyAllowed: true,
  openText: null,
  reminderDays: 3,
  retentionDays: 0,
  draftDays: 90,
  displayName: null,
  ownSwitchboard: null,
  logo: null,
  entraLevels: { default: 1, 'amr:mfa': 2 },
  language: 'sv',
  domains: { trusted: [], forbidden: [] },
};

/** The highest level that the mapping gives for what the token says; `default` when nothing fits. */
export const entraLevelOf = (
  levels: EntraLevels,
  { amr, acrs }: { readonly amr: readonly string[]; readonly acrs: readonly string[] },
): AssuranceLevel => {
  const keys = [...amr.map((value) => `amr:${value}`), ...acrs.map((value) => `acrs:${value}`)];
  const found = keys.flatMap((key) => (Object.hasOwn(levels, key) ? [levels[key] ?? levels.default] : []));
  return found.length === 0 ? levels.default : found.reduce((highest, level) => (level > highest ? level : highest));
};

const ENTRA_LEVEL_KEY = /^(?:amr|acrs):[A-Za-z0-9_.-]{1,60}$/;

/** The mapping with one entry changed (null = taken away), or null when it would be none: `default` stays. */
export const withEntraLevel = (levels: EntraLevels, key: string, level: AssuranceLevel | null): EntraLevels | null => {
  if (key === 'default') return level === null ? null : { ...levels, default: level };
  if (!ENTRA_LEVEL_KEY.test(key)) return null;
  const others = Object.fromEntries(Object.entries(levels).filter(([known]) => known !== key));
  return { ...others, ...(level === null ? {} : { [key]: level }), default: levels.default };
};

/** Where a logo is served; another picture is another address. */
export const logoPath = (organisationId: string, hash: string): string =>
  `/logo/${organisationId}?v=${hash.slice(0, 16)}`;

/** Methods of the organisation that reach a level, used at it or not, weakest first. */
export const offeredAt = ({ methods }: Pick<OrganisationSettings, 'methods'>, level: AssuranceLevel) =>
  EXTERNAL_METHODS.filter((method) => methods.includes(method) && satisfies(METHOD_LEVEL[method], level));

/** Methods that a sender may choose at a level, weakest first. */
export const methodsAt = (settings: Pick<OrganisationSettings, 'methods' | 'levels'>, level: AssuranceLevel) => {
  const without = settings.levels[level].without ?? [];
  return offeredAt(settings, level).filter((method) => !without.includes(method));
};

/** Levels as they stand in an organisation, with the methods that are used at each, weakest first. */
export const levelsOf = (settings: OrganisationSettings) =>
  ASSURANCE_LEVELS.map((level) => ({
    level,
    active: settings.levels[level].active,
    description: settings.levels[level].description,
    methods: methodsAt(settings, level),
  }));
