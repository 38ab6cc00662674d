import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FACTORS } from '../../components/factor-words.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useRemoval } from './use-factors.ts';

/** Asks before a way to sign in is removed. */
export function RemoveFactorDialog({
  name,
  run,
  onClose,
}: {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(FACTORS);
  const remove = useRemoval(run, onClose);
  return (
    <FormDialog
      title={t('removeDialog.title', { name })}
      save={t('removeDialog.remove')}
      error={remove.error}
      pending={remove.isPending}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Text>{t('removeDialog.text')}</Text>
    </FormDialog>
  );
}
