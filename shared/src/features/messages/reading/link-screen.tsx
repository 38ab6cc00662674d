import { Button, Subtitle2 } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReadOnly } from '../../../api/acting.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { LevelBadge } from '../../../components/level-badge.tsx';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { StatusIcon } from '../../../components/status-icon.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useMethodName } from '../../../components/use-method-name.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { MessageHead, MessageRow, Timeline } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { useMessageHead, useMessageList, useTimeline } from '../use-messages.ts';
import { DownloadCounts } from './download-counts.tsx';
import { EventList } from './event-list.tsx';
import { Fact } from './facts.tsx';
import { useReadingStyles } from './reading.styles.ts';
import { RecallDialog } from './recall-dialog.tsx';
import { TIMELINE_HEADING_ID, useRecallFocus } from './recall-focus.ts';
import { RecipientActions } from './recipient-actions.tsx';

export interface LinkScreenProps {
  readonly messageId: string;
  readonly rowId: string | undefined;
}

/** The recipient that a row of Länkar is about: by its id, else by its address. */
export function recipientOfRow(
  timeline: Timeline,
  rowId: string | undefined,
  row: Pick<MessageRow, 'recipients'> | undefined,
): Timeline[number] | undefined {
  const address = row?.recipients[0]?.address;
  return (
    timeline.find(({ recipient }) => recipient.id === rowId) ??
    timeline.find(({ recipient }) => recipient.address === address) ??
    timeline.find(({ recipient }) => recipient.addressKind === 'external')
  );
}

/** What became of one link: to whom, how identified, what happened; and the ways to the message and the answer. */
export function LinkScreen({ messageId, rowId }: LinkScreenProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const textOf = useProblemText();
  const head = useMessageHead(messageId);
  const timeline = useTimeline(messageId);
  const list = useMessageList('links');
  const row = list.data?.pages.flatMap((page) => page.rows).find((candidate) => candidate.id === rowId);
  const entry = timeline.data ? recipientOfRow(timeline.data, rowId, row) : undefined;
  const error = head.error ?? timeline.error;
  return (
    <article className={styles.root}>
      <Button
        className={styles.back}
        appearance="transparent"
        icon={<ArrowLeftRegular />}
        onClick={() => void navigate(paths.folder('links'))}
      >
        {t('messages.read.backToList', { folder: t('staff.nav.links') })}
      </Button>
      {head.isPending || timeline.isPending ? <Loading lines={5} /> : null}
      {error ? (
        <>
          <PageHeading>{t('messages.read.failed')}</PageHeading>
          <ProblemMessage text={textOf(problemType(error))} onRetry={() => void timeline.refetch()} />
        </>
      ) : null}
      {head.data && entry ? <LinkDetails head={head.data} entry={entry} subject={row?.subject ?? ''} /> : null}
    </article>
  );
}

interface LinkDetailsProps {
  readonly head: MessageHead;
  readonly entry: Timeline[number];
  readonly subject: string;
}

function LinkDetails({ head, entry: { recipient, events, downloads }, subject }: LinkDetailsProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const methodName = useMethodName();
  const [recalling, setRecalling] = useState(false);
  const recallButton = useRecallFocus(recalling);
  const readOnly = useReadOnly();
  const reply = events.findLast((event) => event.replyMessageId)?.replyMessageId;
  return (
    <>
      <PageHeading focusOn={recipient.id}>{subject || <WrappingText text={recipient.address} />}</PageHeading>
      <div className={styles.bar}>
        <Button appearance="primary" onClick={() => void navigate(paths.message('sent', head.id))}>
          {t('messages.link.goToMessage')}
        </Button>
        {reply ? (
          <Button onClick={() => void navigate(paths.message('inbox', reply))}>{t('messages.link.showReply')}</Button>
        ) : null}
        {recipient.recallable && !readOnly ? (
          <Button ref={recallButton} onClick={() => setRecalling(true)}>
            {t('messages.read.recall')}
          </Button>
        ) : null}
      </div>
      <dl className={styles.facts}>
        <Fact wide term={t('messages.link.recipient')}>
          <WrappingText text={recipient.address} />
        </Fact>
        <Fact wide term={t('messages.link.method')}>
          {recipient.method ? methodName(recipient.method) : '–'}
        </Fact>
        <Fact wide term={t('messages.link.level')}>
          <LevelBadge level={head.assuranceLevel} />
        </Fact>
        <Fact wide term={t('messages.read.sentAt')}>
          <TimeText at={head.at} />
        </Fact>
        {recipient.status ? (
          <Fact wide term={t('messages.link.status')}>
            <StatusIcon status={recipient.status} decorative /> {t(`messages.status.${recipient.status}`)}
          </Fact>
        ) : null}
      </dl>
      <RecipientActions messageId={head.id} recipient={recipient} />
      <section className={styles.section}>
        <Subtitle2 as="h2" id={TIMELINE_HEADING_ID} tabIndex={-1} className={styles.heading}>
          {t('messages.link.history')}
        </Subtitle2>
        <div className={styles.card}>
          <EventList events={events} />
          {head.maxDownloads !== null && downloads && downloads.length > 0 ? (
            <DownloadCounts downloads={downloads} max={head.maxDownloads} />
          ) : null}
        </div>
      </section>
      {recalling ? (
        <RecallDialog
          messageId={head.id}
          subject={subject}
          recipients={[recipient]}
          everybody={false}
          onClose={() => setRecalling(false)}
        />
      ) : null}
    </>
  );
}
