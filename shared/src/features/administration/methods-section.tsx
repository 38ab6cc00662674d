import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading.tsx';
import { Section } from '../../components/section.tsx';
import type { InstalledMethod } from '../../contract/installation.ts';
import { AdministrationProblem } from './administration-problem.tsx';
import { ADMINISTRATION } from './administration-words.tsx';
import { useInstalledMethods } from './use-administration.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalM },
  row: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  small: { color: tokens.colorNeutralForeground2 },
});

/** Inloggning: which ways are set up, and whether they work. */
export function MethodsSection() {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const methods = useInstalledMethods();
  return (
    <Section title={t('methods.title')} intro={t('methods.intro')}>
      {methods.isPending ? <Loading lines={3} /> : null}
      {methods.error ? <AdministrationProblem error={methods.error} onRetry={() => void methods.refetch()} /> : null}
      {methods.data ? (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
        <ul className={styles.list} role="list" aria-label={t('methods.title')}>
          {methods.data.map((method) => (
            <Method key={method.key} method={method} />
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Method({ method: { label, purposes, answers } }: { readonly method: InstalledMethod }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <Text weight="semibold">{label || t('methods.password')}</Text>
        {answers === null ? null : (
          <Badge appearance="tint" color={answers ? 'success' : 'danger'}>
            {t(answers ? 'servers.alive' : 'servers.silent')}
          </Badge>
        )}
      </div>
      <Text size={200} className={styles.small}>
        {purposes.map((purpose) => t(`methods.purpose.${purpose}`)).join(' · ')}
      </Text>
    </li>
  );
}
