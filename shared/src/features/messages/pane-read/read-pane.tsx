import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../components/loading.tsx';
import { useHost } from '../../../host/host-context.tsx';
import { paths } from '../paths.ts';
import { ShowMessageContext } from '../reading/show-reply.tsx';
import { useLiveMessages } from '../use-live-messages.ts';
import { webAddress } from '../web-address.ts';
import { FoundMessage } from './found-message.tsx';
import { usePaneStyles } from './pane.styles.ts';
import { PaneNotice } from './pane-notice.tsx';
import { PaneProblem } from './pane-problem.tsx';
import { PaneWaiting } from './pane-waiting.tsx';
import { type BegunReply, useReplies } from './use-replies.ts';
import { type SelectedMail, useSelectedMail } from './use-selected-mail.ts';

const ReplyBox = lazy(() =>
  import(/* webpackChunkName: "pane-reply" */ './reply-box.tsx').then((module) => ({ default: module.ReplyBox })),
);

export interface ReadPaneProps {
  /** Ends the session, so that the person can sign in with another account. */
  readonly onSwitchAccount: () => void;
}

/** "Öppna meddelande" beside a mail program's mail: follows what is selected there. */
export function ReadPane({ onSwitchAccount }: ReadPaneProps) {
  const styles = usePaneStyles();
  const host = useHost();
  useLiveMessages((id) => host.openExternal(webAddress(paths.message('sent', id))));
  const { selected, retry } = useSelectedMail(host.readItems, window.location.origin);
  const messageId =
    selected.kind === 'mail' && selected.target.kind === 'message' ? selected.target.messageId : undefined;
  const { replies, begin, tell } = useReplies(messageId);
  const showMessage = useCallback((id: string) => host.openExternal(webAddress(paths.message('inbox', id))), [host]);
  return (
    <ShowMessageContext.Provider value={showMessage}>
      <div className={styles.root}>
        <KeptReplies replies={replies} currentId={messageId} />
        {messageId === undefined ? (
          <NoMessage selected={selected} onRetry={retry} />
        ) : (
          <FoundMessage
            key={messageId}
            messageId={messageId}
            reply={replies.find((reply) => reply.head.id === messageId)}
            onReply={begin}
            onSwitchAccount={onSwitchAccount}
          />
        )}
        {replies.map((reply) => (
          <KeptReply key={reply.head.id} reply={reply} hidden={reply.head.id !== messageId} onTold={tell} />
        ))}
      </div>
    </ShowMessageContext.Provider>
  );
}

interface KeptReplyProps {
  readonly reply: BegunReply;
  readonly hidden: boolean;
  readonly onTold: ReturnType<typeof useReplies>['tell'];
}

function KeptReply({ reply: { head, subject }, hidden, onTold }: KeptReplyProps) {
  const tellUnsent = useCallback((unsent: boolean) => onTold(head.id, { unsent }), [head.id, onTold]);
  const tellSent = useCallback((sent: boolean) => onTold(head.id, { sent }), [head.id, onTold]);
  return (
    <Suspense fallback={hidden ? null : <Loading lines={3} />}>
      <ReplyBox head={head} subject={subject} hidden={hidden} onUnsent={tellUnsent} onSent={tellSent} />
    </Suspense>
  );
}

interface KeptRepliesProps {
  readonly replies: readonly BegunReply[];
  readonly currentId: string | undefined;
}

/** Says that something typed at another mail is still there. */
function KeptReplies({ replies, currentId }: KeptRepliesProps) {
  const { t } = useTranslation();
  const count = replies.filter((reply) => reply.unsent && reply.head.id !== currentId).length;
  if (count === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" role="status">
      <MessageBarBody>{t('paneRead.reply.kept', { count })}</MessageBarBody>
    </MessageBar>
  );
}

interface NoMessageProps {
  readonly selected: SelectedMail;
  readonly onRetry: () => void;
}

/** What is selected has no message to open here: says why, and what to do. */
function NoMessage({ selected, onRetry }: NoMessageProps) {
  const { t } = useTranslation();
  if (selected.kind === 'looking') return <PaneWaiting />;
  if (selected.kind === 'none') return <PaneNotice title={t('paneRead.none.title')} text={t('paneRead.none.text')} />;
  if (selected.kind === 'several') {
    const title = t('paneRead.several.title', { count: selected.count });
    return <PaneNotice title={title} text={t('paneRead.several.text')} />;
  }
  if (selected.kind === 'failed') {
    const text = t(selected.offline ? 'paneRead.failed.offline' : 'paneRead.failed.text');
    return <PaneProblem title={t('paneRead.failed.title')} text={text} onRetry={onRetry} />;
  }
  return <OtherMail target={selected.target} />;
}

function OtherMail({ target }: { readonly target: Extract<SelectedMail, { kind: 'mail' }>['target'] }) {
  const { t } = useTranslation();
  const host = useHost();
  if (target.kind === 'personal-link') {
    return (
      <PaneNotice title={t('paneRead.personal.title')} text={t('paneRead.personal.text')}>
        <Button appearance="primary" onClick={() => host.openExternal(target.personalLink)}>
          {t('paneRead.personal.open')}
        </Button>
      </PaneNotice>
    );
  }
  const kind = target.kind === 'unclear' ? 'unclear' : 'ordinary';
  return (
    <PaneNotice title={t(`paneRead.${kind}.title`)} text={t(`paneRead.${kind}.text`)}>
      <Button onClick={() => host.openExternal(webAddress('/'))}>{t('paneRead.openSefos')}</Button>
    </PaneNotice>
  );
}
