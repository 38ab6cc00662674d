import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { PageTitleProvider } from '../../components/section.tsx';
import { useTitle } from '../../components/use-title.ts';
import { OrganisationPages, useIsInside, useOrganisationPath } from './organisation-pages.tsx';
import { ORGANISATION, OrganisationWords } from './organisation-words.tsx';
import { SettingsOverview } from './settings-overview.tsx';
import { type SettingsPart, settingsParts } from './settings-parts.ts';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignContent: 'start',
    padding: `${tokens.spacingHorizontalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    maxWidth: '560px',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  head: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  link: { color: tokens.colorBrandForegroundLink },
});

/** Min organisation: the settings, for its administrators; an overview, and a page for each part of them. */
export function OrganisationScreen() {
  return (
    <OrganisationWords>
      <Screen />
    </OrganisationWords>
  );
}

function Screen() {
  const { account } = useSession();
  const { t } = useTranslation(ORGANISATION);
  const { part: name } = useParams();
  const base = useOrganisationPath('settings');
  const parts = settingsParts(useIsInside());
  const part = parts.find((one) => one.name === name);
  useTitle(t(part ? part.title : 'title'));
  if (!account.roles.includes('organisation-administrator'))
    return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn="organisation" />;
  if (part) return <PartPage key={part.name} part={part} base={base} />;
  return name === undefined ? <Overview parts={parts} base={base} /> : <Navigate to={base} replace />;
}

interface OverviewProps {
  readonly parts: readonly SettingsPart[];
  readonly base: string;
}

function Overview(props: OverviewProps) {
  const styles = useStyles();
  const { organisation } = useSession();
  const { t } = useTranslation(ORGANISATION);
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <OrganisationPages />
        <PageHeading focusOn="organisation">{t('heading', { organisation: organisation.name })}</PageHeading>
        <Text>{t('intro')}</Text>
      </div>
      <SettingsOverview {...props} />
    </div>
  );
}

interface PartPageProps {
  readonly part: SettingsPart;
  readonly base: string;
}

function PartPage({ part: { name, title, sections }, base }: PartPageProps) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const settings = useSettings();
  const { data, error } = settings;
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <OrganisationPages />
        <div>
          <Link className={styles.link} to={base}>
            {t('parts.all')}
          </Link>
        </div>
        <PageHeading focusOn={name}>{t(title)}</PageHeading>
      </div>
      {data ? (
        <PageTitleProvider value={t(title)}>
          <Suspense fallback={<Loading lines={6} />}>
            {sections.map((Part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the sections of a page keep their places.
              <Part key={index} settings={data} />
            ))}
          </Suspense>
        </PageTitleProvider>
      ) : null}
      {!data && !error ? <Loading lines={6} /> : null}
      {!data && error ? (
        <ProblemMessage title={t('failed')} text={textOf(problemType(error))} onRetry={() => void settings.refetch()} />
      ) : null}
    </div>
  );
}
