/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { containsPersonalNumber as sharedRule } from '@sefos/shared/domain/personal-number.ts';
import fc from 'fast-check';
import { containsPersonalNumber } from './personal-number.ts';

const thisYear = new Date().getFullYear();
const luhn = (nine: string) =>
  [...nine].reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
const pad = (value: number, length: number) => String(value).padStart(length, '0');

/** Numbers with a right checksum; dates and serials of every kind, also wrong ones. */
const numbers = fc
  .record({
    year: fc.integer({ min: 1800, max: 2099 }),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.integer({ min: 0, max: 93 }),
    serial: fc.integer({ min: 0, max: 999 }),
    off: fc.constantFrom(0, 0, 0, 1),
    long: fc.boolean(),
    separator: fc.constantFrom('', '-', '+', ' ', '--'),
  })
  .map(({ year, month, day, serial, off, long, separator }) => {
    const nine = `${pad(year % 100, 2)}${pad(month, 2)}${pad(day, 2)}${pad(serial, 3)}`;
    const check = (10 - (luhn(nine) % 10) + off) % 10;
    return `${long ? pad(Math.floor(year / 100), 2) : ''}${nine.slice(0, 6)}${separator}${nine.slice(6)}${check}`;
  });
const around = fc.constantFrom('', ' ', 'Ärende 12: ', '7', '-', '\n', '.', 'x');

describe('personnummer in plain mail', () => {
  it.each(['19811218-9876', '811218-9876', '8112189876', '811218 9876', 'pnr:198112189876.', '19811278-9873'])(
    'is found in %s',
    (text) =>
      expect({ text, found: containsPersonalNumber(text, thisYear) }).toEqual({ text, found: sharedRule(text) }),
  );

  it.each(['811218-9875', '19811318-9876', '0811218-9876', '811218-98765', '811218-0009', 'ingen siffra'])(
    'is not seen in %s',
    (text) => expect(containsPersonalNumber(text, thisYear)).toBe(false),
  );

  it('follows the rule that the screens and the server use', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(around, numbers, around), { minLength: 1, maxLength: 3 }), (pieces) => {
        const text = pieces.map((piece) => piece.join('')).join('');
        expect(containsPersonalNumber(text, thisYear)).toBe(sharedRule(text));
      }),
      { numRuns: 3000 },
    );
  });
});
