import { Button } from '@fluentui/react-components';
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort';
import { FilterRegular } from '@fluentui/react-icons/svg/filter';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { focusHeir } from '../../../components/focus-heir.ts';
import { SearchTools } from './lazy-tools.ts';
import type { ListBarProps } from './list-bar.types.ts';
import { useListPaneStyles } from './list-pane.styles.ts';
import { PlainSearch } from './plain-search.tsx';

/** Search, filter and order above the list. Their code comes when somebody reaches for one: most people read what is on top. */
export function ListBar({ wanted, onWant, ...tools }: ListBarProps) {
  const styles = useListPaneStyles();
  const { search, searchId, onDown } = tools;
  const plain = <PlainBar {...{ wanted, onWant, search, searchId, onDown }} />;
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

function PlainBar({ wanted, onWant, ...field }: Omit<ListBarProps, 'folder' | 'look' | 'onLook' | 'onFiltered'>) {
  const styles = useListPaneStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      {wanted === 'search' ? (
        <PlainSearch {...field} onLeave={() => onWant('none')} />
      ) : (
        <Button
          className={styles.search}
          icon={<SearchRegular />}
          aria-keyshortcuts="/"
          onClick={() => onWant('search')}
        >
          {t('messages.list.search')}
        </Button>
      )}
      <Button
        ref={wanted === 'filter' ? focusHeir : undefined}
        appearance="subtle"
        icon={<FilterRegular />}
        aria-label={t('messages.list.filter')}
        title={t('messages.list.filter')}
        aria-haspopup="dialog"
        onClick={() => onWant('filter')}
      />
      <Button
        ref={wanted === 'sort' ? focusHeir : undefined}
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
