import type { Language } from '../i18n/languages.ts';

const LOCALES: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI' };
const DAY_MS = 86_400_000;

/** The exact local time, as it stands on hover and in timelines: date, hour and minute. */
export function formatExact(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

/** The day of an instant, over a list of what happened on it. */
export function formatDay(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full' }).format(new Date(instant));
}

/** The hour and minute of an instant whose day stands above it. */
export function formatTime(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short' }).format(new Date(instant));
}

/** The last day of something that ends at an instant: the same day for all who read it, wherever they are. */
export function formatLastDay(endsAt: string, language: Language): string {
  const last = new Date(Date.parse(endsAt) - 1);
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'Europe/Stockholm' }).format(last);
}

/** Whose something is: “Annas”, “Anna's”; in Finnish the name alone, for the sentence around it. */
export function formatHolder(name: string, language: Language): string {
  if (language === 'sv') return /[sxz]$/i.test(name) ? name : `${name}s`;
  return language === 'en' ? `${name}'s` : name;
}

/** The short local time of a list row: the hour today, the day this year, else the date. `now` in milliseconds. */
export function formatShort(instant: string, language: Language, now: number): string {
  const date = new Date(instant);
  const today = new Date(now);
  const locale = LOCALES[language];
  if (date.toDateString() === today.toDateString()) {
    return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(date);
  }
  if (date.getFullYear() === today.getFullYear() || now - date.getTime() < 90 * DAY_MS) {
    return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(date);
  }
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short' }).format(date);
}

const UNITS = [
  { key: 'common.size.gigabytes', bytes: 1e9 },
  { key: 'common.size.megabytes', bytes: 1e6 },
  { key: 'common.size.kilobytes', bytes: 1e3 },
] as const;

export type SizeKey = (typeof UNITS)[number]['key'] | 'common.size.bytes';

/** A size for people: the words' key and the number to put in them (decimal units, as file managers show). */
export function sizeParts(bytes: number, language: Language): { readonly key: SizeKey; readonly value: string } {
  const unit = UNITS.find((candidate) => bytes >= candidate.bytes);
  const amount = unit ? bytes / unit.bytes : bytes;
  const digits = unit && amount < 10 ? 1 : 0;
  const value = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }).format(amount);
  return { key: unit?.key ?? 'common.size.bytes', value };
}

/** Names as one phrase: “Anna, Bo och Cecilia”. */
export function formatNames(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }).format(names);
}
