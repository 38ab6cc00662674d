import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { StaffPage } from '../../../components/staff-page.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { OrganisationPages } from '../organisation-pages.tsx';
import { ACCOUNTS, AccountsWords } from './accounts-words.tsx';

interface AccountsPageProps {
  readonly page: 'accounts' | 'domains' | 'directory';
  readonly children: ReactNode;
}

/** The frame of a page of an organisation's administrators: its heading and the ways to the others. */
export function AccountsPage(props: AccountsPageProps) {
  return (
    <AccountsWords>
      <Framed {...props} />
    </AccountsWords>
  );
}

function Framed({ page, children }: AccountsPageProps) {
  const { account } = useSession();
  const { t } = useTranslation(ACCOUNTS);
  const title = t(page === 'accounts' ? 'list.title' : `${page}.title`);
  useTitle(title);
  if (!account.roles.includes('organisation-administrator'))
    return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn={page} />;
  return (
    <StaffPage kind="list" ways={<OrganisationPages />} heading={title} focusOn={page}>
      {children}
    </StaffPage>
  );
}
