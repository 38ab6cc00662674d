import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from './languages.ts';
import { loadFirstOf, loadStaffDictionary } from './staff-i18n.ts';

function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, part]) => flatten(part, path ? `${path}.${key}` : key));
}

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
const wordsOf = async (language: (typeof LANGUAGES)[number]) => {
  const { account } = (await import(`./locales/${language}/account.ts`)) as { account: object };
  const { reading } = (await import(`./locales/${language}/reading.ts`)) as { reading: object };
  const { listTools } = (await import(`./locales/${language}/list-tools.ts`)) as { listTools: object };
  const { factors } = (await import(`./locales/${language}/factors.ts`)) as { factors: object };
  const { guards } = (await import(`./locales/${language}/guards.ts`)) as { guards: object };
  const { waiting } = (await import(`./locales/${language}/waiting.ts`)) as { waiting: object };
  const { organisation } = (await import(`./locales/${language}/organisation.ts`)) as { organisation: object };
  const { accounts } = (await import(`./locales/${language}/accounts.ts`)) as { accounts: object };
  const { invitation } = (await import(`./locales/${language}/invitation.ts`)) as { invitation: object };
  const { log } = (await import(`./locales/${language}/log.ts`)) as { log: object };
  const { contacts } = (await import(`./locales/${language}/contacts.ts`)) as { contacts: object };
  const { known } = (await import(`./locales/${language}/known.ts`)) as { known: object };
  const { statistics } = (await import(`./locales/${language}/statistics.ts`)) as { statistics: object };
  const { mailboxes } = (await import(`./locales/${language}/mailboxes.ts`)) as { mailboxes: object };
  const { administration } = (await import(`./locales/${language}/administration.ts`)) as { administration: object };
  const { cases } = (await import(`./locales/${language}/cases.ts`)) as { cases: object };
  return new Map(
    flatten({
      administration,
      cases,
      mailboxes,
      ...(await loadStaffDictionary(language)),
      account,
      organisation,
      accounts,
      invitation,
      log,
      contacts,
      known,
      statistics,
      reading,
      listTools,
      factors,
      guards,
      waiting,
    }),
  );
};

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

  it('come in another language when the wanted one cannot be fetched', async () => {
    const swedish = await loadStaffDictionary('sv');
    const only = async (language: (typeof LANGUAGES)[number]) =>
      language === 'sv' ? swedish : Promise.reject(new Error('offline'));
    expect(await loadFirstOf('fi', only)).toEqual({ language: 'sv', words: swedish });
    await expect(loadFirstOf('fi', () => Promise.reject(new Error('offline')))).rejects.toThrow('no language');
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
