import { Button, mergeClasses } from '@fluentui/react-components';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { useComposeStyles } from './compose.styles.ts';
import { ComposeSteps } from './compose-steps.tsx';
import type { DraftEntry } from './draft-store.ts';
import type { FileRefusal } from './uploads.ts';
import { useDraft } from './use-draft.ts';
import { useReply } from './use-reply.ts';

/** Files dropped or chosen, and why some were not taken. */
function useFiles(entry: DraftEntry) {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const textOf = ({ reason, name }: FileRefusal) => {
    if (reason === 'tooMany') return t('compose.files.tooMany', { count: LIMITS.attachmentsPerMessage });
    if (reason === 'totalTooLarge') return t('compose.files.totalTooLarge', { size: format.size(LIMITS.messageBytes) });
    if (reason === 'empty') return t('compose.files.empty', { name });
    return t('compose.files.tooLarge', { name, size: format.size(LIMITS.attachmentBytes) });
  };
  const add = (files: readonly File[]) => {
    const refused = entry.uploads.add(files);
    setRefusals([...new Set(refused.map(textOf))]);
    const added = files.length - refused.length;
    if (added > 0) announce(t('compose.files.added', { count: added }));
  };
  return { add, refusals };
}

/** Drop zone over the whole composer; counts enters, because every child fires its own. */
function useDrop(onFiles: (files: readonly File[]) => void) {
  const [depth, setDepth] = useState(0);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    dropping: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (carriesFiles(event)) setDepth((before) => before + 1);
      },
      onDragLeave: (event: DragEvent) => {
        if (carriesFiles(event)) setDepth((before) => Math.max(0, before - 1));
      },
      onDragOver: (event: DragEvent) => {
        if (carriesFiles(event)) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}

/** Nytt meddelande, Svara and Svara alla. */
export function ComposeScreen() {
  const [search] = useSearchParams();
  const replyTo = search.get('reply') ?? undefined;
  const everybody = search.has('all');
  const key = replyTo ? `reply ${replyTo} ${everybody}` : 'new';
  return <Composer key={key} draftKey={key} replyTo={replyTo} everybody={everybody} />;
}

interface ComposerProps {
  readonly draftKey: string;
  readonly replyTo: string | undefined;
  readonly everybody: boolean;
}

function Composer({ draftKey, replyTo, everybody }: ComposerProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const entry = useDraft(draftKey);
  const { ready, problem } = useReply(entry, replyTo, everybody);
  const { add, refusals } = useFiles(entry);
  const { dropping, handlers } = useDrop(add);
  // A new round shows empty fields after "start over".
  const [round, setRound] = useState(0);
  const title = t(replyTo ? (everybody ? 'compose.titleReplyAll' : 'compose.titleReply') : 'compose.title');
  if (problem) return <ProblemMessage text={textOf(problem)} />;
  if (!ready) return <Loading lines={6} />;
  return (
    <div className={mergeClasses(styles.page, dropping && styles.dropping)} {...handlers}>
      <ComposeSteps
        key={round}
        entry={entry}
        title={title}
        onFiles={add}
        fileRefusals={refusals}
        startOver={
          replyTo ? null : (
            <Button
              appearance="transparent"
              size="small"
              onClick={() => {
                entry.clear();
                setRound((before) => before + 1);
              }}
            >
              {t('compose.startOver')}
            </Button>
          )
        }
      />
    </div>
  );
}
