import { Field, Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { useSession } from '../../api/session.tsx';
import { FACTORS } from '../../components/factor-words.tsx';
import { useNotice } from '../../components/notice.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { passwordFault } from '../../domain/password.ts';
import { FormDialog } from './form-dialog.tsx';
import { useConfirmed } from './use-factors.ts';

/** Byt lösenord: the one before, the new one twice, and what is wrong with it before it is sent. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const api = useApi();
  const notice = useNotice();
  const { account, organisation } = useSession();
  const [{ current, next, again }, setFields] = useState({ current: '', next: '', again: '' });
  const [checked, setChecked] = useState(false);
  const change = useConfirmed(
    () => api.call(factorRoutes.changePassword, { body: { current, next } }),
    () => {
      notice({ text: t('passwordDialog.saved'), intent: 'success' });
      onClose();
    },
  );
  const fault = passwordFault(next, [account.email, account.displayName, organisation.name]);
  const wrong = {
    current: current ? null : t('passwordDialog.currentMissing'),
    next: fault && textOf(fault),
    again: again === next ? null : t('passwordDialog.againWrong'),
  };
  const field = (name: keyof typeof wrong, autoComplete: 'current-password' | 'new-password', hint?: string) => (
    <Field
      label={t(`passwordDialog.${name}`)}
      hint={hint ?? null}
      validationMessage={checked ? wrong[name] : null}
      key={name}
    >
      <Input
        type="password"
        autoComplete={autoComplete}
        value={{ current, next, again }[name]}
        onChange={(_event, { value }) => setFields((before) => ({ ...before, [name]: value }))}
      />
    </Field>
  );
  return (
    <FormDialog
      title={t('passwordDialog.title')}
      save={t('passwordDialog.save')}
      error={change.error}
      pending={change.isPending}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true);
        if (!wrong.current && !wrong.next && !wrong.again) change.mutate();
      }}
    >
      <Text>{t('passwordDialog.text')}</Text>
      {/* For password managers: whose it is. */}
      <input type="hidden" autoComplete="username" value={account.email} readOnly />
      {field('current', 'current-password')}
      {field('next', 'new-password', t('passwordDialog.nextHint'))}
      {field('again', 'new-password')}
    </FormDialog>
  );
}
