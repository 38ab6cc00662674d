import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { useSession } from '../../../api/session.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SectionBar } from '../../../components/section.tsx';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { AccountPhoneLine, type WrongPhone } from './account-phone-line.tsx';
import { ACCOUNTS } from './accounts-words.tsx';
import { RemoveAccountDialog } from './remove-account-dialog.tsx';
import { ResetSignInDialog } from './reset-sign-in-dialog.tsx';
import { RoleField } from './role-field.tsx';
import { UnsavedQuestion } from './unsaved-question.tsx';
import { type BulkAction, useAccountPhone, useChangeAccount } from './use-accounts.ts';
import { useBulkNotice } from './use-bulk-notice.ts';

const useStyles = makeStyles({ wrapped: { overflowWrap: 'anywhere' } });

type Further = BulkAction | 'remove' | 'reset';

/** Whether the account's ways to sign in may be reset here, and what is to be done about a wrong number. */
function useReset(account: ManagedAccount) {
  const { account: self } = useSession();
  const phone = useAccountPhone(account).data?.maskedPhone;
  const has = { phone: Boolean(phone) || account.signIn.includes('password'), any: account.signIn.length > 0 };
  const isSelf = account.id === self.id;
  const wrong: WrongPhone = isSelf ? 'self' : account.frozen ? 'thaw' : 'reset';
  return {
    phone,
    wrong: has.phone ? wrong : null,
    mayReset: (has.any || has.phone) && !account.frozen && !isSelf,
  };
}

export interface EditAccountDialogProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** One account: name and role, and what else can be done with it. */
export function EditAccountDialog({ account, onClose }: EditAccountDialogProps) {
  const { id, role, displayName, email, frozen, signIn, invitedUntil } = account;
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const changing = useChangeAccount(id);
  const { bulk, run } = useBulkNotice(onClose);
  const { phone, wrong, mayReset } = useReset(account);
  const [name, setName] = useState(displayName);
  const [wanted, setWanted] = useState(role);
  const [asking, setAsking] = useState<'remove' | 'reset'>();
  const [waiting, setWaiting] = useState<Further>();
  if (asking === 'remove') return <RemoveAccountDialog account={account} onClose={onClose} />;
  if (asking === 'reset') return <ResetSignInDialog account={account} onClose={onClose} />;
  const change = {
    ...(name.trim() === displayName ? {} : { displayName: name.trim() }),
    ...(wanted === role || wanted === 'system-administrator' ? {} : { role: wanted }),
  };
  const isUnsaved = Object.keys(change).length > 0;
  const proceed = (further: Further) => {
    if (further === 'remove' || further === 'reset') setAsking(further);
    else run({ action: further, ids: [id] }, displayName);
  };
  const go = (further: Further) => (isUnsaved ? setWaiting(further) : proceed(further));
  const submit = () => {
    if (!name.trim()) return;
    if (!isUnsaved) return onClose();
    changing.mutate(
      { ...change, expected: { displayName, role } },
      {
        onSuccess: () => {
          notice({ text: t('edit.saved', { name: name.trim() }), intent: 'success' });
          onClose();
        },
      },
    );
  };
  const error = changing.error ?? bulk.error;
  return (
    <FormDialog
      title={t('edit.title', { name: displayName })}
      submit={t('edit.save')}
      isPending={changing.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      {account.provisioned ? (
        <MessageBar layout="multiline">
          <MessageBarBody>{t('edit.provisioned')}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Text className={styles.wrapped}>{t('edit.email', { email })}</Text>
      <Field label={t('add.name')} validationMessage={name.trim() ? null : t('add.nameMissing')}>
        <Input
          autoComplete="off"
          maxLength={LIMITS.accountNameCharacters}
          value={name}
          onChange={(_event, { value }) => setName(value)}
        />
      </Field>
      {wanted === 'system-administrator' ? (
        <Text>{t('role.system-administrator')}</Text>
      ) : (
        <>
          <AccountPhoneLine phone={phone} wrong={wrong} onReset={() => go('reset')} />
          <RoleField role={wanted} onRole={setWanted} />
          <Text size={200}>{t('edit.freezeHint')}</Text>
          <SectionBar>
            <Button disabledFocusable={bulk.isPending} onClick={() => go(frozen ? 'thaw' : 'freeze')}>
              {t(frozen ? 'list.thaw' : 'list.freeze')}
            </Button>
            {signIn.length === 0 && !frozen ? (
              <Button disabledFocusable={bulk.isPending} onClick={() => go('invite')}>
                {t(invitedUntil ? 'list.inviteAgain' : 'list.invite')}
              </Button>
            ) : null}
            {invitedUntil ? (
              <Button disabledFocusable={bulk.isPending} onClick={() => go('revoke')}>
                {t('list.revoke')}
              </Button>
            ) : null}
            {mayReset ? <Button onClick={() => go('reset')}>{t('reset.open')}</Button> : null}
            <Button onClick={() => go('remove')}>{t('edit.remove')}</Button>
          </SectionBar>
          {waiting && isUnsaved ? <UnsavedQuestion onWithout={() => proceed(waiting)} /> : null}
        </>
      )}
    </FormDialog>
  );
}
