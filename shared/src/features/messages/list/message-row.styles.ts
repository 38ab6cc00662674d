import { makeStyles, tokens } from '@fluentui/react-components';

export const useRowStyles = makeStyles({
  item: { position: 'absolute', insetInline: 0, boxSizing: 'border-box', listStyleType: 'none' },
  link: {
    display: 'grid',
    alignContent: 'center',
    gap: tokens.spacingVerticalXXS,
    height: '100%',
    boxSizing: 'border-box',
    paddingRight: tokens.spacingHorizontalL,
    // Forced colours would draw a transparent border on every row: the bar exists only on the chosen one.
    paddingLeft: `calc(${tokens.spacingHorizontalL} + 3px)`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':hover span': { color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // In the contrast theme the selected background is light: every text on it changes with it.
    '& span': { color: tokens.colorNeutralForeground1Selected },
    borderLeft: `3px solid ${tokens.colorCompoundBrandStroke}`,
    paddingLeft: tokens.spacingHorizontalL,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  grow: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  unread: { fontWeight: tokens.fontWeightBold },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorCompoundBrandBackground,
    flexShrink: 0,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    flexShrink: 0,
  },
  unavailable: { fontStyle: 'italic', color: tokens.colorNeutralForeground2 },
  icon: { display: 'inline-flex', alignItems: 'center', gap: '2px', color: tokens.colorNeutralForeground2 },
});
