import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { Folder, MessageHead } from '../../../contract/messages.ts';
import { useMessageActions } from '../list/use-message-actions.ts';
import { READING } from './reading-words.tsx';

export interface DeletedBarProps {
  readonly folder: Folder;
  readonly head: MessageHead;
}

/** Says that the open message is deleted, until when, and brings it back. */
export function DeletedBar(props: DeletedBarProps) {
  const { deletedUntil } = props.head;
  return deletedUntil === undefined ? null : <Deleted {...props} until={deletedUntil} />;
}

function Deleted({ folder, head, until }: DeletedBarProps & { readonly until: string }) {
  const { t } = useTranslation(READING);
  const format = useFormat();
  const restore = useMessageActions(folder, head).find(({ action }) => action === 'restore');
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{head.held ? t('deletedHeld') : t('deleted', { date: format.lastDay(until) })}</MessageBarBody>
      {restore ? (
        <MessageBarActions>
          <Button
            onClick={() => {
              // The bar goes, and this button with it.
              document.querySelector<HTMLElement>('article h1')?.focus();
              restore.run();
            }}
          >
            {restore.label}
          </Button>
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
}
