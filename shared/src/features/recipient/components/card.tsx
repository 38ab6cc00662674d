import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 479px)': { padding: tokens.spacingHorizontalL },
    '@media print': { padding: 0, border: 'none' },
  },
});

/** The one thing that a page is about. */
export function Card({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().root}>{children}</div>;
}
