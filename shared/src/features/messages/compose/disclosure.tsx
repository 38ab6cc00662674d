import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  // Room for two lines, and no more than the column.
  button: {
    justifyContent: 'start',
    textAlign: 'start',
    minWidth: 0,
    maxWidth: '100%',
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightRegular,
    paddingInline: tokens.spacingHorizontalS,
  },
});

export interface DisclosureProps {
  readonly label: ReactNode;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A button that shows or hides a part (WAI-ARIA disclosure). Fluent's accordion would bring its animations into the first load. */
export function Disclosure({ label, open, onOpen, children }: DisclosureProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.root}>
      <Button
        className={styles.button}
        appearance="subtle"
        icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => onOpen(!open)}
      >
        {label}
      </Button>
      {open ? <div id={id}>{children}</div> : null}
    </div>
  );
}
