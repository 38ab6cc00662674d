import { Button } from '@fluentui/react-components';
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort';
import { FilterRegular } from '@fluentui/react-icons/svg/filter';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../../contract/messages.ts';
import { SearchTools } from './lazy-tools.ts';
import type { ListLook } from './list-look.ts';
import { useListPaneStyles } from './list-pane.styles.ts';
import type { SearchWords } from './use-search-words.ts';

/** What a person has reached for: it opens, or takes the focus, as soon as its code is there. */
export type ListTool = 'search' | 'filter' | 'sort' | 'none';

export interface ListBarProps {
  readonly folder: Folder;
  readonly look: ListLook;
  readonly onLook: (look: ListLook) => void;
  readonly search: SearchWords;
  /** Undefined while nobody has reached for anything: then the tools are three plain buttons. */
  readonly wanted: ListTool | undefined;
  readonly onWant: (tool: ListTool) => void;
  readonly searchId: string;
  /** From the search field down into the list. */
  readonly onDown: () => void;
}

/** Search, filter and order above the list. Their code comes when somebody reaches for one: most people read what is on top. */
export function ListBar({ wanted, onWant, ...tools }: ListBarProps) {
  const styles = useListPaneStyles();
  const plain = <PlainBar onWant={onWant} />;
  const onFirst = useCallback(() => onWant('none'), [onWant]);
  if (wanted === undefined) return plain;
  // Nothing to press that is gone in a moment.
  const fallback = wanted === 'none' ? <div className={styles.bar} /> : plain;
  return (
    <Suspense fallback={fallback}>
      <SearchTools {...tools} first={wanted} onFirst={onFirst} fallback={fallback} />
    </Suspense>
  );
}

function PlainBar({ onWant }: Pick<ListBarProps, 'onWant'>) {
  const styles = useListPaneStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <Button className={styles.search} icon={<SearchRegular />} aria-keyshortcuts="/" onClick={() => onWant('search')}>
        {t('messages.list.search')}
      </Button>
      <Button
        appearance="subtle"
        icon={<FilterRegular />}
        aria-label={t('messages.list.filter')}
        title={t('messages.list.filter')}
        aria-haspopup="dialog"
        onClick={() => onWant('filter')}
      />
      <Button
        appearance="subtle"
        icon={<ArrowSortRegular />}
        aria-label={t('messages.list.sort')}
        title={t('messages.list.sort')}
        aria-haspopup="menu"
        onClick={() => onWant('sort')}
      />
    </div>
  );
}
