import { useParams } from 'react-router';
import { AccountWords } from '../features/account/account-words.tsx';
import { MailboxSignatureSection } from '../features/account/signature-section.tsx';
import { MailboxScreen } from '../features/mailboxes/mailbox-screen.tsx';
import { BodyField } from '../features/messages/compose/body-field.tsx';

/** One function mailbox, with what it signs with. */
export function FunctionMailboxPage() {
  const { mailboxId = '' } = useParams();
  return (
    <MailboxScreen
      key={mailboxId}
      mailboxId={mailboxId}
      signature={
        <AccountWords>
          <MailboxSignatureSection mailboxId={mailboxId} Editor={BodyField} />
        </AccountWords>
      }
    />
  );
}
