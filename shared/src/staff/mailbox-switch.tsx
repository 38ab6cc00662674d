import { Field, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useActing } from '../api/acting.tsx';
import { useSession } from '../api/session.tsx';
import { useFormat } from '../components/use-format.ts';
import type { MailboxList } from '../features/messages/use-messages.ts';

/** Which mailbox is shown, for somebody who has more than her own. */
export function MailboxSwitch({ mailboxes }: { readonly mailboxes: MailboxList }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mailboxId } = useSession();
  const scope = useActing();
  return (
    <Field label={t('staff.mailbox.label')}>
      <Select value={mailboxId} onChange={(_event, data) => scope?.enter(data.value)}>
        {mailboxes.map(({ id, name, delegatedUntil }) => (
          <option key={id} value={id}>
            {delegatedUntil
              ? t('staff.mailbox.delegated', { holder: format.holder(name), date: format.day(delegatedUntil) })
              : name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
