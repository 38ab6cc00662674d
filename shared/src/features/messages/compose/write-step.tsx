import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useElement } from '../../../components/use-element.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { AwayNotice } from './away-notice.tsx';
import { BodyField } from './body-field.tsx';
import { useComposeStyles } from './compose.styles.ts';
import { addChips, chipsOf, type Draft } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { FilesField } from './files-field.tsx';
import { repeatedIn } from './guards.ts';
import { RepeatedNotice, TextGuard } from './guards-notice.tsx';
import { RecipientsField } from './recipients-field.tsx';
import { useRefusalText } from './refusal-text.ts';
import { type Refusal, type RefusedField, writeRefusals } from './refusals.ts';
import { standingRefusals, useValueWhenFound } from './standing-refusals.ts';
import { useDraftValue, useUploadItems } from './use-draft.ts';
import { useResolve } from './use-resolve.ts';

export interface WriteStepProps {
  readonly entry: DraftEntry;
  readonly onFiles: (files: readonly File[]) => void;
  readonly fileRefusals: readonly string[];
  readonly onContinue: () => void;
  /** Refused by the server after all: shown and focused at once. */
  readonly firstRefusals: readonly Refusal[];
}

/** So near the limit the subject's characters are counted. */
const COUNTED_CHARACTERS = 30;

/** Focuses the control of the first cause that has one. */
function focusFirst(
  refusals: readonly Refusal[],
  fields: Partial<Record<RefusedField, RefObject<HTMLElement | null>>>,
) {
  for (const { field } of refusals) {
    const element = fields[field]?.current;
    if (element) return element.focus();
  }
}

function useWriteStep({ entry, onContinue, firstRefusals }: WriteStepProps) {
  const to = useElement<HTMLInputElement>();
  const cc = useElement<HTMLInputElement>();
  const subject = useElement<HTMLInputElement>();
  const files = useElement<HTMLButtonElement>();
  const resolve = useResolve(entry);
  const [refusals, setRefusals] = useState<readonly Refusal[]>(firstRefusals);
  const [repeated, setRepeated] = useState<readonly string[]>([]);
  const [checking, setChecking] = useState(false);
  // An answer comes with recipients that nobody has asked about yet.
  useEffect(() => void resolve(), [resolve]);
  const update = (part: Partial<Draft>) => entry.update((draft) => ({ ...draft, ...part }));
  const add = (field: 'to' | 'cc', typed: readonly string[]) => {
    setRepeated(repeatedIn(entry.get(), typed));
    entry.update((draft) => addChips(draft, field, typed));
    void resolve();
  };
  const remove = (field: 'to' | 'cc', address: string) =>
    entry.update((draft) => ({ ...draft, [field]: draft[field].filter((chip) => chip.address !== address) }));
  const next = async () => {
    setChecking(true);
    await resolve();
    setChecking(false);
    const found = writeRefusals(entry.get());
    setRefusals(found);
    if (found.length === 0) return onContinue();
    focusFirst(found, { to: to.element, cc: cc.element, subject: subject.element, files: files.element });
  };
  return { to, cc, subject, files, refusals, repeated, checking, update, add, remove, next };
}

/** The refusals whose cause is not mended yet. */
function useStanding(found: readonly Refusal[], draft: Draft, failedUploads: boolean): readonly Refusal[] {
  const before = useValueWhenFound(found, draft);
  return standingRefusals(found, writeRefusals(draft), (field) => {
    if (field === 'to' || field === 'cc') return before.to !== draft.to || before.cc !== draft.cc;
    if (field === 'subject') return before.subject !== draft.subject;
    if (field === 'body') return before.bodyHtml !== draft.bodyHtml;
    return field === 'files' && !failedUploads;
  });
}

/** The first step: to whom, what about, the text and the files. */
export function WriteStep(props: WriteStepProps) {
  const { entry, onFiles, fileRefusals } = props;
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const draft = useDraftValue(entry);
  const { to, cc, subject, files, refusals, repeated, checking, update, add, remove, next } = useWriteStep(props);
  const failedUploads = useUploadItems(entry).some((item) => item.state === 'failed');
  const over = draft.subject.length - LIMITS.subjectCharacters;
  const refusalText = useRefusalText(useStanding(refusals, draft, failedUploads));
  const subjectRefusal = refusalText('subject');
  return (
    <div className={styles.step}>
      <RecipientsField
        label={t('compose.to')}
        hint={t('compose.toHint')}
        chips={draft.to}
        inputRef={to.set}
        refusal={refusalText('to')}
        onAdd={(typed) => add('to', typed)}
        onRemove={(address) => remove('to', address)}
      />
      <RecipientsField
        label={t('compose.copy')}
        chips={draft.cc}
        inputRef={cc.set}
        refusal={refusalText('cc')}
        onAdd={(typed) => add('cc', typed)}
        onRemove={(address) => remove('cc', address)}
      />
      <RepeatedNotice addresses={repeated} />
      <AwayNotice chips={chipsOf(draft)} />
      <Field
        label={t('compose.subject')}
        validationState={over > 0 || subjectRefusal ? 'error' : 'none'}
        validationMessage={over > 0 ? t('compose.subjectOver', { count: over }) : (subjectRefusal ?? null)}
        hint={over <= 0 && over > -COUNTED_CHARACTERS ? t('compose.subjectLeft', { count: -over }) : null}
      >
        <Input ref={subject.set} value={draft.subject} onChange={(_event, data) => update({ subject: data.value })} />
      </Field>
      <TextGuard place="subject" text={draft.subject} />
      <BodyField html={draft.bodyHtml} onHtml={(bodyHtml) => update({ bodyHtml })} refusal={refusalText('body')} />
      <FilesField
        entry={entry}
        onFiles={onFiles}
        refusals={[...fileRefusals, ...[refusalText('files')].filter((text) => text !== undefined)]}
        buttonRef={files.set}
      />
      <div className={styles.bar}>
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={checking}
          icon={checking ? <Spinner size="tiny" /> : null}
          onClick={() => void next()}
        >
          {t('common.actions.continue')}
        </Button>
      </div>
    </div>
  );
}
