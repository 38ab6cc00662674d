import type { CountedAttachmentView } from '@sefos/shared/contract/messages.ts';
import { DomainError } from '../../platform/errors.ts';
import type { DownloadSlots } from '../attachments/index.ts';
import type { MessageRecord } from './message.entity.ts';
import type { AttachmentLabel } from './messages.domain.ts';

/** Attachments as their reader sees them: with what is left of her downloads, where the sender has set a limit. */
export const withDownloadsLeft = async (
  slots: DownloadSlots,
  message: MessageRecord,
  recipient: { readonly id: string } | null,
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

/**
 * Refuses what could not be fetched to its end, where a page can say it; counted when the first byte is fetched.
 * @throws {DomainError} download-limit-reached
 */
export const requireDownloadsLeft = async (
  slots: DownloadSlots,
  message: MessageRecord,
  recipient: { readonly id: string } | null,
  attachments: readonly { readonly id: string }[],
): Promise<void> => {
  const max = message.max_downloads;
  if (max === null || !recipient) return;
  const ids = attachments.map(({ id }) => id);
  const left = await slots.left(recipient.id, ids, max);
  if ([...left.values()].includes(0)) throw new DomainError('download-limit-reached');
};
