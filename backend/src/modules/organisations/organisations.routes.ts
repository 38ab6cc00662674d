import { getMessageRules } from '@sefos/shared/contract/organisation.ts';
import { getLevels } from '@sefos/shared/contract/sign-in.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { levelsOf, type OrganisationSettings } from './organisations.domain.ts';
import type { OrganisationsService } from './organisations.service.ts';
import { messageRules } from './settings-rules.ts';

type Description = OrganisationSettings['levels'][1]['description'];

/** The organisation's words in every language: where it wrote none, those of its own language, or of any that it wrote. */
const inEveryLanguage = (words: Description, language: 'sv' | 'en' | 'fi') => {
  const fallback = words?.[language] ?? Object.values(words ?? {})[0];
  if (!words || fallback === undefined) return null;
  return { sv: words.sv ?? fallback, en: words.en ?? fallback, fi: words.fi ?? fallback };
};

export const registerOrganisationRoutes = (mount: Mount, organisations: OrganisationsService): void => {
  mount(getMessageRules, async ({ actor }) => messageRules((await organisations.get(actor.organisationId)).settings));
  mount(getLevels, async ({ actor }) => {
    const { settings } = await organisations.get(actor.organisationId);
    return levelsOf(settings).map(({ level, active, description, methods }) => ({
      level,
      active,
      description: inEveryLanguage(description, settings.language),
      methods,
    }));
  });
};
