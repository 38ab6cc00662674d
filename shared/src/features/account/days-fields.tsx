import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ACCOUNT } from './account-words.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
});

/** A period as date fields have it; empty where nothing is chosen. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

export interface DaysFieldsProps {
  readonly days: Days;
  readonly onDays: (days: Days) => void;
  readonly refusal: string | undefined;
  /** What the first day means. */
  readonly firstHint?: string;
}

/** From which day to which. */
export function DaysFields({ days, onDays, refusal, firstHint }: DaysFieldsProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNT);
  return (
    <div className={styles.root}>
      <Field label={t('from')} hint={firstHint ?? null}>
        <Input type="date" value={days.first} onChange={(_event, data) => onDays({ ...days, first: data.value })} />
      </Field>
      <Field label={t('until')} validationMessage={refusal ?? null}>
        <Input type="date" value={days.last} onChange={(_event, data) => onDays({ ...days, last: data.value })} />
      </Field>
    </div>
  );
}
