import { Button, FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons/svg/print';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { problemType } from '../../../api/problem-error.ts';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SafeHtml } from '../../../components/safe-html.tsx';
import { useTitle } from '../../../components/use-title.ts';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { themes } from '../../../theme/themes.ts';
import { folderOf, paths } from '../paths.ts';
import { useMessageContent, useMessageHead, useTimeline } from '../use-messages.ts';
import { PrintFacts, PrintFiles, PrintReceipts } from './print-parts.tsx';
import { READING, ReadingWords } from './reading-words.tsx';
import { StepUpNeeded } from './step-up-needed.tsx';
import { Unavailable } from './unavailable.tsx';

const useStyles = makeStyles({
  root: {
    minHeight: '100dvh',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    '@media print': { minHeight: 0 },
  },
  column: {
    boxSizing: 'border-box',
    maxWidth: '860px',
    margin: '0 auto',
    padding: tokens.spacingHorizontalXXL,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalM },
    // A grid does not break between pages everywhere.
    '@media print': { display: 'block', padding: 0, maxWidth: 'none' },
  },
  toolbar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, '@media print': { display: 'none' } },
});

/** Time for the text to be laid out after it has come. */
const LAID_OUT_MS = 300;

/** Skriv ut: the message as a clean page, on white whatever the theme, and the browser's own dialog above it. */
export function PrintScreen() {
  const { messageId = '' } = useParams();
  return (
    <FluentProvider theme={themes.light} targetDocument={document}>
      <ReadingWords fallback={<Loading lines={6} />}>
        <PrintPage messageId={messageId} />
      </ReadingWords>
    </FluentProvider>
  );
}

function PrintPage({ messageId }: { readonly messageId: string }) {
  const { t } = useTranslation(READING);
  const textOf = useProblemText();
  const head = useMessageHead(messageId);
  useTitle(t('print.title'));
  if (head.data) return <PrintMessage head={head.data} />;
  return (
    <Page head={undefined} onPrint={undefined}>
      {head.isPending ? <Loading lines={6} /> : null}
      {head.error ? (
        <ProblemMessage text={textOf(problemType(head.error))} onRetry={() => void head.refetch()} />
      ) : null}
    </Page>
  );
}

interface PageProps {
  readonly head: MessageHead | undefined;
  /** Undefined while there is nothing to print. */
  readonly onPrint: (() => void) | undefined;
  readonly children: ReactNode;
}

function Page({ head, onPrint, children }: PageProps) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const navigate = useNavigate();
  return (
    <main className={styles.root}>
      <div className={styles.column}>
        <div className={styles.toolbar}>
          {onPrint ? (
            <Button appearance="primary" icon={<PrintRegular />} onClick={onPrint}>
              {t('print.print')}
            </Button>
          ) : null}
          {head ? (
            <Button onClick={() => void navigate(paths.message(folderOf(head), head.id))}>{t('print.back')}</Button>
          ) : null}
        </div>
        {children}
      </div>
    </main>
  );
}

function PrintMessage({ head }: { readonly head: MessageHead }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const readable = head.unavailable === null && !head.stepUpNeeded;
  const content = useMessageContent(head, readable);
  const isSender = head.role === 'sender';
  const timeline = useTimeline(head.id, isSender);
  const ready = readable && content.data !== undefined && (!isSender || !timeline.isPending);
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => window.print(), LAID_OUT_MS);
    return () => clearTimeout(timer);
  }, [ready]);
  return (
    <Page head={head} onPrint={ready ? () => window.print() : undefined}>
      {head.stepUpNeeded && head.unavailable === null ? <StepUpNeeded head={head} /> : null}
      <Unavailable head={head} />
      {readable && content.isPending ? <Loading lines={6} /> : null}
      {content.error ? (
        <ProblemMessage title={t('messages.read.failed')} text={textOf(problemType(content.error))} />
      ) : null}
      {readable && content.data ? (
        <PrintContent head={head} content={content.data}>
          {timeline.data ? <PrintReceipts timeline={timeline.data} /> : null}
        </PrintContent>
      ) : null}
    </Page>
  );
}

function PrintContent({
  head,
  content,
  children,
}: {
  readonly head: MessageHead;
  readonly content: MessageContent;
  readonly children: ReactNode;
}) {
  return (
    <article>
      <PageHeading focusOn={head.id}>{content.subject}</PageHeading>
      <PrintFacts head={head} />
      <SafeHtml html={content.bodyHtml} />
      <PrintFiles files={content.attachments} />
      {children}
    </article>
  );
}
