import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useTitle } from '../../../components/use-title.ts';
import { ReadingScreen } from './reading-screen.tsx';

const useStyles = makeStyles({
  root: {
    minHeight: '100dvh',
    display: 'grid',
    justifyContent: 'center',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  column: { width: '100vw', maxWidth: '860px', minWidth: 0 },
});

/** One message in a tab of its own, with nothing around it. */
export function AloneScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { messageId = '' } = useParams();
  useTitle(t('messages.read.body'));
  return (
    <main className={styles.root}>
      <div className={styles.column}>
        <ReadingScreen key={messageId} folder="inbox" messageId={messageId} alone />
      </div>
    </main>
  );
}
