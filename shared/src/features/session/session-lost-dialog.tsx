import { DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBearer } from '../../api/bearer-context.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Modal } from '../../components/modal.tsx';
import type { SessionView } from '../../contract/sign-in.ts';
import { HostSignInPanel } from './host-sign-in-panel.tsx';
import { SignInForms } from './sign-in-screen.tsx';

const useStyles = makeStyles({ content: { display: 'grid', gap: tokens.spacingVerticalL } });

/** Where the person was: what had the focus before the dialog, the screen's heading when that is gone. */
function placeOf(before: Element | null): HTMLElement | null {
  const now = document.activeElement;
  // The screen went on meanwhile, and took the focus to what it shows now.
  if (now && now !== document.body && now !== before) return null;
  const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
  return isThere && !before.matches(':disabled') ? before : document.querySelector<HTMLElement>('h1');
}

/** Gives the focus back when the dialog goes: its button, which had it, goes too. */
function useFocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => void focusLater(() => placeOf(before)), [before]);
}

/** The session ended while somebody was at work: she signs in again above what she was writing, and nothing is lost. */
export function SessionLostDialog({ onSignedIn }: { readonly onSignedIn: (session: SessionView) => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const bearer = useBearer();
  useFocusBack();
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
