import type { ExportLanguage } from '../export.domain.ts';
import type { HeadLine } from '../message-head.ts';

/** What a page of paper shows of a message; plain data, as it goes to a worker. Protected data: never log. */
export interface PdfInput {
  readonly language: ExportLanguage;
  readonly id: string;
  readonly subject: string;
  readonly exportedAt: Date;
  readonly head: readonly HeadLine[];
  /** Sanitised. */
  readonly bodyHtml: string;
  /** Name and facts of each original. */
  readonly originals: readonly { readonly name: string; readonly lines: readonly string[] }[];
  /** Without the markup of the body, when it could not be laid out with it. */
  readonly plain: boolean;
}

/** The message on paper and as text. */
export interface RenderedMessage {
  readonly pdf: Uint8Array;
  readonly text: string;
}
