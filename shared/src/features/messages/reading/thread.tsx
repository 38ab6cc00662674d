import {
  Accordion,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../../api/problem-error.ts';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useHeldStill } from '../../../components/use-held-still.ts';
import type { MessageHead } from '../../../contract/messages.ts';
import { folderOf, paths } from '../paths.ts';
import { useReadingStyles } from './reading.styles.ts';
import { READING } from './reading-words.tsx';
import { ThreadItem } from './thread-item.tsx';
import { useThread } from './use-thread.ts';

const HEADING_ID = 'thread-heading';

const useStyles = makeStyles({
  list: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  more: { justifySelf: 'start' },
});

/** Above an older message: that somebody has written since, and the way to it. It is not opened by itself: its sender is told of openings. */
export function NewerMessage({ head }: { readonly head: MessageHead }) {
  const { t } = useTranslation(READING);
  const navigate = useNavigate();
  const rows = useHeldStill(useThread(head.id).data?.pages[0]?.rows);
  // Nobody has written an automatic reply: it is nothing new.
  const newest = rows?.find(({ messageId, automatic }) => messageId === head.id || !automatic);
  if (!newest || newest.messageId === head.id) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{t('thread.newer')}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => void navigate(paths.message(folderOf(newest), newest.messageId))}>
          {t('thread.toNewest')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** The other messages of the conversation, newest first and closed: each opens in place, as a message of its own does. */
export function Thread({ head }: { readonly head: MessageHead }) {
  const styles = useStyles();
  const reading = useReadingStyles();
  const { t } = useTranslation(READING);
  const textOf = useProblemText();
  const thread = useThread(head.id);
  const others = thread.data?.pages.flatMap(({ rows }) => rows).filter(({ messageId }) => messageId !== head.id) ?? [];
  if (thread.error && !thread.data) {
    return (
      <ProblemMessage
        title={t('thread.failed')}
        text={textOf(problemType(thread.error))}
        onRetry={() => void thread.refetch()}
      />
    );
  }
  if (others.length === 0) return null;
  return (
    <section className={reading.section} aria-labelledby={HEADING_ID}>
      <div>
        <Subtitle2 as="h2" id={HEADING_ID} className={reading.heading}>
          {t('thread.title')}
        </Subtitle2>
        <Text as="p" block className={reading.quiet}>
          {t('thread.hint')}
        </Text>
      </div>
      <Accordion multiple collapsible className={styles.list}>
        {others.map((row) => (
          <ThreadItem key={row.messageId} row={row} />
        ))}
      </Accordion>
      {thread.hasNextPage ? (
        <Button
          className={styles.more}
          disabledFocusable={thread.isFetchingNextPage}
          onClick={() => void thread.fetchNextPage()}
        >
          {t(thread.isFetchingNextPage ? 'thread.loading' : 'thread.more')}
        </Button>
      ) : null}
    </section>
  );
}
