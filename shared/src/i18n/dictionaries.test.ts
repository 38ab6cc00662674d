import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from './languages.ts';
import { loadStaffDictionary } from './staff-i18n.ts';

function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, part]) => flatten(part, path ? `${path}.${key}` : key));
}

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
const wordsOf = async (language: (typeof LANGUAGES)[number]) => new Map(flatten(await loadStaffDictionary(language)));

describe('dictionaries', () => {
  it.each(LANGUAGES)('have the same keys and the same placeholders in %s as in Swedish', async (language) => {
    const [source, words] = await Promise.all([wordsOf('sv'), wordsOf(language)]);
    expect([...words.keys()].sort()).toEqual([...source.keys()].sort());
    for (const [key, text] of words) {
      expect({ key, text: text.trim() === text && text !== '' }).toEqual({ key, text: true });
      expect({ key, placeholders: placeholders(text) }).toEqual({
        key,
        placeholders: placeholders(source.get(key) ?? ''),
      });
    }
  });

  it.each(LANGUAGES)('have every plural that %s needs', async (language) => {
    const words = await wordsOf(language);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = [...words.keys()].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -'_one'.length));
    for (const key of plurals) {
      for (const form of forms) expect([...words.keys()]).toContain(`${key}_${form}`);
    }
  });
});
