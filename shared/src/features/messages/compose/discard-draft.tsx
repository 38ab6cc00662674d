import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../../components/modal.tsx';

/** Kasta: asks, for the text and its files do not come back. */
export function DiscardDraft({ onDiscard }: { readonly onDiscard: () => Promise<void> }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <>
      <Button appearance="subtle" size="small" icon={<DeleteRegular />} onClick={() => setAsking(true)}>
        {t('compose.discard')}
      </Button>
      {asking ? (
        <Modal modalType="alert" onOpenChange={(_event, data) => data.open || close()}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{t('compose.draft.discardTitle')}</DialogTitle>
              <DialogContent>{t('compose.draft.discardText')}</DialogContent>
              <DialogActions>
                <Button onClick={close}>{t('compose.draft.goOn')}</Button>
                <Button appearance="primary" onClick={() => void onDiscard().finally(close)}>
                  {t('compose.discard')}
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Modal>
      ) : null}
    </>
  );
}
