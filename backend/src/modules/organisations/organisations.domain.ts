import {
  ASSURANCE_LEVELS,
  type AssuranceLevel,
  EXTERNAL_METHODS,
  type ExternalMethod,
  METHOD_LEVEL,
  satisfies,
} from '@sefos/shared/domain/levels.ts';

type Language = 'sv' | 'en' | 'fi';

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
  readonly language: Language;
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
  language: 'sv',
};

/** Levels as they stand in an organisation, with the methods that reach each, weakest first. */
export const levelsOf = (settings: OrganisationSettings) =>
  ASSURANCE_LEVELS.map((level) => ({
    level,
    ...settings.levels[level],
    methods: settings.methods.filter((method) => satisfies(METHOD_LEVEL[method], level)),
  }));
