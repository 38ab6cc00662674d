import { type Draft, emptyDraft } from './draft.ts';
import { DraftSaver, type SaverParts } from './draft-saver.ts';
import { isBlankDraft, type KeptDraft, textOfKept, toKeptDraft } from './draft-wire.ts';
import type { Uploads } from './uploads.ts';

/** One thing being written, kept while the page lives: leaving the composer loses nothing. */
export interface DraftEntry {
  /** Differs from that of every other entry of this page. */
  readonly key: number;
  readonly uploads: Uploads;
  /** Saves it by itself; undefined where the host keeps the draft. */
  readonly saver: DraftSaver<KeptDraft> | undefined;
  get(): Draft;
  update(change: (draft: Draft) => Draft): void;
  subscribe(changed: () => void): () => void;
  /** True for an answer whose original has been read into the draft. */
  prepared: boolean;
  /** Puts the signature into what nobody has written in yet. */
  sign(bodyHtml: string): void;
  /** True when it holds nothing but what we put there ourselves. */
  blank(): boolean;
  /** True while a composer shows it. */
  shown: boolean;
  /** Throws everything away. */
  clear(): void;
  /** Empties the draft whose message was sent. */
  sent(): void;
}

/** How drafts come to the server; what they hold comes from the entry. */
export type SavingParts = Omit<SaverParts<KeptDraft>, 'content' | 'blank' | 'textOf' | 'onAnew'>;

const uploadIdsOf = (uploads: Uploads) =>
  uploads.items().flatMap(({ uploadId, problem }) => (uploadId && problem !== 'upload-not-found' ? [uploadId] : []));

let made = 0;

/** A draft of its own, kept by whoever made it; with `saving` it saves itself. `id`: the saved draft that it goes on with. */
export function makeDraftEntry(uploads: Uploads, saving?: SavingParts, id?: string): DraftEntry {
  let draft = emptyDraft;
  let signed = '';
  const blank = () => isBlankDraft(draft, uploadIdsOf(uploads), signed);
  const listeners = new Set<() => void>();
  const saver = saving
    ? new DraftSaver<KeptDraft>(
        {
          ...saving,
          content: () => toKeptDraft(draft, uploadIdsOf(uploads)),
          blank,
          textOf: textOfKept,
          onAnew: () => uploads.beginAgain(),
        },
        id,
      )
    : undefined;
  const set = (next: Draft) => {
    if (next === draft) return;
    draft = next;
    saver?.touch();
    for (const listener of listeners) listener();
  };
  if (saver) {
    let known = '';
    // Only which files there are is kept, not how far they have come.
    uploads.subscribe(() => {
      const ids = uploadIdsOf(uploads).join();
      if (ids === known) return;
      known = ids;
      saver.touch();
    });
  }
  made += 1;
  return {
    key: made,
    uploads,
    saver,
    prepared: false,
    shown: false,
    sign: (bodyHtml) => {
      signed = bodyHtml;
      set({ ...draft, bodyHtml });
      // Nobody has written anything yet.
      saver?.adopt(0);
    },
    blank,
    get: () => draft,
    update: (change) => set(change(draft)),
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    clear() {
      uploads.clear();
      this.prepared = false;
      set(emptyDraft);
    },
    sent() {
      uploads.release();
      this.prepared = false;
      set(emptyDraft);
    },
  };
}
