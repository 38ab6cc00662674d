import { Button } from '@fluentui/react-components';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

/** Shows a received message: in the inbox, or somewhere else where the screens have none (a pane beside a mail). */
export const ShowMessageContext = createContext<(messageId: string) => void>(() => undefined);

/** Visa svar: to the answer. */
export function ShowReply({ messageId }: { readonly messageId: string }) {
  const { t } = useTranslation();
  const show = useContext(ShowMessageContext);
  return (
    <Button size="small" onClick={() => show(messageId)}>
      {t('messages.timeline.showReply')}
    </Button>
  );
}
