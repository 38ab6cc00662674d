import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    paddingTop: tokens.spacingVerticalXL,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  intro: { margin: 0, color: tokens.colorNeutralForeground2 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One part of a page of settings: a heading, a sentence of what it does, and its controls. */
export function Section({
  title,
  intro,
  children,
}: {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section className={styles.root} aria-label={title}>
      <PageHeading level={2}>{title}</PageHeading>
      <p className={styles.intro}>{intro}</p>
      {children}
    </section>
  );
}

/** The buttons of a section. */
export function SectionBar({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().bar}>{children}</div>;
}
