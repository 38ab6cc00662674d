import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { caseRoutes as routes } from '../../api/case-routes.ts';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { useNotice } from '../../components/notice.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { CaseEvent, CasePage, CaseView } from '../../contract/cases.ts';
import { type CaseFilter, caseKeys } from './case-keys.ts';
import { CASES } from './case-words.tsx';

/** Cases of the mailbox, page by page; those of the filter before stay until the first ones of the next are there. */
export function useCaseList(filter: CaseFilter) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: caseKeys.list(mailboxId, filter),
    queryFn: ({ pageParam, signal }): Promise<CasePage> => {
      const { state, taken, tag } = filter;
      const query = { state, taken, ...(tag ? { tag } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return api.call(routes.listCases, { params: { id: mailboxId }, query, signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** How many open cases are whose. */
export function useCaseCounts() {
  const api = useApi();
  const { mailboxId } = useSession();
  return useQuery({
    queryKey: caseKeys.counts(mailboxId),
    queryFn: ({ signal }) => api.call(routes.countCases, { params: { id: mailboxId }, signal }),
  });
}

/** The case that a message belongs to; null where it belongs to none. */
export function useCaseOf(messageId: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useQuery({
    queryKey: caseKeys.ofMessage(mailboxId, messageId),
    queryFn: ({ signal }) => api.call(routes.findCase, { params: { id: mailboxId, messageId }, signal }),
  });
}

/** The tags of the mailbox. */
export function useCaseTags() {
  const api = useApi();
  const { mailboxId } = useSession();
  return useQuery({
    queryKey: caseKeys.tags(mailboxId),
    queryFn: ({ signal }) => api.call(routes.listCaseTags, { params: { id: mailboxId }, signal }),
    staleTime: 60_000,
  });
}

/** Members to whom a case can be given. */
export function useCaseMembers(text: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useQuery({
    queryKey: caseKeys.members(mailboxId, text),
    queryFn: ({ signal }) =>
      api.call(routes.suggestCaseMembers, { params: { id: mailboxId }, query: text ? { q: text } : {}, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Internal notes; they leave memory with the screen. */
export function useCaseNotes(caseId: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useQuery({
    queryKey: caseKeys.notes(mailboxId, caseId),
    queryFn: ({ signal }) => api.call(routes.listCaseNotes, { params: { id: mailboxId, caseId }, signal }),
    gcTime: 0,
  });
}

const HISTORY_LINES = 50;

/** What happened to a case, the last first. */
export function useCaseHistory(caseId: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: caseKeys.history(mailboxId, caseId),
    queryFn: ({ pageParam, signal }): Promise<CaseEvent[]> =>
      api.call(routes.getCaseHistory, {
        params: { id: mailboxId, caseId },
        query: pageParam > 0 ? { before: pageParam } : {},
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < HISTORY_LINES ? null : (page.at(-1)?.number ?? null)),
  });
}

/** Something that is done with a case: afterwards everything about cases is read again, and what refused it is told. */
export function useCaseDoing<T>(doing: (input: T) => Promise<unknown>, onDone?: (input: T) => void) {
  const { mailboxId } = useSession();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const textOf = useProblemText();
  const { t } = useTranslation(CASES);
  return useMutation({
    mutationFn: doing,
    onSuccess: (_answer, input) => onDone?.(input),
    onError: (error) => {
      const name = isProblem(error, 'case-taken') ? error.details.facts.name : undefined;
      const text = typeof name === 'string' && name ? t('told.takenBy', { name }) : textOf(problemType(error));
      notice({ text, intent: 'warning' });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: caseKeys.all(mailboxId) }),
  });
}

export type CaseStep = 'take' | 'release' | 'close' | 'reopen';

/** Ta ärende, Släpp ärende, Avsluta ärende, and open it again. */
export function useCaseSteps({ id: caseId }: Pick<CaseView, 'id'>, messageId: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  const queryClient = useQueryClient();
  const input = { params: { id: mailboxId, caseId } };
  const steps = {
    take: () => api.call(routes.takeCase, input),
    release: () => api.call(routes.releaseCase, input),
    close: () => api.call(routes.closeCase, input),
    reopen: () => api.call(routes.reopenCase, input),
  } satisfies Record<CaseStep, () => Promise<CaseView>>;
  return useCaseDoing(async (step: CaseStep) => {
    const view = await steps[step]();
    queryClient.setQueryData(caseKeys.ofMessage(mailboxId, messageId), view);
  });
}
