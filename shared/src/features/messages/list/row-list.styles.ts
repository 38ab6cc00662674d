import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { LOW_SCREEN, useLowScreen } from '../../../components/low-screen.ts';

/** Every row of a folder is as high; three of them fit on the lowest screen. Pixels. */
export const useRowHeight = (): number => (useLowScreen() ? 80 : 88);
/** So many rows before the end the next page is asked for. */
export const READ_AHEAD = 15;

const NARROW = '@media (max-width: 899px)';
// A notice covers the end of the list there. On a low screen a third row is worth more than the whole of the one below.
const ROOM = { narrow: '48px', low: '16px' };
/** Of what the keyboard stops at in a row: it comes into view above a notice. */
export const ABOVE_NOTICES = {
  [NARROW]: { scrollMarginBottom: ROOM.narrow },
  [LOW_SCREEN]: { scrollMarginBottom: ROOM.low },
};

/** The box of a folder's rows, with the line below that says its keys. */
export const useRowListStyles = makeStyles({
  // While the keyboard is in the list, a line below it says how to go on; what stands above does not move.
  root: {
    display: 'grid',
    gridTemplateRows: 'minmax(0, 1fr) auto',
    height: '100%',
    minHeight: 0,
    ':has(a:focus-visible) > p': { display: 'block', [LOW_SCREEN]: { display: 'none' } },
    ':has(a:focus-visible) ul': { [NARROW]: { paddingBottom: ROOM.narrow }, [LOW_SCREEN]: { paddingBottom: ROOM.low } },
  },
  hint: {
    ...typographyStyles.caption1,
    display: 'none',
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  box: {
    overflowY: 'auto',
    height: '100%',
    position: 'relative',
    overscrollBehavior: 'contain',
    [LOW_SCREEN]: { overflowY: 'visible' },
  },
  list: { margin: 0, padding: 0, position: 'relative' },
  more: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
});
