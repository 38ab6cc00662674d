import { type InfiniteData, type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../../api/acting.tsx';
import { useApi } from '../../../api/api-context.tsx';
import { casesKey } from '../../../api/cases-key.ts';
import { problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { MessageHead, MessagePage, MessageRow, RowAction } from '../../../contract/messages.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { listedRow } from '../listed-rows.ts';
import { messageKeys } from '../message-keys.ts';

/** What a person does with rows. */
export type OwnAction = RowAction;

/** What takes an action back; nothing does what is destroyed. */
const OPPOSITE = {
  archive: 'unarchive',
  unarchive: 'archive',
  markRead: 'markUnread',
  markUnread: 'markRead',
  delete: 'restore',
  restore: 'delete',
  destroy: null,
} as const satisfies Record<RowAction, RowAction | null>;

/** What is left of a row in a folder's list after an action; undefined when it is not there any more. */
function after(action: RowAction, folder: unknown, row: MessageRow): MessageRow | undefined {
  if (action === 'markRead' || action === 'markUnread') return { ...row, unread: action === 'markUnread' };
  const inDeleted = folder === 'deleted';
  const stays = {
    archive: folder === 'archive',
    unarchive: folder !== 'archive',
    delete: inDeleted,
    restore: !inDeleted,
    destroy: !inDeleted,
  };
  return stays[action] ? row : undefined;
}

/** What is open says whether it is deleted. */
const HEADS = ['messages', 'head'] as const;

type Pages = InfiniteData<MessagePage>;

/** The pages of a list as they will be; the list's own objects where nothing changes. */
export function pagesAfter(action: RowAction, key: QueryKey, ids: ReadonlySet<string>, data: Pages): Pages {
  const [, , , folder] = key;
  if (folder === 'drafts' || folder === 'links') return data;
  const pages = data.pages.map((page) =>
    page.rows.some(({ id }) => ids.has(id))
      ? { ...page, rows: page.rows.flatMap((row) => (ids.has(row.id) ? (after(action, folder, row) ?? []) : row)) }
      : page,
  );
  return pages.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data;
}

const ENDED: readonly string[] = ['recalled', 'expired', 'purged'] satisfies readonly MessageRow['status'][];

/** Whether a row was sent, and somebody who got it can still read: deleting it takes nothing from her. */
function isReadByOthers(queryClient: QueryClient, id: string): boolean {
  const head = queryClient.getQueryData<MessageHead>(messageKeys.head(id));
  const listed = listedRow(queryClient, (row) => row.id === id);
  // Only what was sent has the message's own id; what was received is a row of its recipient.
  if (listed) return listed.messageId === id && !ENDED.includes(listed.status);
  return head?.recipients.some(({ status }) => status !== null && !ENDED.includes(status)) ?? false;
}

export interface RowActions {
  /** Does it with these rows, shows it at once and says it, with the way back. Settles when the server has answered. */
  readonly act: (action: OwnAction, ids: readonly string[]) => Promise<void>;
  /** In somebody else's mailbox nothing is deleted. */
  readonly mayDelete: boolean;
}

/** Archiving, marking and deleting rows of one's own mailbox. */
export function useRowActions(): RowActions {
  const api = useApi();
  const queryClient = useQueryClient();
  const notify = useNotice();
  const textOf = useProblemText();
  const { t } = useTranslation();
  const { mailboxId } = useSession();

  const send = useCallback(
    async (action: RowAction, ids: readonly string[]) => {
      const done: string[] = [];
      for (let from = 0; from < ids.length; from += LIMITS.rowsPerAction) {
        const part = ids.slice(from, from + LIMITS.rowsPerAction);
        const answer = await api.call(routes.actOnRows, { params: { id: mailboxId }, body: { action, ids: part } });
        done.push(...answer.done);
      }
      return done;
    },
    [api, mailboxId],
  );
  const change = useCallback(
    async (action: RowAction, ids: readonly string[]): Promise<readonly string[] | undefined> => {
      const chosen = new Set(ids);
      // An answer that is on its way does not know of this yet.
      void queryClient.cancelQueries({ queryKey: messageKeys.lists });
      for (const [key, data] of queryClient.getQueriesData<Pages>({ queryKey: messageKeys.lists })) {
        if (data) queryClient.setQueryData<Pages>(key, pagesAfter(action, key, chosen, data));
      }
      try {
        return await send(action, ids);
      } catch (error) {
        notify({ text: t('messages.list.actionFailed'), detail: textOf(problemType(error)), intent: 'error' });
        return undefined;
      } finally {
        const moved = action === 'delete' || action === 'restore' || action === 'destroy';
        for (const queryKey of [messageKeys.lists, casesKey, messageKeys.mailboxes, ...(moved ? [HEADS] : [])]) {
          void queryClient.invalidateQueries({ queryKey });
        }
      }
    },
    [queryClient, send, notify, t, textOf],
  );
  const act = useCallback(
    async (action: OwnAction, ids: readonly string[]) => {
      if (ids.length === 0) return;
      const readByOthers = action === 'delete' && ids.some((id) => isReadByOthers(queryClient, id));
      const done = await change(action, ids);
      if (!done) return;
      const kept = action === 'destroy' && done.length < ids.length ? t('messages.list.kept') : undefined;
      if (done.length === 0) return notify({ text: t('messages.list.unchanged'), detail: kept, intent: 'info' });
      const back = OPPOSITE[action];
      const undo = async () => {
        const undone = back && (await change(back, done));
        if (undone) notify({ text: t(undone.length > 0 ? 'messages.list.undone' : 'messages.list.unchanged') });
      };
      const text = t(`messages.list.did.${action}`, { count: done.length });
      const detail = readByOthers ? t('messages.list.stillReadable') : kept;
      notify({
        text,
        detail,
        intent: detail ? 'info' : 'success',
        isFinal: !back,
        ...(back ? { action: { label: t('common.actions.undo'), run: () => void undo() } } : {}),
      });
    },
    [change, notify, queryClient, t],
  );
  const mayDelete = !useActing()?.acting?.until;
  return useMemo(() => ({ act, mayDelete }), [act, mayDelete]);
}
