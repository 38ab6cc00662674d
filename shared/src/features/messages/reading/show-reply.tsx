import { Button } from '@fluentui/react-components';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '../paths.ts';

/** Given where the screens have no inbox to go to (a pane beside a mail): shows a received message somewhere else. */
export const ShowMessageContext = createContext<((messageId: string) => void) | undefined>(undefined);

/** Visa svar: to the answer, in the inbox. */
export function ShowReply({ messageId }: { readonly messageId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const show = useContext(ShowMessageContext) ?? ((id: string) => void navigate(paths.message('inbox', id)));
  return (
    <Button size="small" onClick={() => show(messageId)}>
      {t('messages.timeline.showReply')}
    </Button>
  );
}
