import { Button, MessageBar, MessageBarBody, Spinner, Text } from '@fluentui/react-components';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { MailOpenPersonRegular } from '@fluentui/react-icons/svg/mail-open-person';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, ProblemError, problemType } from '../../../api/problem-error.ts';
import { useSession } from '../../../api/session.tsx';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SafeHtml } from '../../../components/safe-html.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { useTitle } from '../../../components/use-title.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { senderLine } from '../../../domain/sender-line.ts';
import { useHost } from '../../../host/host-context.tsx';
import { pathOf } from '../paths.ts';
import { Attachments } from '../reading/attachments.tsx';
import { MessageFacts } from '../reading/message-facts.tsx';
import { useReadingStyles } from '../reading/reading.styles.ts';
import { Unavailable } from '../reading/unavailable.tsx';
import { useMessageHead } from '../use-messages.ts';
import { webAddress } from '../web-address.ts';
import { usePaneStyles } from './pane.styles.ts';
import { PaneNotice } from './pane-notice.tsx';
import { PaneProblem } from './pane-problem.tsx';
import { PaneWaiting } from './pane-waiting.tsx';
import { useOpening } from './use-opening.ts';
import type { BegunReply } from './use-replies.ts';

// What only some mails need comes when they need it: the pane's first load is what a person waits for.
const SentStatus = lazy(() =>
  import(/* webpackChunkName: "pane-status" */ './sent-status.tsx').then((module) => ({ default: module.SentStatus })),
);

export interface FoundMessageProps {
  readonly messageId: string;
  /** The reply to it that has been begun in this pane. */
  readonly reply: BegunReply | undefined;
  readonly onReply: (head: MessageHead, subject: string) => void;
  readonly onSwitchAccount: () => void;
}

/** The message that the selected mail is about; its text only after Öppna meddelande, which its sender can see. */
export function FoundMessage({ messageId, onSwitchAccount, ...replying }: FoundMessageProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { account } = useSession();
  const head = useMessageHead(messageId);
  if (head.data) return <Message head={head.data} {...replying} />;
  if (head.isPending) return <PaneWaiting />;
  if (isProblem(head.error, 'not-found', 'not-allowed')) {
    return (
      <PaneNotice title={t('paneRead.notYours.title')} text={t('paneRead.notYours.text', { email: account.email })}>
        <Button onClick={onSwitchAccount}>{t('paneRead.notYours.action')}</Button>
      </PaneNotice>
    );
  }
  return (
    <PaneProblem
      title={t('messages.read.failed')}
      text={textOf(problemType(head.error))}
      onRetry={() => void head.refetch()}
    />
  );
}

function Message({
  head,
  reply,
  onReply,
}: Omit<FoundMessageProps, 'messageId' | 'onSwitchAccount'> & { readonly head: MessageHead }) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const announce = useAnnounce();
  const { open, opening, content, error } = useOpening(head);
  const { language } = useFormat();
  const found =
    head.role === 'sender'
      ? t('paneRead.own')
      : t('paneRead.found', { name: senderLine(language, head.from) || head.from.address });
  useEffect(() => announce(found), [announce, found]);
  const replying = reply && (reply.sent ? 'sent' : 'writing');
  useTitle(t(`paneRead.stage.${replying ?? (content ? 'opened' : head.role === 'sender' ? 'own' : 'found')}`));
  return (
    <article className={styles.part}>
      <PageHeading focusOn={content ? head.id : undefined}>
        {content?.subject || <WrappingText text={found} />}
      </PageHeading>
      <MessageFacts head={head} />
      {reply?.unsent && !content ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('paneRead.reply.started')}</MessageBarBody>
        </MessageBar>
      ) : null}
      {error ? (
        <ProblemMessage
          title={t('messages.read.failed')}
          text={textOf(problemType(error))}
          reference={error instanceof ProblemError ? error.details.requestId : undefined}
          onRetry={open}
        />
      ) : null}
      {content ? (
        <Content
          head={head}
          content={content}
          replying={reply !== undefined}
          onReply={() => onReply(head, content.subject)}
        />
      ) : (
        <OpenPart head={head} opening={opening} onOpen={open} />
      )}
      {head.role === 'sender' ? (
        <Suspense fallback={<Loading lines={3} />}>
          <SentStatus head={head} subject={content?.subject ?? ''} />
        </Suspense>
      ) : null}
    </article>
  );
}

interface OpenPartProps {
  readonly head: MessageHead;
  readonly opening: boolean;
  readonly onOpen: () => void;
}

/** Öppna meddelande, or why it cannot be opened any more. */
function OpenPart({ head, opening, onOpen }: OpenPartProps) {
  const styles = usePaneStyles();
  const host = useHost();
  const { t } = useTranslation();
  if (head.unavailable) return <Unavailable head={head} />;
  return (
    <div className={styles.part}>
      {head.stepUpNeeded ? (
        <Text>{t('messages.read.stepUp.title', { level: t(`common.level.loa${head.assuranceLevel}`) })}</Text>
      ) : null}
      <Button
        appearance="primary"
        size="large"
        disabledFocusable={opening}
        icon={opening ? <Spinner size="tiny" /> : <MailOpenPersonRegular />}
        onClick={onOpen}
      >
        {t('paneRead.open')}
      </Button>
      <Button appearance="subtle" onClick={() => host.openExternal(webAddress(pathOf(head)))}>
        {t('paneRead.openInWeb')}
      </Button>
    </div>
  );
}

interface ContentProps {
  readonly head: MessageHead;
  readonly content: MessageContent;
  readonly replying: boolean;
  readonly onReply: () => void;
}

/** Text and files, and the way to answer. */
function Content({ head, content, replying, onReply }: ContentProps) {
  const reading = useReadingStyles();
  const { t } = useTranslation();
  return (
    <>
      <div className={reading.card}>
        <SafeHtml html={content.bodyHtml} />
      </div>
      <Attachments head={head} files={content.attachments} />
      {head.role === 'recipient' && !head.replyAllowed ? (
        <Text className={reading.quiet}>{t('messages.read.noReply')}</Text>
      ) : null}
      {head.role === 'recipient' && head.replyAllowed && !replying ? (
        <Button appearance="primary" icon={<ArrowReplyRegular />} onClick={onReply}>
          {t('messages.read.reply')}
        </Button>
      ) : null}
    </>
  );
}
