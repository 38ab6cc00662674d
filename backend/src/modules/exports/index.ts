export { type ArchiveEntry, archiveStream } from './archive-stream.ts';
export type { ExportOriginal, ExportReceipt, ExportRecipient, ExportSubject } from './export.domain.ts';
export { exactTime } from './export-texts.ts';
export { messageArchive } from './message-archive.ts';
export { type PdfPlace, PdfRenderer } from './pdf/pdf-renderer.ts';
