import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useTitle } from '../../../components/use-title.ts';
import type { HostErrorCode } from '../../../host/host.port.ts';
import { useHost } from '../../../host/host-context.tsx';
import type { StartTransfer } from '../compose/uploads.ts';
import { useLevels } from '../use-messages.ts';
import { usePaneStyles } from './pane.styles.ts';
import { PaneForm } from './pane-form.tsx';
import { PaneUnable } from './pane-unable.tsx';
import { isResumable } from './send-machine.ts';
import { useItemWords } from './use-item-words.ts';
import { useFollowItem, usePaneDraft } from './use-pane-draft.ts';
import { type TakeBegun, usePaneItem } from './use-pane-item.ts';
import { useSending } from './use-sending.ts';

// Fetched before anything is sent: on the way the line may be lost.
const loadParts = () => import(/* webpackChunkName: "pane-sending" */ './pane-sending.ts');
const PaneProgress = lazy(() => loadParts().then((module) => ({ default: module.PaneProgress })));
const PaneEnd = lazy(() => loadParts().then((module) => ({ default: module.PaneEnd })));

interface FailedProps {
  readonly code: HostErrorCode;
  readonly onRetry: (() => void) | undefined;
}

function ReadingFailed({ code, onRetry }: FailedProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const words = useItemWords();
  const key = code === 'offline' || code === 'timeout' || code === 'unsupported' ? code : 'failed';
  useTitle(t('paneCompose.failed.title', words));
  return (
    <div className={styles.page}>
      <PageHeading>{t('paneCompose.failed.title', words)}</PageHeading>
      <ProblemMessage text={t(`paneCompose.failed.${key}`, words)} onRetry={onRetry} />
    </div>
  );
}

/** The message is sealed, and its draft was left half-way: what is left to do is one click. */
function Resume({ onContinue }: { readonly onContinue: () => void }) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const words = useItemWords();
  useTitle(t('paneCompose.resumeTitle'));
  return (
    <div className={styles.page}>
      <PageHeading>{t('paneCompose.resumeTitle')}</PageHeading>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody className={styles.wrap}>{t('paneCompose.resumeText', words)}</MessageBarBody>
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
  readonly takeBegun?: TakeBegun;
  /** How files travel; tus unless told otherwise. */
  readonly transfer?: StartTransfer;
  /** How time passes; as it does unless told otherwise. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Kryptera meddelande: the mail (or invitation) that is being written becomes an encrypted message, and its draft harmless. */
export function ComposePane({ takeBegun, transfer, pause }: ComposePaneProps) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { composeItem: source } = useHost();
  // Asked for at once, beside the reading of the mail: the form that shows them comes after it.
  useLevels();
  const [begun] = useState(() => takeBegun?.());
  const { entry, files } = usePaneDraft(begun?.known?.kind === 'ready' ? begun.known.item : undefined, transfer);
  const sending = useSending(source, entry, files, pause);
  const { state } = sending;
  const problemText = useProblemText();
  const [lineLost, setLineLost] = useState(false);
  const { reading, readAgain } = usePaneItem(source, state === undefined, begun);
  const item = reading.kind === 'ready' ? reading.item : undefined;
  const resolve = useFollowItem(entry, item);
  const words = useItemWords();

  const reread = useCallback(async () => {
    sending.forgetUnreadable();
    const next = await readAgain();
    if (next.kind === 'ready') announce(t('paneCompose.reread', words));
  }, [readAgain, announce, t, sending, words]);

  if (state) {
    if (state.phase === 'running') {
      return (
        <Suspense fallback={<Loading lines={6} />}>
          <PaneProgress state={state} entry={entry} withFiles={sending.withFiles} />
        </Suspense>
      );
    }
    return (
      <Suspense fallback={<Loading lines={6} />}>
        <PaneEnd
          state={state}
          onAgain={sending.again}
          onSefos={sending.leaveToSefos}
          onClose={sending.close}
          onCancel={sending.cancel}
          onReadAgain={() => {
            // Files whose upload the server no longer has are brought up anew.
            if (state.stop?.cause === 'upload-not-found') files.uploads.clear();
            void readAgain().then(sending.leave);
          }}
        />
      </Suspense>
    );
  }
  if (!source || reading.kind === 'failed') {
    const code = reading.kind === 'failed' ? reading.code : 'unsupported';
    return <ReadingFailed code={code} onRetry={source ? () => void readAgain() : undefined} />;
  }
  if (reading.kind === 'loading' || !item) return <Loading lines={6} />;
  if (!source.abilities.attachments) return <PaneUnable entry={entry} item={item} />;
  const { mark } = reading;
  const whenLoaded = (begin: () => void) => {
    setLineLost(false);
    loadParts().then(begin, () => setLineLost(true));
  };
  const failure = lineLost ? `${problemText('network')} ${t('paneCompose.fact.message.notSent')}` : undefined;
  if (isResumable(mark)) {
    return (
      <>
        {lineLost ? <ProblemMessage text={problemText('network')} /> : null}
        <Resume onContinue={() => whenLoaded(() => sending.resume(mark.messageId, true))} />
      </>
    );
  }
  return (
    <PaneForm
      source={source}
      entry={entry}
      item={item}
      unreadable={sending.unreadable}
      earlierTry={mark !== undefined}
      onCancelEarlier={() => whenLoaded(sending.cancelEarlier)}
      onReadAgain={reread}
      onResolve={resolve}
      onSend={(what) => whenLoaded(() => sending.start(what))}
      failure={failure}
    />
  );
}
