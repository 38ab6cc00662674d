import { makeStyles, tokens } from '@fluentui/react-components';
import { FactorWords } from '../components/factor-words.tsx';
import { AccountWords } from '../features/account/account-words.tsx';
import { AutoReplySection } from '../features/account/auto-reply-section.tsx';
import { DataSection } from '../features/account/data-section.tsx';
import { DelegationSection } from '../features/account/delegation-section.tsx';
import { NameForm } from '../features/account/name-form.tsx';
import { NotificationsSection } from '../features/account/notifications-section.tsx';
import { SecuritySection } from '../features/account/security-section.tsx';
import { SessionsSection } from '../features/account/sessions-section.tsx';
import { SignatureSection } from '../features/account/signature-section.tsx';
import { BodyField } from '../features/messages/compose/body-field.tsx';
import { AccountScreen } from '../features/session/account-screen.tsx';
import { ConfirmProvider } from '../features/session/confirm-provider.tsx';

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

const Name = (
  <AccountWords lines={2}>
    <NameForm />
  </AccountWords>
);

const Signature = () => <SignatureSection Editor={BodyField} />;

/** The sections of Mitt konto below name, language and sign-in, in order; each is a `Section` with words of the account namespace. */
const SECTIONS = [NotificationsSection, Signature, AutoReplySection, DelegationSection] as const;

/** How one signs in, where one is, and what is kept; with words of their own. */
const FACTOR_SECTIONS = [SecuritySection, SessionsSection, DataSection] as const;

/** Mitt konto: who one is, how one signs in, and what one's mailbox does by itself. */
export function AccountPage() {
  const styles = useStyles();
  return (
    <>
      <AccountScreen name={Name} />
      <ConfirmProvider>
        <FactorWords>
          <div className={styles.sections}>
            {FACTOR_SECTIONS.map((Part) => (
              <Part key={Part.name} />
            ))}
          </div>
        </FactorWords>
        <AccountWords>
          <div className={styles.sections}>
            {SECTIONS.map((Part) => (
              <Part key={Part.name} />
            ))}
          </div>
        </AccountWords>
      </ConfirmProvider>
    </>
  );
}
