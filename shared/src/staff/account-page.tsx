import { makeStyles, tokens } from '@fluentui/react-components';
import { AccountWords } from '../features/account/account-words.tsx';
import { AutoReplySection } from '../features/account/auto-reply-section.tsx';
import { DelegationSection } from '../features/account/delegation-section.tsx';
import { NotificationsSection } from '../features/account/notifications-section.tsx';
import { SignatureSection } from '../features/account/signature-section.tsx';
import { BodyField } from '../features/messages/compose/body-field.tsx';
import { AccountScreen } from '../features/session/account-screen.tsx';

const useStyles = makeStyles({
  sections: {
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    maxWidth: '560px',
    padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    '@media (max-width: 599px)': { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}` },
  },
});

const Signature = () => <SignatureSection Editor={BodyField} />;

/** The sections of Mitt konto below name, language and sign-in, in order; each is a `Section` with words of the account namespace. */
const SECTIONS = [NotificationsSection, Signature, AutoReplySection, DelegationSection] as const;

/** Mitt konto: who one is, and what one's mailbox does by itself. */
export function AccountPage() {
  const styles = useStyles();
  return (
    <>
      <AccountScreen />
      <AccountWords>
        <div className={styles.sections}>
          {SECTIONS.map((Part) => (
            <Part key={Part.name} />
          ))}
        </div>
      </AccountWords>
    </>
  );
}
