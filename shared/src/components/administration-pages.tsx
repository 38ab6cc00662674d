import { useTranslation } from 'react-i18next';
import { PageLinks } from './page-links.tsx';

/** The pages of the installation's administration, in order; each is named in `staff.pages`. */
const PAGES = ['organisations', 'access', 'servers', 'log'] as const;

/** The way from one page of Administration to the next. */
export function AdministrationPages() {
  const { t } = useTranslation();
  const pages = PAGES.map((name) => ({ to: `/administration/${name}`, text: t(`staff.pages.${name}`) }));
  return <PageLinks label={t('staff.account.installation')} pages={pages} />;
}
