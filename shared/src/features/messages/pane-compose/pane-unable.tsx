import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../../components/page-heading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { useHost } from '../../../host/host-context.tsx';
import type { DraftEntry } from '../compose/draft-store.ts';
import { useDraftValue } from '../compose/use-draft.ts';
import { paths } from '../paths.ts';
import { webAddress } from '../web-address.ts';
import { usePaneStyles } from './pane.styles.ts';
import { PaneContents } from './pane-contents.tsx';
import type { PaneItem } from './pane-item.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** An Outlook that gives no attachments: nothing can be sent from here, and the way on is the web. */
export function PaneUnable({ entry, item }: { readonly entry: DraftEntry; readonly item: PaneItem }) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const host = useHost();
  const draft = useDraftValue(entry);
  useTitle(t('paneCompose.title'));
  return (
    <div className={styles.page}>
      <PageHeading focusOn="unable">{t('paneCompose.title')}</PageHeading>
      <MessageBar intent="warning" layout="multiline" role="status">
        <MessageBarBody className={styles.wrap}>{t('paneCompose.unable')}</MessageBarBody>
      </MessageBar>
      <PaneContents item={item} draft={draft} skipped={NOTHING} filesUnreadable />
      <Button
        className={styles.primary}
        appearance="primary"
        size="large"
        onClick={() => host.openExternal(webAddress(paths.compose))}
      >
        {t('paneRead.openSefos')}
      </Button>
    </div>
  );
}
