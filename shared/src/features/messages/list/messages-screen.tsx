import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Loading } from '../../../components/loading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import type { Folder } from '../../../contract/messages.ts';
import { ListPane, type ListPaneProps } from './list-pane.tsx';

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
  readPane: { minHeight: 0, overflowY: 'auto', backgroundColor: tokens.colorNeutralBackground2 },
  goneWhenNarrow: { [NARROW]: { display: 'none' } },
});

export interface MessagesScreenProps {
  readonly folder: Folder;
  /** What lists the folder where it is not its messages one by one. */
  readonly list?: ComponentType<ListPaneProps> | undefined;
}

/** A folder: its list, and the open message beside it (below 900 px one at a time). */
export function MessagesScreen({ folder, list: List = ListPane }: MessagesScreenProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { messageId, rowId } = useParams();
  const reading = messageId !== undefined;
  useTitle(t(reading ? 'messages.read.body' : `staff.nav.${folder}`));
  return (
    <div className={styles.root}>
      <List
        key={folder}
        folder={folder}
        openId={folder === 'links' ? rowId : messageId}
        reading={reading}
        className={reading ? styles.goneWhenNarrow : undefined}
      />
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
