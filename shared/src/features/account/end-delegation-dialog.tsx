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
import { Modal } from '../../components/modal.tsx';
import { ACCOUNT } from './account-words.tsx';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

export interface EndDelegationDialogProps {
  readonly side: 'given' | 'received';
  /** The colleague on the other side. */
  readonly name: string;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

/** Asks before an access is ended: it cannot be taken back, only given anew. */
export function EndDelegationDialog({ side, name, onEnd, onClose }: EndDelegationDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNT);
  const { t: common } = useTranslation();
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{t(`delegation.${side}EndTitle`, { name })}</DialogTitle>
          <DialogContent>{t(`delegation.${side}EndText`, { name })}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            <Button appearance="primary" onClick={onEnd}>
              {t(`delegation.${side}End`)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
