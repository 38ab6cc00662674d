import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { PageLinks } from '../../components/page-links.tsx';

/** The pages of Min organisation, in order; each is named in `staff.pages`. */
const PAGES = ['settings', 'accounts', 'domains', 'directory', 'log', 'statistics'] as const;

/** The pages that may be opened inside another organisation. */
export const INSIDE_PAGES = ['settings', 'log', 'statistics'] as const;

const InsideContext = createContext<string | undefined>(undefined);
/** Says that the pages below are those of an organisation that has let the person in, and under which path they stand. */
export const InsideProvider = InsideContext.Provider;
/** Whether these are the pages of an organisation that has let the person in: not everything of it is open. */
export const useIsInside = (): boolean => useContext(InsideContext) !== undefined;

/** The address of a page of Min organisation, of one's own or of the one that has let the person in. */
export const useOrganisationPath = (page: (typeof INSIDE_PAGES)[number]): string =>
  `${useContext(InsideContext) ?? '/organisation'}/${page}`;

/** The way from one page of Min organisation to the next. */
export function OrganisationPages() {
  const { t } = useTranslation();
  const inside = useContext(InsideContext);
  const names = inside === undefined ? PAGES : INSIDE_PAGES;
  const pages = names.map((name) => ({ to: `${inside ?? '/organisation'}/${name}`, text: t(`staff.pages.${name}`) }));
  return <PageLinks label={t('staff.account.administration')} pages={pages} />;
}
