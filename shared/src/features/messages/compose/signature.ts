import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useActing } from '../../../api/acting.tsx';
import { useApi } from '../../../api/api-context.tsx';
import type { ApiClient } from '../../../api/client.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import type { DraftEntry } from './draft-store.ts';

/** Nobody waits longer for a signature before she may write. */
const LONGEST_WAIT_MS = 3_000;
const FRESH_MS = 300_000;

/** What the mailbox signs with, sanitised; empty when it does not, or when it cannot be read now. */
export async function fetchSignature(api: ApiClient, queryClient: QueryClient, mailboxId: string): Promise<string> {
  const read = async () => {
    const { enabled, bodyHtml } = await queryClient.fetchQuery({
      // The key that Mitt konto writes to.
      queryKey: ['signature', mailboxId],
      queryFn: () => api.call(routes.getSignature, { params: { id: mailboxId } }),
      staleTime: FRESH_MS,
      retry: false,
    });
    if (!enabled || bodyHtml === '') return '';
    const { sanitise } = await import(/* webpackChunkName: "sanitise" */ '../../../components/sanitise.ts');
    return sanitise(bodyHtml);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tired = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(''), LONGEST_WAIT_MS);
  });
  return Promise.race([read().catch(() => ''), tired]).finally(() => clearTimeout(timer));
}

/** Room to write, the signature, and what is quoted. */
export const signedBody = (signature: string, quote = ''): string =>
  signature || quote ? `<p></p>${signature ? `<p></p>${signature}` : ''}${quote}` : '';

/** Whose signature is written with: in somebody else's mailbox one signs as oneself, in a function mailbox as the mailbox. */
export function useSigningMailbox(): string {
  const { mailboxId } = useSession();
  const scope = useActing();
  return scope?.acting?.until ? scope.ownMailboxId : mailboxId;
}

/** Puts the signature into a new message, once and before anybody writes; true when that is done. */
export function useSignature(entry: DraftEntry, isNew: boolean): boolean {
  const api = useApi();
  const queryClient = useQueryClient();
  const mailboxId = useSigningMailbox();
  const [ready, setReady] = useState(!isNew || entry.prepared);
  useEffect(() => {
    if (ready) return;
    let current = true;
    void fetchSignature(api, queryClient, mailboxId).then((signature) => {
      if (!current) return;
      if (signature && !entry.prepared) entry.sign(signedBody(signature));
      entry.prepared = true;
      setReady(true);
    });
    return () => {
      current = false;
    };
  }, [ready, api, queryClient, mailboxId, entry]);
  return ready;
}
