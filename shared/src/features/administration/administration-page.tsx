import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.tsx';
import { AdministrationPages } from '../../components/administration-pages.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { useTitle } from '../../components/use-title.ts';
import { ADMINISTRATION, AdministrationWords } from './administration-words.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignContent: 'start',
    padding: `${tokens.spacingHorizontalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    maxWidth: '880px',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  head: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
});

interface AdministrationPageProps {
  readonly page: 'organisations' | 'access' | 'servers';
  readonly children: ReactNode;
}

/** The frame of a page of system administrators: its heading and the ways to the others. */
export function AdministrationPage(props: AdministrationPageProps) {
  return (
    <AdministrationWords>
      <Framed {...props} />
    </AdministrationWords>
  );
}

function Framed({ page, children }: AdministrationPageProps) {
  const styles = useStyles();
  const { account } = useSession();
  const { t } = useTranslation(ADMINISTRATION);
  const title = t(`${page}.title`);
  useTitle(title);
  if (!account.roles.includes('system-administrator'))
    return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn={page} />;
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <AdministrationPages />
        <PageHeading focusOn={page}>{title}</PageHeading>
        <Text>{t(`${page}.intro`)}</Text>
      </div>
      {children}
    </div>
  );
}
