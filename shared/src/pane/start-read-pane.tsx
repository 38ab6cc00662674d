import { ReadPane } from '../features/messages/pane-read/read-pane.tsx';
import { useSignOut } from '../features/session/use-sign-out.ts';
import type { Host } from '../host/host.port.ts';
import { startFrame } from '../staff/start-frame.tsx';
import { PaneApp } from './pane-app.tsx';

/** Shows Öppna meddelande in `root`. */
export const startReadPane = (host: Host, root: HTMLElement): Promise<void> =>
  startFrame(host, root, (i18n, language) => (
    <PaneApp host={host} i18n={i18n} language={language}>
      <SignedInReadPane />
    </PaneApp>
  ));

function SignedInReadPane() {
  const signOut = useSignOut();
  return <ReadPane onSwitchAccount={() => void signOut()} />;
}
