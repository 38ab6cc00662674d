import { csvOf } from '@sefos/shared/domain/csv.ts';
import type { ExportEvent, ExportReceipt, ExportRecipient, ExportSubject } from './export.domain.ts';
import { exactTime } from './export-texts.ts';
import { receiptTexts } from './receipt-texts.ts';

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

/** kvittenser.csv: the same in the reader's words, an event a row, with Swedish time beside UTC. */
export const receiptsCsv = (subject: ExportSubject, originals: Named): string => {
  const words = receiptTexts(subject.language);
  return csvOf([
    words.columns,
    ...subject.receipts.flatMap((receipt) => {
      const recipient = recipientOf(subject, receipt);
      return receipt.events.map((event) => [
        recipient?.address ?? receipt.recipientId,
        recipient?.name ?? '',
        recipient ? words.kind(recipient.kind) : '',
        words.event(event.kind),
        exactTime(event.at),
        event.at.toISOString(),
        event.method ? words.method(event.method) : '',
        event.attachmentId === null ? '' : (originals.get(event.attachmentId)?.path ?? event.attachmentId),
        event.replyMessageId ?? '',
        event.id,
      ]);
    }),
  ]);
};
