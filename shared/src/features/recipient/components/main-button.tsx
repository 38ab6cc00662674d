import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useSpeech } from '../i18n/words.ts';
import { Announce } from './announce.tsx';

const useStyles = makeStyles({
  root: {
    minHeight: '48px',
    minWidth: '200px',
    alignSelf: 'flex-start',
    paddingInline: tokens.spacingHorizontalXXL,
    '@media (max-width: 479px)': { alignSelf: 'stretch', maxWidth: 'none' },
  },
});

interface MainButtonProps {
  readonly children: string;
  /** Working: keeps its name and the focus, takes no second press. */
  readonly busy?: boolean;
  /** May not be pressed yet; what stands beside says why. */
  readonly blocked?: boolean;
  readonly type?: 'button' | 'submit';
  readonly onClick?: () => void;
}

/** The one action of a page. */
export function MainButton({ children, busy = false, blocked = false, type = 'button', onClick }: MainButtonProps) {
  const { words } = useSpeech();
  const styles = useStyles();
  return (
    <>
      <Button
        appearance="primary"
        size="large"
        type={type}
        className={styles.root}
        disabledFocusable={busy || blocked}
        {...(busy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
        {...(onClick ? { onClick } : {})}
      >
        {children}
      </Button>
      <Announce>{busy ? words.identify.working : ''}</Announce>
    </>
  );
}
