import { Button, mergeClasses, Spinner } from '@fluentui/react-components';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useActing, useReadOnly } from '../../../api/acting.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { useSession } from '../../../api/session.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { Folder, MessageRow } from '../../../contract/messages.ts';
import { FOLDERS, paths } from '../paths.ts';
import { useListPaneStyles } from './list-pane.styles.ts';
import { MessageRowItem } from './message-row.tsx';
import { RowList, type RowListHandle } from './row-list.tsx';
import type { FolderRows } from './use-folder-rows.ts';
import { type ListDoing, onRowKey } from './use-list-keys.ts';
import { carryWords, wordsWhileTyping } from './use-search-words.ts';

export interface MessageListProps {
  readonly folder: Folder;
  readonly list: FolderRows;
  /** Message that is open beside the list; in Länkar the row. */
  readonly openId: string | undefined;
  /** Undefined where rows cannot be chosen. */
  readonly doing: ListDoing | undefined;
  readonly handle: RefObject<RowListHandle | null>;
  /** What the list is narrowed by, to be taken off; undefined when it shows everything. */
  readonly narrowed: { readonly words: string; readonly onClear: () => void } | undefined;
}

/** A folder's rows, or why there are none. */
export function MessageList(props: MessageListProps) {
  const { folder, list, narrowed } = props;
  const styles = useListPaneStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const format = useFormat();
  const readOnly = useReadOnly();
  if (list.pending) return <Loading lines={8} />;
  if (list.error && list.rows.length === 0) {
    const text = `${t('messages.list.failed')} ${textOf(problemType(list.error))}`;
    return <ProblemMessage text={text} onRetry={list.retry} />;
  }
  const reached = list.reachedAt && t('messages.list.reached', { date: format.exact(list.reachedAt) });
  const older = list.stopped ? t(reached ? 'messages.list.searchOlder' : 'messages.list.loadMore') : undefined;
  if (list.rows.length > 0) {
    return (
      <div className={mergeClasses(styles.list, list.stale && styles.stale)} aria-busy={list.stale}>
        <div>{list.incomplete ? <p className={styles.note}>{t('messages.list.incomplete')}</p> : null}</div>
        <Rows {...props} moreLabel={older && `${reached ?? ''} ${older}`.trim()} />
      </div>
    );
  }
  if (list.hasMore) {
    return list.stopped ? (
      <EmptyState
        title={t('messages.list.none.title')}
        text={reached ?? ''}
        action={<Button onClick={list.onMore}>{older}</Button>}
      />
    ) : (
      <EmptyState
        title={t('messages.list.searching')}
        text={reached ?? ''}
        action={<Spinner size="small" aria-label={t('messages.list.searching')} />}
      />
    );
  }
  if (narrowed) return <NothingFound {...narrowed} folder={folder} incomplete={list.incomplete} />;
  if (readOnly) return <EmptyState title={t('staff.mailbox.nothing')} />;
  return <EmptyState title={t(`messages.list.empty.${folder}.title`)} text={t(`messages.list.empty.${folder}.text`)} />;
}

interface NothingFoundProps {
  readonly folder: Folder;
  /** What was searched for; empty = filters alone. */
  readonly words: string;
  readonly onClear: () => void;
  readonly incomplete: boolean;
}

/** Inga träffar i the folder: what to try, what was not looked at, and the other folders to search for the same words. */
function NothingFound({ folder, words, onClear, incomplete }: NothingFoundProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const byWords = words !== '';
  const isShort = wordsWhileTyping(words) === '';
  const tried = !byWords ? 'filter' : isShort ? 'short' : 'search';
  const { level } = useSession();
  const acting = useActing()?.acting;
  const text = [
    t(`messages.list.none.${tried}`),
    ...(byWords && level < 3 ? [t('messages.list.none.level')] : []),
    ...(incomplete ? [t('messages.list.incomplete')] : []),
  ].join(' ');
  const others = byWords
    ? FOLDERS.filter((other) => other !== folder && other !== 'links' && !(acting?.until && other === 'deleted'))
    : [];
  const searchIn = (other: Folder) => {
    carryWords(words);
    void navigate(paths.folder(other));
  };
  const actions = (
    <>
      {others.map((other) => (
        <Button key={other} onClick={() => searchIn(other)}>
          {t('messages.list.none.searchIn', { folder: t(`staff.nav.${other}`) })}
        </Button>
      ))}
      <Button onClick={onClear}>{t('messages.list.none.clear')}</Button>
    </>
  );
  const title = t('messages.list.none.here', { folder: t(`staff.nav.${folder}`) });
  return <EmptyState title={title} text={text} action={actions} />;
}

function Rows(props: MessageListProps & { readonly moreLabel: string | undefined }) {
  const { folder, list, openId, doing, handle, moreLabel } = props;
  const { t } = useTranslation();
  const hint =
    doing && folder !== 'links'
      ? `${t('messages.list.keys')} ${t(`messages.list.keysSelect.${folder}`)}`
      : t('messages.list.keys');
  const chosen = doing?.selection;
  return (
    <RowList<MessageRow>
      rows={list.rows}
      hasMore={list.hasMore}
      loadingMore={list.loadingMore}
      onMore={list.onMore}
      moreLabel={moreLabel}
      handle={handle}
      label={t(`staff.nav.${folder}`)}
      hint={hint}
      {...(doing
        ? {
            onKey: (event, row) => onRowKey(event, row.id, doing),
            onMoved: (event, from, to) => event.shiftKey && doing.selection.extend(from, to),
          }
        : {})}
    >
      {(row, place) => (
        <MessageRowItem
          {...place}
          folder={folder}
          row={row}
          open={openId === (folder === 'links' ? row.id : row.messageId)}
          choosing={chosen?.choosing}
          chosen={chosen?.has(row.id) ?? false}
          anyChosen={(chosen?.ids.length ?? 0) > 0}
        />
      )}
    </RowList>
  );
}
