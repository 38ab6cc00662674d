import { expect, it } from '@jest/globals';
import { archiveNames } from './file-names.domain.ts';

const SAFE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

it.each([
  ['beslut.pdf', 'beslut.pdf'],
  ['Ärende åäö ÅÄÖ.pdf', 'Arende_aao_AAO.pdf'],
  ['Łódź Ærø Straße þ.txt', 'Lodz_AEro_Strasse_th.txt'],
  ['../../etc/passwd', 'etc_passwd'],
  ['..\\..\\windows\\win.ini', 'windows_win.ini'],
  ['C:\\x\\y.doc', 'C_x_y.doc'],
  ['／fullwidth．pdf', 'fullwidth.pdf'],
  ['con', 'fil-con'],
  ['CON.txt', 'fil-CON.txt'],
  ['lpt1.tar.gz', 'fil-lpt1.tar.gz'],
  ['', 'fil'],
  ['.', 'fil'],
  ['.htaccess', 'htaccess'],
  ['-rf', 'rf'],
  ['~$lås.docx', 'las.docx'],
  ['Отчёт.pdf', 'fil.pdf'],
  ['مرحبا.docx', 'fil.docx'],
  ['報告.xlsx', 'fil.xlsx'],
  ['faktura\u202efdp.exe', 'faktura_fdp.exe'],
  ['a\nb\0c.txt', 'a_b_c.txt'],
  ['=cmd|calc.csv', 'cmd_calc.csv'],
  ['😀.png', 'fil.png'],
])('calls %p %p', (given, name) => {
  expect(archiveNames([given])).toEqual([name]);
  expect(name).toMatch(SAFE);
});

it('keeps names apart where case does not count, and where letters fell away', () => {
  expect(archiveNames(['a.pdf', 'A.PDF', 'å.pdf', 'a-2.pdf', 'a.pdf'])).toEqual([
    'a.pdf',
    'A-2.PDF',
    'a-3.pdf',
    'a-2-2.pdf',
    'a-4.pdf',
  ]);
});

it('cuts what is too long and keeps the extension', () => {
  const [name = ''] = archiveNames([`${'x'.repeat(5_000)}`, `${'y'.repeat(900)}.pdf`]).slice(1);
  expect(name).toBe(`${'y'.repeat(100)}.pdf`);
});

it('plans ten thousand equal names, each once', () => {
  const names = archiveNames(Array.from({ length: 10_000 }, () => 'Отчёт.pdf'));
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(10_000);
  expect(names.at(-1)).toBe('fil-10000.pdf');
});
