import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { CONTACTS } from './contacts-words.tsx';
import { useRemove } from './use-contacts.ts';

export interface RemoveDialogProps {
  readonly kind: 'contact' | 'group';
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks before a contact or a group goes for good. */
export function RemoveDialog({ kind, id, name, onClose }: RemoveDialogProps) {
  const { t } = useTranslation(CONTACTS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const notify = useNotice();
  const removing = useRemove(kind);
  const done = () => {
    notify({ text: t('removing.removed', { name }) });
    onClose();
  };
  const remove = () =>
    removing.mutate(id, {
      onSuccess: done,
      // Somebody else was first: it is gone all the same.
      onError: (error) => isProblem(error, 'not-found') && done(),
    });
  return (
    <Modal onOpenChange={(_event, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(`removing.${kind}`, { name })}</DialogTitle>
          <DialogContent>
            {t(`removing.${kind}Text`)}
            {removing.error ? <ProblemMessage text={textOf(problemType(removing.error))} /> : null}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={removing.isPending} onClick={remove}>
              {t('remove')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
