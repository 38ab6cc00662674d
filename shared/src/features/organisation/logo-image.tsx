import { makeStyles, tokens } from '@fluentui/react-components';
import { useSession } from '../../api/session.tsx';

const useStyles = makeStyles({
  // Logos are drawn for paper: white whatever the theme.
  root: {
    maxHeight: '64px',
    maxWidth: '100%',
    objectFit: 'contain',
    backgroundColor: tokens.colorNeutralForegroundStaticInverted,
  },
});

/** The organisation's picture as recipients see it. */
export function LogoImage({ hash, alt }: { readonly hash: string; readonly alt: string }) {
  const styles = useStyles();
  const { organisation } = useSession();
  return <img className={styles.root} src={`/logo/${organisation.id}?v=${hash.slice(0, 16)}`} alt={alt} />;
}
