import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

/** The pages of the installation's administration, in order; each is named in `staff.pages`. */
const PAGES = ['organisations', 'access', 'servers', 'log'] as const;

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

/** The way from one page of Administration to the next. */
export function AdministrationPages() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <nav className={styles.root} aria-label={t('staff.account.installation')}>
      {PAGES.map((name) => (
        <NavLink
          key={name}
          to={`/administration/${name}`}
          className={({ isActive }) => mergeClasses(styles.link, isActive && styles.current)}
        >
          {t(`staff.pages.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
