import { makeStyles, tokens } from '@fluentui/react-components';

export const useComposeStyles = makeStyles({
  page: { minHeight: '100%', position: 'relative', boxSizing: 'border-box' },
  // Columns may become narrower than the longest address in them.
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    alignContent: 'start',
    maxWidth: '860px',
    padding: tokens.spacingHorizontalXXL,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalM },
  },
  step: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  stepText: {
    marginInlineStart: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightRegular,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalM },
  // Stands at the end of the line: the button keeps its place while the words beside it change.
  saved: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginInlineStart: 'auto',
    alignSelf: 'center',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  dropping: {
    '::after': {
      content: '""',
      position: 'absolute',
      inset: tokens.spacingHorizontalS,
      border: `2px dashed ${tokens.colorCompoundBrandStroke}`,
      borderRadius: tokens.borderRadiusXLarge,
      backgroundColor: tokens.colorBrandBackground2,
      opacity: 0.35,
      pointerEvents: 'none',
    },
  },
  files: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  file: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  fileName: { overflowWrap: 'anywhere' },
  fileActions: { display: 'flex', gap: tokens.spacingHorizontalXS },
  wide: { gridColumn: '1 / -1' },
  input: { display: 'none' },
  level: { alignItems: 'start' },
  // Fluent greys what is not chosen, which looks as if it could not be chosen.
  levelLabel: { display: 'grid', color: tokens.colorNeutralForeground1 },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  summary: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    overflowWrap: 'anywhere',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  narrowField: { minWidth: 0, maxWidth: '360px' },
  // A select is as wide as its longest choice unless told otherwise.
  select: { minWidth: 0, '> select': { minWidth: 0, width: '100%', textOverflow: 'ellipsis' } },
});
