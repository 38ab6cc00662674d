import { Checkbox } from '@fluentui/react-components';
import { type MouseEvent, useRef } from 'react';

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
  const shift = useRef(false);
  return (
    <Checkbox
      aria-label={label}
      checked={checked}
      tabIndex={tabbable ? 0 : -1}
      onClick={(event: MouseEvent) => {
        shift.current = event.shiftKey;
      }}
      onChange={() => {
        if (shift.current) onExtend();
        else onToggle();
        shift.current = false;
      }}
    />
  );
}
