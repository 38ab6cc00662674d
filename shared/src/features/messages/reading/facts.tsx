import { mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useReadingStyles } from './reading.styles.ts';

/** One term and its value in a list of facts (`dl`). */
export function Fact({
  term,
  children,
  wide = false,
}: {
  readonly term: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  const styles = useReadingStyles();
  return (
    <div className={mergeClasses(styles.fact, wide && styles.wideFact)}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
