import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    position: 'relative',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  // Its whole row is pressed and framed; what the row says besides is no part of the link's name.
  link: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    outlineStyle: 'none',
    '::after': { content: '""', position: 'absolute', inset: 0, borderRadius: tokens.borderRadiusMedium },
    ':focus-visible::after': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  text: { display: 'grid', gap: tokens.spacingVerticalXXS, color: tokens.colorNeutralForeground2 },
});

interface LinkListProps {
  readonly label: string;
  /** Its rows, each with a key. */
  readonly children: ReactNode;
}

/** A list of ways to other pages, each with a few words of what is there. */
export function LinkList({ label, children }: LinkListProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={useStyles().list} role="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface LinkRowProps {
  readonly to: string;
  readonly name: string;
  /** What is there, below the name. */
  readonly children: ReactNode;
}

/** One way of a LinkList. */
export function LinkRow({ to, name, children }: LinkRowProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <li className={styles.row}>
      <Link className={styles.link} to={to} aria-describedby={id}>
        {name}
      </Link>
      <span id={id} className={styles.text}>
        {children}
      </span>
    </li>
  );
}
