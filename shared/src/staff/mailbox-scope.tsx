import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ActingProvider, inMailbox } from '../api/acting.tsx';
import { ApiProvider, useApi } from '../api/api-context.tsx';
import { problemType } from '../api/problem-error.ts';
import { SessionProvider, useSession } from '../api/session.tsx';
import { Loading } from '../components/loading.tsx';
import { useNotice } from '../components/notice.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useProblemText } from '../components/problem-text.ts';
import { messageKeys } from '../features/messages/message-keys.ts';
import { paths } from '../features/messages/paths.ts';
import { useMailboxes } from '../features/messages/use-messages.ts';
import { addressIn, MailboxAddresses, mailboxOf } from './mailbox-addresses.tsx';

/** What is kept of messages under their own ids was read as somebody; what belongs to a mailbox is kept under its. */
const isOfAnyMailbox = ({ queryKey: [, kind] }: { readonly queryKey: readonly unknown[] }) =>
  !['list', 'mailboxes', 'levels'].includes(String(kind));

/** Which mailbox the screens below are in, as the address says. To them it is the session's own: their client says at each call whose it is. */
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
  const chosen = mailboxOf(search) ?? own;
  const [forgotten, setForgotten] = useState(chosen);
  if (forgotten !== chosen) {
    // Before anything is drawn in it: what was read as somebody else is never shown there.
    setForgotten(chosen);
    queryClient.removeQueries({ queryKey: messageKeys.all, predicate: isOfAnyMailbox });
  }
  const enter = useCallback(
    (mailboxId: string, path: string = paths.folder('inbox'), replace = false) =>
      void navigate(mailboxId === own ? path : addressIn(mailboxId, path), { replace }),
    [navigate, own],
  );
  const ended = useCallback(() => {
    enter(own, undefined, true);
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
  if (chosen !== own && !mailboxes.data) {
    if (!mailboxes.error) return <Loading lines={6} />;
    return <ProblemMessage text={textOf(problemType(mailboxes.error))} onRetry={() => void mailboxes.refetch()} />;
  }
  return (
    <ActingProvider value={value}>
      <ApiProvider api={scopedApi}>
        <SessionProvider value={scopedSession}>
          {/* The same component in every mailbox: the screens stay, and the focus with them. */}
          <MailboxAddresses mailboxId={chosen === own ? undefined : chosen}>{children}</MailboxAddresses>
        </SessionProvider>
      </ApiProvider>
    </ActingProvider>
  );
}
