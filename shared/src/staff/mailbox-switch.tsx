import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useActing } from '../api/acting.tsx';
import { useSession } from '../api/session.tsx';
import { useFormat } from '../components/use-format.ts';
import type { MailboxList } from '../features/messages/use-messages.ts';

const useStyles = makeStyles({
  // As wide as the navigation, however long the names are.
  field: { gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0, marginBottom: tokens.spacingVerticalS },
  select: { minWidth: 0, '& select': { minWidth: 0, width: '100%', textOverflow: 'ellipsis' } },
});

/** Which mailbox is shown, for somebody who has more than her own. */
export function MailboxSwitch({ mailboxes }: { readonly mailboxes: MailboxList }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const { mailboxId } = useSession();
  const scope = useActing();
  const nameOf = ({ name, delegatedUntil, readOnly }: MailboxList[number]) =>
    delegatedUntil
      ? t(readOnly ? 'staff.mailbox.handedOver' : 'staff.mailbox.delegated', {
          holder: format.holder(name),
          date: format.lastDay(delegatedUntil),
        })
      : name;
  const shown = mailboxes.find(({ id }) => id === mailboxId);
  return (
    <Field className={styles.field} label={t('staff.mailbox.label')}>
      <Select
        className={styles.select}
        // A long name is cut where it does not fit.
        title={shown && nameOf(shown)}
        value={mailboxId}
        onChange={(_event, data) => scope?.enter(data.value)}
      >
        {mailboxes.map((mailbox) => (
          <option key={mailbox.id} value={mailbox.id}>
            {mailbox.unread > 0 ? `${nameOf(mailbox)} (${mailbox.unread})` : nameOf(mailbox)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
