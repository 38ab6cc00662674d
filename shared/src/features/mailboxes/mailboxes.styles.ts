import { makeStyles, tokens } from '@fluentui/react-components';

/** What the pages of function mailboxes look like: one column that fits the narrowest phone. */
export const useMailboxesStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignContent: 'start',
    padding: `${tokens.spacingHorizontalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    maxWidth: '720px',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  head: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  form: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  grow: { flexGrow: 1, minWidth: 0 },
  small: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  choose: { width: '44px' },
  // As wide as its longest choice, on the narrowest phone as well.
  role: { width: '40%', minWidth: '140px', '@media (max-width: 599px)': { width: '140px' } },
  select: { minWidth: 0, '& select': { minWidth: 0, width: '100%', textOverflow: 'ellipsis' } },
  chosen: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, margin: 0, padding: 0 },
  person: { display: 'inline-flex', maxWidth: '100%', overflowWrap: 'anywhere' },
  title: { overflowWrap: 'anywhere' },
  link: { color: tokens.colorBrandForegroundLink },
});
