import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ActingProvider, inMailbox } from '../api/acting.tsx';
import { ApiProvider, useApi } from '../api/api-context.tsx';
import { SessionProvider, useSession } from '../api/session.tsx';
import { Loading } from '../components/loading.tsx';
import { useNotice } from '../components/notice.tsx';
import { useProblemText } from '../components/problem-text.ts';
import { messageKeys } from '../features/messages/message-keys.ts';
import { paths } from '../features/messages/paths.ts';
import { useMailboxes } from '../features/messages/use-messages.ts';

/** What is kept of messages under their own ids was read as somebody; what belongs to a mailbox is kept under its. */
const isOfAnyMailbox = ({ queryKey: [, kind] }: { readonly queryKey: readonly unknown[] }) =>
  !['list', 'mailboxes', 'levels'].includes(String(kind));

/** Which mailbox the screens below are in. To them it is the session's own: their client says at each call whose it is. */
export function MailboxScope({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const session = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  const notice = useNotice();
  const textOf = useProblemText();
  const mailboxes = useMailboxes();
  const own = session.mailboxId;
  // A mail about a function mailbox leads into it.
  const [chosen, setChosen] = useState(() => new URLSearchParams(search).get('mailbox') ?? own);
  const enter = useCallback(
    (mailboxId: string) => {
      setChosen(mailboxId);
      queryClient.removeQueries({ queryKey: messageKeys.all, predicate: isOfAnyMailbox });
      void navigate(paths.folder('inbox'));
    },
    [queryClient, navigate],
  );
  const ended = useCallback(() => {
    enter(own);
    void queryClient.invalidateQueries({ queryKey: messageKeys.mailboxes });
    notice({ text: textOf('delegation-ended'), intent: 'warning' });
  }, [enter, own, queryClient, notice, textOf]);
  const entered = mailboxes.data?.find(({ id }) => id === chosen && id !== own);
  const isGone = chosen !== own && mailboxes.data !== undefined && !entered;
  useEffect(() => {
    if (isGone) ended();
  }, [isGone, ended]);
  const isActing = entered !== undefined;
  const scopedApi = useMemo(() => (isActing ? inMailbox(api, chosen, ended) : api), [api, isActing, chosen, ended]);
  const scopedSession = useMemo(
    () => (isActing ? { ...session, mailboxId: chosen } : session),
    [session, isActing, chosen],
  );
  const { name, address, delegatedUntil, readOnly = false, administered = false, language } = entered ?? {};
  const value = useMemo(
    () => ({
      acting:
        name && address ? { name, address, until: delegatedUntil ?? null, readOnly, administered, language } : null,
      ownMailboxId: own,
      enter,
    }),
    [name, address, delegatedUntil, readOnly, administered, language, own, enter],
  );
  // Nothing is asked for as somebody else meanwhile.
  if (chosen !== own && mailboxes.isPending) return <Loading lines={6} />;
  return (
    <ActingProvider value={value}>
      <ApiProvider api={scopedApi}>
        <SessionProvider value={scopedSession}>{children}</SessionProvider>
      </ApiProvider>
    </ActingProvider>
  );
}
