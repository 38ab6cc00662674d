import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
  useId,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../../components/modal.tsx';

export interface PersonalNumberDialogProps {
  /** Where they stand: the subject (null) or the open text to an address. */
  readonly places: readonly (string | null)[];
  /** To what is to be changed: the first of the places. */
  readonly onChange: () => void;
  /** Back to where she pressed, with nothing chosen. */
  readonly onClose: () => void;
  readonly onSendAnyway: () => void;
}

/** Points out a personnummer that would be readable, before it leaves. */
export function PersonalNumberDialog({ places, onChange, onClose, onSendAnyway }: PersonalNumberDialogProps) {
  const { t } = useTranslation();
  const textId = useId('personal-number');
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface aria-describedby={textId}>
        <DialogBody>
          <DialogTitle>{t('compose.personalNumber.title')}</DialogTitle>
          <DialogContent id={textId}>
            <Text as="p">{t('compose.personalNumber.text')}</Text>
            <ul>
              {places.map((address) => (
                <li key={address ?? ''}>
                  {address === null
                    ? t('compose.personalNumber.placeSubject')
                    : t('compose.personalNumber.placeOpenText', { address })}
                </li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            {/* First: the dialog begins on it, and the safe one is what a hasty Enter presses. */}
            <Button appearance="primary" onClick={onChange}>
              {t('compose.personalNumber.change')}
            </Button>
            <Button onClick={onSendAnyway}>{t('compose.personalNumber.sendAnyway')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
