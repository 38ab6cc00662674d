import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useSaveFile } from '../../api/use-save-file.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useHost } from '../../host/host-context.tsx';
import { ADMINISTRATION } from './administration-words.tsx';

const useStyles = makeStyles({
  dates: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 160px), 1fr))',
    maxWidth: '400px',
  },
});

const dayText = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** The last month that is over: what is reported most. */
export const lastMonth = (now: Date): { readonly from: string; readonly to: string } => ({
  from: dayText(now.getFullYear(), now.getMonth() - 1, 1),
  to: dayText(now.getFullYear(), now.getMonth(), 0),
});

/** Användning: what each organisation used in a period, as a file. */
export function UsageSection() {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const host = useHost();
  const saving = useSaveFile();
  const [period, setPeriod] = useState(() => lastMonth(new Date()));
  const { from, to } = period;
  const isPeriod = from !== '' && to !== '' && from <= to;
  const [tried, setTried] = useState(false);
  const save = () => {
    setTried(true);
    if (!isPeriod) return;
    const path = `/installation/usage?${new URLSearchParams({ from, to })}`;
    saving.mutate({ path, fileName: t('usage.fileName', { from, to }) });
  };
  return (
    <Section title={t('usage.title')} intro={t('usage.intro')}>
      {host.canDownload ? (
        <>
          <div className={styles.dates}>
            {(['from', 'to'] as const).map((end) => (
              <Field
                key={end}
                label={t(`usage.${end}`)}
                validationMessage={tried && !isPeriod && end === 'to' ? t('usage.wrong') : null}
              >
                <Input
                  type="date"
                  value={period[end]}
                  onChange={(_event, { value }) => setPeriod((before) => ({ ...before, [end]: value }))}
                />
              </Field>
            ))}
          </div>
          <SectionBar>
            <Button disabledFocusable={saving.isPending} onClick={save}>
              {t('usage.save')}
            </Button>
          </SectionBar>
          <Text role="status">{saving.isSuccess ? t('usage.done') : null}</Text>
          {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
        </>
      ) : (
        <Text>{t('usage.elsewhere')}</Text>
      )}
    </Section>
  );
}
