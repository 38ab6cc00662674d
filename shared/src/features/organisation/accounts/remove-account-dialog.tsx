import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../../api/problem-error.ts';
import { useColleagues } from '../../../api/use-colleagues.ts';
import { addressOf, ColleagueField, NO_COLLEAGUE } from '../../../components/colleague-field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { NumberField, parseNumber } from '../number-field.tsx';
import { OrganisationWords } from '../organisation-words.tsx';
import { ACCOUNTS } from './accounts-words.tsx';
import { useRemoveAccount } from './use-accounts.ts';

const DAY_MILLISECONDS = 86_400_000;
const DAYS = { least: 1, most: LIMITS.delegationDays } as const;

export interface RemoveAccountDialogProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** Asks before an account is removed, and who is to read what is left. */
export function RemoveAccountDialog({ account: { id, displayName, email }, onClose }: RemoveAccountDialogProps) {
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const removing = useRemoveAccount(id);
  const format = useFormat();
  const [to, setTo] = useState(NO_COLLEAGUE);
  const colleagues = useColleagues(to.address ? '' : to.text);
  const [days, setDays] = useState('90');
  const [tried, setTried] = useState(false);
  const address = addressOf(to);
  const isHandedOver = address !== '';
  const count = parseNumber(days, DAYS);
  const isWrong = isHandedOver && !count;
  // A name that was typed and not chosen says nobody.
  const isNobody = isHandedOver && !address.includes('@');
  const isRefused = isProblem(removing.error, 'delegate-invalid');
  const submit = () => {
    setTried(true);
    if (isWrong || isNobody) return;
    const handOver = isHandedOver && count ? { handOverTo: address, days: count } : { handOverTo: null };
    removing.mutate(handOver, {
      onSuccess: () => {
        const until = new Date(Date.now() + (count ?? 0) * DAY_MILLISECONDS).toISOString();
        notice({
          text: t('remove.done', { name: displayName }),
          detail: isHandedOver
            ? t('remove.readBy', { name: to.text.trim(), date: format.lastDay(until) })
            : t('remove.readByNobody'),
          intent: 'success',
        });
        onClose();
      },
    });
  };
  const refusal = isRefused ? textOf('delegate-invalid') : tried && isNobody ? t('remove.toMissing') : null;
  return (
    <FormDialog
      alert
      title={t('remove.title', { name: displayName })}
      submit={t('remove.confirm')}
      isPending={removing.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {removing.error && !isRefused ? <ProblemMessage text={textOf(problemType(removing.error))} /> : null}
      <Text>{t('remove.text')}</Text>
      <Text>{t('remove.cases')}</Text>
      <ColleagueField
        label={t('remove.to')}
        hint={t('remove.toHint')}
        listLabel={t('remove.colleagues')}
        refused={refusal}
        value={to}
        onChange={(next) => {
          setTo(next);
          removing.reset();
        }}
        found={(colleagues.data ?? []).filter((one) => one.address !== email)}
      />
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
