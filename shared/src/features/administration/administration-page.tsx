import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.tsx';
import { AdministrationPages } from '../../components/administration-pages.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { StaffPage } from '../../components/staff-page.tsx';
import { useTitle } from '../../components/use-title.ts';
import { ADMINISTRATION, AdministrationWords } from './administration-words.tsx';

interface AdministrationPageProps {
  readonly page: 'organisations' | 'access' | 'servers';
  readonly children: ReactNode;
}

/** The frame of a page of system administrators: its heading and the ways to the others. */
export function AdministrationPage(props: AdministrationPageProps) {
  return (
    <AdministrationWords>
      <Framed {...props} />
    </AdministrationWords>
  );
}

function Framed({ page, children }: AdministrationPageProps) {
  const { account } = useSession();
  const { t } = useTranslation(ADMINISTRATION);
  const title = t(`${page}.title`);
  useTitle(title);
  if (!account.roles.includes('system-administrator'))
    return <EmptyState heading title={t('notYours.title')} text={t('notYours.text')} focusOn={page} />;
  return (
    <StaffPage kind="list" ways={<AdministrationPages />} heading={title} focusOn={page} intro={t(`${page}.intro`)}>
      {children}
    </StaffPage>
  );
}
