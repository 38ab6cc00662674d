import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SectionBar } from '../../../components/section.tsx';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import { AccountList } from './account-list.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { ACCOUNTS } from './accounts-words.tsx';
import { AddAccountDialog } from './add-account-dialog.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { EditAccountDialog } from './edit-account-dialog.tsx';
import { Filters } from './filters.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { LicenceLine } from './licence-line.tsx';
import { type AccountsView, useAccounts } from './use-accounts.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Användare: who has an account in the organisation. */
export function AccountsScreen() {
  return (
    <AccountsPage page="accounts">
      <Accounts />
    </AccountsPage>
  );
}

type Open = { readonly kind: 'add' | 'import' } | { readonly kind: 'edit'; readonly account: ManagedAccount };

function Accounts() {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const [view, setView] = useState<AccountsView>({ sort: 'name' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>();
  const close = () => {
    const selector = open?.kind === 'edit' ? `[data-account="${open.account.id}"]` : `[data-open="${open?.kind}"]`;
    setOpen(undefined);
    focusLater(() => document.querySelector<HTMLElement>(selector) ?? document.querySelector<HTMLElement>('h1'));
  };
  const change = (next: AccountsView) => {
    setView(next);
    setChosen(new Set());
  };
  return (
    <>
      <SectionBar>
        <Button appearance="primary" data-open="add" onClick={() => setOpen({ kind: 'add' })}>
          {t('add.open')}
        </Button>
        <Button data-open="import" onClick={() => setOpen({ kind: 'import' })}>
          {t('import.open')}
        </Button>
      </SectionBar>
      <LicenceLine />
      <Filters view={view} onView={change} />
      <div className={styles.list}>
        <BulkBar chosen={chosen} onDone={() => setChosen(new Set())} />
        <Rows
          view={useDeferredValue(view)}
          chosen={chosen}
          onChosen={setChosen}
          onOpen={(account) => setOpen({ kind: 'edit', account })}
        />
      </div>
      {open?.kind === 'add' ? <AddAccountDialog onClose={close} /> : null}
      {open?.kind === 'import' ? <ImportDialog onClose={close} /> : null}
      {open?.kind === 'edit' ? <EditAccountDialog account={open.account} onClose={close} /> : null}
    </>
  );
}

interface RowsProps {
  readonly view: AccountsView;
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly onOpen: (account: ManagedAccount) => void;
}

function Rows({ view, ...list }: RowsProps) {
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const accounts = useAccounts(view);
  if (accounts.isPending) return <Loading lines={6} />;
  if (!accounts.data)
    return (
      <ProblemMessage
        title={t('failed')}
        text={textOf(problemType(accounts.error))}
        onRetry={() => void accounts.refetch()}
      />
    );
  const rows = accounts.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState title={t('list.empty')} text={t('list.emptyText')} />;
  return (
    <>
      <AccountList rows={rows} {...list} />
      {accounts.error ? <ProblemMessage text={textOf(problemType(accounts.error))} /> : null}
      {accounts.hasNextPage ? (
        <SectionBar>
          <Button disabledFocusable={accounts.isFetchingNextPage} onClick={() => void accounts.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </SectionBar>
      ) : null}
    </>
  );
}
