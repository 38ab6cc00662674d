/** What spreadsheets take for a formula, also after spaces. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

const cell = (value: string): string => {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
};

/** What a CSV begins with: by this mark Excel knows that it is UTF-8. */
export const CSV_MARK = '\ufeff';

/** One row as Excel opens it in the Nordic countries: semicolons, every cell quoted, none a formula. */
export const csvRow = (row: readonly string[]): string => `${row.map(cell).join(';')}\r\n`;

/** A whole file of such rows. */
export const csvOf = (rows: readonly (readonly string[])[]): string => CSV_MARK + rows.map(csvRow).join('');
