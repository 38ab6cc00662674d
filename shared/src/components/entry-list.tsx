import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode, Ref } from 'react';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  text: { display: 'grid', justifyItems: 'start', overflowWrap: 'anywhere', minWidth: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  small: { color: tokens.colorNeutralForeground2 },
});

interface EntryListProps {
  readonly label: string;
  /** Its entries. */
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLUListElement>;
}

/** A short list of things, each with what can be done with it beside it. */
export function EntryList({ label, children, ref }: EntryListProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul ref={ref} className={useStyles().list} role="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface EntryProps {
  /** What it is, line by line. */
  readonly text: ReactNode;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** One thing of an EntryList. */
export function Entry({ text, children }: EntryProps) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <span className={styles.text}>{text}</span>
      <span className={styles.actions}>{children}</span>
    </li>
  );
}

/** A line of an entry below its name. */
export function EntryLine({ children }: { readonly children: ReactNode }) {
  return <span className={useStyles().small}>{children}</span>;
}
