import { parse } from 'csv-parse/sync';

/** In all cells of a row. A longer one is no row of ours, but a quotation mark that nobody closed in time. */
const ROW_CHARACTERS = 20_000;

/** Columns of a row, far above what directories export: a file of nothing but delimiters would keep the process busy for minutes. */
const ROW_CELLS = 200;

const isRow = (row: readonly string[]): boolean => row.length <= ROW_CELLS && row.join('').length <= ROW_CHARACTERS;

const DELIMITERS = [';', ',', '\t'] as const;

/** What parts the cells: the sign that stands most often in the heading. */
const delimiterOf = (text: string): string => {
  const [heading = ''] = text.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((sign) => heading.split(sign).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
};

/**
 * The rows of a CSV file (RFC 4180) with semicolons, commas or tabs, quoted or not, with a byte order mark or without; empty rows
 * are there, so that the index of a row is its number in a spreadsheet. Reads at most `most` rows, so one more than allowed shows
 * that there are too many. Null when it cannot be read, or a row has more than 20,000 characters
 * or 200 cells.
 */
export const readCsv = (text: string, most: number): string[][] | null => {
  try {
    // The parser's own limit counts bytes of the last cell and characters of those before.
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      to: most,
    });
    return rows.every(isRow) ? rows : null;
  } catch {
    return null;
  }
};

/** What a cell says: spreadsheets and our own files put an apostrophe before what would be taken for a formula. */
export const cellText = (cell: string): string =>
  cell
    .trim()
    .replace(/^'(?=\s*[=+\-@\t\r＝＋－＠])/, '')
    .trim();
