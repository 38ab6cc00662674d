import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section } from '../../components/section.tsx';
import { useTitle } from '../../components/use-title.ts';
import type { FunctionMailboxView } from '../../contract/function-mailboxes.ts';
import { InformationSection } from './information-section.tsx';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES, MailboxesWords } from './mailboxes-words.tsx';
import { MemberNotificationsSection } from './member-notifications-section.tsx';
import { MembersSection } from './members-section.tsx';
import { RemovalSection } from './removal-section.tsx';
import { useFunctionMailbox } from './use-function-mailboxes.ts';

export interface MailboxScreenProps {
  readonly mailboxId: string;
  /** Its signature and automatic reply, handed in by the page that knows both. */
  readonly texts: ReactNode;
}

/** One function mailbox: what it is, who is in it, what one is told of, what it signs with and answers by itself, and how it is removed. */
export function MailboxScreen(props: MailboxScreenProps) {
  return (
    <MailboxesWords>
      <Screen {...props} />
    </MailboxesWords>
  );
}

function Screen({ mailboxId, texts }: MailboxScreenProps) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const textOf = useProblemText();
  const mailbox = useFunctionMailbox(mailboxId);
  useTitle(t('title'));
  const { data, error } = mailbox;
  if (data) return <Mailbox mailbox={data} texts={texts} />;
  if (!error) return <Loading lines={6} />;
  if (isProblem(error, 'not-found')) return <EmptyState heading title={t('gone.title')} text={t('gone.text')} />;
  return (
    <div className={styles.root}>
      <ProblemMessage title={t('failed')} text={textOf(problemType(error))} onRetry={() => void mailbox.refetch()} />
    </div>
  );
}

function Mailbox({ mailbox, texts }: { readonly mailbox: FunctionMailboxView; readonly texts: ReactNode }) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <div>
          <Link className={styles.link} to="/function-mailboxes">
            {t('back')}
          </Link>
        </div>
        <PageHeading focusOn={mailbox.id}>{mailbox.name}</PageHeading>
        <Text className={styles.small}>
          {[mailbox.address, ...(mailbox.role ? [t(`role.you.${mailbox.role}`)] : [])].join(' · ')}
        </Text>
      </div>
      <MembersSection mailbox={mailbox} />
      {mailbox.role === null ? null : <MemberNotificationsSection mailboxId={mailbox.id} />}
      {mailbox.mayManage ? <InformationSection mailbox={mailbox} /> : null}
      {mailbox.mayManage ? texts : null}
      <RetentionSection mailbox={mailbox} />
      {mailbox.mayRemove ? <RemovalSection mailbox={mailbox} /> : null}
    </div>
  );
}

function RetentionSection({ mailbox: { retentionDays, mayRemove } }: { readonly mailbox: FunctionMailboxView }) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const now = retentionDays === 0 ? t('retention.never') : t('retention.days', { count: retentionDays ?? 0 });
  return (
    <Section title={t('retention.title')} intro={t('retention.intro')}>
      <Text>{retentionDays === null ? t('retention.as') : now}</Text>
      {mayRemove ? (
        <Text>
          <Link className={styles.link} to="/organisation/settings/messages">
            {t('retention.change')}
          </Link>
        </Text>
      ) : null}
    </Section>
  );
}
