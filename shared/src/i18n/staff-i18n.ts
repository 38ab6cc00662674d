import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next/initReactI18next';
import type { Dictionary } from './dictionary.ts';
import { LANGUAGES, type Language } from './languages.ts';
import type { staffDictionary } from './locales/sv/staff-all.ts';

type StaffDictionary = Dictionary<typeof staffDictionary>;

// Written out, so that the build makes one chunk per language and the page loads only the one it shows.
const loaders: Readonly<Record<Language, () => Promise<{ staffDictionary: StaffDictionary }>>> = {
  sv: () => import(/* webpackChunkName: "words-sv" */ './locales/sv/staff-all.ts'),
  en: () => import(/* webpackChunkName: "words-en" */ './locales/en/staff-all.ts'),
  fi: () => import(/* webpackChunkName: "words-fi" */ './locales/fi/staff-all.ts'),
};

/** Every word of the staff screens in one language; asked for twice, because a network may fail for a moment. */
export const loadStaffDictionary = async (language: Language): Promise<StaffDictionary> =>
  (await loaders[language]().catch(loaders[language])).staffDictionary;

/** Begins to fetch a language's words before the host has said which it wants; a wrong guess costs one small file. */
export const fetchWordsAhead = (language: Language): void => void loaders[language]().catch(() => undefined);

/** The first language, `wanted` before the others, whose words arrive. Rejects when none does. */
export async function loadFirstOf(
  wanted: Language,
  load: (language: Language) => Promise<StaffDictionary> = loadStaffDictionary,
): Promise<{ readonly language: Language; readonly words: StaffDictionary }> {
  for (const language of [wanted, ...LANGUAGES.filter((other) => other !== wanted)]) {
    const words = await load(language).catch(() => undefined);
    if (words) return { language, words };
  }
  throw new Error('no language could be loaded');
}

/** The staff screens' i18next, ready in `wanted`, or in a language that could be loaded. React escapes what it shows, so i18next must not do it twice. */
export async function makeStaffI18n(wanted: Language): Promise<i18n> {
  const { language, words } = await loadFirstOf(wanted);
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: words } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Loads a language's words and shows them. Rejects, and changes nothing, when they cannot be loaded. */
export async function showLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation')) {
    instance.addResourceBundle(language, 'translation', await loadStaffDictionary(language));
  }
  await instance.changeLanguage(language);
}
