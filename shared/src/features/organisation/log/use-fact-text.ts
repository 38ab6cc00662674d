import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import { useMethodName } from '../../../components/use-method-name.ts';
import type { LogEntry } from '../../../contract/log.ts';
import type { ProblemType } from '../../../contract/problems.ts';
import { PROBLEMS } from '../../../contract/problems.ts';
import { LOG, useWord } from './log-words.tsx';

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const METHODS = ['method', 'methods', 'by'];
const isProblem = (value: string): value is ProblemType => Object.hasOwn(PROBLEMS, value);

/** Values of an entry's facts as people say them: names for ids, words for the product's own, times and numbers in their language. */
export function useFactText({ names }: Pick<LogEntry, 'names'>): (name: string, value: unknown) => string {
  const { t } = useTranslation(LOG);
  const format = useFormat();
  const word = useWord();
  const methodName = useMethodName();
  const problemText = useProblemText();
  const plain = (name: string, value: string): string => {
    const known =
      names[value] ?? word(`values.${name}`, value) ?? (name === 'action' ? wordOfAction(value) : undefined);
    if (known !== undefined) return known;
    if (METHODS.includes(name)) return methodName(value);
    if (name === 'reason' && isProblem(value)) return problemText(value);
    if (value === 'none') return t('detail.nothing');
    return INSTANT.test(value) ? format.exact(value) : value;
  };
  const wordOfAction = (action: string) => word('actions', action);
  const text = (name: string, value: unknown): string => {
    if (value === null || value === '' || value === undefined) return t('detail.nothing');
    if (typeof value === 'boolean') return t(value ? 'detail.yes' : 'detail.no');
    if (typeof value === 'number')
      return word(`values.${name}`, String(value)) ?? value.toLocaleString(format.language);
    if (Array.isArray(value)) return value.map((part) => text(name, part)).join(', ') || t('detail.nothing');
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([part, said]) => `${word('values.language', part) ?? part}: ${text(name, said)}`)
        .join('; ');
    const whole = plain(name, String(value));
    // Lists stand in one fact: ids of those who were looked for, what a key may do.
    return whole !== value || !/^[\w:-]+(,[\w:-]+)+$/.test(whole)
      ? whole
      : whole
          .split(',')
          .map((part) => plain(name, part))
          .join(', ');
  };
  return text;
}
