import { makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';

const useStyles = makeStyles({
  // The whole cell chooses. Looks like Fluent's box, and is there with its row: whoever reads row by row must find it.
  cell: { display: 'grid', placeItems: 'center', height: '100%', minWidth: 0, cursor: 'pointer' },
  box: {
    display: 'grid',
    placeItems: 'center',
    boxSizing: 'border-box',
    width: '16px',
    height: '16px',
    margin: 0,
    appearance: 'none',
    cursor: 'pointer',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    ':checked': {
      backgroundColor: tokens.colorCompoundBrandBackground,
      border: `${tokens.strokeWidthThin} solid ${tokens.colorCompoundBrandBackground}`,
      '::before': {
        content: '""',
        width: '4px',
        height: '8px',
        marginTop: '-2px',
        borderRight: `2px solid ${tokens.colorNeutralForegroundInverted}`,
        borderBottom: `2px solid ${tokens.colorNeutralForegroundInverted}`,
        transform: 'rotate(45deg)',
      },
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    '@media (forced-colors: active)': { appearance: 'auto', '::before': { display: 'none' } },
  },
});

export interface RowCheckProps {
  readonly label: string;
  readonly checked: boolean;
  /** Tab stops at the box of one row only. */
  readonly tabbable: boolean;
  readonly onToggle: () => void;
  readonly onExtend: () => void;
}

/** Chooses a row; with Shift everything from the last choice up to it. */
export function RowCheck({ label, checked, tabbable, onToggle, onExtend }: RowCheckProps) {
  const styles = useStyles();
  const shift = useRef(false);
  return (
    <label className={styles.cell}>
      <input
        type="checkbox"
        className={styles.box}
        aria-label={label}
        checked={checked}
        tabIndex={tabbable ? 0 : -1}
        onClick={(event) => {
          shift.current = event.shiftKey;
        }}
        onChange={() => {
          if (shift.current) onExtend();
          else onToggle();
          shift.current = false;
        }}
      />
    </label>
  );
}
