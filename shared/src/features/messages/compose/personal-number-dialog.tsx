import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../../components/modal.tsx';

export interface PersonalNumberDialogProps {
  /** Where they stand: the subject (null) or the open text to an address. */
  readonly places: readonly (string | null)[];
  readonly onChange: () => void;
  readonly onSendAnyway: () => void;
}

/** Points out a personnummer that would be readable, before it leaves. */
export function PersonalNumberDialog({ places, onChange, onSendAnyway }: PersonalNumberDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onChange()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('compose.personalNumber.title')}</DialogTitle>
          <DialogContent>
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
            <Button onClick={onSendAnyway}>{t('compose.personalNumber.sendAnyway')}</Button>
            <Button appearance="primary" onClick={onChange}>
              {t('compose.personalNumber.change')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
