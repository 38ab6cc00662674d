import { Button, MessageBar, MessageBarBody, Spinner, Text } from '@fluentui/react-components';
import { type ReactNode, type RefCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isProblem, problemType } from '../../../api/problem-error.ts';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useElement } from '../../../components/use-element.ts';
import { useTitle } from '../../../components/use-title.ts';
import { paths } from '../paths.ts';
import { useComposeStyles } from './compose.styles.ts';
import { awaitedChips, type Chip, type Draft, externalChips } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { ExternalPart } from './external-part.tsx';
import { type Finding, findingsOf } from './guards.ts';
import { GuardsDialog } from './guards-dialog.tsx';
import { BodyGuard } from './guards-notice.tsx';
import { LevelStep } from './level-step.tsx';
import { openTextTo } from './open-text-to.ts';
import { externalRefusals, levelRefusals, type Refusal } from './refusals.ts';
import { Summary } from './summary.tsx';
import { useDraftValue, useUploadItems } from './use-draft.ts';
import { refusedAt, SendCancelled, UploadsFailed, useSend } from './use-send.ts';
import { useStepsInHistory } from './use-steps-in-history.ts';
import { useWaitingWords } from './waiting-words.ts';
import { WriteStep } from './write-step.tsx';

export interface ComposeStepsProps {
  readonly entry: DraftEntry;
  readonly title: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly fileRefusals: readonly string[];
  /** Whether it is saved, and the way to throw it away. */
  readonly saved: ReactNode;
  /** What stands in the way of saving. */
  readonly conflict: ReactNode;
}

const NOTHING: readonly Refusal[] = [];

/** Step 0 writes, 1 chooses the level, 2 … one for each recipient without an account. */
function useSteps(entry: DraftEntry) {
  const navigate = useNavigate();
  const notify = useNotice();
  const { t } = useTranslation();
  const [step, setStep] = useState(0);
  const [refusals, setRefusals] = useState<readonly Refusal[]>(NOTHING);
  const [exposed, setExposed] = useState<readonly Finding[]>([]);
  const [isSent, setSent] = useState(false);
  const words = useWaitingWords();
  const { send, waiting, cancel } = useSend(entry, (delivery) => {
    setSent(true);
    entry.sent();
    notify({ text: delivery === 'hold' ? words('held') : t('compose.send.sent') });
    void navigate(delivery === 'hold' ? paths.drafts : paths.folder('sent'));
  });

  const go = (next: number) => {
    setRefusals(NOTHING);
    cancel();
    send.reset();
    setStep(next);
  };
  useStepsInHistory(step, go, isSent);
  const submit = () => {
    setExposed([]);
    send.mutate(awaitedChips(entry.get()).length > 0 ? 'hold' : 'send', {
      onError: (error) => {
        const at = refusedAt(error, entry.get());
        if (!at) return;
        setRefusals(at.refusal ? [at.refusal] : NOTHING);
        const index = externalChips(entry.get()).findIndex((chip) => chip.address === at.address);
        setStep(at.step === 'write' ? 0 : at.step === 'level' ? 1 : Math.max(2, index + 2));
      },
    });
  };
  /** Leaves the step when nothing keeps it: to the next one, or away with the message. */
  const leave = (found: readonly Refusal[], last: boolean) => {
    setRefusals(found);
    if (found.length > 0) return;
    if (!last) return go(step + 1);
    const places = findingsOf(entry.get());
    setExposed(places);
    if (places.length === 0) submit();
  };
  return { step, go, leave, submit, refusals, exposed, setExposed, send, waiting, isSent };
}

