import type { CountedAttachmentView } from '@sefos/shared/contract/messages.ts';
import type { DownloadSlots } from '../attachments/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { AttachmentLabel } from './messages.domain.ts';

/** Attachments as their reader sees them: with what is left of her downloads, where the sender has set a limit. */
export const withDownloadsLeft = async (
  slots: DownloadSlots,
  message: MessageRecord,
  recipient: RecipientRecord | null,
  attachments: readonly AttachmentLabel[],
): Promise<CountedAttachmentView[]> => {
  const max = message.max_downloads;
  if (max === null || !recipient) return [...attachments];
  const left = await slots.left(
    recipient.id,
    attachments.map(({ id }) => id),
    max,
  );
  return attachments.map((attachment) => ({ ...attachment, downloadsLeft: left.get(attachment.id) ?? max }));
};
