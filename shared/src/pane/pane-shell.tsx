import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({ root: { minHeight: '100dvh', boxSizing: 'border-box' } });

/** The frame around a pane's screen: its `main`. The screen brings its own first heading and its own space around it. */
export function PaneShell({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <main id="main" className={styles.root} tabIndex={-1}>
      {children}
    </main>
  );
}
