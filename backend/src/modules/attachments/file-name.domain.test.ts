import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanFileName, extensionOf, uniqueFileNames } from './file-name.domain.ts';

describe('file names', () => {
  it.each([
    ['intyg.pdf', 'intyg.pdf'],
    ['C:\\Users\\a\\intyg.pdf', 'intyg.pdf'],
    ['../../etc/passwd', 'passwd'],
    [' a b .txt. . ', 'a b .txt'],
    ['A\u030a.txt', '\u00c5.txt'],
    ['.htaccess', '.htaccess'],
    ['x'.repeat(LIMITS.fileNameCharacters), 'x'.repeat(LIMITS.fileNameCharacters)],
  ])('keeps %j as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it.each([
    '',
    ' ',
    '.',
    '..',
    'a/',
    'a\u0000b',
    'a\r\nb',
    'fil\u202egpj.exe',
    'a\u2066b',
    '\ud800',
    'a\u2028',
    `${'x'.repeat(LIMITS.fileNameCharacters)}x`,
    'x'.repeat(100_000),
  ])('refuses %j', (given) => {
    expect(() => cleanFileName(given)).toThrow(expect.objectContaining({ type: 'upload-name-invalid' }));
  });

  it('reads extensions', () => {
    expect(['a.TXT', 'a', '.txt', 'a.tar.gz', 'a.'].map(extensionOf)).toEqual(['txt', '', '', 'gz', '']);
  });

  it('makes names unique and portable', () => {
    expect(uniqueFileNames(['a.txt', 'A.TXT', 'a (2).txt', 'con.txt', 'b?', 'b*'])).toEqual([
      'a.txt',
      'A (2).TXT',
      'a (2) (2).txt',
      '_con.txt',
      'b_',
      'b_ (2)',
    ]);
  });
});
