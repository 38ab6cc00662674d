import type { MessagePage, MessageRow } from '@sefos/shared/contract/messages.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { type RecipientStatus, recipientStatus } from '@sefos/shared/domain/status.ts';
import { RESTORABLE_MILLISECONDS } from './deleted-copies.job.ts';
import type { FolderPage } from './lists.service.ts';
import type { RecipientRecord } from './message.entity.ts';
import type { Unavailable } from './message-access.ts';
import { senderOf } from './messages.domain.ts';
import { factsOf } from './messages.presenter.ts';
import type { SentSummary } from './messages.repository.ts';

const instant = (ms: number): string => new Date(ms).toISOString();

/** One status for a message with several recipients: trouble first, else how far the slowest has come. */
export const summaryStatus = (summary: SentSummary): RecipientStatus => {
  const { total } = summary;
  if (summary.recalled === total) return 'recalled';
  if (summary.purged === total) return 'purged';
  if (summary.bounced > 0) return 'bounced';
  if (summary.failed > 0) return 'notification-failed';
  const left = total - summary.recalled - summary.purged;
  if (summary.replied >= left) return 'replied';
  if (summary.downloaded >= left) return 'downloaded';
  if (summary.opened >= left) return 'opened';
  if (summary.opened + summary.expired >= left) return 'expired';
  return summary.notified > 0 ? 'notified' : 'sent';
};

type RowParts = Pick<FolderPage, 'level' | 'firstRecipients' | 'summaries' | 'now'> & FolderPage['rows'][number];

const rowUnavailable = ({ row, headline, level }: RowParts): MessageRow['unavailable'] => {
  if (headline) return null;
  // What is gone is gone at every level: nobody should step up to learn that.
  if (row.folder === 'inbox' && row.recipient?.recalled_at != null) return 'recalled';
  if (row.purge_reason !== null) return row.purge_reason as Unavailable;
  if (row.key_wrapped === null) return 'purged';
  return satisfies(level, row.assurance_level as AssuranceLevel) ? 'purged' : 'step-up';
};

const rowStatus = ({ row, summaries, now }: RowParts): RecipientStatus => {
  if (row.folder !== 'sent') return row.recipient ? recipientStatus(factsOf(row.recipient), now) : 'sent';
  const summary = summaries.find(({ message_id }) => message_id === row.message_id);
  return summary ? summaryStatus(summary) : 'sent';
};

const rowRecipients = ({ row, firstRecipients }: RowParts): MessageRow['recipients'] => {
  // Whoever received it sees its other recipients when reading; hidden copies must not show here.
  if (row.folder === 'inbox') return [];
  if (row.folder === 'links' && row.recipient) return [{ name: row.recipient.name, address: row.recipient.address }];
  return firstRecipients
    .filter(({ message_id }) => message_id === row.message_id)
    .map(({ name, address }) => ({ name, address }));
};

const rowRecipientCount = ({ row }: RowParts): number => {
  // As above: a number would tell of hidden copies.
  if (row.folder === 'inbox') return 0;
  return row.folder === 'links' ? 1 : row.recipient_count;
};

/** The reader's own mark. */
const isUnread = (recipient: RecipientRecord | null): boolean =>
  recipient?.read_at == null && recipient?.recalled_at == null && recipient?.purged_at == null;

/** Of the folders that are made of both kinds: where the row goes back to, and of deleted ones until when it can. */
const rowOrigin = (
  { row: { folder, recipient, sender_deleted_at, held_at, organisation_id, key_owner } }: RowParts,
  list: FolderPage['folder'],
): Pick<MessageRow, 'archivedFrom' | 'deleted'> => {
  if (folder === 'links') return {};
  if (list === 'archive') return { archivedFrom: folder };
  const at = folder === 'sent' ? sender_deleted_at : (recipient?.deleted_at ?? null);
  return list === 'deleted' && at !== null
    ? {
        deleted: {
          ...{ from: folder, until: instant(at + RESTORABLE_MILLISECONDS) },
          // Another organisation's keeping is not ours to tell of.
          ...(held_at !== null && (folder === 'sent' || key_owner === organisation_id) ? { held: true } : {}),
        },
      }
    : {};
};

const presentRow = (parts: RowParts, list: FolderPage['folder']): MessageRow => {
  const { row, headline } = parts;
  const { folder } = row;
  return {
    id: row.id,
    messageId: row.message_id,
    subject: headline?.subject ?? null,
    from: senderOf(row),
    recipients: rowRecipients(parts),
    recipientCount: rowRecipientCount(parts),
    assuranceLevel: row.assurance_level as AssuranceLevel,
    attachmentCount: row.attachment_count,
    at: instant(row.at),
    unread: folder === 'inbox' && isUnread(row.recipient),
    status: rowStatus(parts),
    method: folder === 'links' ? (row.recipient?.method ?? null) : null,
    unavailable: rowUnavailable(parts),
    ...rowOrigin(parts, list),
  };
};

export const presentPage = ({ rows, nextCursor, reachedAt, incomplete, folder, ...page }: FolderPage): MessagePage => ({
  rows: rows.map((row) => presentRow({ ...page, ...row }, folder)),
  nextCursor,
  ...(reachedAt === null ? {} : { reachedAt: instant(reachedAt) }),
  ...(incomplete ? { incomplete: true } : {}),
});
