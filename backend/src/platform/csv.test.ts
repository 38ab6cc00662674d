import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.ts';

describe('reading CSV', () => {
  it.each(['a', 'å', '你'])('takes rows of 20,000 characters, however many bytes %s has, and none longer', (letter) => {
    const half = letter.repeat(10_000);
    expect(readCsv(`namn;ort\n${half};${half}`, 10)?.[1]).toEqual([half, half]);
    for (const row of [`${half}${letter};${half}`, `${half};${half}${letter}`, `"${half}${half}\n";`])
      expect(readCsv(`namn;ort\n${row}`, 10)).toBeNull();
  });

  it('takes rows of 200 cells and none with more, though nothing stands in them', () => {
    expect(readCsv(`namn${';'.repeat(199)}`, 10)?.[0]).toHaveLength(200);
    expect(readCsv(`namn${';'.repeat(200)}`, 10)).toBeNull();
    expect(readCsv(`namn\n${';'.repeat(200)}`, 10)).toBeNull();
  });

  it('reads no quotation mark that is never closed, and no more rows than it is asked for', () => {
    expect(readCsv('namn;ort\n"Anna;Ystad\nBo;Lund', 10)).toBeNull();
    expect(readCsv('namn\nAnna\nBo', 2)).toEqual([['namn'], ['Anna']]);
  });

  it.each([';', ',', '\t'])('parts cells by the sign that stands most often in the heading: %j', (sign) => {
    expect(readCsv(`\uFEFFnamn${sign}ort\nÅsa${sign}Örebro`, 10)).toEqual([
      ['namn', 'ort'],
      ['Åsa', 'Örebro'],
    ]);
  });
});
