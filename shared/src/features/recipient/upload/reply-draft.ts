import type { UploadQueue } from './upload-queue.ts';

/** An unsent reply: in this page's memory only, because nothing secret may stay in the browser. */
export interface ReplyDraft {
  readonly text: string;
  readonly uploads: UploadQueue;
  /** The last sending: the same body again goes with the same key, so that it can never become two replies. */
  readonly sending: { readonly body: string; readonly idempotencyKey: string } | undefined;
}
