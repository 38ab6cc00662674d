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
import { ACCOUNTS } from './accounts-words.tsx';
import { RemoveAccountDialog } from './remove-account-dialog.tsx';
import { ResetSignInDialog } from './reset-sign-in-dialog.tsx';
import { RoleField } from './role-field.tsx';
import { UnsavedQuestion } from './unsaved-question.tsx';
import { type BulkAction, useChangeAccount } from './use-accounts.ts';
import { useBulkNotice } from './use-bulk-notice.ts';

const useStyles = makeStyles({ wrapped: { overflowWrap: 'anywhere' } });

type Further = BulkAction | 'remove' | 'reset';

export interface EditAccountDialogProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** One account: name and role, and what else can be done with it. */
export function EditAccountDialog({ account, onClose }: EditAccountDialogProps) {
  const { id, role, displayName, email, frozen, signIn, invitedUntil } = account;
  const styles = useStyles();
  const { account: self } = useSession();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const changing = useChangeAccount(id);
  const { bulk, run } = useBulkNotice(onClose);
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
  const mayReset = signIn.length > 0 && !frozen && id !== self.id;
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
          <RoleField role={wanted} onRole={setWanted} />
          <Text size={200}>{t('edit.freezeHint')}</Text>
          {mayReset && signIn.includes('password') ? <Text size={200}>{t('edit.phoneHint')}</Text> : null}
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
