/** Letters that decomposition does not take to ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ß: 'ss',
  ẞ: 'SS',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
};
/** Names of devices on Windows. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)$/i;
const STEM_CHARACTERS = 100;
const FILE = 'fil';

const asciiOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[æÆøØœŒßẞđĐðÐþÞłŁı]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/[^A-Za-z0-9.-]+/g, '_');

/** Stem and extension of letters, digits, dots, hyphens and underscores; the stem begins and ends with a letter or digit. */
const plain = (name: string): readonly [string, string] => {
  // More than a name can be, however it is composed.
  const ascii = asciiOf(name.slice(0, 1_000));
  const [, given = ascii, extension = ''] = /^(.*[^.])(\.[A-Za-z0-9]{1,10})$/.exec(ascii) ?? [];
  const kept = given.replace(/^[^A-Za-z0-9]+/, '').slice(0, STEM_CHARACTERS);
  const stem = kept.replace(/[^A-Za-z0-9]+$/, '') || FILE;
  const first = stem.split('.')[0] ?? stem;
  return [DEVICE.test(first) ? `${FILE}-${stem}` : stem, extension];
};

/**
 * Names that every system takes and no checksum file needs to escape, each different from those before it also where case does
 * not count: "beslut.pdf", "beslut-2.pdf". What a name loses of its letters stands in metadata.json.
 */
export const archiveNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name) => {
    const [stem, extension] = plain(name);
    const key = (stem + extension).toLowerCase();
    let candidate = stem + extension;
    let copy = next.get(key) ?? 2;
    while (taken.has(candidate.toLowerCase())) candidate = `${stem}-${copy++}${extension}`;
    next.set(key, copy);
    taken.add(candidate.toLowerCase());
    return candidate;
  });
};
