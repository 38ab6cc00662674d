import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import { useResetSignIn } from './use-accounts.ts';

export interface ResetSignInDialogProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** Asks before somebody's ways to sign in are taken away. */
export function ResetSignInDialog({ account: { id, displayName: name }, onClose }: ResetSignInDialogProps) {
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const resetting = useResetSignIn(id);
  const submit = () =>
    resetting.mutate(undefined, {
      onSuccess: () => {
        notice({ text: t('reset.done', { name }), intent: 'success' });
        onClose();
      },
    });
  return (
    <FormDialog
      alert
      title={t('reset.title', { name })}
      submit={t('reset.confirm')}
      isPending={resetting.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {resetting.error ? <ProblemMessage text={textOf(problemType(resetting.error))} /> : null}
      <Text>{t('reset.text')}</Text>
      <Text>{t('reset.how')}</Text>
    </FormDialog>
  );
}
