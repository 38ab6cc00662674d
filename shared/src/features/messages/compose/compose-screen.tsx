import { Button, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { problemType } from '../../../api/problem-error.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loading } from '../../../components/loading.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useTitle } from '../../../components/use-title.ts';
import { paths } from '../paths.ts';
import { useComposeStyles } from './compose.styles.ts';
import { ComposeSteps } from './compose-steps.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftConflict } from './draft-conflict.tsx';
import type { DraftEntry } from './draft-store.ts';
import { SaveStatusText } from './save-status.tsx';
import { useSignature } from './signature.ts';
import { type DraftOrigin, useDraft, useDraftValue, useSaveStatus, useUploadItems } from './use-draft.ts';
import { useDrop, useFiles } from './use-files.ts';
import { useOriginal } from './use-reply.ts';
import { useDraftActions, useDraftAddress, useLeaving, useLoadedDraft } from './use-saved-draft.ts';
import { WaitingNote } from './waiting-note.tsx';

/** Nytt meddelande, Svara, Svara alla, Vidarebefordra, and a draft to go on with. */
export function ComposeScreen() {
  const [search] = useSearchParams();
  const origin = {
    draftId: search.get('draft') ?? undefined,
    replyTo: search.get('reply') ?? undefined,
    everybody: search.has('all'),
    forwardOf: search.get('forward') ?? undefined,
  };
  const entry = useDraft(origin);
  return <Composer key={entry.key} entry={entry} {...origin} />;
}

interface ComposerProps extends DraftOrigin {
  readonly entry: DraftEntry;
}

/** The draft is read, or the original of an answer; then it can be written. */
function Composer({ entry, draftId, replyTo, everybody, forwardOf }: ComposerProps) {
  const textOf = useProblemText();
  const saved = useLoadedDraft(entry, draftId);
  const reply = useOriginal(entry, { replyTo, everybody, forwardOf });
  const signed = useSignature(
    entry,
    [draftId, replyTo, forwardOf].every((origin) => origin === undefined),
  );
  // The address of an answer that has been saved no longer says whom it answers.
  const [all] = useState(everybody);
  if (saved.problem === 'not-found' || saved.problem === 'draft-gone') return <DraftMissing />;
  if (saved.problem) return <ProblemMessage text={textOf(saved.problem)} onRetry={saved.retry} />;
  if (reply.problem) return <ProblemMessage text={textOf(reply.problem)} />;
  if (!saved.ready || !reply.ready || !signed) return <Loading lines={6} />;
  return <Writing entry={entry} draftId={draftId} everybody={all} />;
}

function DraftMissing() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useTitle(t('compose.draft.missing'));
  return (
    <EmptyState
      heading
      title={t('compose.draft.missing')}
      text={t('compose.draft.missingText')}
      action={
        <Button appearance="primary" onClick={() => void navigate(paths.drafts)}>
          {t('compose.draft.toDrafts')}
        </Button>
      }
    />
  );
}

interface WritingProps {
  readonly entry: DraftEntry;
  readonly draftId: string | undefined;
  readonly everybody: boolean;
}

function Writing({ entry, draftId, everybody }: WritingProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const draft = useDraftValue(entry);
  const files = useUploadItems(entry).length;
  const status = useSaveStatus(entry);
  const { add, refusals } = useFiles(entry);
  const { dropping, handlers } = useDrop(add);
  const { round, discard, showOther, keep } = useChoices(entry);
  useDraftAddress(entry, draftId);
  const title = draft.forwardOf
    ? 'titleForward'
    : !draft.inReplyTo
      ? 'title'
      : everybody
        ? 'titleReplyAll'
        : 'titleReply';
  return (
    <div className={mergeClasses(styles.page, dropping && styles.dropping)} {...handlers}>
      <ComposeSteps
        key={round}
        entry={entry}
        title={t(`compose.${title}`)}
        onFiles={add}
        fileRefusals={refusals}
        saved={
          <div className={styles.saved}>
            <SaveStatusText status={status} />
            {!entry.blank() || files > 0 ? <DiscardDraft onDiscard={discard} /> : null}
          </div>
        }
        conflict={
          status.state === 'changed' ? (
            <DraftConflict problem={status.problem} onOther={showOther} onKeep={keep} />
          ) : (
            <WaitingNote entry={entry} onSaved={showOther} />
          )
        }
      />
    </div>
  );
}

/** What a person chooses about the draft as a whole, and what follows on the screen. */
function useChoices(entry: DraftEntry) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const notify = useNotice();
  const textOf = useProblemText();
  const actions = useDraftActions(entry);
  useLeaving(entry, actions.discard);
  // A new round shows what the fields hold now.
  const [round, setRound] = useState(0);
  const failed = (error: unknown) => notify({ text: textOf(problemType(error)), intent: 'error' });
  const discard = () =>
    actions.discard().then(() => {
      notify({ text: t('compose.draft.discarded') });
      void navigate(paths.folder('inbox'));
    }, failed);
  const showOther = () => {
    if (entry.saver?.status().problem === 'draft-already-sent') {
      actions.forget();
      return void navigate(paths.folder('sent'));
    }
    actions.showOther().then(() => setRound((before) => before + 1), failed);
  };
  const keep = () => void entry.saver?.keepAsNew();
  return { round, discard, showOther, keep };
}
