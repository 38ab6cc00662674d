import { makeStyles, tokens } from '@fluentui/react-components';

/** Drawn all round what has the focus. Longhands: Fluent sets each of them on its fields, and a shorthand loses to those. */
export const FOCUS_RING = {
  outlineWidth: tokens.strokeWidthThick,
  outlineStyle: 'solid',
  outlineColor: tokens.colorStrokeFocus2,
} as const;

/** Forms of the recipient's pages: one column, fields as wide as a phone and no wider. */
export const useFormStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  input: { maxWidth: '420px', minHeight: '48px', ':focus-within': FOCUS_RING },
  code: { maxWidth: '220px', minHeight: '48px', ':focus-within': FOCUS_RING },
  /** What a field says below itself; Fluent's own size is too small to be the only explanation. */
  note: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  /** What somebody else has written, with its lines as they are. */
  quote: {
    margin: `${tokens.spacingVerticalM} 0 0`,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    lineHeight: tokens.lineHeightBase400,
  },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The part of a Field that says why it is refused; nothing when it is not. `className` makes it large enough to read. */
export function refusedField(message: string | undefined, className: string) {
  return message ? { validationState: 'error' as const, validationMessage: { children: message, className } } : {};
}
