import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  root: {
    ...typographyStyles.subtitle1,
    margin: 0,
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    ':focus': { outlineStyle: 'none' },
  },
});

export interface PageHeadingProps {
  readonly children: ReactNode;
  /**
   * Focus moves here when this changes: a person who navigates hears where she came. Leave out to never move it, or until the
   * screen's contents have come: it moves then, unless the person has moved it herself.
   */
  readonly focusOn?: string | undefined;
  readonly level?: 1 | 2;
  /** Takes the focus on the first load as well: of a window that asks something once it knows who the person is. */
  readonly focusFirst?: boolean;
  /** Shown while something goes on by itself: what comes after it is still the first that the person sees, and takes no focus. */
  readonly passing?: boolean;
}

/** A screen's heading; takes the focus on navigation, but not on the first load of the page. */
export function PageHeading({ children, focusOn, level = 1, focusFirst = false, passing = false }: PageHeadingProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus when the heading came before what it waits for.
  const before = useRef<Element | null>(null);
  useEffect(() => {
    const now = document.activeElement;
    // Whoever has gone on to a button meanwhile keeps it: a key on its way would be lost.
    const goneOn = before.current !== null && now !== before.current && now !== document.body;
    if (focusOn !== undefined && (navigated || focusFirst) && !goneOn) heading.current?.focus();
    before.current = focusOn === undefined ? now : null;
    if (!passing) navigated = true;
  }, [focusOn, focusFirst, passing]);
  const Tag = level === 1 ? 'h1' : 'h2';
  return (
    <Tag ref={heading} tabIndex={-1} className={styles.root}>
      {children}
    </Tag>
  );
}

// The browser has put the focus right itself when the page was loaded.
let navigated = false;