/** The composer's steps, with what will happen and Skicka in the last one. */
export function ComposeSteps({ entry, title, onFiles, fileRefusals, saved, conflict }: ComposeStepsProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const draft = useDraftValue(entry);
  const items = useUploadItems(entry);
  const { step, go, leave, submit, refusals, exposed, setExposed, send, waiting, isSent } = useSteps(entry);
  const externals = externalChips(draft);
  const last = step >= externals.length + 1;
  const words = useWaitingWords();
  const awaited = awaitedChips(draft).length;
  const stepText = t('compose.steps.label', { step: step + 1, total: externals.length + 2 });
  useTitle(`${title} – ${stepText.toLowerCase()}`);
  const { element: nextButton, set: setNextButton } = useElement<HTMLButtonElement>();
  const quiet = send.error instanceof UploadsFailed || send.error instanceof SendCancelled;
  const lost = send.variables === 'send' && isProblem(send.error, 'network');
  const failed = send.error && !quiet ? (lost ? t('compose.send.lost') : textOf(problemType(send.error))) : undefined;
  // Until the next screen has come, as the draft is empty now.
  if (isSent) return <Loading />;
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <PageHeading focusOn={`${step}`}>
          {title} <span className={styles.stepText}>{stepText}</span>
        </PageHeading>
        {saved}
      </div>
      {conflict}
      {failed ? <ProblemMessage text={failed} /> : null}
      {step === 0 ? (
        <WriteStep
          entry={entry}
          onFiles={onFiles}
          fileRefusals={fileRefusals}
          firstRefusals={refusals}
          onContinue={() => go(1)}
        />
      ) : null}
      {step === 1 ? <LevelStep entry={entry} refusals={refusals} /> : null}
      {step === 1 ? <BodyGuard draft={draft} /> : null}
      {step >= 2 ? <ExternalPart key={step} entry={entry} draft={draft} index={step - 2} refusals={refusals} /> : null}
      {step > 0 && last ? <Summary draft={draft} fileCount={items.length} waits={awaited > 0} /> : null}
      {step > 0 && last && awaited > 0 ? (
        <MessageBar layout="multiline" role="status">
          <MessageBarBody>{words('summary', { count: awaited })}</MessageBarBody>
        </MessageBar>
      ) : null}
      {step > 0 ? (
        <Actions
          last={last}
          hold={awaited > 0}
          busy={send.isPending}
          waiting={waiting}
          disabled={draft.level === undefined}
          onBack={() => go(step - 1)}
          onNext={() => leave(stepRefusals(draft, step), last)}
          nextRef={setNextButton}
        />
      ) : null}
      {exposed.length > 0 ? (
        <GuardsDialog
          findings={exposed}
          anywayText={awaited > 0 ? words('holdAnyway') : undefined}
          onSendAnyway={submit}
          onClose={() => {
            setExposed([]);
            focusLater(() => nextButton.current);
          }}
          onChange={() => {
            setExposed([]);
            const [first] = exposed;
            const next = first ? stepOf(first, externals) : step;
            go(next);
            // In the same step the heading does not take the focus.
            if (next === step) focusLater(() => (first?.place === 'openText' ? openTextTo(first.address) : null));
          }}
        />
      ) : null}
    </div>
  );
}

/** Where it is changed. */
function stepOf(finding: Finding, externals: readonly Chip[]): number {
  if (finding.place === 'openText') return externals.findIndex(({ address }) => address === finding.address) + 2;
  return finding.place === 'body' ? 1 : 0;
}

/** What keeps a step after the first from being left. */
function stepRefusals(draft: Draft, step: number): readonly Refusal[] {
  if (step === 1) return levelRefusals(draft, Date.now());
  const chip = externalChips(draft)[step - 2];
  const external = chip ? draft.external[chip.address] : undefined;
  return external && draft.level
    ? externalRefusals(external, draft.level)
    : [{ field: 'method', reason: 'method' } satisfies Refusal];
}

interface ActionsProps {
  readonly last: boolean;
  /** It will wait in Utkast instead of being sent. */
  readonly hold: boolean;
  readonly busy: boolean;
  readonly waiting: boolean;
  readonly disabled: boolean;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly nextRef: RefCallback<HTMLButtonElement>;
}

function Actions({ last, hold, busy, waiting, disabled, onBack, onNext, nextRef }: ActionsProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const words = useWaitingWords();
  const next = hold && last ? words('hold') : t(last ? 'common.actions.send' : 'common.actions.continue');
  const doing = hold ? words('holding') : t('compose.send.sending');
  return (
    <div className={styles.bar}>
      <Button size="large" disabledFocusable={busy && !waiting} onClick={onBack}>
        {t('common.actions.back')}
      </Button>
      <Button
        ref={nextRef}
        appearance="primary"
        size="large"
        disabledFocusable={busy || disabled}
        icon={busy ? <Spinner size="tiny" /> : null}
        onClick={onNext}
      >
        {next}
      </Button>
      {busy ? <Text role="status">{waiting ? t('compose.send.waiting') : doing}</Text> : null}
    </div>
  );
}
