import { csvOf } from './csv.domain.ts';
import type { ExportEvent, ExportReceipt, ExportRecipient, ExportSubject } from './export.domain.ts';

type Named = ReadonlyMap<string, { readonly name: string; readonly path: string }>;

const eventOf = ({ at, ...event }: ExportEvent, originals: Named) => ({
  ...event,
  at: at.toISOString(),
  attachment: event.attachmentId === null ? null : (originals.get(event.attachmentId) ?? null),
});

const recipientOf = (subject: ExportSubject, { recipientId }: ExportReceipt): ExportRecipient | undefined =>
  subject.recipients.find(({ id }) => id === recipientId);

/** kvittenser.json: what happened to each recipient, as far as the reader may know it. */
export const receiptsJson = (subject: ExportSubject, originals: Named): object => ({
  format: 'sefos-receipts',
  version: 1,
  messageId: subject.id,
  recipients: subject.receipts.map((receipt) => ({
    recipient: recipientOf(subject, receipt) ?? { id: receipt.recipientId },
    events: receipt.events.map((event) => eventOf(event, originals)),
  })),
});

const COLUMNS = ['recipient', 'name', 'kind', 'event', 'at', 'method', 'file', 'reply', 'event-id'];

/** kvittenser.csv: the same, an event a row. */
export const receiptsCsv = (subject: ExportSubject, originals: Named): string =>
  csvOf([
    COLUMNS,
    ...subject.receipts.flatMap((receipt) => {
      const recipient = recipientOf(subject, receipt);
      return receipt.events.map((event) => [
        recipient?.address ?? receipt.recipientId,
        recipient?.name ?? '',
        recipient?.kind ?? '',
        event.kind,
        event.at.toISOString(),
        event.method ?? '',
        event.attachmentId === null ? '' : (originals.get(event.attachmentId)?.path ?? event.attachmentId),
        event.replyMessageId ?? '',
        event.id,
      ]);
    }),
  ]);
