import {
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../../api/problem-error.ts';
import { LevelBadge } from '../../../components/level-badge.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SafeHtml } from '../../../components/safe-html.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { MessageHead } from '../../../contract/messages.ts';
import type { ThreadRow } from '../../../contract/reading.ts';
import { senderLine } from '../../../domain/sender-line.ts';
import { folderOf, paths } from '../paths.ts';
import { useMessageContent, useMessageHead } from '../use-messages.ts';
import { Attachments } from './attachments.tsx';
import { MessageFacts } from './message-facts.tsx';
import { READING } from './reading-words.tsx';
import { StepUpBar } from './step-up-needed.tsx';
import { Unavailable } from './unavailable.tsx';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    flexGrow: 1,
    minWidth: 0,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  unread: { fontWeight: tokens.fontWeightBold },
  files: { display: 'inline-flex', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
  panel: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalL,
  },
  go: { justifySelf: 'start' },
});

/** Who wrote it: a mailbox may be shared, so only what the reader wrote herself is hers. */
function useAuthor({ own, automatic, from }: ThreadRow): string {
  const { t } = useTranslation(READING);
  const { language } = useFormat();
  if (own) return t('thread.own');
  const name = senderLine(language, from) || from.address;
  return automatic ? t('thread.automatic', { name }) : name;
}

/** One message of a conversation, closed: who, when, at which level, with files or not. Opened up, the message itself. */
export function ThreadItem({ row }: { readonly row: ThreadRow }) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const [open, setOpen] = useState(false);
  const author = useAuthor(row);
  const { at, assuranceLevel, attachmentCount: count, unread, unavailable } = row;
  return (
    <AccordionItem value={row.messageId}>
      <AccordionHeader as="h3" onClick={() => setOpen((before) => !before)}>
        <span className={mergeClasses(styles.header, unread && styles.unread)}>
          <span className={styles.name}>
            <WrappingText text={author} />
            {unread ? <VisuallyHidden>, {t('thread.unread')}</VisuallyHidden> : null}
          </span>
          {count > 0 ? (
            <span className={styles.files}>
              <AttachRegular aria-hidden="true" />
              <VisuallyHidden>{t('thread.files', { count })}</VisuallyHidden>
            </span>
          ) : null}
          <LevelBadge level={assuranceLevel} />
          {unavailable ? <UnavailableWords why={unavailable} /> : null}
          <span className={styles.quiet}>
            <TimeText at={at} />
          </span>
        </span>
      </AccordionHeader>
      <AccordionPanel className={styles.panel}>{open ? <ThreadMessage row={row} /> : null}</AccordionPanel>
    </AccordionItem>
  );
}

function UnavailableWords({ why }: { readonly why: NonNullable<ThreadRow['unavailable']> }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return <span className={styles.quiet}>{t(`messages.unavailable.${why}`)}</span>;
}

/** The head is read first: the message is opened only at its level. */
function ThreadMessage({ row }: { readonly row: ThreadRow }) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const navigate = useNavigate();
  const textOf = useProblemText();
  const head = useMessageHead(row.messageId);
  return (
    <>
      {head.isPending ? <Loading lines={3} /> : null}
      {head.error ? (
        <ProblemMessage text={textOf(problemType(head.error))} onRetry={() => void head.refetch()} />
      ) : null}
      {head.data ? <Opened head={head.data} /> : null}
      <Button className={styles.go} onClick={() => void navigate(paths.message(folderOf(row), row.messageId))}>
        {t('thread.goTo')}
      </Button>
    </>
  );
}

function Opened({ head }: { readonly head: MessageHead }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const readable = head.unavailable === null && !head.stepUpNeeded;
  const opened = useMessageContent(head, readable);
  const content = readable ? opened : undefined;
  return (
    <>
      {content?.data ? <Text weight="semibold">{content.data.subject}</Text> : null}
      <MessageFacts head={head} />
      <Unavailable head={head} />
      {head.stepUpNeeded && head.unavailable === null ? <StepUpBar head={head} /> : null}
      {content?.isPending ? <Loading lines={3} /> : null}
      {content?.error ? (
        <ProblemMessage
          title={t('messages.read.failed')}
          text={textOf(problemType(content.error))}
          onRetry={() => void content.refetch()}
        />
      ) : null}
      {content?.data ? (
        <>
          <SafeHtml html={content.data.bodyHtml} />
          <Attachments head={head} files={content.data.attachments} />
        </>
      ) : null}
    </>
  );
}
