import type { Host, SignInWindow } from '../host/host.port.ts';
import { AppProviders } from './app-providers.tsx';
import { SignInWindowPage } from './sign-in-window-page.tsx';
import { startFrame } from './start-frame.tsx';

/** Shows the page that a frame opened for signing in; `host` has the browser's cookie. */
export const startSignInWindow = (opened: SignInWindow, host: Host, root: HTMLElement): Promise<void> =>
  startFrame(host, root, (i18n, language) => (
    <AppProviders host={host} i18n={i18n} language={language} hasAddresses={false}>
      {(frame) => <SignInWindowPage frame={frame} opened={opened} />}
    </AppProviders>
  ));
