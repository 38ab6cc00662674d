import { Field, Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { makePasskey } from '../../api/passkeys.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { useNotice } from '../../components/notice.tsx';
import type { PasskeyView } from '../../contract/account-factors.ts';
import { LIMITS } from '../../domain/limits.ts';
import { FormDialog } from './form-dialog.tsx';
import { useConfirmed, useFactorsChanged } from './use-factors.ts';

/** Adds a passkey, or gives one another name. */
export function PasskeyDialog({ passkey, onClose }: { readonly passkey?: PasskeyView; readonly onClose: () => void }) {
  const { t } = useTranslation(FACTORS);
  const api = useApi();
  const notice = useNotice();
  const changed = useFactorsChanged();
  const [name, setName] = useState(passkey?.name ?? t('passkeyDialog.suggestion'));
  const [checked, setChecked] = useState(false);
  const missing = name.trim() === '';
  const add = async () => {
    const creation = await api.call(factorRoutes.beginPasskey, {});
    const response = await makePasskey(creation);
    await api.call(factorRoutes.addPasskey, { body: { challengeId: creation.challengeId, name, response } });
  };
  const rename = (id: string) => api.call(factorRoutes.renamePasskey, { params: { id }, body: { name } });
  const save = useConfirmed<unknown>(
    () => (passkey ? rename(passkey.id) : add()),
    () => {
      void changed();
      notice({ text: t(passkey ? 'security.saved' : 'passkeyDialog.saved'), intent: 'success' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t(passkey ? 'passkeyDialog.rename' : 'passkeyDialog.title')}
      save={t(passkey ? 'passkeyDialog.save' : 'passkeyDialog.continue')}
      error={save.error}
      pending={save.isPending}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true);
        if (!missing) save.mutate();
      }}
    >
      {passkey ? null : <Text>{t('step.passkeyText')}</Text>}
      <Field
        label={t('passkeyDialog.name')}
        hint={t('passkeyDialog.nameHint')}
        validationMessage={checked && missing ? t('passkeyDialog.nameMissing') : null}
      >
        <Input value={name} maxLength={LIMITS.passkeyNameCharacters} onChange={(_event, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  );
}
