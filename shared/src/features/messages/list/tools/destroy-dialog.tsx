import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../../../components/modal.tsx';
import { LIST_TOOLS, ListWords } from './list-words.tsx';

const useStyles = makeStyles({
  // On a low screen the whole dialog scrolls, with its buttons.
  surface: { overflowY: 'auto' },
  body: { maxHeight: 'none' },
  content: { overflowY: 'visible' },
});

export interface DestroyDialogProps {
  /** How many messages go. */
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before messages are destroyed for good, saying how many. */
export function DestroyDialog(props: DestroyDialogProps) {
  return (
    <ListWords fallback={null}>
      <Question {...props} />
    </ListWords>
  );
}

function Question({ count, onConfirm, onClose }: DestroyDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  const confirm = () => {
    onConfirm();
    onClose();
  };
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody className={styles.body}>
          <DialogTitle>{words('destroy.title', { count })}</DialogTitle>
          <DialogContent className={styles.content}>{words('destroy.text')}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
            <Button appearance="primary" onClick={confirm}>
              {t('messages.list.action.destroy')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
