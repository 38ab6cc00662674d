import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MailAddRegular } from '@fluentui/react-icons/svg/mail-add';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import type { Folder } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { MessageList } from './message-list.tsx';

const ReadingScreen = lazy(() =>
  import(/* webpackChunkName: "reading" */ '../reading/reading-screen.tsx').then((module) => ({
    default: module.ReadingScreen,
  })),
);
const LinkScreen = lazy(() =>
  import(/* webpackChunkName: "reading" */ '../reading/link-screen.tsx').then((module) => ({
    default: module.LinkScreen,
  })),
);

const NARROW = '@media (max-width: 899px)';
const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(300px, 400px) minmax(0, 1fr)',
    height: '100%',
    minHeight: 0,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  listPane: {
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  listHead: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  readPane: { minHeight: 0, overflowY: 'auto', backgroundColor: tokens.colorNeutralBackground2 },
  goneWhenNarrow: { [NARROW]: { display: 'none' } },
});

/** A folder: its list, and the open message beside it (below 900 px one at a time). */
export function MessagesScreen({ folder }: { readonly folder: Folder }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { messageId, rowId } = useParams();
  const reading = messageId !== undefined;
  useTitle(t(reading ? 'messages.read.body' : `staff.nav.${folder}`));
  return (
    <div className={styles.root}>
      <section
        className={mergeClasses(styles.listPane, reading && styles.goneWhenNarrow)}
        aria-label={t(`staff.nav.${folder}`)}
      >
        <div className={styles.listHead}>
          {/* The page's one first heading is the open message's. */}
          <PageHeading level={reading ? 2 : 1} focusOn={reading ? undefined : folder}>
            {t(`staff.nav.${folder}`)}
          </PageHeading>
          <Button appearance="primary" icon={<MailAddRegular />} onClick={() => void navigate(paths.compose)}>
            {t('messages.new')}
          </Button>
        </div>
        <MessageList key={folder} folder={folder} selectedId={folder === 'links' ? rowId : messageId} />
      </section>
      <section
        className={mergeClasses(styles.readPane, !reading && styles.goneWhenNarrow)}
        aria-label={t('messages.read.body')}
      >
        <Suspense fallback={<Loading lines={6} />}>
          {messageId === undefined ? (
            <EmptyState title={t('messages.list.choose')} />
          ) : folder === 'links' ? (
            <LinkScreen key={`${messageId}-${rowId}`} messageId={messageId} rowId={rowId} />
          ) : (
            <ReadingScreen key={messageId} folder={folder} messageId={messageId} />
          )}
        </Suspense>
      </section>
    </div>
  );
}
