import { describe, expect, it } from '@jest/globals';
import { distinctWords, LONGEST_PREFIX, prefixesOf, textOfHtml, wordsOf } from './words.domain.ts';

const words = (text: string) => [...wordsOf(text)];

describe('words', () => {
  it.each([
    ['Begäran om ÅTERKALLELSE', ['begäran', 'om', 'återkallelse']],
    ['hanna.h@storkommun.example', ['hanna', 'h', 'storkommun', 'example']],
    ['dnr 2026/0412-3', ['dnr', '2026', '0412', '3']],
    ['beslut_slutligt (2).pdf', ['beslut', 'slutligt', '2', 'pdf']],
    ['Sa\u0308llskap sjuk\u00adskriven', ['sällskap', 'sjukskriven']],
    ['ÄRENDE-B2', ['ärende', 'b2']],
    ['Перевод 日本語', ['перевод', '日本語']],
    [' –…! ', []],
  ])('of %j are %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('keep å, ä and ö apart from a and o', () => {
    expect(words('Ås as ös os')).toEqual(['ås', 'as', 'ös', 'os']);
  });

  it('are cut where no more counts, between characters', () => {
    const [word] = words('𐐨'.repeat(LONGEST_PREFIX + 5));
    expect([...(word ?? '')]).toHaveLength(LONGEST_PREFIX);
  });

  it('of a body stand apart where its blocks do, and together inside a line', () => {
    const html =
      '<p>Bes<strong>lut</strong></p><p>slut<br>r&ouml;d R&amp;D</p><img src="data:image/png;base64,AAAA" alt="">';
    expect(words(textOfHtml(html))).toEqual(['beslut', 'slut', 'r', 'd', 'r', 'd']);
  });

  it('are at most so many of a message, the first ones', () => {
    expect([...distinctWords(['b a', 'a c d'], 3)]).toEqual(['b', 'a', 'c']);
  });
});

describe('prefixes', () => {
  it.each([
    ['skola', ['sko', 'skol', 'skola']],
    ['år', ['år']],
    ['sju', ['sju']],
    ['7', ['7']],
    ['𐐨𐐨𐐨𐐨', ['𐐨𐐨𐐨', '𐐨𐐨𐐨𐐨']],
  ])('of %s are %j', (word, expected) => {
    expect(prefixesOf(word)).toEqual(expected);
  });
});
