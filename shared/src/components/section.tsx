import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext } from 'react';
import { PageHeading } from './page-heading.tsx';

const PageTitleContext = createContext<string | undefined>(undefined);
/** Says what the heading of the page says: a section of the same name is the page, and has none of its own. */
export const PageTitleProvider = PageTitleContext.Provider;

/** The heading of the section that an element stands in, or of the page where the section has none. */
export const headingOf = (element: Element | null): HTMLElement | null =>
  element?.closest('section')?.querySelector<HTMLElement>('h2') ?? document.querySelector<HTMLElement>('h1');

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  apart: {
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
  const isPage = useContext(PageTitleContext) === title;
  return (
    <section className={mergeClasses(styles.root, !isPage && styles.apart)} aria-label={title}>
      {isPage ? null : <PageHeading level={2}>{title}</PageHeading>}
      <p className={styles.intro}>{intro}</p>
      {children}
    </section>
  );
}

/** The buttons of a section. */
export function SectionBar({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().bar}>{children}</div>;
}
