export { AttachmentCopies } from './attachment-copies.ts';
export type { AttachmentItem, CarriedFrom, UploadOwner, UploadStatus } from './attachments.domain.ts';
export { UPLOAD_KEYS } from './attachments.keys.ts';
export { type AttachmentRoutesOptions, registerAttachmentRoutes } from './attachments.routes.ts';
export {
  type AttachmentsOptions,
  AttachmentsService,
  type Claim,
  type ClaimInput,
  type ExtraFile,
  type MessageKeyHolder,
  type ReadableAttachment,
} from './attachments.service.ts';
export { DownloadSlots } from './download-slots.ts';
export {
  type DownloadFile,
  type DownloadGrant,
  type DownloadSource,
  type DownloadsOptions,
  DownloadsService,
  type DownloadTarget,
} from './downloads.service.ts';
export { type HeldUpload, HeldUploads } from './held-uploads.ts';
export { AttachmentsSweep, attachmentJobs, type SweepOptions } from './sweep.job.ts';
export type { Zip } from './zip-stream.ts';
