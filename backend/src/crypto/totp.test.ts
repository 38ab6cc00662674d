import { describe, expect, it } from '@jest/globals';
import { newTotpSecret, toBase32, totpCode, totpStep } from './totp.ts';

const SECRET = Buffer.from('12345678901234567890');

describe('time-based codes', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238, appendix B, at second %i', (second, code) => {
    expect(totpCode(SECRET, totpStep(second * 1000), 8)).toBe(code);
    expect(totpCode(SECRET, totpStep(second * 1000))).toBe(code.slice(2));
  });

  it.each([
    [0, '755224'],
    [1, '287082'],
    [5, '254676'],
    [9, '520489'],
  ])('are those of RFC 4226, appendix D, at count %i', (count, code) => {
    expect(totpCode(SECRET, count)).toBe(code);
  });

  it('change at the thirtieth second, not before', () => {
    expect([totpStep(29_999), totpStep(30_000)]).toEqual([0, 1]);
  });

  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('come from secrets written as RFC 4648 §10 writes "%s"', (text, written) => {
    expect(toBase32(Buffer.from(text))).toBe(written);
  });

  it('have a new secret of 160 bits each time', () => {
    const [one, other] = [newTotpSecret(), newTotpSecret()];
    expect([one.length, toBase32(one).length]).toEqual([20, 32]);
    expect(one.equals(other)).toBe(false);
  });
});
