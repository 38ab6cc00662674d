import { describe, expect, it } from '@jest/globals';
import { isTelephone } from './phone.ts';

describe('a number that somebody can ring', () => {
  it('has three to fifteen digits, as people write them', () => {
    for (const number of ['112', '114 14', '08-123 45 60', '+46 (0)8 123 45 60', '0771.22.33.44', '1'.repeat(15)])
      expect([number, isTelephone(number)]).toEqual([number, true]);
    for (const text of ['', '08', '1'.repeat(16), 'abc', '08-12x', '08 +12', '()'])
      expect([text, isTelephone(text)]).toEqual([text, false]);
  });
});
