import { Button, mergeClasses, useId } from '@fluentui/react-components';
import { MailAddRegular } from '@fluentui/react-icons/svg/mail-add';
import { type KeyboardEvent, Suspense, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReadOnly } from '../../../api/acting.tsx';
import { useAnnounce } from '../../../components/announcer.tsx';
import { focusLater } from '../../../components/focus-later.ts';
import { PageHeading } from '../../../components/page-heading.tsx';
import type { Folder } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { DestroyDialog, SelectionBar } from './lazy-tools.ts';
import { ListBar } from './list-bar.tsx';
import type { ListTool } from './list-bar.types.ts';
import { activeFilters, FILTERS, toSearch, without } from './list-look.ts';
import { useListPaneStyles } from './list-pane.styles.ts';
import { MessageList } from './message-list.tsx';
import type { RowListHandle } from './row-list.tsx';
import { type FolderRows, useFolderRows } from './use-folder-rows.ts';
import { type ListDoing, useSearchKey } from './use-list-keys.ts';
import { useListLook } from './use-list-look.ts';
import { useRowActions } from './use-row-actions.ts';
import { useSearchWords } from './use-search-words.ts';
import { useSelection } from './use-selection.ts';

export interface ListPaneProps {
  readonly folder: Folder;
  /** Message that is open beside the list; in Länkar the row. */
  readonly openId: string | undefined;
  /** A message is open: the page's one first heading is its own. */
  readonly reading: boolean;
  readonly className?: string | undefined;
}

/** The tools have been used on this page: from now on they are there at once. */
const used = { tools: false };

