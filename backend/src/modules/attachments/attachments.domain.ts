import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { DomainError } from '../../platform/errors.ts';

/** Who uploads, and alone may go on: an account, or somebody who followed a link. */
export interface UploadOwner {
  readonly kind: 'account' | 'link';
  readonly id: string;
  readonly organisationId: string;
}

/** What an upload is a copy of, made by the server. */
export interface CarriedFrom {
  readonly messageId: string;
  readonly attachmentId: string;
  /** Whose key opened it: a recipient's id, or the message's id for its sender. */
  readonly holderId: string;
  /** The delegated or function mailbox that it was begun in and alone may be sent from; null = the owner's own. */
  readonly mailboxId: string | null;
  /** The message's level: what carries the copy has at least that. */
  readonly level: AssuranceLevel;
}

/** How far an upload has come; `offsetBytes` counts durable bytes only, `contentType` is null until it is complete. */
export interface UploadStatus {
  readonly id: string;
  readonly sizeBytes: number;
  readonly offsetBytes: number;
  readonly complete: boolean;
  readonly contentType: string | null;
  readonly expiresAt: Date;
}

/** What readers of a message see of an attachment. Protected data: never log. */
export interface AttachmentItem {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** One sealed stream in one blob, as the row lists it. */
export interface StoredPart {
  readonly blob: string;
  readonly sizeBytes: number;
  readonly sealedBytes: number;
}

/** An unsent upload is kept this long after its last byte. */
export const UPLOAD_LIFETIME_MILLISECONDS = 48 * 3_600_000;
/** A download's address works this long. */
export const DOWNLOAD_LIFETIME_MILLISECONDS = 10 * 60_000;
/** A ticket is posted by the page that has just asked for it. */
export const TICKET_LIFETIME_MILLISECONDS = 60_000;
/** A blob that no row names is an orphan after this; a part is named within moments of being written. */
export const ORPHAN_AGE_MILLISECONDS = 24 * 3_600_000;
/** More parts would not fit into one sealed manifest (1 MiB); 5 GiB in parts of 1 MiB is 5,120. */
export const PARTS_MOST = 5_500;
/** Open composers and drafts of one owner: what may lie about unsent at once, so that nobody fills the storage. */
const UNSENT_MOST = { uploads: 10 * LIMITS.attachmentsPerMessage, bytes: 4 * LIMITS.messageBytes };

export const uploadNotFound = (): DomainError => new DomainError('upload-not-found');
export const uploadIncomplete = (): DomainError => new DomainError('upload-incomplete');
/** Also when another request moved the upload on meanwhile: ask for its offset again. */
export const uploadOffsetMismatch = (): DomainError => new DomainError('upload-offset-mismatch');
export const uploadTooLarge = (facts: DomainError['facts']): DomainError => new DomainError('upload-too-large', facts);

/** @throws {DomainError} invalid-request, upload-too-large */
export const checkSize = (sizeBytes: number): void => {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw new DomainError('invalid-request');
  if (sizeBytes > LIMITS.attachmentBytes) throw uploadTooLarge({ limitBytes: LIMITS.attachmentBytes });
};

/** May another upload be begun beside those not yet sent? @throws {DomainError} attachments-too-many, upload-too-large */
export const checkUnsent = (unsent: { readonly uploads: number; readonly bytes: number }, sizeBytes: number): void => {
  if (unsent.uploads >= UNSENT_MOST.uploads)
    throw new DomainError('attachments-too-many', { most: UNSENT_MOST.uploads });
  if (unsent.bytes + sizeBytes > UNSENT_MOST.bytes) throw uploadTooLarge({ limitBytes: UNSENT_MOST.bytes });
};

/** Do these fit into one message? @throws {DomainError} attachments-too-many, upload-too-large */
export const checkMessage = (sizes: readonly number[]): void => {
  const most = LIMITS.attachmentsPerMessage;
  if (sizes.length > most) throw new DomainError('attachments-too-many', { most });
  if (sizes.reduce((sum, size) => sum + size, 0) > LIMITS.messageBytes)
    throw uploadTooLarge({ limitBytes: LIMITS.messageBytes });
};
