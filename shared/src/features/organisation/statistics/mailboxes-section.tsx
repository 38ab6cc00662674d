import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { Section, SectionBar } from '../../../components/section.tsx';
import type { MailboxStatistics, StatisticsPeriod } from '../../../contract/statistics.ts';
import { PlainTable } from '../plain-table.tsx';
import { useKindName, useNumber } from './organisation-sections.tsx';
import { STATISTICS } from './statistics-words.tsx';
import { useMailboxStatistics } from './use-statistics.ts';

/** Each function mailbox that there is: who is in it, and what went through it. */
export function MailboxesSection({ period }: { readonly period: StatisticsPeriod }) {
  const { t } = useTranslation(STATISTICS);
  const textOf = useProblemText();
  const mailboxes = useMailboxStatistics(period);
  const rows = mailboxes.data?.pages.flatMap((page) => page.rows);
  return (
    <Section title={t('active.title')} intro={t('active.intro')}>
      {mailboxes.error ? (
        <ProblemMessage
          text={textOf(problemType(mailboxes.error))}
          onRetry={() => void (rows ? mailboxes.fetchNextPage() : mailboxes.refetch())}
        />
      ) : null}
      {!rows && !mailboxes.error ? <Loading lines={3} /> : null}
      {rows?.length === 0 ? <Text>{t('active.none')}</Text> : null}
      {rows && rows.length > 0 ? <Mailboxes rows={rows} /> : null}
      {mailboxes.hasNextPage ? (
        <SectionBar>
          <Button disabledFocusable={mailboxes.isFetchingNextPage} onClick={() => void mailboxes.fetchNextPage()}>
            {t('active.more')}
          </Button>
        </SectionBar>
      ) : null}
    </Section>
  );
}

function Mailboxes({ rows }: { readonly rows: readonly MailboxStatistics[] }) {
  const { t } = useTranslation(STATISTICS);
  const number = useNumber();
  const kindName = useKindName();
  return (
    <PlainTable
      figures
      stacked
      label={t('active.title')}
      heads={[
        t('active.name'),
        t('active.members'),
        t('active.administrators'),
        t('messages.sent'),
        t('messages.received'),
      ]}
      rows={rows.flatMap(({ id, name, members, administrators, messages }) =>
        messages.map(({ kind, sent, received }, index) => ({
          id: `${id} ${kind}`,
          cells: [
            messages.length === 1 ? name : `${name}, ${kindName(kind)}`,
            index === 0 ? number(members) : '',
            index === 0 ? number(administrators) : '',
            number(sent),
            number(received),
          ],
        })),
      )}
    />
  );
}
