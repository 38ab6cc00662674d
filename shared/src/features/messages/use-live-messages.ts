import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer, useBearerState } from '../../api/bearer-context.tsx';
import { followLiveUpdates } from '../../api/live-updates.ts';
import { useSession } from '../../api/session.tsx';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import type { LiveEvent } from '../../contract/live.ts';
import { isBeingWritten } from './compose/draft-registry.ts';
import { messageKeys } from './message-keys.ts';

/** Which cached answers an event makes old. Content never: it does not change, and reading it again would be an opening. */
export function keysTouchedBy(event: LiveEvent): readonly (readonly string[])[] {
  const { mailboxId } = event;
  if (event.type === 'delegations-changed') return [messageKeys.mailboxes, ['account', 'delegations']];
  if (event.type === 'draft-changed') return [messageKeys.drafts(mailboxId)];
  if (event.type === 'mailbox-changed') return [messageKeys.lists, messageKeys.mailboxes];
  if (event.type === 'message-received')
    return [messageKeys.list(mailboxId, 'inbox'), messageKeys.mailboxes, messageKeys.threads];
  // `recipient-changed` comes with it.
  if (event.type === 'notification-bounced') return [];
  const lists = [messageKeys.list(mailboxId, 'sent'), messageKeys.list(mailboxId, 'links')];
  if (event.type === 'message-sent') return [...lists, messageKeys.threads];
  const own = [messageKeys.timeline(event.messageId), messageKeys.head(event.messageId)];
  return [...lists, messageKeys.list(mailboxId, 'archive'), ...own];
}

/** All that events can make old: after a break they may be too many, or too old, to be told one by one. */
const EVERYTHING_TOLD: readonly (readonly string[])[] = [
  messageKeys.lists,
  messageKeys.mailboxes,
  messageKeys.threads,
  ['messages', 'timeline'],
  ['messages', 'head'],
  ['account', 'delegations'],
];

const waitFor = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop);
  });

/**
 * Keeps lists and timelines fresh while the screens are open; says new mail aloud and never moves the focus. While the host has put
 * the screens to sleep (`awake` false) nothing is followed; waking reads again what may have been missed.
 */
export function useLiveMessages(awake = true): void {
  const api = useApi();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const { t } = useTranslation();
  // A new session (after step-up or a new sign-in) needs a new stream.
  const { csrfToken } = useSession();
  const notice = useNotice();
  const slept = useRef(false);
  /** Messages of which a mail has come back: one notice each, also when it was sent to many. */
  const toldBounced = useRef(new Set<string>());
  const { reason } = useBearerState(useBearer());

  // biome-ignore lint/correctness/useExhaustiveDependencies: csrfToken and reason stand for the session that the stream belongs to.
  useEffect(() => {
    const readAgain = () => {
      for (const queryKey of EVERYTHING_TOLD) {
        void queryClient.invalidateQueries({ queryKey });
      }
    };
    if (!awake) {
      slept.current = true;
      return undefined;
    }
    if (slept.current) readAgain();
    slept.current = false;
    const stop = new AbortController();
    void followLiveUpdates({
      api,
      signal: stop.signal,
      wait: waitFor,
      silence: waitFor,
      onEvent: (event) => {
        // Our own saving: the list is read when it is shown.
        if (event.type === 'draft-changed' && isBeingWritten(event.draftId)) return;
        for (const queryKey of keysTouchedBy(event)) void queryClient.invalidateQueries({ queryKey });
        if (event.type === 'message-received') announce(t('messages.list.received'));
        if (event.type === 'notification-bounced' && !toldBounced.current.has(event.messageId)) {
          toldBounced.current.add(event.messageId);
          notice({ text: t('messages.list.bounced'), detail: t('messages.list.bouncedDetail'), intent: 'warning' });
        }
        if (event.type === 'message-opened') notice({ text: t('messages.told.opened'), intent: 'info' });
        if (event.type === 'identity-mismatch') notice({ text: t('messages.told.mismatch'), intent: 'warning' });
      },
      onResumed: readAgain,
    });
    return () => stop.abort();
  }, [api, queryClient, announce, notice, t, csrfToken, awake, reason]);
}
