import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../contract/cases.ts';
import { CASES } from './case-words.tsx';
import { useDay } from './days.ts';

/** What the row of a case says besides its message: whose it is, and when it is due. */
export function CaseLine({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation(CASES);
  const day = useDay();
  const parts = [
    row.takenBy ? t('list.takenBy', { name: row.takenBy.name }) : t('list.free'),
    ...(row.dueOn === null ? [] : [t('list.due', { date: day(row.dueOn) })]),
  ];
  return parts.join(' · ');
}
