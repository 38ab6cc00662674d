import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from './modal.tsx';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface FormDialogProps {
  readonly title: string;
  /** Of the button that does it; none where there is nothing to do yet. */
  readonly submit?: string | undefined;
  readonly cancel?: string | undefined;
  readonly isPending?: boolean;
  /** Asks about something that cannot be undone. */
  readonly alert?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog: Enter sends it, Escape leaves it. */
export function FormDialog(props: FormDialogProps) {
  const { title, submit, cancel, isPending = false, alert = false, onSubmit, onClose, children } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Modal modalType={alert ? 'alert' : 'modal'} onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPending) onSubmit();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>{title}</DialogTitle>
            <DialogContent className={styles.content}>{children}</DialogContent>
            <DialogActions fluid>
              <Button onClick={onClose}>{cancel ?? t('common.actions.cancel')}</Button>
              {submit === undefined ? null : (
                <Button type="submit" appearance="primary" disabledFocusable={isPending}>
                  {submit}
                </Button>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Modal>
  );
}
