import { Button, Subtitle2 } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProblemError, problemType } from '../../../api/problem-error.ts';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SafeHtml } from '../../../components/safe-html.tsx';
import type { Folder, MessageHead } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { useMessageContent, useMessageHead } from '../use-messages.ts';
import { Attachments } from './attachments.tsx';
import { MessageFacts } from './message-facts.tsx';
import { ReadActions } from './read-actions.tsx';
import { useReadingStyles } from './reading.styles.ts';
import { TIMELINE_HEADING_ID } from './recall-focus.ts';
import { RecipientsTimeline } from './recipients-timeline.tsx';
import { SenderChanges } from './sender-changes.tsx';
import { StepUpNeeded } from './step-up-needed.tsx';
import { Unavailable } from './unavailable.tsx';
import { unavailableTitle } from './unavailable-text.ts';

export interface ReadingScreenProps {
  readonly folder: Folder;
  readonly messageId: string;
}

/** One message: who, when, how surely, its text and files; for the sender what has happened to each recipient. */
export function ReadingScreen({ folder, messageId }: ReadingScreenProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const textOf = useProblemText();
  const head = useMessageHead(messageId);
  return (
    <article className={styles.root}>
      <Button
        className={styles.back}
        appearance="transparent"
        icon={<ArrowLeftRegular />}
        onClick={() => void navigate(paths.folder(folder))}
      >
        {t('messages.read.backToList', { folder: t(`staff.nav.${folder}`) })}
      </Button>
      {head.isPending ? <Loading lines={6} /> : null}
      {head.error ? (
        <>
          <PageHeading>{t('messages.read.failed')}</PageHeading>
          <ProblemMessage text={textOf(problemType(head.error))} onRetry={() => void head.refetch()} />
        </>
      ) : null}
      {head.data ? <OpenMessage head={head.data} /> : null}
    </article>
  );
}

function OpenMessage({ head }: { readonly head: MessageHead }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const readable = head.unavailable === null && !head.stepUpNeeded;
  const opened = useMessageContent(head, readable);
  const content = readable ? opened : undefined;
  const sender = head.role === 'sender';
  const title = content?.data?.subject ?? (head.unavailable ? t(unavailableTitle(head.role, head.unavailable)) : '…');
  return (
    <>
      {head.stepUpNeeded && head.unavailable === null ? null : (
        <PageHeading focusOn={content?.data ? head.id : undefined}>{title}</PageHeading>
      )}
      {head.stepUpNeeded && head.unavailable === null ? <StepUpNeeded head={head} /> : null}
      {content?.data || sender ? <ReadActions head={head} subject={content?.data?.subject ?? ''} /> : null}
      <MessageFacts head={head} />
      <Unavailable head={head} />
      {content?.isPending ? <Loading lines={5} /> : null}
      {content?.error ? (
        <ProblemMessage
          title={t('messages.read.failed')}
          text={textOf(problemType(content.error))}
          reference={content.error instanceof ProblemError ? content.error.details.requestId : undefined}
          onRetry={() => void content.refetch()}
        />
      ) : null}
      {content?.data ? (
        <>
          <div className={styles.card}>
            <SafeHtml html={content.data.bodyHtml} />
          </div>
          <Attachments head={head} files={content.data.attachments} />
        </>
      ) : null}
      {sender ? (
        <section className={styles.section} aria-labelledby={TIMELINE_HEADING_ID}>
          <Subtitle2 as="h2" id={TIMELINE_HEADING_ID} tabIndex={-1} className={styles.heading}>
            {t('messages.timeline.title')}
          </Subtitle2>
          <SenderChanges head={head} />
          <RecipientsTimeline
            messageId={head.id}
            subject={content?.data?.subject ?? ''}
            maxDownloads={head.maxDownloads}
          />
        </section>
      ) : null}
    </>
  );
}
