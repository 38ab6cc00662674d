import { Button, mergeClasses, Subtitle2 } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { useQueryClient } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProblemError, problemType } from '../../../api/problem-error.ts';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SafeHtml } from '../../../components/safe-html.tsx';
import { useHeldStill } from '../../../components/use-held-still.ts';
import type { Folder, MessageHead } from '../../../contract/messages.ts';
import { listedRow } from '../listed-rows.ts';
import { folderOf, paths } from '../paths.ts';
import { useMessageContent, useMessageHead } from '../use-messages.ts';
import { Attachments } from './attachments.tsx';
import { DeletedBar } from './deleted-bar.tsx';
import { MessageBarContext } from './message-bar.ts';
import { MessageFacts } from './message-facts.tsx';
import { OrganisationReaders } from './organisation-readers.tsx';
import { ReadActions } from './read-actions.tsx';
import { useReadingStyles } from './reading.styles.ts';
import { ReadingWords } from './reading-words.tsx';
import { TIMELINE_HEADING_ID } from './recall-focus.ts';
import { ReceiptAsked } from './receipt-asked.tsx';
import { RecipientsTimeline } from './recipients-timeline.tsx';
import { SenderChanges } from './sender-changes.tsx';
import { StepUpNeeded } from './step-up-needed.tsx';
import { NewerMessage, Thread } from './thread.tsx';
import { Unavailable } from './unavailable.tsx';
import { unavailableTitle } from './unavailable-text.ts';
import { useThread } from './use-thread.ts';

export interface ReadingScreenProps {
  readonly folder: Folder;
  readonly messageId: string;
  /** With nothing beside it. */
  readonly alone?: boolean;
}

/** One message: who, when, how surely, its text and files; for the sender what has happened to each recipient. */
export function ReadingScreen({ folder, messageId, alone = false }: ReadingScreenProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const textOf = useProblemText();
  const head = useMessageHead(messageId);
  const shown = useHeldStill(head.data);
  return (
    <article className={styles.root}>
      {alone ? null : (
        <Button
          className={styles.back}
          appearance="transparent"
          icon={<ArrowLeftRegular />}
          onClick={() => void navigate(paths.folder(folder))}
        >
          {t('messages.read.backToList', { folder: t(`staff.nav.${folder}`) })}
        </Button>
      )}
      {head.isPending ? <Loading lines={6} /> : null}
      {head.error ? (
        <>
          <PageHeading>{t('messages.read.failed')}</PageHeading>
          <ProblemMessage text={textOf(problemType(head.error))} onRetry={() => void head.refetch()} />
        </>
      ) : null}
      {shown ? <OpenMessage folder={folder} head={shown} alone={alone} /> : null}
    </article>
  );
}

interface OpenMessageProps {
  readonly folder: Folder;
  readonly head: MessageHead;
  readonly alone: boolean;
}

function OpenMessage({ folder, head, alone }: OpenMessageProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [agreed, setAgreed] = useState(false);
  const asks = head.role === 'recipient' && head.readReceipt === true && !agreed;
  const readable = head.unavailable === null && !head.stepUpNeeded && !asks;
  const opened = useMessageContent(head, readable);
  const content = readable ? opened : undefined;
  const bar = useContext(MessageBarContext);
  // What a colleague has come to by the link is in none of her folders.
  const own = head.role !== 'colleague';
  // Before it is opened, what the list has shown already.
  const listed = listedRow(useQueryClient(), (row) => row.messageId === head.id && row.subject !== null)?.subject;
  const title =
    content?.data?.subject ?? (head.unavailable ? t(unavailableTitle(head.role, head.unavailable)) : (listed ?? '…'));
  return (
    <>
      {head.stepUpNeeded && head.unavailable === null ? null : (
        <PageHeading focusOn={content?.data ? head.id : undefined}>{title}</PageHeading>
      )}
      {head.stepUpNeeded && head.unavailable === null ? <StepUpNeeded head={head} /> : null}
      {own ? (
        <>
          <ReadActions
            folder={folder}
            head={head}
            subject={content?.data?.subject ?? ''}
            readable={content?.data !== undefined}
            alone={alone}
          />
          {bar?.(head.id)}
          <ReadingWords>
            <DeletedBar folder={folder} head={head} />
            <NewerMessage head={head} />
          </ReadingWords>
        </>
      ) : null}
      <MessageFacts head={head} />
      <Unavailable head={head} />
      {asks && head.unavailable === null && !head.stepUpNeeded ? <ReceiptAsked onOpen={() => setAgreed(true)} /> : null}
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
          {own ? <ShowOriginal head={head} /> : null}
          <Attachments head={head} files={content.data.attachments} />
        </>
      ) : null}
      <BelowText head={head} own={own} subject={content?.data?.subject ?? ''} waiting={content?.isPending === true} />
    </>
  );
}

interface BelowTextProps {
  readonly head: MessageHead;
  readonly own: boolean;
  readonly subject: string;
  /** The text is on its way: what stands here comes with it, so that nothing moves from under a press. */
  readonly waiting: boolean;
}

/** For the sender what has happened to each recipient; the other messages of the conversation. */
function BelowText({ head, own, subject, waiting }: BelowTextProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const sender = head.role === 'sender';
  return (
    <div className={mergeClasses(styles.below, waiting && styles.away)}>
      {sender ? (
        <section className={styles.section} aria-labelledby={TIMELINE_HEADING_ID}>
          <Subtitle2 as="h2" id={TIMELINE_HEADING_ID} tabIndex={-1} className={styles.heading}>
            {t('messages.timeline.title')}
          </Subtitle2>
          <SenderChanges head={head} />
          <RecipientsTimeline messageId={head.id} subject={subject} maxDownloads={head.maxDownloads} />
        </section>
      ) : null}
      {own ? (
        <ReadingWords>
          {sender && head.audience === 'recipientsAndOrganisation' ? <OrganisationReaders messageId={head.id} /> : null}
          <Thread head={head} />
        </ReadingWords>
      ) : null}
    </div>
  );
}

/** Visa original: to the message that this one answers, where one has it. */
function ShowOriginal({ head }: { readonly head: MessageHead }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rows = useThread(head.id).data?.pages.flatMap((page) => page.rows);
  const { inReplyTo } = head;
  if (inReplyTo === null) return null;
  // An original far back in a long conversation is not known here: it is shown all the same.
  const folder = folderOf(rows?.find(({ messageId }) => messageId === inReplyTo) ?? { role: 'recipient' });
  return (
    <Button className={styles.original} onClick={() => void navigate(paths.message(folder, inReplyTo))}>
      {t('messages.read.original')}
    </Button>
  );
}
