import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { Modal } from '../../components/modal.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useReturnFocus } from '../../components/use-return-focus.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  title: { overflowWrap: 'anywhere' },
});

export interface FormDialogProps {
  readonly title: string;
  readonly save: string;
  readonly error: unknown;
  readonly pending: boolean;
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A dialog with a form, what went wrong with it, and two buttons. */
export function FormDialog({ title, save, error, pending, children, onSubmit, onClose }: FormDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  useReturnFocus();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A dialog of another form may lie in this one's React tree.
    event.stopPropagation();
    const form = event.currentTarget;
    if (!pending) onSubmit();
    // What the form itself refuses is shown by then.
    focusLater(() => form.querySelector<HTMLElement>('[aria-invalid="true"]'));
  };
  return (
    <Modal modalType="modal" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle className={styles.title}>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
              {children}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={pending}
                icon={pending ? <Spinner size="tiny" /> : null}
              >
                {save}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Modal>
  );
}
