import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: {
    display: 'block',
    width: '100%',
    minWidth: '48px',
    height: '10px',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  bar: { display: 'block', height: '100%', backgroundColor: tokens.colorBrandBackground, forcedColorAdjust: 'none' },
});

/** How large a figure is beside the largest; the figure itself stands in the cell before. */
export function ShareBar({ value, most }: { readonly value: number; readonly most: number }) {
  const styles = useStyles();
  return (
    <span className={styles.root} aria-hidden="true">
      <span className={styles.bar} style={{ width: `${most === 0 ? 0 : (value / most) * 100}%` }} />
    </span>
  );
}
