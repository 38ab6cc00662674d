import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { startSignInWindow } from '@sefos/shared/staff/start-sign-in-window.tsx';
import { makeOfficeSignInWindow } from './office-window.ts';
import { startPage } from './start-page.ts';

// The window that a pane opened for signing in: an ordinary page of ours, with cookies.
void startPage(async (root, office) => {
  await office.onReady();
  await startSignInWindow(makeOfficeSignInWindow(office.context, window.location.origin), makeWebHost(window), root);
});
