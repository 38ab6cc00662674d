import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    overflowWrap: 'anywhere',
    paddingBlock: tokens.spacingVerticalS,
    '&:not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  fact: { color: tokens.colorNeutralForeground2 },
});

/** A list with a line between its rows. */
export function LinedList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={useStyles().list} role="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface LinedRowProps {
  /** Its name, and badges of how it stands. */
  readonly head: ReactNode;
  readonly children: ReactNode;
}

/** One row of a LinedList. */
export function LinedRow({ head, children }: LinedRowProps) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <div className={styles.head}>{head}</div>
      {children}
    </li>
  );
}

/** A quiet line of a row. */
export function Fact({ children }: { readonly children: ReactNode }) {
  return (
    <Text size={200} className={useStyles().fact}>
      {children}
    </Text>
  );
}
