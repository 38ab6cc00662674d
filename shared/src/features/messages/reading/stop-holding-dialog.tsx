import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../../components/modal.tsx';
import { READING } from './reading-words.tsx';

export interface StopHoldingDialogProps {
  readonly onStop: () => void;
  readonly onClose: () => void;
}

/** Asks before a message is let go: it may be purged at once. */
export function StopHoldingDialog({ onStop, onClose }: StopHoldingDialogProps) {
  const { t } = useTranslation(READING);
  const { t: common } = useTranslation();
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('hold.stopTitle')}</DialogTitle>
          <DialogContent>{t('hold.stopText')}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            <Button appearance="primary" onClick={onStop}>
              {t('hold.stop')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
