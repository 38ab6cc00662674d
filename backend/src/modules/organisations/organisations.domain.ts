import {
  ASSURANCE_LEVELS,
  type AssuranceLevel,
  EXTERNAL_METHODS,
  type ExternalMethod,
  METHOD_LEVEL,
  satisfies,
} from '@sefos/shared/domain/levels.ts';

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

/** What an organisation decides for itself; stored as JSON. */
export interface OrganisationSettings {
  readonly levels: Readonly<
    Record<
      AssuranceLevel,
      { readonly active: boolean; readonly description: Readonly<Partial<Record<Language, string>>> | null }
    >
  >;
  /** Methods offered to people without an account. */
  readonly methods: readonly ExternalMethod[];
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  /** Days that an external link works when the sender says nothing. */
  readonly linkDays: number;
  /** Days before a link ends that its reader and its sender are reminded, 0 = never. Links that are shorter than twice that are not. */
  readonly reminderDays: number;
  /** Days after which messages are purged, 0 = never; a mailbox may have its own. */
  readonly retentionDays: number;
  /** Days that a draft is kept after its last save, 0 = until it is sent or removed. */
  readonly draftDays: number;
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
  linkDays: 30,
  reminderDays: 3,
  retentionDays: 0,
  draftDays: 90,
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

/** Levels as they stand in an organisation, with the methods that reach each, weakest first. */
export const levelsOf = (settings: OrganisationSettings) =>
  ASSURANCE_LEVELS.map((level) => ({
    level,
    ...settings.levels[level],
    methods: settings.methods.filter((method) => satisfies(METHOD_LEVEL[method], level)),
  }));
