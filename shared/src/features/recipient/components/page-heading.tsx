import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { createContext, type RefObject, useContext, useEffect } from 'react';
import { useElement } from './use-element.ts';

/** `moved` is true when the person has gone on from the first page; `site` stands last in the tab's title. */
export const HeadingContext = createContext<{ readonly moved: RefObject<boolean>; readonly site: string }>({
  moved: { current: false },
  site: 'SEFOS',
});

const useStyles = makeStyles({
  root: {
    display: 'block',
    margin: 0,
    overflowWrap: 'anywhere',
    // The heading takes focus so that a screen reader begins here; it is no control, so it draws no frame.
    outlineStyle: 'none',
    '@media (max-width: 479px)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
});

interface PageHeadingProps {
  readonly children: string;
  /** What the tab and the browser's history say, where the heading itself is secret. */
  readonly tab?: string;
}

/** The page's only h1. Takes the focus when its page comes after another one, and names the browser's tab. */
export function PageHeading({ children, tab = children }: PageHeadingProps) {
  const styles = useStyles();
  const [heading, learnHeading] = useElement<HTMLHeadingElement>();
  const { moved, site } = useContext(HeadingContext);
  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [moved, heading]);
  useEffect(() => {
    document.title = `${tab} – ${site}`;
  }, [tab, site]);
  return (
    <Text as="h1" size={700} weight="semibold" ref={learnHeading} tabIndex={-1} className={styles.root}>
      {children}
    </Text>
  );
}
