import { makeStyles, tokens } from '@fluentui/react-components';
import { HostSignInPanel, type HostSignInPanelProps } from './host-sign-in-panel.tsx';

const useStyles = makeStyles({
  root: { padding: tokens.spacingHorizontalM, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
});

/** Above screens that are there before the sign-in is: what goes on, and our window for whom it takes too long. */
export function SlowSignIn(props: HostSignInPanelProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <HostSignInPanel {...props} />
    </div>
  );
}
