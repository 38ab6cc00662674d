import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const LOCALES: Readonly<Record<string, string>> = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI' };

/** Writes a day (`2026-03-02`) as people do, in the language that is shown. */
export function useDay(): (day: string) => string {
  const { i18n } = useTranslation();
  const locale = LOCALES[i18n.language] ?? 'sv-SE';
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    return (day) => format.format(new Date(`${day}T00:00:00Z`));
  }, [locale]);
}

/** Whether a day is over where the reader is. */
export const isPast = (day: string, now = new Date()): boolean => {
  const two = (part: number): string => String(part).padStart(2, '0');
  return day < `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};
