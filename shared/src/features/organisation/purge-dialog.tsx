import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../components/modal.tsx';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

export interface PurgeDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is saved that destroys what there is. */
export function PurgeDialog({ title, children, confirm, onConfirm, onClose }: PurgeDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
            <Button appearance="primary" onClick={onConfirm}>
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
