import { Button, Spinner, useId } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useVisibleRows } from '../../../components/use-window.ts';
import type { DraftRow } from '../../../contract/drafts.ts';
import { useRowStyles } from '../list/message-row.styles.ts';
import { READ_AHEAD, ROW_HEIGHT, useRowListStyles } from '../list/row-list.ts';
import { useRovingRows } from '../list/use-roving-rows.ts';
import { DraftRowLink } from './draft-row.tsx';

export interface DraftListProps {
  readonly rows: readonly DraftRow[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  readonly onRemove: (id: string) => void;
}

/** The drafts: only those near the eye are drawn; arrows move, Enter opens, Delete removes. */
export function DraftList({ rows, hasMore, loadingMore, onMore, onRemove }: DraftListProps) {
  const styles = useRowListStyles();
  const rowStyles = useRowStyles();
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const visible = useVisibleRows(box, ROW_HEIGHT, rows.length);
  const hintId = useId('keys');
  const { active, known, onKeyDown, onFocusRow } = useRovingRows(box, ids, ROW_HEIGHT);
  const remove = useRemoval(box, rows, onRemove);
  const near = visible.end >= rows.length - READ_AHEAD;

  useEffect(() => {
    if (near && hasMore && !loadingMore) onMore();
  }, [near, hasMore, loadingMore, onMore]);

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Delete') return onKeyDown(event);
    event.preventDefault();
    remove(active);
  };
  const drawn = rows
    .map((row, index) => ({ row, index }))
    .filter(({ index }) => (index >= visible.first && index < visible.end) || index === active);
  return (
    <div className={styles.root}>
      <div ref={box} className={styles.box}>
        <ul
          className={styles.list}
          style={{ height: rows.length * ROW_HEIGHT }}
          aria-label={t('staff.nav.drafts')}
          onKeyDown={onKey}
        >
          {drawn.map(({ row, index }) => (
            <li
              key={row.id}
              className={rowStyles.item}
              style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT }}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              onFocus={() => onFocusRow(row.id)}
            >
              <DraftRowLink
                row={row}
                index={index}
                tabbable={index === active}
                hintId={index === active && !known ? hintId : undefined}
                onRemove={() => remove(index)}
              />
            </li>
          ))}
        </ul>
        {hasMore ? (
          <div className={styles.more}>
            {loadingMore ? (
              <Spinner size="tiny" label={t('messages.list.loadingMore')} />
            ) : (
              <Button appearance="transparent" onClick={onMore}>
                {t('messages.list.loadMore')}
              </Button>
            )}
          </div>
        ) : null}
      </div>
      <p id={hintId} className={styles.hint}>
        {t('messages.drafts.keys')}
      </p>
    </div>
  );
}

/** Removes a row; the focus stays in the list, on the row that takes its place. */
function useRemoval(
  box: { readonly current: HTMLDivElement | null },
  rows: readonly DraftRow[],
  onRemove: (id: string) => void,
) {
  const focus = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the rows have changed.
  useEffect(() => {
    if (focus.current === undefined) return;
    const index = Math.min(focus.current, rows.length - 1);
    focus.current = undefined;
    box.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true });
  }, [rows]);
  return (index: number) => {
    const row = rows[index];
    if (!row) return;
    focus.current = index;
    onRemove(row.id);
  };
}
