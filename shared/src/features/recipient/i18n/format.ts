import type { Language } from '../../../i18n/languages.ts';
import { counted, fill, type Words } from './words.ts';

/** Swedish, Finnish and European English ways to write dates: the reader lives in the Nordics whatever the language. */
const LOCALES: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI' };

/** Day and time in the reader's own zone: "21 november 2026 kl. 14:03". */
export function formatInstant(language: Language, at: Date | string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}

/** The last day of something that ends at an instant, as the organisation counts its days: "29 november 2026". */
export function formatLastDay(language: Language, endsAt: string): string {
  const last = new Date(Date.parse(endsAt) - 1);
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'Europe/Stockholm' }).format(last);
}

/** Only the time of day, for what is near: "14:03". */
export function formatTime(language: Language, at: Date): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short' }).format(at);
}

const STEPS = [
  ['gigabytes', 1e9],
  ['megabytes', 1e6],
  ['kilobytes', 1e3],
] as const;

/** A size in the decimal units that phones show, as precisely as staff see it: "69 kB", "1,2 MB". */
export function formatSize(language: Language, words: Words['size'], sizeBytes: number): string {
  const [unit, divisor] = STEPS.find(([, least]) => sizeBytes >= least) ?? (['bytes', 1] as const);
  const value = sizeBytes / divisor;
  const digits = divisor === 1 || value >= 10 ? 0 : 1;
  return fill(words[unit], {
    value: new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }).format(value),
  });
}

/** Seconds as people say them: "40 sekunder", "3 minuter", "2 timmar". Rounds up, so that it never promises too much. */
export function formatDuration(language: Language, words: Words['duration'], seconds: number): string {
  if (seconds < 60) return counted(language, words.seconds, Math.max(1, Math.ceil(seconds)));
  if (seconds < 3600) return counted(language, words.minutes, Math.ceil(seconds / 60));
  return counted(language, words.hours, Math.ceil(seconds / 3600));
}
