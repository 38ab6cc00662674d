import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next/initReactI18next';
import type { Dictionary } from './dictionary.ts';
import type { Language } from './languages.ts';
import type { staffDictionary } from './locales/sv/staff-all.ts';

type StaffDictionary = Dictionary<typeof staffDictionary>;

// Written out, so that the build makes one chunk per language and the page loads only the one it shows.
const loaders: Readonly<Record<Language, () => Promise<{ staffDictionary: StaffDictionary }>>> = {
  sv: () => import(/* webpackChunkName: "words-sv" */ './locales/sv/staff-all.ts'),
  en: () => import(/* webpackChunkName: "words-en" */ './locales/en/staff-all.ts'),
  fi: () => import(/* webpackChunkName: "words-fi" */ './locales/fi/staff-all.ts'),
};

/** Every word of the staff screens in one language. */
export const loadStaffDictionary = async (language: Language): Promise<StaffDictionary> =>
  (await loaders[language]()).staffDictionary;

/** The staff screens' i18next, ready in `language`. React escapes what it shows, so i18next must not do it twice. */
export async function makeStaffI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loadStaffDictionary(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Loads a language's words and shows them; the page's `lang` follows, so that screen readers pronounce them right. */
export async function showLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation')) {
    instance.addResourceBundle(language, 'translation', await loadStaffDictionary(language));
  }
  await instance.changeLanguage(language);
}
