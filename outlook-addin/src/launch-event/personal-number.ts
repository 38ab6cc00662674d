/** Each digit doubled, every other one from the first, added up digit by digit (Luhn); true when the sum ends with 0. */
function luhnHolds(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const value = Number(digits[at]) * (at % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(year, month - 1, day);
  return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
}

function yearOf(digits: string, isOver100: boolean, thisYear: number): number {
  if (digits.length === 12) return Number(digits.slice(0, 4));
  const latest = isOver100 ? thisYear - 100 : thisYear;
  return latest - ((latest - Number(digits.slice(0, 2))) % 100);
}

function isPersonalNumber(candidate: string, thisYear: number): boolean {
  const digits = candidate.replace(/\D/g, '');
  const short = digits.slice(-10);
  if (short.slice(6, 9) === '000' || !luhnHolds(short)) return false;
  const year = yearOf(digits, candidate.indexOf('+') >= 0, thisYear);
  const month = Number(short.slice(2, 4));
  const day = Number(short.slice(4, 6));
  // A coordination number (samordningsnummer) has 60 added to the day.
  return isDate(year, month, day) || isDate(year, month, day - 60);
}

/**
 * True when a valid personnummer or samordningsnummer stands somewhere in `text`. The rule of shared/src/domain/personal-number.ts
 * without its library and without lookbehind, which Outlook's own script engine may not know.
 */
export function containsPersonalNumber(text: string, thisYear: number): boolean {
  const candidates = /(?:^|\D)(\d{6}(?:\d{2})?[-+ ]?\d{4})(?!\d)/g;
  for (let match = candidates.exec(text); match; match = candidates.exec(text)) {
    if (isPersonalNumber(match[1] || '', thisYear)) return true;
  }
  return false;
}
