import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { FunctionMailboxView, MailboxMember } from '../../contract/function-mailboxes.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { useRemoveMembers } from './use-function-mailboxes.ts';

export interface RemoveMembersDialogProps {
  readonly mailbox: FunctionMailboxView;
  readonly members: readonly MailboxMember[];
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Asks before people are let in no longer, naming them. */
export function RemoveMembersDialog({ mailbox, members, onRemoved, onClose }: RemoveMembersDialogProps) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const notice = useNotice();
  const removing = useRemoveMembers(mailbox.id);
  const count = members.length;
  const remove = () =>
    removing.mutate(
      members.map(({ id }) => id),
      {
        onSuccess: () => {
          notice({ text: t('people.removed', { count }), intent: 'success' });
          onRemoved();
          onClose();
        },
      },
    );
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{t('people.removeTitle', { count, name: mailbox.name })}</DialogTitle>
          <DialogContent className={styles.form}>
            {removing.error ? <ProblemMessage text={textOf(problemType(removing.error))} /> : null}
            <Text className={styles.title}>{members.map(({ name }) => name).join(', ')}</Text>
            <Text>{t('people.removeText')}</Text>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={removing.isPending} onClick={remove}>
              {t('people.remove', { count })}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
