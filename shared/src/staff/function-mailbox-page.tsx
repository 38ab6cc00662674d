import { useParams } from 'react-router';
import { AccountWords } from '../features/account/account-words.tsx';
import { MailboxAutoReplySection } from '../features/account/auto-reply-section.tsx';
import { MailboxSignatureSection } from '../features/account/signature-section.tsx';
import { MailboxScreen } from '../features/mailboxes/mailbox-screen.tsx';
import { BodyField } from '../features/messages/compose/body-field.tsx';

/** One function mailbox, with what it signs with and what it answers by itself. */
export function FunctionMailboxPage() {
  const { mailboxId = '' } = useParams();
  return (
    <MailboxScreen
      key={mailboxId}
      mailboxId={mailboxId}
      texts={
        <AccountWords>
          <MailboxSignatureSection mailboxId={mailboxId} Editor={BodyField} />
          <MailboxAutoReplySection mailboxId={mailboxId} />
        </AccountWords>
      }
    />
  );
}
