import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { organisationRoutes } from '../../../api/organisation-routes.ts';
import { problemType } from '../../../api/problem-error.ts';
import { useNotice } from '../../../components/notice.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { MessageHead } from '../../../contract/messages.ts';
import { messageKeys } from '../message-keys.ts';
import { READING } from './reading-words.tsx';

/** Keeps a message whatever its age, or no longer; a notice says it, and takes keeping back. */
export function useHold({ id }: Pick<MessageHead, 'id'>): (held: boolean) => void {
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const textOf = useProblemText();
  const { t } = useTranslation(READING);
  const { t: common } = useTranslation();
  const { mutate } = useMutation({
    mutationFn: (held: boolean) => api.call(organisationRoutes.holdMessage, { params: { id }, body: { held } }),
    onSuccess: (_answer, held) => {
      const undo = { label: common('common.actions.undo'), run: () => mutate(false) };
      notice({
        text: t(held ? 'hold.kept' : 'hold.stopped'),
        intent: 'success',
        ...(held ? { action: undo } : {}),
      });
    },
    onError: (error) => notice({ text: textOf(problemType(error)), intent: 'error' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageKeys.head(id) }),
  });
  return mutate;
}
