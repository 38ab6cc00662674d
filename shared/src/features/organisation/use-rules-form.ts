import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ORGANISATION } from './organisation-words.tsx';

/** What is saved, beside what was seen before. */
export interface RulesChange<Rules> {
  readonly wanted: Rules;
  readonly expected: Rules;
}

/**
 * Some rules that are edited together. What is typed stays when somebody else was first: then it stands above what is saved by now.
 * `said` is the notice once they are saved; it holds the way back.
 */
export function useRulesForm<Form extends object, Rules>({
  saved,
  toForm,
  saving,
  said,
}: {
  readonly saved: Rules;
  readonly toForm: (rules: Rules) => Form;
  readonly saving: UseMutationResult<unknown, Error, RulesChange<Rules>>;
  readonly said: string;
}) {
  const { t } = useTranslation(ORGANISATION);
  const { t: common } = useTranslation();
  const announce = useAnnounce();
  const notice = useNotice();
  const [edited, setEdited] = useState<Partial<Form>>({});
  const change = (wanted: Rules, expected: Rules, undoable: boolean): void =>
    saving.mutate(
      { wanted, expected },
      {
        onSuccess: () => {
          setEdited({});
          const undo = { label: common('common.actions.undo'), run: () => change(expected, wanted, false) };
          notice({ text: said, intent: 'success', ...(undoable ? { action: undo } : {}) });
        },
      },
    );
  const form: Form = { ...toForm(saved), ...edited };
  return {
    form,
    edit: (part: Partial<Form>) => setEdited((before) => ({ ...before, ...part })),
    save: (wanted: Rules) => {
      if (JSON.stringify(toForm(wanted)) === JSON.stringify(toForm(saved))) return announce(t('rules.same'));
      change(wanted, saved, true);
    },
    error: saving.error,
    busy: saving.isPending,
  };
}
