import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReadOnly } from '../../../api/acting.tsx';
import { useSession } from '../../../api/session.tsx';
import type { Folder, MessageHead, MessagePage } from '../../../contract/messages.ts';
import { messageKeys } from '../message-keys.ts';
import { paths } from '../paths.ts';
import { useMailboxes } from '../use-messages.ts';
import { type OwnAction, useRowActions } from './use-row-actions.ts';

/** Something that can be done with the message that is open. */
export interface MessageAction {
  readonly action: OwnAction;
  readonly label: string;
  /** Does it and goes back to the folder; a notice says it, with the way back. */
  readonly run: () => void;
}

/** The row of one's own folder that stands for a message; undefined while that is not known. */
function useRowId(folder: Folder, head: Pick<MessageHead, 'id' | 'role' | 'recipients'>): string | undefined {
  const queryClient = useQueryClient();
  const { mailboxId } = useSession();
  const address = useMailboxes()
    .data?.find(({ id }) => id === mailboxId)
    ?.address.toLowerCase();
  if (folder === 'sent' || (folder !== 'inbox' && head.role === 'sender')) return head.id;
  const listed = queryClient
    .getQueriesData<{ readonly pages: readonly MessagePage[] }>({ queryKey: messageKeys.list(mailboxId, folder) })
    .flatMap(([, data]) => data?.pages.flatMap(({ rows }) => rows) ?? [])
    .find(({ messageId }) => messageId === head.id);
  return listed?.id ?? head.recipients.find((one) => one.address.toLowerCase() === address)?.id;
}

/** What can be done with the open message as a whole: Återställ what was deleted; else Arkivera or Flytta tillbaka, Markera som oläst, Ta bort. */
export function useMessageActions(
  folder: Folder,
  head: Pick<MessageHead, 'id' | 'role' | 'recipients' | 'deletedUntil'>,
): readonly MessageAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { act, mayDelete } = useRowActions();
  const rowId = useRowId(folder, head);
  const readOnly = useReadOnly();
  if (rowId === undefined || readOnly) return [];
  const isReceived = head.role === 'recipient' && folder !== 'sent';
  const ofDeleted: readonly OwnAction[] = mayDelete ? ['restore'] : [];
  const ofOthers: readonly OwnAction[] = [
    folder === 'archive' ? 'unarchive' : 'archive',
    ...(isReceived ? (['markUnread'] as const) : []),
    ...(mayDelete ? (['delete'] as const) : []),
  ];
  return (head.deletedUntil === undefined ? ofOthers : ofDeleted).map((action) => ({
    action,
    label: t(`messages.list.action.${action}`),
    run: () => {
      void act(action, [rowId]);
      // What is brought back is read on where it is.
      if (action !== 'restore') void navigate(paths.folder(folder));
    },
  }));
}
