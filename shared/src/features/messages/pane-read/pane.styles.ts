import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

export const usePaneStyles = makeStyles({
  // Columns may become narrower than the longest address in them.
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    alignContent: 'start',
    padding: tokens.spacingHorizontalM,
    maxWidth: '860px',
  },
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  text: { overflowWrap: 'anywhere' },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  done: { ...typographyStyles.body1Strong, margin: 0, ':focus': { outlineStyle: 'none' } },
  drop: { position: 'relative' },
  reply: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalL,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  textarea: { '& textarea': { minHeight: '120px' } },
});
