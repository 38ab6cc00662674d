import { Field, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '../../domain/limits.ts';
import type { CaseFilter } from './case-keys.ts';
import { CASES } from './case-words.tsx';
import { useCaseStyles } from './cases.styles.ts';
import { useCaseCounts, useCaseTags } from './use-cases.ts';

const WHOSE = ['anybody', 'mine', 'others', 'nobody'] as const;
const STATES = ['open', 'closed'] as const;

export interface CaseFiltersProps {
  readonly filter: CaseFilter;
  readonly onFilter: (filter: CaseFilter) => void;
}

/** Whose cases, open or closed, and with which tag. */
export function CaseFilters({ filter, onFilter }: CaseFiltersProps) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const counts = useCaseCounts();
  const tags = useCaseTags();
  const nameOf = (whose: (typeof WHOSE)[number]): string => {
    const name = t(`list.${whose}`);
    const count = whose === 'anybody' || filter.state === 'closed' ? undefined : counts.data?.[whose];
    if (count === undefined) return name;
    return t(count >= LIMITS.countedCases ? 'list.countedMore' : 'list.counted', { name, count });
  };
  return (
    <div className={styles.filters}>
      <Field label={t('list.taken')}>
        <Select
          className={styles.control}
          value={filter.taken}
          onChange={(_event, data) => onFilter({ ...filter, taken: data.value as CaseFilter['taken'] })}
        >
          {WHOSE.map((whose) => (
            <option key={whose} value={whose}>
              {nameOf(whose)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('list.state')}>
        <Select
          className={styles.control}
          value={filter.state}
          onChange={(_event, data) => onFilter({ ...filter, state: data.value as CaseFilter['state'] })}
        >
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`list.${state}`)}
            </option>
          ))}
        </Select>
      </Field>
      {tags.data && tags.data.length > 0 ? (
        <Field label={t('list.tag')}>
          <Select
            className={styles.control}
            value={filter.tag}
            onChange={(_event, data) => onFilter({ ...filter, tag: data.value })}
          >
            <option value="">{t('list.anyTag')}</option>
            {tags.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
    </div>
  );
}
