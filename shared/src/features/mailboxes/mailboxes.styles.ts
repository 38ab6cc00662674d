import { makeStyles, tokens } from '@fluentui/react-components';

const PHONE = '@media (max-width: 599px)';

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
  // On a phone the role stands below the name: beside it a long name would have no room.
  table: {
    [PHONE]: {
      display: 'block',
      '& thead': { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
      '& tbody': { display: 'block' },
    },
  },
  row: {
    [PHONE]: {
      display: 'grid',
      gridTemplateColumns: '44px minmax(0, 1fr)',
      paddingBlock: tokens.spacingVerticalS,
      '& td': { height: 'auto', gridColumnStart: '2' },
      '& td:first-child:not(:only-child)': { gridColumnStart: '1' },
    },
  },
  role: { width: '40%', minWidth: '140px', [PHONE]: { width: 'auto', minWidth: 0 } },
  select: { minWidth: 0, '& select': { minWidth: 0, width: '100%', textOverflow: 'ellipsis' } },
  chosen: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, margin: 0, padding: 0 },
  option: { overflowWrap: 'anywhere', minWidth: 0 },
  person: { display: 'inline-flex', maxWidth: '100%', overflowWrap: 'anywhere' },
  title: { overflowWrap: 'anywhere' },
  link: { color: tokens.colorBrandForegroundLink },
});
