import {
  Button,
  Caption1,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort';
import { type ReactNode, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../../components/announcer.tsx';
import { useElement } from '../../../../components/use-element.ts';
import { LIMITS } from '../../../../domain/limits.ts';
import type { ListBarProps, ListTool } from '../list-bar.types.ts';
import { isByTime, otherSideOf, SORTS, type Sort, sortsOf, without } from '../list-look.ts';
import { useListPaneStyles } from '../list-pane.styles.ts';
import { searchKeys } from '../search-keys.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterPopover } from './filter-popover.tsx';
import { LIST_TOOLS, ListWords } from './list-words.tsx';
import { useOpenWhenWanted } from './use-open-when-wanted.ts';

const useStyles = makeStyles({
  field: { maxWidth: 'none', minWidth: 0 },
  // WCAG 2.5.8.
  clear: {
    minWidth: '24px',
    minHeight: '24px',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
  },
  hint: { display: 'block', paddingTop: tokens.spacingVerticalXS, color: tokens.colorNeutralForeground2 },
});

export interface SearchToolsProps extends Omit<ListBarProps, 'wanted' | 'onWant'> {
  /** What somebody has reached for before this was there. */
  readonly first: ListTool;
  /** It has it now. */
  readonly onFirst: () => void;
  readonly fallback: ReactNode;
}

type ToolsProps = Omit<SearchToolsProps, 'fallback'>;

/** The search field, the filters with those that apply below, and the order. */
export function SearchTools({ fallback, ...tools }: SearchToolsProps) {
  return (
    <ListWords fallback={fallback}>
      <Tools {...tools} />
    </ListWords>
  );
}

function Tools({ folder, look, onLook, search, searchId, onDown, onFiltered, first, onFirst }: ToolsProps) {
  const pane = useListPaneStyles();
  const styles = useStyles();
  const { t } = useTranslation(LIST_TOOLS);
  const filterButton = useElement<HTMLButtonElement>();
  const filters = { folder, look, onLook };
  return (
    <>
      <div className={pane.bar}>
        <SearchField search={search} id={searchId} wanted={first === 'search'} onWanted={onFirst} onDown={onDown} />
        <FilterPopover
          {...filters}
          wanted={first === 'filter'}
          onWanted={onFirst}
          onDone={onFiltered}
          button={filterButton}
        />
        <SortMenu {...{ folder, look, onLook, search }} wanted={first === 'sort'} onWanted={onFirst} />
      </div>
      {search.short ? (
        <Caption1 id={`${searchId}-hint`} className={styles.hint} role="status">
          {t('short')}
        </Caption1>
      ) : null}
      <FilterChips {...filters} onGone={() => filterButton.element.current?.focus()} />
    </>
  );
}

interface SearchFieldProps extends Pick<ListBarProps, 'search' | 'onDown'> {
  readonly id: string;
  readonly wanted: boolean;
  readonly onWanted: () => void;
}

function SearchField({ search, id, wanted, onWanted, onDown }: SearchFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  const field = useElement<HTMLInputElement>();
  // Before a key can come between: the plain field that had the focus is gone.
  useLayoutEffect(() => {
    const { current } = field.element;
    if (!wanted || !current) return;
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
    onWanted();
  }, [wanted, onWanted, field.element]);
  return (
    <SearchBox
      ref={field.set}
      id={id}
      className={styles.field}
      value={search.typed}
      maxLength={LIMITS.searchCharacters}
      placeholder={t('messages.list.search')}
      aria-label={t('messages.list.search')}
      aria-describedby={search.short ? `${id}-hint` : undefined}
      aria-keyshortcuts="/"
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="search"
      dismiss={{ 'aria-label': words('clearSearch'), className: styles.clear }}
      onChange={(_event, data) => search.type(data.value)}
      onKeyDown={searchKeys({ search, onDown })}
    />
  );
}

interface SortMenuProps extends Pick<ListBarProps, 'folder' | 'look' | 'onLook' | 'search'> {
  readonly wanted: boolean;
  readonly onWanted: () => void;
}

const NEWEST = 'newest';

function SortMenu({ folder, look, onLook, search, wanted, onWanted }: SortMenuProps) {
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  const button = useElement<HTMLButtonElement>();
  const [open, setOpen] = useOpenWhenWanted(wanted, onWanted, button.element);
  const announce = useAnnounce();
  // What is found by words comes in order of time.
  const timeOnly = search.words !== '' || look.person !== undefined;
  const sort = timeOnly && !isByTime(look.sort) ? undefined : look.sort;
  const textOf = (one: Sort | undefined) =>
    words(one === 'name' ? `order.${otherSideOf(folder)}` : `order.${one ?? NEWEST}`);
  const label = `${t('messages.list.sort')}, ${textOf(sort)}`;
  return (
    <Menu
      open={open}
      onOpenChange={(_event, data) => setOpen(data.open)}
      positioning={{ position: 'below', align: 'end' }}
      checkedValues={{ order: [sort ?? NEWEST] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const next = SORTS.find((one) => checkedItems.includes(one));
        const rest = without(look, ['sort']);
        onLook(next ? { ...rest, sort: next } : rest);
        announce(textOf(next));
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button ref={button.set} appearance="subtle" icon={<ArrowSortRegular />} aria-label={label} title={label} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {[undefined, ...sortsOf(folder)].map((one) => (
            <MenuItemRadio
              key={one ?? NEWEST}
              name="order"
              value={one ?? NEWEST}
              disabled={timeOnly && !isByTime(one)}
              {...(timeOnly && !isByTime(one) ? { subText: words('order.timeOnly') } : {})}
            >
              {textOf(one)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
