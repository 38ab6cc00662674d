export type { ExportOriginal, ExportReceipt, ExportRecipient, ExportSubject } from './export.domain.ts';
export { messageArchive } from './message-archive.ts';
export { makePdfRenderer, type RenderPdf } from './pdf/pdf-renderer.ts';
