import { Field, Select } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { ACCOUNT } from './account-words.tsx';
import { useOwnMailboxes } from './use-own-mailboxes.ts';

/** What is set for one mailbox: one's only one, or the one that is chosen. */
export function MailboxChoice({ children }: { readonly children: (mailboxId: string) => ReactNode }) {
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const mailboxes = useOwnMailboxes();
  const [selected, setSelected] = useState<string>();
  const chosen = selected ?? mailboxes.data?.[0]?.id;
  return (
    <>
      {mailboxes.error ? (
        <ProblemMessage text={textOf(problemType(mailboxes.error))} onRetry={() => void mailboxes.refetch()} />
      ) : null}
      {mailboxes.data && mailboxes.data.length > 1 ? (
        <Field label={t('mailbox')}>
          <Select value={chosen ?? ''} onChange={(_event, data) => setSelected(data.value)}>
            {mailboxes.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      {chosen ? children(chosen) : null}
    </>
  );
}
