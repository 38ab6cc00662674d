import { Button, Spinner, useId } from '@fluentui/react-components';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useVisibleRows } from '../../../components/use-window.ts';
import type { Folder, MessageRow } from '../../../contract/messages.ts';
import { useMessageList } from '../use-messages.ts';
import { useRowStyles } from './message-row.styles.ts';
import { MessageRowLink } from './message-row-link.tsx';
import { READ_AHEAD, ROW_HEIGHT, useRowListStyles } from './row-list.ts';
import { useRovingRows } from './use-roving-rows.ts';

export interface MessageListProps {
  readonly folder: Folder;
  /** Message that is open beside the list; in Länkar the row. */
  readonly selectedId: string | undefined;
}

/** A folder's rows: only those near the eye are drawn, the next page comes before the end is reached. */
export function MessageList({ folder, selectedId }: MessageListProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const list = useMessageList(folder);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);

  if (list.isPending) return <Loading lines={8} />;
  if (list.error && rows.length === 0) {
    const text = `${t('messages.list.failed')} ${textOf(problemType(list.error))}`;
    return <ProblemMessage text={text} onRetry={() => void list.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyState title={t(`messages.list.empty.${folder}.title`)} text={t(`messages.list.empty.${folder}.text`)} />
    );
  }
  return (
    <Rows
      folder={folder}
      rows={rows}
      selectedId={selectedId}
      hasMore={list.hasNextPage}
      loadingMore={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
    />
  );
}

interface RowsProps extends MessageListProps {
  readonly rows: readonly MessageRow[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
}

function Rows({ folder, rows, selectedId, hasMore, loadingMore, onMore }: RowsProps) {
  const styles = useRowListStyles();
  const rowStyles = useRowStyles();
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const visible = useVisibleRows(box, ROW_HEIGHT, rows.length);
  const hintId = useId('keys');
  const { active, known, onKeyDown, onFocusRow } = useRovingRows(box, ids, ROW_HEIGHT);
  const near = visible.end >= rows.length - READ_AHEAD;

  useEffect(() => {
    if (near && hasMore && !loadingMore) onMore();
  }, [near, hasMore, loadingMore, onMore]);

  // The active row is always drawn, or the focus would be lost when it is scrolled away.
  const drawn = rows
    .map((row, index) => ({ row, index }))
    .filter(({ index }) => (index >= visible.first && index < visible.end) || index === active);
  return (
    <div className={styles.root}>
      <div ref={box} className={styles.box}>
        <ul
          className={styles.list}
          style={{ height: rows.length * ROW_HEIGHT }}
          aria-label={t(`staff.nav.${folder}`)}
          onKeyDown={onKeyDown}
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
              <MessageRowLink
                folder={folder}
                row={row}
                index={index}
                tabbable={index === active}
                hintId={index === active && rows.length > 1 && !known ? hintId : undefined}
                selected={selectedId === (folder === 'links' ? row.id : row.messageId)}
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
      {rows.length > 1 ? (
        <p id={hintId} className={styles.hint}>
          {t('messages.list.keys')}
        </p>
      ) : null}
    </div>
  );
}
