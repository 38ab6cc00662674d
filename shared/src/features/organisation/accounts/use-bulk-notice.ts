import { useTranslation } from 'react-i18next';
import { type ClientProblemType, problemType } from '../../../api/problem-error.ts';
import { useNotice } from '../../../components/notice.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import { type BulkCall, useBulkAction } from './use-accounts.ts';

const OPPOSITE = { freeze: 'thaw', thaw: 'freeze' } as const;

/** Does one thing to some accounts and says what became of them; blocking and unblocking with the way back. */
export function useBulkNotice(onDone: () => void) {
  const { t } = useTranslation(ACCOUNTS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const notice = useNotice();
  const bulk = useBulkAction();
  const run = ({ action, ids }: BulkCall, name?: string, undoable = true): void => {
    // A promise: the way back is taken when the dialog that offered it is gone.
    void bulk.mutateAsync({ action, ids }).then(
      (outcomes) => {
        const done = outcomes.flatMap(({ id, problem }) => (problem === null ? [id] : []));
        const [refused] = outcomes.filter(({ problem }) => problem !== null);
        const back = action === 'freeze' || action === 'thaw' ? OPPOSITE[action] : undefined;
        notice({
          text:
            name !== undefined && done.length === 1
              ? t(`done.one.${action}`, { name })
              : t(`done.${action}`, { count: done.length }),
          intent: refused ? 'warning' : 'success',
          ...(refused
            ? {
                detail: t('list.refused', {
                  count: outcomes.length - done.length,
                  reason: textOf(refused.problem as ClientProblemType),
                }),
              }
            : {}),
          ...(back && undoable && done.length > 0
            ? {
                action: {
                  label: common('common.actions.undo'),
                  run: () => run({ action: back, ids: done }, name, false),
                },
              }
            : {}),
        });
        if (undoable) onDone();
      },
      (error: unknown) => {
        if (!undoable) notice({ text: textOf(problemType(error)), intent: 'error' });
      },
    );
  };
  return { bulk, run };
}
