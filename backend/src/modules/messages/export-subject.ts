import type { RecipientEventKind } from '@sefos/shared/domain/status.ts';
import type { Account } from '../accounts/index.ts';
import type { ExportReceipt, ExportSubject } from '../exports/index.ts';
import type { MessageRecord, RecipientEventRecord, RecipientRecord } from './message.entity.ts';
import { presentRecipient, visibleRecipients } from './messages.presenter.ts';

/** What an export is made of, opened. Protected data: never log. */
export interface ExportedMessage {
  readonly message: MessageRecord;
  readonly recipients: readonly RecipientRecord[];
  /** The reader's own line; null for the sender. */
  readonly recipient: RecipientRecord | null;
  readonly events: readonly RecipientEventRecord[];
  readonly subject: string;
  readonly bodyHtml: string;
  /** The message that this one answers, where the reader's pages show it. */
  readonly original: string | null;
  readonly log: object;
  readonly account: Account;
  readonly now: Date;
}

/** Lines of the timeline that somebody who received a message knows of herself: what came to her, and what she did. */
const OWN: ReadonlySet<string> = new Set<RecipientEventKind>([
  'notified',
  'reminded',
  'opened',
  'downloaded',
  'replied',
]);

/** The sender knows everybody's timeline; whoever received the message her own doings alone. */
const receiptsOf = ({ recipients, recipient, events }: ExportedMessage): ExportReceipt[] =>
  recipients
    .filter(({ id }) => recipient === null || id === recipient.id)
    .map(({ id }) => ({
      recipientId: id,
      events: events
        .filter((event) => event.recipient_id === id && (recipient === null || OWN.has(event.kind)))
        .map((event) => ({
          id: event.id,
          kind: event.kind,
          at: new Date(event.at),
          method: event.method,
          attachmentId: event.attachment_id,
          replyMessageId: event.reply_message_id,
        })),
    }));

/** A message as one reader may take it along: nothing that her pages would not show. */
export const exportSubject = (exported: ExportedMessage): ExportSubject => {
  const { message, recipient, account, now } = exported;
  return {
    language: account.language,
    exportedAt: now,
    exportedBy: { name: account.displayName, address: account.email },
    role: recipient ? 'recipient' : 'sender',
    id: message.id,
    inReplyTo: exported.original,
    subject: exported.subject,
    bodyHtml: exported.bodyHtml,
    from: { name: message.sender_name, address: message.sender_address },
    sentBy: message.sent_by,
    recipients: visibleRecipients(exported)
      .map((row) => presentRecipient(row, recipient === null, now.getTime()))
      .map(({ id, kind, name, address, addressKind, method, status }) => ({
        id,
        kind,
        name,
        address,
        addressKind,
        method,
        status,
      })),
    sentAt: new Date(message.sent_at),
    assuranceLevel: message.assurance_level,
    replyAllowed: message.reply_allowed === 1,
    validUntil: message.valid_until === null ? null : new Date(message.valid_until),
    maxDownloads: message.max_downloads,
    receipts: receiptsOf(exported),
    log: exported.log,
  };
};
