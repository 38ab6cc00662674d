import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { NavLink } from 'react-router';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: `0 ${tokens.spacingHorizontalL}` },
  link: {
    paddingBlock: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: `${tokens.strokeWidthThick} solid transparent`,
    ':hover': { color: tokens.colorNeutralForeground2Hover, textDecorationLine: 'underline' },
    // Transparent lines are drawn there, and all pages would look like the current one.
    '@media (forced-colors: active)': { borderBottomColor: 'Canvas' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    borderBottomColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': { borderBottomColor: 'Highlight' },
  },
});

interface PageLinksProps {
  readonly label: string;
  readonly pages: readonly { readonly to: string; readonly text: string }[];
}

/** The way from one page of a group of pages to the next. */
export function PageLinks({ label, pages }: PageLinksProps) {
  const styles = useStyles();
  return (
    <nav className={styles.root} aria-label={label}>
      {pages.map(({ to, text }) => (
        <NavLink key={to} to={to} className={({ isActive }) => mergeClasses(styles.link, isActive && styles.current)}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
