import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { PageTitleProvider } from '../../components/section.tsx';
import { StaffPage } from '../../components/staff-page.tsx';
import { useTitle } from '../../components/use-title.ts';
import { OrganisationPages, useIsInside, useOrganisationPath } from './organisation-pages.tsx';
import { ORGANISATION, OrganisationWords } from './organisation-words.tsx';
import { SettingsOverview } from './settings-overview.tsx';
import { type SettingsPart, settingsParts } from './settings-parts.ts';
import { UnsavedBar } from './unsaved-bar.tsx';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });

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
  const { organisation } = useSession();
  const { t } = useTranslation(ORGANISATION);
  const heading = t('heading', { organisation: organisation.name });
  return (
    <StaffPage kind="form" ways={<OrganisationPages />} heading={heading} focusOn="organisation" intro={t('intro')}>
      <SettingsOverview {...props} />
    </StaffPage>
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
  const [round, setRound] = useState(0);
  return (
    <StaffPage
      kind="form"
      ways={
        <>
          <OrganisationPages />
          <div>
            <Link className={styles.link} to={base}>
              {t('parts.all')}
            </Link>
          </div>
        </>
      }
      heading={t(title)}
      focusOn={name}
    >
      <UnsavedBar title={t(title)} onDiscard={() => setRound(round + 1)} />
      {data ? (
        <PageTitleProvider key={round} value={t(title)}>
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
    </StaffPage>
  );
}
