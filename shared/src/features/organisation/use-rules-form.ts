import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useUnsaved } from './use-unsaved.ts';

/** What is saved, beside what was seen before. */
export interface RulesChange<Rules> {
  readonly wanted: Rules;
  readonly expected: Rules;
}

/**
 * Some rules that are edited together; `name` tells them from others on the page. What is typed stays when somebody else was first: then it stands above what is saved by now.
 * `said` is the notice once they are saved; it holds the way back.
 */
export function useRulesForm<Form extends object, Rules>({
  name,
  saved,
  toForm,
  saving,
  said,
}: {
  readonly name: string;
  readonly saved: Rules;
  readonly toForm: (rules: Rules) => Form;
  readonly saving: UseMutationResult<unknown, Error, RulesChange<Rules>>;
  readonly said: string | ((rules: Rules) => string);
}) {
  const { t } = useTranslation(ORGANISATION);
  const { t: common } = useTranslation();
  const announce = useAnnounce();
  const notice = useNotice();
  const { edited, edit, forget } = useUnsaved(name, toForm(saved));
  const change = (wanted: Rules, expected: Rules, undoable: boolean): void =>
    saving.mutate(
      { wanted, expected },
      {
        onSuccess: () => {
          forget();
          const undo = { label: common('common.actions.undo'), run: () => change(expected, wanted, false) };
          notice({
            text: typeof said === 'string' ? said : said(wanted),
            intent: 'success',
            ...(undoable ? { action: undo } : {}),
          });
        },
      },
    );
  const form: Form = { ...toForm(saved), ...edited };
  return {
    form,
    edit,
    save: (wanted: Rules) => {
      if (JSON.stringify(toForm(wanted)) === JSON.stringify(toForm(saved))) return announce(t('rules.same'));
      change(wanted, saved, true);
    },
    error: saving.error,
    busy: saving.isPending,
  };
}
