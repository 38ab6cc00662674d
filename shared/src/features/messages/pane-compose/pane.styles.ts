import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const usePaneStyles = makeStyles({
  // Columns may become narrower than the longest address in them.
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    alignContent: 'start',
    boxSizing: 'border-box',
    maxWidth: '640px',
    padding: tokens.spacingHorizontalM,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    margin: 0,
  },
  fact: { display: 'grid', gap: tokens.spacingVerticalXXS, margin: 0 },
  term: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  row: { display: 'flex', alignItems: 'start', gap: tokens.spacingHorizontalS, minWidth: 0 },
  rowText: { minWidth: 0, overflowWrap: 'anywhere', display: 'grid' },
  icon: { flexShrink: 0, marginTop: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  wrap: { overflowWrap: 'anywhere', minWidth: 0 },
  problem: { color: tokens.colorStatusDangerForeground1 },
  heading: { ...typographyStyles.subtitle2, margin: 0, ':focus': { outlineStyle: 'none' } },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  obstacles: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  primary: { width: '100%' },
});
