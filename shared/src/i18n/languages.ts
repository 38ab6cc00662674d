/** The languages of the product; every dictionary exists in each (a missing key fails the type check). */
export const LANGUAGES = ['sv', 'en', 'fi'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words, for menus: a person looks for what she can read. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { sv: 'Svenska', en: 'English', fi: 'Suomi' };

const STORAGE_KEY = 'sefos.language';

/** True for a language that we have. */
export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && (LANGUAGES as readonly string[]).includes(value);
}

/** First of the wishes (BCP 47 tags, strongest first) that we have; Swedish when there is none. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const primary = wish?.toLowerCase().split('-')[0];
    if (isLanguage(primary)) return primary;
  }
  return 'sv';
}

/** The language chosen in this browser before, undefined when none or storage is closed to us. */
export function readLanguage(storage: Pick<Storage, 'getItem'> | undefined): Language | undefined {
  try {
    const stored = storage?.getItem(STORAGE_KEY);
    return isLanguage(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the language in this browser; silently does nothing where storage is refused. */
export function writeLanguage(storage: Pick<Storage, 'setItem'> | undefined, language: Language): void {
  try {
    storage?.setItem(STORAGE_KEY, language);
  } catch {
    // The choice then lives as long as the page.
  }
}
