import { ProgressBar, Spinner, Text } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import type { DraftEntry } from '../compose/draft-store.ts';
import { useUploadItems } from '../compose/use-draft.ts';
import { STAGES, type Stage, stageOf } from './end-facts.ts';
import { usePaneStyles } from './pane.styles.ts';
import type { SendState } from './send-machine.ts';
import { useItemWords } from './use-item-words.ts';

type Progress = 'done' | 'now' | 'waiting';

interface StageRowProps {
  readonly stage: Stage;
  readonly progress: Progress;
  readonly entry: DraftEntry;
}

function StageRow({ stage, progress, entry }: StageRowProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const text = t(`paneCompose.progress.stage.${stage}`, useItemWords());
  return (
    <li className={styles.row} aria-current={progress === 'now' ? 'step' : undefined}>
      <span className={styles.icon} aria-hidden="true">
        {progress === 'now' ? <Spinner size="extra-tiny" /> : null}
        {progress === 'done' ? <CheckmarkCircleRegular /> : null}
        {progress === 'waiting' ? <CircleRegular /> : null}
      </span>
      <span className={styles.rowText}>
        <Text weight={progress === 'now' ? 'semibold' : 'regular'}>{text}</Text>
        <Text size={200} className={styles.quiet}>
          {t(`paneCompose.progress.${progress}`)}
        </Text>
        {stage === 'upload' && progress === 'now' ? <Uploading entry={entry} label={text} /> : null}
      </span>
    </li>
  );
}

function Uploading({ entry, label }: { readonly entry: DraftEntry; readonly label: string }) {
  const items = useUploadItems(entry);
  const total = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sent = items.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  return <ProgressBar aria-label={label} value={total === 0 ? 0 : sent / total} />;
}

const progressOf = (stage: Stage, now: Stage): Progress => {
  const distance = STAGES.indexOf(stage) - STAGES.indexOf(now);
  return distance < 0 ? 'done' : distance === 0 ? 'now' : 'waiting';
};

/** The draft is let go: the server is asked first. */
function LettingGo() {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  useTitle(t('paneCompose.lettingGo.title'));
  return (
    <div className={styles.page}>
      <PageHeading focusOn="lettingGo">{t('paneCompose.lettingGo.title')}</PageHeading>
      <Spinner label={t('paneCompose.lettingGo.asking')} />
    </div>
  );
}

export interface PaneProgressProps {
  readonly state: SendState;
  readonly entry: DraftEntry;
  /** Without files there is nothing to bring up, and nothing said of it. */
  readonly withFiles: boolean;
}

/** How far it has come; every part is announced. */
export function PaneProgress(props: PaneProgressProps) {
  return props.state.lettingGo ? <LettingGo /> : <Sending {...props} />;
}

function Sending({ state, entry, withFiles }: PaneProgressProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const words = useItemWords();
  const announce = useAnnounce();
  useTitle(t('paneCompose.progress.title'));
  const stages = STAGES.filter((stage) => withFiles || stage !== 'upload');
  const found = stageOf(state);
  // Nothing is brought up: that moment belongs to what comes before it.
  const now = stages.includes(found) ? found : 'prepare';
  useEffect(() => {
    announce(t(`paneCompose.progress.stage.${now}`, words));
  }, [now, announce, t, words]);
  // The end says itself what has happened; the last part must not stand there beside it.
  useEffect(() => () => announce(''), [announce]);
  return (
    <div className={styles.page}>
      <PageHeading focusOn="progress">{t('paneCompose.progress.title')}</PageHeading>
      <Text>{t('paneCompose.progress.stay', words)}</Text>
      <ol className={styles.list}>
        {stages.map((stage) => (
          <StageRow key={stage} stage={stage} progress={progressOf(stage, now)} entry={entry} />
        ))}
      </ol>
    </div>
  );
}
