import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { useNotice } from '../../components/notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import type { beginTotp } from '../../contract/account-factors.ts';
import type { ResponseOf } from '../../contract/endpoint.ts';
import { FormDialog } from './form-dialog.tsx';
import { useFactorsChanged } from './use-factors.ts';

export type TotpSetup = ResponseOf<typeof beginTotp>;

const useStyles = makeStyles({
  secret: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'all' },
});

const DIGITS = 6;

/** Lägg till app: the picture, the key for who cannot scan it, and the code that makes it count. */
export function TotpDialog({ setup, onClose }: { readonly setup: TotpSetup; readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(FACTORS);
  const api = useApi();
  const notice = useNotice();
  const changed = useFactorsChanged();
  const [code, setCode] = useState('');
  const [checked, setChecked] = useState(false);
  const confirm = useMutation({
    mutationFn: () => api.call(factorRoutes.confirmTotp, { body: { code } }),
    onSuccess: () => {
      void changed();
      notice({ text: t('totpDialog.saved'), intent: 'success' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('totpDialog.title')}
      save={t('totpDialog.save')}
      error={confirm.error}
      pending={confirm.isPending}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true);
        if (code.length === DIGITS) confirm.mutate();
      }}
    >
      <Text>{t('totpDialog.scan')}</Text>
      <QrCode size={setup.qr.size} path={setup.qr.path} label={t('totpDialog.qr')} />
      <div>
        <Text block>{t('totpDialog.secret')}</Text>
        <Text className={styles.secret}>{setup.secret.replace(/(.{4})(?=.)/g, '$1 ')}</Text>
      </div>
      <Field
        label={t('totpDialog.code')}
        hint={t('totpDialog.codeHint')}
        validationMessage={checked && code.length !== DIGITS ? t('step.codeMissing') : null}
      >
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(_event, { value }) => setCode(value.replace(/\D/g, '').slice(0, DIGITS))}
        />
      </Field>
    </FormDialog>
  );
}
