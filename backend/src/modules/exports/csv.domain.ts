/** What spreadsheets take for a formula, also after spaces. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

const cell = (value: string): string => {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
};

/** Rows as Excel opens them in the Nordic countries: semicolons, a byte order mark, every cell quoted, none a formula. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
