import { Text } from '@fluentui/react-components';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../components/section.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { useMethodName } from '../../../components/use-method-name.ts';
import type { OrganisationStatistics, Standing, StatisticsPeriod } from '../../../contract/statistics.ts';
import { PlainTable } from '../plain-table.tsx';
import type { MessageChartProps } from './message-chart.tsx';
import { wholeCourse } from './period.ts';
import { ShareBar } from './share-bar.tsx';
import { STATISTICS } from './statistics-words.tsx';

// A chart that cannot be fetched is no loss: the tables say the same.
const MessageChart = lazy(
  (): Promise<{ default: ComponentType<MessageChartProps> }> =>
    import(/* webpackChunkName: "charts" */ './message-chart.tsx').then(
      (module) => ({ default: module.MessageChart }),
      () => ({ default: () => null }),
    ),
);

/** A whole number as people write it. */
export function useNumber(): (count: number) => string {
  const { language } = useFormat();
  return (count) => count.toLocaleString(language);
}

/** What a type of message is called. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation(STATISTICS);
  return (kind) => (kind === 'message' ? t('kinds.message') : kind);
}

interface MessagesProps {
  readonly figures: OrganisationStatistics;
  readonly period: StatisticsPeriod;
}

/** Messages by type, and over time. */
export function MessagesSection({ figures: { messages, course }, period }: MessagesProps) {
  const { t } = useTranslation(STATISTICS);
  const number = useNumber();
  const kindName = useKindName();
  const format = useFormat();
  const dayOrMonth = (at: string) =>
    course.step === 'day'
      ? format.lastDay(`${at}T12:00:00Z`)
      : new Date(`${at}-15T12:00:00Z`).toLocaleDateString(format.language, { year: 'numeric', month: 'long' });
  const points = wholeCourse(course, period);
  return (
    <Section title={t('messages.title')} intro={t('messages.intro')}>
      <PlainTable
        figures
        label={t('messages.title')}
        heads={[t('messages.kind'), t('messages.sent'), t('messages.received'), t('messages.total')]}
        rows={messages.map(({ kind, sent, received, total }) => ({
          id: kind,
          cells: [kindName(kind), number(sent), number(received), number(total)],
        }))}
      />
      {course.points.length === 0 ? null : (
        <>
          <Suspense fallback={null}>
            <MessageChart points={points} />
          </Suspense>
          <details>
            <summary>{t('messages.course')}</summary>
            <PlainTable
              figures
              label={t('messages.course')}
              heads={[
                t(course.step === 'day' ? 'messages.at' : 'messages.month'),
                t('messages.sent'),
                t('messages.received'),
              ]}
              rows={points.map(({ at, sent, received }) => ({
                id: at,
                cells: [dayOrMonth(at), number(sent), number(received)],
              }))}
            />
          </details>
        </>
      )}
    </Section>
  );
}

interface MethodProps {
  readonly which: 'signIns' | 'identifications';
  readonly counts: OrganisationStatistics['signIns'];
}

/** How often each method was used. */
export function MethodSection({ which, counts }: MethodProps) {
  const { t } = useTranslation(STATISTICS);
  const number = useNumber();
  const methodName = useMethodName();
  const most = Math.max(0, ...counts.map(({ count }) => count));
  return (
    <Section title={t(`${which}.title`)} intro={t(`${which}.intro`)}>
      {counts.length === 0 ? (
        <Text>{t(`${which}.none`)}</Text>
      ) : (
        <PlainTable
          figures
          label={t(`${which}.title`)}
          heads={[t('method'), t('count')]}
          rows={counts.map(({ kind, count }) => ({
            id: kind,
            cells: [
              <span key={kind}>
                {methodName(kind)}
                <ShareBar value={count} most={most} />
              </span>,
              number(count),
            ],
          }))}
        />
      )}
    </Section>
  );
}

const MEASURES = ['opening', 'added', 'removed', 'change', 'closing'] as const;

interface StandingProps {
  readonly which: 'accounts' | 'mailboxes';
  readonly standing: Standing;
}

/** How many there were, came, went and are. */
export function StandingSection({ which, standing }: StandingProps) {
  const { t } = useTranslation(STATISTICS);
  const number = useNumber();
  const counts = { ...standing, change: standing.added - standing.removed };
  return (
    <Section title={t(`${which}.title`)} intro={t(`${which}.intro`)}>
      <PlainTable
        figures
        label={t(`${which}.title`)}
        heads={[t(`${which}.title`), t('count')]}
        rows={MEASURES.map((measure) => ({
          id: measure,
          cells: [t(`standing.${measure}`), number(counts[measure])],
        }))}
      />
    </Section>
  );
}
