import { Button, Field, SearchBox } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SectionBar } from '../../components/section.tsx';
import type { AdministeredOrganisation } from '../../contract/installation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { AdministrationPage } from './administration-page.tsx';
import { AdministrationProblem } from './administration-problem.tsx';
import { ADMINISTRATION } from './administration-words.tsx';
import { NewOrganisationDialog } from './new-organisation-dialog.tsx';
import { OrganisationDialog } from './organisation-dialog.tsx';
import { OrganisationList } from './organisation-list.tsx';
import { UsageSection } from './usage-section.tsx';
import { useOrganisations } from './use-administration.ts';

/** Organisationer: which there are, how much they use, and whether they are open. */
export function OrganisationsScreen() {
  return (
    <AdministrationPage page="organisations">
      <Organisations />
    </AdministrationPage>
  );
}

function Organisations() {
  const { t } = useTranslation(ADMINISTRATION);
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<AdministeredOrganisation | 'new'>();
  const close = () => {
    const selector = open === 'new' ? '[data-open="new"]' : `[data-organisation="${open?.id}"]`;
    setOpen(undefined);
    focusLater(() => document.querySelector<HTMLElement>(selector) ?? document.querySelector<HTMLElement>('h1'));
  };
  return (
    <>
      <SectionBar>
        <Button appearance="primary" data-open="new" onClick={() => setOpen('new')}>
          {t('create.open')}
        </Button>
      </SectionBar>
      <search>
        <Field label={t('organisations.search')}>
          <SearchBox
            style={{ maxWidth: 'none' }}
            value={search}
            maxLength={LIMITS.searchCharacters}
            onChange={(_event, data) => setSearch(data.value)}
          />
        </Field>
      </search>
      <Rows search={useDeferredValue(search.trim())} onOpen={setOpen} />
      <UsageSection />
      {open === 'new' ? <NewOrganisationDialog onClose={close} /> : null}
      {open !== undefined && open !== 'new' ? <OrganisationDialog organisation={open} onClose={close} /> : null}
    </>
  );
}

interface RowsProps {
  readonly search: string;
  readonly onOpen: (organisation: AdministeredOrganisation) => void;
}

function Rows({ search, onOpen }: RowsProps) {
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const organisations = useOrganisations(search);
  if (organisations.isPending) return <Loading lines={6} />;
  if (!organisations.data)
    return (
      <AdministrationProblem
        title={t('failed')}
        error={organisations.error}
        onRetry={() => void organisations.refetch()}
      />
    );
  const rows = organisations.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState title={t('organisations.empty')} text={t('organisations.emptyText')} />;
  return (
    <>
      <OrganisationList rows={rows} onOpen={onOpen} />
      {organisations.error ? <ProblemMessage text={textOf(problemType(organisations.error))} /> : null}
      {organisations.hasNextPage ? (
        <SectionBar>
          <Button
            disabledFocusable={organisations.isFetchingNextPage}
            onClick={() => void organisations.fetchNextPage()}
          >
            {t('organisations.more')}
          </Button>
        </SectionBar>
      ) : null}
    </>
  );
}
