import { Checkbox, makeStyles, Text, Toolbar, ToolbarButton, tokens } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { ArchiveArrowBackRegular } from '@fluentui/react-icons/svg/archive-arrow-back';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { MailReadRegular } from '@fluentui/react-icons/svg/mail-read';
import { MailUnreadRegular } from '@fluentui/react-icons/svg/mail-unread';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../../../api/acting.tsx';
import { knowsUnread } from '../list-look.ts';
import { useListPaneStyles } from '../list-pane.styles.ts';
import type { ListDoing } from '../use-list-keys.ts';
import type { OwnAction } from '../use-row-actions.ts';
import { LIST_TOOLS, ListWords } from './list-words.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', minHeight: '32px', minWidth: 0 },
  count: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  // The box stands above those of the rows.
  all: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalM} - 2px)` },
  toolbar: { padding: 0, flexShrink: 0 },
});

const ICONS = {
  archive: <ArchiveRegular />,
  unarchive: <ArchiveArrowBackRegular />,
  markRead: <MailReadRegular />,
  markUnread: <MailUnreadRegular />,
  delete: <DeleteRegular />,
  restore: <ArrowUndoRegular />,
  destroy: <DeleteRegular />,
} as const;

export interface SelectionBarProps {
  readonly doing: ListDoing;
  /** How many rows the list shows. */
  readonly total: number;
  readonly onCancel: () => void;
}

/** How many rows are chosen and what can be done with them. */
export function SelectionBar(props: SelectionBarProps) {
  const styles = useListPaneStyles();
  return (
    <ListWords fallback={<div className={styles.bar} />}>
      <Bar {...props} />
    </ListWords>
  );
}

function Bar({ doing, total, onCancel }: SelectionBarProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  const { folder, selection, act, mayDelete } = doing;
  const count = selection.ids.length;
  const acting = useActing()?.acting;
  // In a function mailbox only whoever looks after it destroys.
  const mayDestroy = !acting || acting.administered;
  const ofDeleted: readonly OwnAction[] = mayDelete ? ['restore', ...(mayDestroy ? (['destroy'] as const) : [])] : [];
  const ofOthers: readonly OwnAction[] = [
    folder === 'archive' ? 'unarchive' : 'archive',
    ...(knowsUnread(folder) ? (['markRead', 'markUnread'] as const) : []),
    ...(mayDelete ? (['delete'] as const) : []),
  ];
  const actions = folder === 'deleted' ? ofDeleted : ofOthers;
  const all = count === total;
  const cancel = () => {
    selection.clear();
    onCancel();
  };
  return (
    <div className={styles.bar}>
      <Checkbox
        className={styles.all}
        aria-label={words('selection.all')}
        checked={all || 'mixed'}
        onChange={all ? cancel : selection.all}
      />
      <Text className={styles.count} role="status">
        {words('selection.count', { count })}
      </Text>
      <Toolbar size="small" className={styles.toolbar} aria-label={words('selection.label')}>
        {actions.map((action) => {
          const label = t(`messages.list.action.${action}`);
          return (
            <ToolbarButton
              key={action}
              icon={ICONS[action]}
              aria-label={label}
              title={label}
              onClick={() => act(action, selection.ids)}
            />
          );
        })}
        <ToolbarButton
          icon={<DismissRegular />}
          aria-label={words('selection.cancel')}
          title={words('selection.cancel')}
          onClick={cancel}
        />
      </Toolbar>
    </div>
  );
}
