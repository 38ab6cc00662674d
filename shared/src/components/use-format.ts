import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/languages.ts';
import {
  formatDay,
  formatExact,
  formatHolder,
  formatLastDay,
  formatNames,
  formatShort,
  formatTime,
  sizeParts,
} from './format.ts';

/** Dates, sizes and names in the language that is shown. */
export function useFormat() {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage([i18n.language]);
  return useMemo(
    () => ({
      language,
      exact: (instant: string) => formatExact(instant, language),
      day: (instant: string) => formatDay(instant, language),
      time: (instant: string) => formatTime(instant, language),
      lastDay: (endsAt: string) => formatLastDay(endsAt, language),
      holder: (name: string) => formatHolder(name, language),
      short: (instant: string) => formatShort(instant, language, Date.now()),
      names: (names: readonly string[]) => formatNames(names, language),
      size: (bytes: number) => {
        const { key, value } = sizeParts(bytes, language);
        return t(key, { value });
      },
    }),
    [language, t],
  );
}
