import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { MailAddRegular } from '@fluentui/react-icons/svg/mail-add';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../../api/problem-error.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useTitle } from '../../../components/use-title.ts';
import type { DraftRow } from '../../../contract/drafts.ts';
import { DetailsDialog } from '../compose/lazy-details.ts';
import { paths } from '../paths.ts';
import { DraftList } from './draft-list.tsx';
import { RemovedDrafts } from './removed-drafts.tsx';
import { useDrafts, useRemoveDrafts } from './use-drafts.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateRows: 'auto auto minmax(0, 1fr)',
    gridTemplateColumns: 'minmax(0, 1fr)',
    height: '100%',
    minHeight: 0,
    maxWidth: '860px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  list: { minHeight: 0 },
});

/** Utkast: what is being written; removing can be undone. */
export function DraftsScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { removed, remove, undo, hold } = useRemoveDrafts();
  useTitle(t('staff.nav.drafts'));
  const onRemove = (id: string) => {
    remove(id);
    announce(t('messages.drafts.removed', { count: removed.length + 1 }));
  };
  const onUndo = () => {
    undo();
    announce(t('messages.drafts.restored'));
  };
  return (
    <section className={styles.root} aria-label={t('staff.nav.drafts')}>
      <div className={styles.head}>
        <PageHeading focusOn="drafts">{t('staff.nav.drafts')}</PageHeading>
        <Button appearance="primary" icon={<MailAddRegular />} onClick={() => void navigate(paths.compose)}>
          {t('messages.new')}
        </Button>
      </div>
      <div>{removed.length > 0 ? <RemovedDrafts count={removed.length} onUndo={onUndo} onHold={hold} /> : null}</div>
      <div className={styles.list}>
        <Drafts removed={removed} onRemove={onRemove} />
      </div>
    </section>
  );
}

interface DraftsProps {
  readonly removed: readonly string[];
  readonly onRemove: (id: string) => void;
}

function Drafts({ removed, onRemove }: DraftsProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const drafts = useDrafts();
  const navigate = useNavigate();
  const [adding, setAdding] = useState<DraftRow>();
  const rows = useMemo(
    () => (drafts.data?.pages.flatMap((page) => page.rows) ?? []).filter(({ id }) => !removed.includes(id)),
    [drafts.data, removed],
  );
  if (drafts.isPending) return <Loading lines={8} />;
  if (drafts.error && rows.length === 0) {
    const text = `${t('messages.list.failed')} ${textOf(problemType(drafts.error))}`;
    return <ProblemMessage text={text} onRetry={() => void drafts.refetch()} />;
  }
  if (rows.length === 0) {
    return <EmptyState title={t('messages.drafts.empty.title')} text={t('messages.drafts.empty.text')} />;
  }
  return (
    <>
      <DraftList
        rows={rows}
        hasMore={drafts.hasNextPage}
        loadingMore={drafts.isFetchingNextPage}
        onMore={() => void drafts.fetchNextPage()}
        onRemove={onRemove}
        onAdd={setAdding}
      />
      {adding ? (
        <Suspense fallback={null}>
          <DetailsDialog
            draftId={adding.id}
            keptUntil={adding.keptUntil}
            onOpenDraft={() => void navigate(paths.draft(adding.id))}
            onClose={() => {
              setAdding(undefined);
              focusLater(() => document.querySelector<HTMLElement>(`[data-add="${adding.id}"]`));
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
