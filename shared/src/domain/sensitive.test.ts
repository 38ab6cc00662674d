import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sensitiveIn, sensitiveInHtml } from './sensitive.ts';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const two = (max: number) => fc.integer({ min: 1, max }).map((value) => String(value).padStart(2, '0'));
const date = fc.tuple(fc.integer({ min: 1900, max: 2099 }), two(12), two(28));

/** How many of a thousand harmless texts are pointed out. */
const pointedOut = (harmless: fc.Arbitrary<string>) =>
  fc.sample(harmless, { numRuns: 1000, seed: 4 }).filter((text) => sensitiveIn(text).length > 0).length;

describe('sensitive values', () => {
  it.each([
    ['Angående 811228-9874', ['personalNumber']],
    ['19811228-9874', ['personalNumber']],
    ['198112289874', ['personalNumber']],
    ['8112289874, Malmö', ['personalNumber']],
    ['811228 9874', ['personalNumber']],
    ['samordningsnummer 701063-2391', ['personalNumber']],
    ['Kort 4111 1111 1111 1111', ['card']],
    ['5555-5555-5555-4444', ['card']],
    ['378282246310005 gäller', ['card']],
    ['3782 822463 10005', ['card']],
    ['SE45 5000 0000 0583 9825 7466 tack', ['account']],
    ['se4550000000058398257466', ['account']],
    ['FI21 1234 5600 0007 85', ['account']],
    ['Lösenord: hemligt', ['secret']],
    ['lösenord=Sommar2026! och så', ['secret']],
    ['PIN: 1234', ['secret']],
    ['salasana: kissa9', ['secret']],
    [`AKIA${'ABCD1234'.repeat(2)}`, ['secret']],
    ['-----BEGIN PRIVATE KEY-----', ['secret']],
    ['Kort 4111111111111111 till 811228-9874', ['personalNumber', 'card']],
  ])('are found in %s', (text, kinds) => {
    expect(sensitiveIn(text)).toEqual(kinds);
  });

  it.each([
    'Angående 811228-9875',
    'Organisationsnummer 556036-0793',
    'Ring 0701740605',
    'KS 2026/00123-4, dnr 2026-001234',
    'OCR 4111111111111111',
    'Kort 4111 1111 1111 1112',
    '1 250 000 kr den 2026-11-22 kl. 10.30',
    'Lösenordet kommer i ett sms.',
    'Lösenord: kommer i ett sms.',
    'Vad betyder token: ordet?',
    'SE45 5000 0000 0583 9825 7467',
    'https://example.se/fil/4111111111111111/visa',
    '',
  ])('are not found in %s', (text) => {
    expect(sensitiveIn(text)).toEqual([]);
  });

  it('are not seen in dates, telephone numbers, case numbers and prices', () => {
    const dates = fc.oneof(
      date.map((parts) => parts.join('-')),
      date.map(([year, month, day]) => `${day}/${month} ${year} kl. 12.30`),
      date.map((parts) => parts.join('')),
    );
    const phones = fc.oneof(
      digits(7).map((rest) => `070${rest}`),
      digits(7).map((rest) => `070-${rest.slice(0, 3)} ${rest.slice(3, 5)} ${rest.slice(5)}`),
      digits(9).map((rest) => `+46${rest}`),
    );
    const cases = fc.oneof(
      digits(5).map((number) => `KS 2026/${number}`),
      digits(6).map((number) => `dnr 2026-${number}-1`),
      digits(4).map((number) => `B 12${number}-26`),
    );
    const prices = fc.integer({ min: 0, max: 99_999_999 }).map((value) => `${value.toLocaleString('sv')},50 kr`);
    expect([dates, phones, cases, prices].map(pointedOut)).toEqual([0, 0, 0, 0]);
  });

  it('are found wherever they stand in a text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (head, tail) => {
        expect(sensitiveIn(`${head}\n811228-9874\n${tail}`)).toContain('personalNumber');
        expect(sensitiveInHtml(`<p>${head.replace(/[<&]/g, '')}</p><p>4111111111111111</p>`)).toContain('card');
      }),
    );
  });

  it('are sought in what HTML shows, not in its attributes and pictures', () => {
    expect(sensitiveInHtml('<p>Lösenord:&nbsp;<b>Sommar1</b></p><p>och mer</p>')).toEqual(['secret']);
    expect(
      sensitiveInHtml('<img src="data:image/png;base64,4111111111111111"><a href="https://a.se/811228-9874">a</a>'),
    ).toEqual([]);
    expect(sensitiveInHtml('<p>8112</p><p>28-9874</p><table><tr><td>811228<td>9874<')).toEqual([]);
  });

  it('are sought in linear time: two million characters, however they are chosen, take no more than a moment', () => {
    for (const piece of [
      '1',
      '1 ',
      '4111-',
      'SE45 ',
      'lösenord: ',
      'sk-live-',
      'eyJ',
      '<p',
      '&nbsp;',
      '-----BEGIN A ',
    ]) {
      const text = piece.repeat(2_000_000 / piece.length);
      expect(sensitiveInHtml(text).length).toBeLessThan(5);
    }
  }, 30_000);
});
