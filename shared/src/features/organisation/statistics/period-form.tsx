import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatisticsPeriod } from '../../../contract/statistics.ts';
import { firstPeriod, isPeriod, lastMonth } from './period.ts';
import { STATISTICS } from './statistics-words.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
});

/** From which day to which; both count. */
export function PeriodForm({
  period,
  onPeriod,
}: {
  readonly period: StatisticsPeriod;
  readonly onPeriod: (period: StatisticsPeriod) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation(STATISTICS);
  const [typed, setTyped] = useState(period);
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRefused(!isPeriod(typed));
    if (isPeriod(typed)) return onPeriod(typed);
    event.currentTarget.querySelector<HTMLElement>('input')?.focus();
  };
  const choose = (chosen: StatisticsPeriod) => {
    setTyped(chosen);
    setRefused(false);
    onPeriod(chosen);
  };
  return (
    <form className={styles.root} aria-label={t('period.label')} onSubmit={submit} noValidate>
      <Field label={t('period.from')} validationMessage={refused ? t('period.wrong') : null}>
        <Input type="date" value={typed.from} onChange={(_event, { value }) => setTyped({ ...typed, from: value })} />
      </Field>
      <Field label={t('period.to')}>
        <Input type="date" value={typed.to} onChange={(_event, { value }) => setTyped({ ...typed, to: value })} />
      </Field>
      <Button appearance="primary" type="submit">
        {t('period.show')}
      </Button>
      <Button onClick={() => choose(lastMonth(Date.now()))}>{t('period.lastMonth')}</Button>
      <Button onClick={() => choose(firstPeriod(Date.now()))}>{t('period.lastDays')}</Button>
    </form>
  );
}
