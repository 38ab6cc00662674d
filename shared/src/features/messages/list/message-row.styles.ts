import { makeStyles, tokens } from '@fluentui/react-components';
import { ABOVE_NOTICES } from './row-list.styles.ts';

export const useRowStyles = makeStyles({
  item: { position: 'absolute', insetInline: 0, boxSizing: 'border-box', listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    height: '100%',
    boxSizing: 'border-box',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':hover span': { color: tokens.colorNeutralForeground1Hover },
  },
  /** A row that can be chosen: its box comes with the pointer, the focus or the finger. */
  choosable: {
    gridTemplateColumns: '36px minmax(0, 1fr)',
    '& [data-check]': { opacity: 0 },
    ':hover [data-check]': { opacity: 1 },
    ':focus-within [data-check]': { opacity: 1 },
    '@media (hover: none)': { '& [data-check]': { opacity: 1 } },
  },
  choosing: { '& [data-check]': { opacity: 1 } },
  link: {
    display: 'grid',
    alignContent: 'center',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    boxSizing: 'border-box',
    paddingRight: tokens.spacingHorizontalL,
    paddingLeft: `calc(${tokens.spacingHorizontalL} + 3px)`,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
    ...ABOVE_NOTICES,
  },
  afterCheck: { paddingLeft: tokens.spacingHorizontalSNudge },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    // In the contrast theme the selected background is light: every text on it changes with it.
    '& span': { color: tokens.colorNeutralForeground1Selected },
  },
  /** The one that is open beside the list. Forced colours would draw a transparent bar on every row: only this one has one. */
  open: {
    boxShadow: `inset 3px 0 ${tokens.colorCompoundBrandStroke}`,
    '@media (forced-colors: active)': { borderLeft: '3px solid Highlight' },
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
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  until: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  unavailable: { fontStyle: 'italic', color: tokens.colorNeutralForeground2 },
  icon: { display: 'inline-flex', alignItems: 'center', gap: '2px', color: tokens.colorNeutralForeground2 },
});
