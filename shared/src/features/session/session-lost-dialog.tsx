import { DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useBearer } from '../../api/bearer-context.tsx';
import { Modal } from '../../components/modal.tsx';
import type { SessionView } from '../../contract/sign-in.ts';
import { HostSignInPanel } from './host-sign-in-panel.tsx';
import { SignInForms } from './sign-in-screen.tsx';

const useStyles = makeStyles({ content: { display: 'grid', gap: tokens.spacingVerticalL } });

/** The session ended while somebody was at work: she signs in again above what she was writing, and nothing is lost. */
export function SessionLostDialog({ onSignedIn }: { readonly onSignedIn: (session: SessionView) => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const bearer = useBearer();
  return (
    <Modal modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('staff.signIn.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            {bearer ? (
              <HostSignInPanel bearer={bearer} onSignedIn={onSignedIn} />
            ) : (
              <SignInForms reason="expired" inWindow onSignedIn={onSignedIn} />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
