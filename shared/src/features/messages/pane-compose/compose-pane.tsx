import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useTitle } from '../../../components/use-title.ts';
import type { HostErrorCode } from '../../../host/host.port.ts';
import { useHost } from '../../../host/host-context.tsx';
import type { StartTransfer } from '../compose/uploads.ts';
import { usePaneStyles } from './pane.styles.ts';
import { PaneEnd } from './pane-end.tsx';
import { PaneForm } from './pane-form.tsx';
import { PaneProgress } from './pane-progress.tsx';
import { isResumable } from './send-machine.ts';
import { useFollowItem, usePaneDraft } from './use-pane-draft.ts';
import { usePaneItem } from './use-pane-item.ts';
import { useSending } from './use-sending.ts';

interface FailedProps {
  readonly code: HostErrorCode;
  readonly onRetry: (() => void) | undefined;
}

function ReadingFailed({ code, onRetry }: FailedProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const key = code === 'offline' || code === 'timeout' || code === 'unsupported' ? code : 'failed';
  return (
    <div className={styles.page}>
      <PageHeading>{t('paneCompose.title')}</PageHeading>
      <ProblemMessage title={t('paneCompose.failed.title')} text={t(`paneCompose.failed.${key}`)} onRetry={onRetry} />
    </div>
  );
}

/** The message is sealed, and its draft was left half-way: what is left to do is one click. */
function Resume({ onContinue }: { readonly onContinue: () => void }) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.page}>
      <PageHeading>{t('paneCompose.resumeTitle')}</PageHeading>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody className={styles.wrap}>{t('paneCompose.resumeText')}</MessageBarBody>
      </MessageBar>
      <div className={styles.actions}>
        <Button appearance="primary" onClick={onContinue}>
          {t('paneCompose.end.goOn')}
        </Button>
      </div>
    </div>
  );
}

export interface ComposePaneProps {
  /** How files travel; tus unless told otherwise. */
  readonly transfer?: StartTransfer;
}

/** Kryptera meddelande: the mail (or invitation) that is being written becomes an encrypted message, and its draft harmless. */
export function ComposePane({ transfer }: ComposePaneProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { composeItem: source } = useHost();
  const { entry, files } = usePaneDraft(transfer);
  const sending = useSending(source, entry, files);
  const { state } = sending;
  const { reading, readAgain } = usePaneItem(source, state === undefined);
  const item = reading.kind === 'ready' ? reading.item : undefined;
  const resolve = useFollowItem(entry, item);
  useTitle(t('paneCompose.title'));

  const reread = useCallback(async () => {
    sending.forgetUnreadable();
    const next = await readAgain();
    if (next.kind === 'ready') announce(t('paneCompose.reread'));
  }, [readAgain, announce, t, sending]);

  if (state) {
    if (state.phase === 'running') return <PaneProgress state={state} entry={entry} />;
    return (
      <PaneEnd
        state={state}
        onAgain={sending.again}
        onSefos={sending.leaveToSefos}
        onReadAgain={() => {
          // Files whose upload the server no longer has are brought up anew.
          if (state.stop?.cause === 'upload-not-found') files.uploads.clear();
          void readAgain().then(sending.leave);
        }}
      />
    );
  }
  if (!source || reading.kind === 'failed') {
    const code = reading.kind === 'failed' ? reading.code : 'unsupported';
    return <ReadingFailed code={code} onRetry={source ? () => void readAgain() : undefined} />;
  }
  if (reading.kind === 'loading' || !item) return <Loading lines={6} />;
  const { mark } = reading;
  if (isResumable(mark)) return <Resume onContinue={() => sending.resume(mark.messageId, true)} />;
  return (
    <PaneForm
      source={source}
      entry={entry}
      item={item}
      unreadable={sending.unreadable}
      earlierTry={mark?.state === 'sending'}
      onReadAgain={reread}
      onResolve={resolve}
      onSend={sending.start}
    />
  );
}
