import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer, useBearerState } from '../../api/bearer-context.tsx';
import { casesKey, casesKeyOf } from '../../api/cases-key.ts';
import { followLiveUpdates } from '../../api/live-updates.ts';
import { sessionKey, useSession } from '../../api/session.tsx';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import type { LiveEvent } from '../../contract/live.ts';
import { isBeingWritten } from './compose/draft-registry.ts';
import { messageKeys } from './message-keys.ts';

/** Sessions and factors, of Mitt konto. */
const ACCOUNT_TOLD: readonly (readonly string[])[] = [
  ['account', 'sessions'],
  ['account', 'factors'],
];

/** Which cached answers an event makes old. Content never: it does not change, and reading it again would be an opening. */
export function keysTouchedBy(event: LiveEvent): readonly (readonly string[])[] {
  const { mailboxId } = event;
  if (event.type === 'delegations-changed') return [messageKeys.mailboxes, ['account', 'delegations']];
  if (event.type === 'account-changed') return ACCOUNT_TOLD;
  if (event.type === 'account-renamed') return [sessionKey, messageKeys.mailboxes];
  const cases = casesKeyOf(mailboxId);
  if (event.type === 'case-changed') return [messageKeys.list(mailboxId, 'inbox'), cases];
  if (event.type === 'draft-changed') return [messageKeys.drafts(mailboxId)];
  if (event.type === 'mailbox-changed') return [messageKeys.lists, messageKeys.mailboxes, cases];
  if (event.type === 'message-received')
    return [messageKeys.list(mailboxId, 'inbox'), messageKeys.mailboxes, messageKeys.threads, cases];
  // `recipient-changed` comes with it.
  if (event.type === 'notification-bounced') return [];
  // Their rows say how far the last answer has come.
  const lists = [messageKeys.list(mailboxId, 'sent'), messageKeys.list(mailboxId, 'links'), cases];
  if (event.type === 'message-sent') return [...lists, messageKeys.threads];
  const own = [messageKeys.timeline(event.messageId), messageKeys.head(event.messageId)];
  const aside = (['archive', 'deleted'] as const).map((folder) => messageKeys.list(mailboxId, folder));
  return [...lists, ...aside, ...own];
}

/** All that events can make old: after a break they may be too many, or too old, to be told one by one. */
const EVERYTHING_TOLD: readonly (readonly string[])[] = [
  messageKeys.lists,
  messageKeys.mailboxes,
  messageKeys.threads,
  ['messages', 'timeline'],
  ['messages', 'head'],
  ['account', 'delegations'],
  casesKey,
  sessionKey,
  ...ACCOUNT_TOLD,
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
 * the screens to sleep (`awake` false) nothing is followed; waking reads again what may have been missed. Notices about a message
 * that was sent lead to it by `onShow`.
 */
export function useLiveMessages(onShow: (messageId: string, mailboxId: string) => void, awake = true): void {
  const api = useApi();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const { t } = useTranslation();
  // A new session (after step-up or a new sign-in) needs a new stream.
  const { csrfToken } = useSession();
  const notice = useNotice();
  // Another way to show messages needs no new stream.
  const show = useRef(onShow);
  useEffect(() => {
    show.current = onShow;
  }, [onShow]);
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
    const showing = ({ messageId, mailboxId }: { readonly messageId: string; readonly mailboxId: string }) => ({
      label: t('messages.told.show'),
      run: () => show.current(messageId, mailboxId),
    });
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
          const words = { text: t('messages.list.bounced'), detail: t('messages.list.bouncedDetail') };
          notice({ ...words, intent: 'warning', action: showing(event) });
        }
        const told = { 'message-opened': 'opened', 'identity-mismatch': 'mismatch' } as const;
        if (event.type === 'message-opened' || event.type === 'identity-mismatch') {
          const intent = event.type === 'message-opened' ? 'info' : 'warning';
          notice({ text: t(`messages.told.${told[event.type]}`), intent, action: showing(event) });
        }
      },
      onResumed: readAgain,
    });
    return () => stop.abort();
  }, [api, queryClient, announce, notice, t, csrfToken, awake, reason]);
}
