import { Button, makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import { MailAddRegular } from '@fluentui/react-icons/svg/mail-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../api/problem-error.ts';
import { useSession } from '../api/session.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loading } from '../components/loading.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useProblemText } from '../components/problem-text.ts';
import { StatusIcon } from '../components/status-icon.tsx';
import type { CaseRow } from '../contract/cases.ts';
import { CaseFilters } from '../features/cases/case-filters.tsx';
import { type CaseFilter, EVERYTHING_OPEN } from '../features/cases/case-keys.ts';
import { CaseLine } from '../features/cases/case-line.tsx';
import { CASES, CaseWords } from '../features/cases/case-words.tsx';
import { useCaseList } from '../features/cases/use-cases.ts';
import { useListPaneStyles } from '../features/messages/list/list-pane.styles.ts';
import { ListPane, type ListPaneProps } from '../features/messages/list/list-pane.tsx';
import { useRowStyles } from '../features/messages/list/message-row.styles.ts';
import { MessageRowLink } from '../features/messages/list/message-row-link.tsx';
import { RowList, type RowPlace } from '../features/messages/list/row-list.tsx';
import { paths } from '../features/messages/paths.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gridTemplateColumns: 'minmax(0, 1fr)',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  gone: { padding: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
});

type View = 'cases' | 'messages';

/** Kept by mailbox while the page is: who looks among all messages comes back to them. */
const views = new Map<string, View>();
const filters = new Map<string, CaseFilter>();

/** The inbox of a function mailbox: its cases, or all messages one by one. */
export function CaseInbox(props: ListPaneProps) {
  const { mailboxId } = useSession();
  return (
    <CaseWords>
      <Inbox key={mailboxId} {...props} />
    </CaseWords>
  );
}

function Inbox({ className, ...props }: ListPaneProps) {
  const styles = useStyles();
  const { t } = useTranslation(CASES);
  const { mailboxId } = useSession();
  const [view, setView] = useState(views.get(mailboxId) ?? 'cases');
  const show = (next: View) => {
    views.set(mailboxId, next);
    setView(next);
  };
  return (
    <div className={mergeClasses(styles.root, className)}>
      <TabList
        aria-label={t('list.views')}
        selectedValue={view}
        onTabSelect={(_event, data) => show(data.value as View)}
      >
        <Tab value="cases">{t('list.cases')}</Tab>
        <Tab value="messages">{t('list.messages')}</Tab>
      </TabList>
      {view === 'cases' ? <Cases {...props} /> : <ListPane {...props} />}
    </div>
  );
}

function Cases({ openId, reading }: Omit<ListPaneProps, 'className'>) {
  const pane = useListPaneStyles();
  const { t } = useTranslation(CASES);
  const { t: words } = useTranslation();
  const navigate = useNavigate();
  const textOf = useProblemText();
  const { mailboxId } = useSession();
  const [filter, setFilter] = useState(filters.get(mailboxId) ?? EVERYTHING_OPEN);
  const list = useCaseList(filter);
  const choose = (next: CaseFilter) => {
    filters.set(mailboxId, next);
    setFilter(next);
  };
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className={pane.pane} aria-label={words('staff.nav.inbox')}>
      <div className={pane.head}>
        <PageHeading level={reading ? 2 : 1} focusOn={reading ? undefined : 'inbox'}>
          {words('staff.nav.inbox')}
        </PageHeading>
        <Button appearance="primary" icon={<MailAddRegular />} onClick={() => void navigate(paths.compose)}>
          {words('messages.new')}
        </Button>
      </div>
      <div className={pane.tools}>
        <CaseFilters filter={filter} onFilter={choose} />
      </div>
      {list.isPending ? <Loading lines={8} /> : null}
      {list.error && rows.length === 0 ? (
        <ProblemMessage
          text={`${t('list.failed')} ${textOf(problemType(list.error))}`}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {list.data && rows.length === 0 ? (
        <Nothing
          filter={filter}
          onOlder={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          onClear={() => choose(EVERYTHING_OPEN)}
        />
      ) : null}
      {rows.length > 0 ? (
        <RowList<CaseRow>
          rows={rows}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          // A page of what is looked up case by case may be empty: each is asked for.
          moreLabel={filter.taken === 'others' || filter.tag ? t('list.older') : undefined}
          label={t('list.label')}
          hint={t('list.keys')}
        >
          {(row, place) => <CaseRowItem row={row} place={place} open={row.message?.messageId === openId} />}
        </RowList>
      ) : null}
    </section>
  );
}

interface NothingProps {
  readonly filter: CaseFilter;
  readonly onOlder: (() => void) | undefined;
  readonly onClear: () => void;
}

function Nothing({ filter, onOlder, onClear }: NothingProps) {
  const { t } = useTranslation(CASES);
  const isNarrowed = filter.state !== 'open' || filter.taken !== 'anybody' || filter.tag !== '';
  if (!isNarrowed) return <EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} />;
  return (
    <EmptyState
      title={t('list.emptyTitle')}
      text={t('list.nothingText')}
      action={
        <>
          {onOlder ? <Button onClick={onOlder}>{t('list.older')}</Button> : null}
          <Button onClick={onClear}>{t('list.clear')}</Button>
        </>
      }
    />
  );
}

interface CaseRowItemProps {
  readonly row: CaseRow;
  readonly place: RowPlace;
  readonly open: boolean;
}

function CaseRowItem({ row, place, open }: CaseRowItemProps) {
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const { t } = useTranslation(CASES);
  if (!row.message)
    return (
      <div
        className={mergeClasses(rowStyles.row, styles.gone)}
        data-row={place.index}
        tabIndex={place.tabbable ? 0 : -1}
      >
        {t('list.noMessage')}. <CaseLine row={row} />
      </div>
    );
  return (
    <div className={mergeClasses(rowStyles.row, open && rowStyles.selected, open && rowStyles.open)}>
      <MessageRowLink
        {...place}
        folder="inbox"
        row={row.message}
        open={open}
        note={
          <span className={styles.line}>
            <CaseLine row={row} />
          </span>
        }
        status={row.answer ? <StatusIcon status={row.answer} /> : null}
      />
    </div>
  );
}
