import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { useSession } from '../../../api/session.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { StaffPage } from '../../../components/staff-page.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { useTitle } from '../../../components/use-title.ts';
import type { StatisticsPeriod } from '../../../contract/statistics.ts';
import { FileButtons } from '../file-buttons.tsx';
import { OrganisationPages } from '../organisation-pages.tsx';
import { MailboxesSection } from './mailboxes-section.tsx';
import { MessagesSection, MethodSection, StandingSection } from './organisation-sections.tsx';
import { firstPeriod } from './period.ts';
import { PeriodForm } from './period-form.tsx';
import { STATISTICS, StatisticsWords } from './statistics-words.tsx';
import { useStatistics } from './use-statistics.ts';

/** Statistik: figures of the organisation in a period, for its administrators. */
export function StatisticsScreen() {
  return (
    <StatisticsWords>
      <Screen />
    </StatisticsWords>
  );
}

function Screen() {
  const { account } = useSession();
  const { t } = useTranslation(STATISTICS);
  useTitle(t('title'));
  if (account.roles.includes('organisation-administrator')) return <Statistics />;
  return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn="statistics" />;
}

function Statistics() {
  const { organisation } = useSession();
  const { t } = useTranslation(STATISTICS);
  const textOf = useProblemText();
  const [period, setPeriod] = useState(() => firstPeriod(Date.now()));
  const statistics = useStatistics(period);
  const { data, error } = statistics;
  return (
    <StaffPage
      kind="table"
      ways={<OrganisationPages />}
      heading={t('heading', { organisation: organisation.name })}
      focusOn="statistics"
      intro={t('intro')}
    >
      <PeriodForm period={period} onPeriod={setPeriod} />
      {error ? (
        <ProblemMessage
          title={t('failed')}
          text={textOf(problemType(error))}
          onRetry={() => void statistics.refetch()}
        />
      ) : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data ? (
        <>
          <Shown period={data.period} countedTo={data.figures.countedTo} />
          <Export period={data.period} />
          <MessagesSection figures={data.figures} period={data.period} />
          <MethodSection which="signIns" counts={data.figures.signIns} />
          <MethodSection which="identifications" counts={data.figures.identifications} />
          <StandingSection which="accounts" standing={data.figures.accounts} />
          <StandingSection which="mailboxes" standing={data.figures.mailboxes} />
          <MailboxesSection period={data.period} />
        </>
      ) : null}
    </StaffPage>
  );
}

function Shown({
  period: { from, to },
  countedTo,
}: {
  readonly period: StatisticsPeriod;
  readonly countedTo: string | null;
}) {
  const { t } = useTranslation(STATISTICS);
  const format = useFormat();
  return (
    <Text role="status">
      {t('period.shown', { from: format.lastDay(`${from}T12:00:00Z`), to: format.lastDay(`${to}T12:00:00Z`) })}
      {countedTo === null ? null : ` ${t('countedTo', { time: format.exact(countedTo) })}`}
    </Text>
  );
}

function Export({ period: { from, to } }: { readonly period: StatisticsPeriod }) {
  const { t } = useTranslation(STATISTICS);
  const file = {
    path: `/organisation/statistics/export?${new URLSearchParams({ from, to })}`,
    fileName: t('export.fileName', { from, to }),
    label: t('export.csv'),
  };
  const words = {
    busy: t('export.busy'),
    done: t('export.done'),
    failed: t('export.failed'),
    elsewhere: t('export.elsewhere'),
  };
  return <FileButtons files={[file]} words={words} />;
}
