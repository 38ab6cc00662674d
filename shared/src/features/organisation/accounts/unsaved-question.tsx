import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ACCOUNTS } from './accounts-words.tsx';

/** Said when something else is pressed in a form that has not been saved. */
export function UnsavedQuestion({ onWithout }: { readonly onWithout: () => void }) {
  const { t } = useTranslation(ACCOUNTS);
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>{t('edit.unsaved')}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={onWithout}>{t('edit.without')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
