import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accountRoutes } from '../../../api/account-administration-routes.ts';
import { useApi } from '../../../api/api-context.tsx';
import { sessionKey, useSession } from '../../../api/session.tsx';
import { useIntent } from '../../../api/use-intent.ts';
import { licenceKey } from '../../../api/use-licence.ts';
import type {
  AccountsQuery,
  AddAccount,
  ChangeAccount,
  ImportAccounts,
  ManagedAccount,
  RemoveAccount,
} from '../../../contract/accounts.ts';

const accountsKey = ['organisation', 'accounts'] as const;

/** What is looked for, and in which order. */
export type AccountsView = Omit<AccountsQuery, 'cursor' | 'limit'>;

/** Pages of accounts; the page before stays while what is typed changes. */
export function useAccounts(view: AccountsView) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...accountsKey, view],
    queryFn: ({ pageParam, signal }) =>
      api.call(accountRoutes.list, { query: { ...view, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

function useChanging<Input, Output>(run: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () =>
      Promise.all([accountsKey, licenceKey].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

/** Makes an account; tried again, it is made once. */
export function useAddAccount() {
  const api = useApi();
  const intent = useIntent();
  return useChanging(async (body: AddAccount) => {
    const made = await api.call(accountRoutes.add, { body, idempotencyKey: intent.keyFor(body) });
    intent.settle();
    return made;
  });
}

/** Changes name or role; one's own stand above every page. */
export function useChangeAccount(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { account } = useSession();
  return useChanging(async (body: ChangeAccount) => {
    const changed = await api.call(accountRoutes.change, { params: { id }, body });
    if (id === account.id) await queryClient.invalidateQueries({ queryKey: sessionKey });
    return changed;
  });
}

/** Where codes are sent to when somebody signs in, masked; nobody is told of who runs the installation. */
export function useAccountPhone({ id, role }: Pick<ManagedAccount, 'id' | 'role'>) {
  const api = useApi();
  return useQuery({
    queryKey: [...accountsKey, id, 'phone'],
    enabled: role !== 'system-administrator',
    queryFn: ({ signal }) => api.call(accountRoutes.phone, { params: { id }, signal }),
  });
}

/** Removes an account. */
export function useRemoveAccount(id: string) {
  const api = useApi();
  return useChanging((body: RemoveAccount) => api.call(accountRoutes.remove, { params: { id }, body }));
}

/** Takes away what somebody signs in with, so that she begins anew. */
export function useResetSignIn(id: string) {
  const api = useApi();
  return useChanging(() => api.call(accountRoutes.reset, { params: { id } }));
}

/** What may be done to several accounts at once. */
export type BulkAction = 'freeze' | 'thaw' | 'invite' | 'revoke';
export interface BulkCall {
  readonly action: BulkAction;
  readonly ids: readonly string[];
}

/** So many accounts the server takes in one call. */
const AT_ONCE = 200;

/** Does one thing to each of some accounts; answers what became of each. */
export function useBulkAction() {
  const api = useApi();
  return useChanging(async ({ action, ids }: BulkCall) => {
    const outcomes: { readonly id: string; readonly problem: string | null }[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      if (action === 'invite') outcomes.push(...(await api.call(accountRoutes.invite, { body: { ids: some } })));
      else if (action === 'revoke') outcomes.push(...(await api.call(accountRoutes.revoke, { body: { ids: some } })));
      else {
        const frozen = action === 'freeze';
        outcomes.push(...(await api.call(accountRoutes.freeze, { body: { ids: some, frozen } })));
      }
    }
    return outcomes;
  });
}

/** Looks through a file, or makes its accounts. */
export function useImportAccounts() {
  const api = useApi();
  return useChanging((body: ImportAccounts) => api.call(accountRoutes.import, { body }));
}