/** A folder: its name, search and filters or what can be done with the chosen rows, and its rows. */
export function ListPane({ folder, openId, reading, className }: ListPaneProps) {
  const styles = useListPaneStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pane = useRef<HTMLElement>(null);
  const handle = useRef<RowListHandle>(null);
  const searchId = useId('search');
  const [look, setLook] = useListLook(folder);
  const words = useSearchWords();
  const search = useMemo(() => toSearch(look, words.words, new Date()), [look, words.words]);
  const list = useFolderRows(folder, search);
  const narrowed = search !== undefined && hasFilter(search);
  const sayFound = useFoundCount(list, narrowed ? JSON.stringify(search) : '', words.words !== '');
  const [destroying, setDestroying] = useState<readonly string[]>();
  const doing = useDoing({ folder, openId, list, pane, handle, onDestroy: setDestroying });
  const { selection } = doing;
  const { clear } = selection;
  const [tool, setTool] = useState<ListTool | undefined>(
    used.tools || words.words !== '' || activeFilters(look).length > 0 || look.sort ? 'none' : undefined,
  );
  const want = useCallback((next: ListTool) => {
    used.tools = true;
    setTool(next);
  }, []);
  const goToSearch = useCallback(() => {
    const field = document.getElementById(searchId);
    if (field) return field.focus();
    // The bar of what is chosen stands where the field is.
    clear();
    want('search');
  }, [searchId, clear, want]);
  useSearchKey(pane, goToSearch);

  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || selection.ids.length === 0) return;
    selection.clear();
    handle.current?.takeFocus();
  };
  const onClear = () => {
    words.type('');
    setLook(without(look, FILTERS));
    pane.current?.querySelector<HTMLElement>('h1, h2')?.focus();
  };
  const readOnly = useReadOnly();
  const canChoose = folder !== 'links' && !readOnly;
  return (
    <section
      ref={pane}
      className={mergeClasses(styles.pane, className)}
      aria-label={t(`staff.nav.${folder}`)}
      onKeyDown={onEscape}
    >
      <div className={styles.head}>
        <PageHeading level={reading ? 2 : 1} focusOn={reading ? undefined : folder}>
          {t(`staff.nav.${folder}`)}
        </PageHeading>
        {readOnly ? null : (
          <Button appearance="primary" icon={<MailAddRegular />} onClick={() => void navigate(paths.compose)}>
            {t('messages.new')}
          </Button>
        )}
      </div>
      <div className={styles.tools}>
        {selection.ids.length > 0 ? (
          <Suspense fallback={<div className={styles.bar} />}>
            <SelectionBar doing={doing} total={list.rows.length} onCancel={() => handle.current?.takeFocus()} />
          </Suspense>
        ) : (
          <ListBar
            folder={folder}
            look={look}
            onLook={setLook}
            search={words}
            wanted={tool}
            onWant={want}
            searchId={searchId}
            onDown={() => handle.current?.takeFocus()}
            onFiltered={sayFound}
          />
        )}
      </div>
      <MessageList
        folder={folder}
        list={list}
        openId={openId}
        doing={canChoose ? doing : undefined}
        handle={handle}
        narrowed={narrowed ? { words: words.words, onClear } : undefined}
      />
      {destroying ? (
        <Suspense fallback={null}>
          <DestroyDialog
            count={destroying.length}
            onConfirm={() => doing.destroy(destroying)}
            onClose={() => {
              setDestroying(undefined);
              focusLater(() => {
                const find = (selector: string) => pane.current?.querySelector<HTMLElement>(selector) ?? null;
                return find('[data-row][tabindex="0"]') ?? find('h1, h2');
              });
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

/** Another order hides nothing. */
const hasFilter = (search: object): boolean => Object.keys(search).some((name) => name !== 'sort');

/** Says how many rows a search has found, once they are there; the function says it again. What applied on arrival is not said. */
function useFoundCount({ rows, pending, stale, hasMore, loadingMore }: FolderRows, narrowed: string, byWords: boolean) {
  const announce = useAnnounce();
  const { t } = useTranslation();
  const [asked, ask] = useReducer((times: number) => times + 1, 0);
  const wanted = `${asked} ${narrowed}`;
  const said = useRef(byWords ? '' : wanted);
  const ready = !pending && !stale && !loadingMore && (rows.length > 0 || !hasMore);
  useEffect(() => {
    if (narrowed === '') said.current = wanted;
    if (!ready || said.current === wanted) return;
    said.current = wanted;
    if (rows.length === 0) announce(t('messages.list.none.title'));
    else announce(t(hasMore ? 'messages.list.foundMore' : 'messages.list.found', { count: rows.length }));
  }, [ready, narrowed, wanted, rows.length, hasMore, announce, t]);
  return ask;
}

interface DoingParts extends Pick<ListPaneProps, 'folder' | 'openId'> {
  readonly list: FolderRows;
  readonly pane: { readonly current: HTMLElement | null };
  readonly handle: { readonly current: RowListHandle | null };
  /** Asks first. */
  readonly onDestroy: (ids: readonly string[]) => void;
}

interface Doing extends ListDoing {
  /** Without asking. */
  readonly destroy: (ids: readonly string[]) => void;
}

/** What is chosen, and what can be done with it; the focus stays in the list. */
function useDoing({ folder, openId, list, pane, handle, onDestroy }: DoingParts): Doing {
  const navigate = useNavigate();
  const { act, mayDelete } = useRowActions();
  const { rows } = list;
  const selection = useSelection(useMemo(() => rows.map(({ id }) => id), [rows]));
  const emptied = useRef(false);
  useEffect(() => {
    if (!emptied.current || rows.length > 0) return;
    emptied.current = false;
    if (document.activeElement === document.body) pane.current?.querySelector<HTMLElement>('h1, h2')?.focus();
  }, [rows.length, pane]);
  const perform: ListDoing['act'] = (action, ids) => {
    void act(action, ids);
    if (action === 'markRead' || action === 'markUnread') return;
    emptied.current = true;
    selection.clear();
    if (rows.some((row) => row.messageId === openId && ids.includes(row.id))) void navigate(paths.folder(folder));
    if (pane.current?.contains(document.activeElement)) handle.current?.takeFocus();
  };
  return {
    folder,
    selection,
    mayDelete,
    isUnread: (id) => rows.find((row) => row.id === id)?.unread ?? false,
    act: (action, ids) => (action === 'destroy' ? onDestroy(ids) : perform(action, ids)),
    destroy: (ids) => perform('destroy', ids),
  };
}
