import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignContent: 'start',
    padding: `${tokens.spacingHorizontalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  form: { maxWidth: '560px', gap: tokens.spacingVerticalXXL },
  list: { maxWidth: '880px' },
  table: { maxWidth: '960px' },
  head: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface StaffPageProps {
  /** What the page mostly is: how wide it may become. */
  readonly kind: 'form' | 'list' | 'table';
  /** The ways to other pages, above the heading. */
  readonly ways: ReactNode;
  readonly heading: string;
  /** As of the heading: which page it is. */
  readonly focusOn: string;
  readonly intro?: string;
  readonly children: ReactNode;
}

/** The frame of a page beside the messages: the ways to others, its heading and a sentence of what it is for. */
export function StaffPage({ kind, ways, heading, focusOn, intro, children }: StaffPageProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.root, styles[kind])}>
      <div className={styles.head}>
        {ways}
        <PageHeading focusOn={focusOn}>{heading}</PageHeading>
        {intro === undefined ? null : <Text>{intro}</Text>}
      </div>
      {children}
    </div>
  );
}
