import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { Modal } from '../../../components/modal.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useElement } from '../../../components/use-element.ts';
import type { RecipientView } from '../../../contract/messages.ts';
import { normalisePersonalNumber } from '../../../domain/personal-number.ts';
import { toE164 } from '../../../domain/phone.ts';
import { useChangeVerification, useMessageHead } from '../use-messages.ts';
import { AlreadyRead } from './already-read.tsx';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

export interface VerificationDialogProps {
  readonly messageId: string;
  readonly recipient: RecipientView;
  /** What her method asks for. */
  readonly datum: 'phone' | 'personalNumber';
  readonly onClose: () => void;
}

const isTaken = (datum: VerificationDialogProps['datum'], text: string) =>
  (datum === 'phone' ? toE164(text) : normalisePersonalNumber(text)) !== null;

/** Another number or personnummer for one recipient, with what has been read already. */
export function VerificationDialog({ messageId, recipient, datum, onClose }: VerificationDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const notice = useNotice();
  const assuranceLevel = useMessageHead(messageId).data?.assuranceLevel ?? 3;
  const change = useChangeVerification({ id: messageId, assuranceLevel });
  const input = useElement<HTMLInputElement>();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const name = recipient.name || recipient.address;
  const save = () => {
    const given = text.trim();
    if (!isTaken(datum, given)) {
      setRefused(true);
      return input.element.current?.focus();
    }
    change.mutate(
      { recipientId: recipient.id, ...(datum === 'phone' ? { phone: given } : { personalNumber: given }) },
      {
        onSuccess: () => {
          notice({ text: t('messages.change.verificationDone'), intent: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{t(`messages.change.${datum}Title`, { name })}</DialogTitle>
          <DialogContent>
            {change.error ? <ProblemMessage text={textOf(problemType(change.error))} /> : null}
            {datum === 'personalNumber' || recipient.maskedPhone ? (
              <Text as="p" block>
                {t(`messages.change.${datum}Now`, { phone: recipient.maskedPhone ?? '' })}
              </Text>
            ) : null}
            <Field
              label={t(`compose.external.${datum}`)}
              hint={t(`compose.external.${datum}Hint`)}
              validationMessage={refused ? t(`compose.refuse.${datum}`) : null}
            >
              <Input
                ref={input.set}
                type={datum === 'phone' ? 'tel' : 'text'}
                inputMode={datum === 'phone' ? 'tel' : 'numeric'}
                autoComplete="off"
                value={text}
                onKeyDown={(event) => event.key === 'Enter' && !change.isPending && save()}
                onChange={(_event, data) => {
                  setText(data.value);
                  setRefused(false);
                }}
              />
            </Field>
            <Text as="p" block>
              {t('messages.change.verificationText')}
            </Text>
            <AlreadyRead messageId={messageId} recipientId={recipient.id} />
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
