import { parse } from 'csv-parse/sync';

/** A longer row is no row of ours, but a quotation mark that nobody closed. */
const ROW_CHARACTERS = 20_000;

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
 * that there are too many. Null when it cannot be read.
 */
export const readCsv = (text: string, most: number): string[][] | null => {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: ROW_CHARACTERS,
      to: most,
    });
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
