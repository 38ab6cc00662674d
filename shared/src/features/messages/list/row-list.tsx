import { Button, Spinner, useId } from '@fluentui/react-components';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useVisibleRows } from '../../../components/use-window.ts';
import { useRowStyles } from './message-row.styles.ts';
import { READ_AHEAD, useRowHeight, useRowListStyles } from './row-list.styles.ts';
import { useRovingRows } from './use-roving-rows.ts';

/** What a row is told of its place. */
export interface RowPlace {
  readonly index: number;
  /** The one row of the list that Tab stops at. */
  readonly tabbable: boolean;
  /** Id of what tells how the keyboard goes on from here. */
  readonly hintId: string | undefined;
}

export interface RowListHandle {
  /** The focus goes to the row that Tab stops at. */
  takeFocus(): void;
}

export interface RowListProps<R extends { readonly id: string }> {
  readonly label: string;
  /** How the keyboard goes on from a row. */
  readonly hint: string;
  readonly rows: readonly R[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  /** The next page comes only when it is asked for, under this name. */
  readonly moreLabel?: string | undefined;
  /** A key on a row that does not move between rows; true = it was ours. */
  readonly onKey?: (event: KeyboardEvent, row: R) => boolean;
  /** A key has moved from one row to another. */
  readonly onMoved?: (event: KeyboardEvent, from: string, to: string) => void;
  readonly children: (row: R, place: RowPlace) => ReactNode;
  readonly handle?: RefObject<RowListHandle | null>;
}

/** The rows of a folder: only those near the eye are drawn, the next page comes before the end is reached, arrows move. */
export function RowList<R extends { readonly id: string }>(props: RowListProps<R>) {
  const { label, hint, rows, hasMore, loadingMore, onMore, moreLabel, children, handle } = props;
  const styles = useRowListStyles();
  const rowStyles = useRowStyles();
  const box = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const rowHeight = useRowHeight();
  const visible = useVisibleRows(box, rowHeight, rows.length);
  const hintId = useId('keys');
  const { active, known, onKeyDown, takeFocus, onFocusRow, onBlurRow } = useRovingRows(box, ids, rowHeight);
  useImperativeHandle(handle, () => ({ takeFocus }));
  const near = visible.end >= rows.length - READ_AHEAD;

  useEffect(() => {
    if (near && hasMore && !loadingMore && moreLabel === undefined) onMore();
  }, [near, hasMore, loadingMore, onMore, moreLabel]);

  const onKey = (event: KeyboardEvent) => {
    const row = rows[active];
    if (!row) return;
    if (props.onKey?.(event, row)) return event.preventDefault();
    const to = onKeyDown(event);
    if (to !== undefined) props.onMoved?.(event, row.id, to);
  };
  // The active row is always drawn, or the focus would be lost when it is scrolled away.
  const drawn = rows
    .map((row, index) => ({ row, index }))
    .filter(({ index }) => (index >= visible.first && index < visible.end) || index === active);
  return (
    <div className={styles.root}>
      <div ref={box} className={styles.box}>
        <ul className={styles.list} style={{ height: rows.length * rowHeight }} aria-label={label} onKeyDown={onKey}>
          {drawn.map(({ row, index }) => (
            <li
              key={row.id}
              className={rowStyles.item}
              style={{ top: index * rowHeight, height: rowHeight }}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              onFocus={() => onFocusRow(row.id)}
              onBlur={onBlurRow}
            >
              {children(row, {
                index,
                tabbable: index === active,
                hintId: index === active && !known ? hintId : undefined,
              })}
            </li>
          ))}
        </ul>
        {hasMore ? <More loading={loadingMore} label={moreLabel} onMore={onMore} /> : null}
      </div>
      <p id={hintId} className={styles.hint}>
        {hint}
      </p>
    </div>
  );
}

interface MoreProps {
  readonly loading: boolean;
  readonly label: string | undefined;
  readonly onMore: () => void;
}

function More({ loading, label, onMore }: MoreProps) {
  const styles = useRowListStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.more}>
      {loading ? (
        <Spinner size="tiny" label={t('messages.list.loadingMore')} />
      ) : (
        <Button appearance="transparent" onClick={onMore}>
          {label ?? t('messages.list.loadMore')}
        </Button>
      )}
    </div>
  );
}
