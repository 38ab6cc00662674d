import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

/** Every row of a folder is as high. Pixels. */
export const ROW_HEIGHT = 88;
/** So many rows before the end the next page is asked for. */
export const READ_AHEAD = 15;

/** The box of a folder's rows, with the line below that says its keys. */
export const useRowListStyles = makeStyles({
  // While the keyboard is in the list, a line below it says how to go on; what stands above does not move.
  root: {
    display: 'grid',
    gridTemplateRows: 'minmax(0, 1fr) auto',
    height: '100%',
    minHeight: 0,
    ':has(a:focus-visible) > p': { display: 'block' },
  },
  hint: {
    ...typographyStyles.caption1,
    display: 'none',
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  box: { overflowY: 'auto', height: '100%', position: 'relative', overscrollBehavior: 'contain' },
  list: { margin: 0, padding: 0, position: 'relative' },
  more: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
});
