import { isDirty } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';

const entries = new Map<string, DraftEntry>();

/** The draft under a key (`new`, which message it answers, or its id), made when there is none. */
export function draftEntry(key: string, make: () => DraftEntry): DraftEntry {
  const known = entries.get(key);
  if (known) return known;
  const entry = make();
  entries.set(key, entry);
  return entry;
}

/** A draft that has been saved is found by its id, and no longer by `new`: the next message begins empty. */
export function moveEntry(entry: DraftEntry, from: string, to: string): void {
  // One that was dropped meanwhile stays so.
  if (![...entries.values()].includes(entry)) return;
  if (entries.get(from) === entry) entries.delete(from);
  entries.set(to, entry);
}

/** The draft is done with: no key leads to it. */
export function dropEntry(entry: DraftEntry): void {
  for (const [key, known] of entries) if (known === entry) entries.delete(key);
}

/** Lets go of the draft with this id without saving it: it was removed. */
export function forgetDraft(draftId: string): void {
  for (const entry of [...entries.values()]) {
    if (entry.saver?.id !== draftId) continue;
    void entry.saver.hold();
    entry.uploads.leave();
    dropEntry(entry);
  }
}

/** True while files of the draft are on their way from this page. */
export const isUploading = (entry: DraftEntry): boolean =>
  entry.uploads.items().some(({ state }) => state !== 'done' && state !== 'interrupted');

const isUnsent = (entry: DraftEntry) =>
  entry.saver ? entry.saver.unsaved() || isUploading(entry) : isDirty(entry.get()) || entry.uploads.items().length > 0;

/** True when closing the page would lose something. */
export const hasUnsent = (): boolean => [...entries.values()].some(isUnsent);

/** True while a composer of this page shows the draft: what is told of it is our own doing. */
export const isBeingWritten = (draftId: string): boolean =>
  [...entries.values()].some(({ saver, shown }) => shown && saver?.id === draftId);

/** Saves everything that is not saved yet, now. */
export const flushDrafts = (leaving = false): Promise<unknown> =>
  Promise.all([...entries.values()].map((entry) => entry.saver?.flush(leaving)));

/** Forgets everything: after signing out, and between tests. What is saved stays on the server, files too. */
export function forgetDrafts(): void {
  for (const entry of entries.values()) {
    if (!entry.saver) entry.uploads.clear();
    else {
      void entry.saver.hold();
      entry.uploads.leave();
    }
  }
  entries.clear();
}
