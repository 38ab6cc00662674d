import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { Modal } from '../../../components/modal.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { RecipientView } from '../../../contract/messages.ts';
import { useEndAccess } from '../use-messages.ts';
import { AlreadyRead } from './already-read.tsx';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

export interface EndAccessDialogProps {
  readonly messageId: string;
  readonly recipient: RecipientView;
  readonly onClose: (ended: boolean) => void;
}

/** Says what she has read already, and that only what comes after is ended. */
export function EndAccessDialog({ messageId, recipient, onClose }: EndAccessDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const notice = useNotice();
  const ending = useEndAccess(messageId);
  const end = () =>
    ending.mutate(recipient.id, {
      onSuccess: () => {
        notice({ text: t('messages.change.endDone'), intent: 'success' });
        onClose(true);
      },
    });
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>
            {t('messages.change.endTitle', { name: recipient.name || recipient.address })}
          </DialogTitle>
          <DialogContent>
            {ending.error ? <ProblemMessage text={textOf(problemType(ending.error))} /> : null}
            <Text as="p" block>
              {t('messages.change.endText')}
            </Text>
            <AlreadyRead messageId={messageId} recipientId={recipient.id} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onClose(false)}>{t('common.actions.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={ending.isPending} onClick={end}>
              {t('messages.change.end')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
