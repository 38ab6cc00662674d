import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import type { Folder } from '../../../contract/messages.ts';
import { knowsUnread } from './list-look.ts';
import type { OwnAction } from './use-row-actions.ts';
import type { Selection } from './use-selection.ts';

/** What the keys of a list do. */
export interface ListDoing {
  readonly folder: Folder;
  readonly selection: Selection;
  readonly act: (action: OwnAction, ids: readonly string[]) => void;
  readonly mayDelete: boolean;
  readonly isUnread: (id: string) => boolean;
}

/** In Borttagna everything is either brought back or destroyed. */
const DELETED_KEYS: Readonly<Record<string, OwnAction>> = { delete: 'destroy', e: 'restore' };

/** What a letter does with rows, undefined for keys that do nothing. */
function actionOf(key: string, { folder, mayDelete }: ListDoing, allUnread: boolean): OwnAction | undefined {
  if (folder === 'deleted') return DELETED_KEYS[key.toLowerCase()];
  if (key === 'Delete') return mayDelete ? 'delete' : undefined;
  if (key === 'e' || key === 'E') return folder === 'archive' ? 'unarchive' : 'archive';
  if ((key === 'u' || key === 'U') && knowsUnread(folder)) return allUnread ? 'markRead' : 'markUnread';
  return undefined;
}

/** A key pressed on a row; true = it was ours. Letters work only where a row has the focus (WCAG 2.1.4). */
export function onRowKey(event: KeyboardEvent, rowId: string, doing: ListDoing): boolean {
  const { key } = event;
  const { selection, act, isUnread } = doing;
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (event.shiftKey) return false;
    if (key === 'a') selection.all();
    return key === 'a';
  }
  if (key === ' ') {
    // The box of a row has its own.
    if (event.target instanceof HTMLInputElement) return false;
    if (event.shiftKey) selection.extendTo(rowId);
    else selection.toggle(rowId);
    return true;
  }
  const ids = selection.ids.length > 0 ? selection.ids : [rowId];
  const action = actionOf(key, doing, ids.every(isUnread));
  if (action) act(action, ids);
  return action !== undefined;
}

/** `/` leads to the search field from the list, and from where nothing has the focus. */
export function useSearchKey(pane: RefObject<HTMLElement | null>, goToSearch: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof HTMLInputElement && target.type !== 'checkbox') return;
      if (target !== document.body && !(target instanceof Node && pane.current?.contains(target))) return;
      event.preventDefault();
      goToSearch();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [pane, goToSearch]);
}
