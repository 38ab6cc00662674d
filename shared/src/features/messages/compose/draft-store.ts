import { type Draft, emptyDraft, isDirty } from './draft.ts';
import type { Uploads } from './uploads.ts';

/** One thing being written, kept while the page lives: leaving the composer loses nothing. */
export interface DraftEntry {
  readonly uploads: Uploads;
  get(): Draft;
  update(change: (draft: Draft) => Draft): void;
  subscribe(changed: () => void): () => void;
  /** True for an answer whose original has been read into the draft. */
  prepared: boolean;
  /** Throws everything away. */
  clear(): void;
  /** Empties the draft whose message was sent. */
  sent(): void;
}

/** A draft of its own, kept by whoever made it. */
export function makeDraftEntry(uploads: Uploads): DraftEntry {
  let draft = emptyDraft;
  const listeners = new Set<() => void>();
  const set = (next: Draft) => {
    draft = next;
    for (const listener of listeners) listener();
  };
  return {
    uploads,
    prepared: false,
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

const entries = new Map<string, DraftEntry>();

/** The draft under a key (`new`, or which message it answers), made when there is none. */
export function draftEntry(key: string, makeUploadsOf: () => Uploads): DraftEntry {
  const known = entries.get(key);
  if (known) return known;
  const entry = makeDraftEntry(makeUploadsOf());
  entries.set(key, entry);
  return entry;
}

/** True when closing the page would lose something. */
export const hasUnsent = (): boolean =>
  [...entries.values()].some((entry) => isDirty(entry.get()) || entry.uploads.items().length > 0);

/** Forgets everything: after signing out, and between tests. */
export function forgetDrafts(): void {
  for (const entry of entries.values()) entry.uploads.clear();
  entries.clear();
}
