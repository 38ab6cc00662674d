import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalXXXL },
  whole: { minHeight: '60vh', alignItems: 'center' },
});

/** Says that something is on its way. `whole` fills an otherwise empty page. */
export function Waiting({ label, whole = false }: { readonly label: string; readonly whole?: boolean }) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.root, whole && styles.whole)}>
      <Spinner label={label} labelPosition="below" />
    </div>
  );
}
