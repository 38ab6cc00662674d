import { Button, SearchBox } from '@fluentui/react-components';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';

/** What of an infinite query a list needs. */
export interface Pages<Row> {
  readonly data?: { readonly pages: readonly { readonly rows: readonly Row[] }[] } | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
}

export interface BookRowsProps<Row> {
  readonly label: string;
  readonly pages: Pages<Row>;
  readonly keyOf: (row: Row) => string;
  readonly renderRow: (row: Row) => ReactNode;
  /** What is said when there is nothing. */
  readonly empty: ReactNode;
}

/** The rows of a part of the address book, page by page. */
export function BookRows<Row>({ label, pages, keyOf, renderRow, empty }: BookRowsProps<Row>) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const textOf = useProblemText();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  if (pages.error && !pages.data)
    return (
      <ProblemMessage
        title={t('failed')}
        text={textOf(problemType(pages.error))}
        onRetry={() => void pages.refetch()}
      />
    );
  if (pages.isPending) return <Loading lines={6} />;
  if (rows.length === 0) return empty;
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
      <ul className={styles.list} role="list" aria-label={label}>
        {rows.map((row) => (
          <li key={keyOf(row)} className={styles.row}>
            {renderRow(row)}
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <div>
          <Button disabledFocusable={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** What is searched for: as it is typed, and as the server is asked. */
export function useSearchText() {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  return { typed, setTyped, text };
}

export interface BookBarProps {
  readonly label: string;
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  /** Buttons of what can be done. */
  readonly children: ReactNode;
}

/** The search field of a part of the address book, and what can be done there. */
export function BookBar({ label, typed, onTyped, children }: BookBarProps) {
  const styles = useContactsStyles();
  return (
    <div className={styles.bar}>
      <SearchBox
        className={styles.search}
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={typed}
        onChange={(_event, data) => onTyped(data.value)}
      />
      {children}
    </div>
  );
}

/** Nothing here yet, or nothing found. */
export function NoRows({ searched, of }: { readonly searched: boolean; readonly of: 'empty' | 'emptyGroups' }) {
  const { t } = useTranslation(CONTACTS);
  const kind = searched ? 'nothing' : of;
  return <EmptyState title={t(`${kind}.title`)} text={t(`${kind}.text`)} />;
}

interface RowActionsProps {
  /** Of whom or what the row is. */
  readonly name: string;
  readonly onChange: () => void;
  readonly onRemove: () => void;
  /** What else can be done with it, first. */
  readonly children?: ReactNode;
}

/** What can be done with a row of the address book. */
export function RowActions({ name, onChange, onRemove, children }: RowActionsProps) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  return (
    <div className={styles.actions}>
      {children}
      <Button size="small" aria-label={t('changeOf', { name })} onClick={onChange}>
        {t('change')}
      </Button>
      <Button size="small" aria-label={t('removeOf', { name })} onClick={onRemove}>
        {t('remove')}
      </Button>
    </div>
  );
}
