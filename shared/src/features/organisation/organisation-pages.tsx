import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

/** The pages of Min organisation, in order; each is named in `staff.pages`. */
const PAGES = [
  { path: '/organisation/settings', name: 'settings' },
  { path: '/organisation/accounts', name: 'accounts' },
  { path: '/organisation/domains', name: 'domains' },
  { path: '/organisation/directory', name: 'directory' },
  { path: '/organisation/log', name: 'log' },
  { path: '/organisation/statistics', name: 'statistics' },
] as const;

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

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: `0 ${tokens.spacingHorizontalL}` },
  link: {
    paddingBlock: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: `${tokens.strokeWidthThick} solid transparent`,
    ':hover': { color: tokens.colorNeutralForeground2Hover, textDecorationLine: 'underline' },
  },
  current: { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorBrandStroke1 },
});

/** The way from one page of Min organisation to the next. */
export function OrganisationPages() {
  const styles = useStyles();
  const { t } = useTranslation();
  const inside = useContext(InsideContext);
  const pages =
    inside === undefined ? PAGES : INSIDE_PAGES.map((name) => ({ path: `${inside}/${name}`, name }) as const);
  return (
    <nav className={styles.root} aria-label={t('staff.account.administration')}>
      {pages.map(({ path, name }) => (
        <NavLink
          key={path}
          to={path}
          className={({ isActive }) => mergeClasses(styles.link, isActive && styles.current)}
        >
          {t(`staff.pages.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
