import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { Modal } from '../../../components/modal.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import { useChangeValidity } from '../use-messages.ts';
import { endOfDay, isTakenEnd, localDate } from './validity.ts';

export interface ValidityDialogProps {
  readonly messageId: string;
  /** The last end of its links. */
  readonly validUntil: string;
  readonly onClose: () => void;
}

/** Another last day for all links of a message, later or earlier. */
export function ValidityDialog({ messageId, validUntil, onClose }: ValidityDialogProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const format = useFormat();
  const notice = useNotice();
  const change = useChangeValidity(messageId);
  const [date, setDate] = useState(localDate(validUntil));
  const [refused, setRefused] = useState(false);
  const save = () => {
    const until = endOfDay(date);
    if (!until || !isTakenEnd(until, Date.now())) return setRefused(true);
    change.mutate(
      { validUntil: until.toISOString(), recipientIds: null },
      {
        onSuccess: () => {
          notice({
            text: t('messages.change.extendedTo', { date: format.exact(until.toISOString()) }),
            intent: 'success',
          });
          onClose();
        },
      },
    );
  };
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('messages.change.validityTitle')}</DialogTitle>
          <DialogContent>
            {change.error ? <ProblemMessage text={textOf(problemType(change.error))} /> : null}
            <Field
              label={t('messages.change.validityLabel')}
              hint={t('messages.change.validityText')}
              validationMessage={refused ? t('messages.change.validityInvalid') : null}
            >
              <Input
                type="date"
                value={date}
                onChange={(_event, data) => {
                  setDate(data.value);
                  setRefused(false);
                }}
              />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={change.isPending} onClick={save}>
              {t('messages.change.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
