import { Field, Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { NumberField, parseNumber } from '../number-field.tsx';
import { OrganisationWords } from '../organisation-words.tsx';
import { ACCOUNTS } from './accounts-words.tsx';
import { useRemoveAccount } from './use-accounts.ts';

const DAYS = { least: 1, most: LIMITS.delegationDays } as const;

export interface RemoveAccountDialogProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** Asks before an account is removed, and who is to read what is left. */
export function RemoveAccountDialog({ account: { id, displayName }, onClose }: RemoveAccountDialogProps) {
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const removing = useRemoveAccount(id);
  const [to, setTo] = useState('');
  const [days, setDays] = useState('90');
  const [tried, setTried] = useState(false);
  const isHandedOver = to.trim() !== '';
  const count = parseNumber(days, DAYS);
  const isWrong = isHandedOver && !count;
  const submit = () => {
    setTried(true);
    if (isWrong) return;
    const handOver = isHandedOver && count ? { handOverTo: to.trim(), days: count } : { handOverTo: null };
    removing.mutate(handOver, {
      onSuccess: () => {
        notice({ text: t('remove.done', { name: displayName }), intent: 'success' });
        onClose();
      },
    });
  };
  return (
    <FormDialog
      alert
      title={t('remove.title', { name: displayName })}
      submit={t('remove.confirm')}
      isPending={removing.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {removing.error ? <ProblemMessage text={textOf(problemType(removing.error))} /> : null}
      <Text>{t('remove.text')}</Text>
      <Field label={t('remove.to')} hint={t('remove.toHint')}>
        <Input type="email" autoComplete="off" value={to} onChange={(_event, { value }) => setTo(value)} />
      </Field>
      {isHandedOver ? (
        <OrganisationWords>
          <NumberField
            name="days"
            label={t('remove.days')}
            range={DAYS}
            text={days}
            refused={tried && isWrong}
            onText={setDays}
          />
        </OrganisationWords>
      ) : null}
    </FormDialog>
  );
}
