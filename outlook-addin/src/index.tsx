import { readPageSettings } from '@sefos/shared/host/page-settings.ts';
import { startPane } from '@sefos/shared/pane/start-pane.tsx';
import { makeOutlookHost, type OfficeApi } from './outlook-host.ts';
import { showOutsideOutlook } from './outside-outlook.ts';
import { startSignIn } from './sign-in.ts';

/** Office.js' own script puts it here; it is not there when that script could not be fetched. */
const office = () => (globalThis as { readonly Office?: OfficeApi }).Office;

async function start(root: HTMLElement): Promise<void> {
  const found = office();
  if (!found) return showOutsideOutlook(root, window);
  const path = window.location.pathname;
  if (path === '/outlook/sign-in') return startSignIn(found, root);
  const host = await makeOutlookHost(found, window, readPageSettings(document)).catch(() => undefined);
  if (!host) return showOutsideOutlook(root, window);
  // An appointment is written in the same pane: its item says what it is.
  await startPane(host, root, path === '/outlook/read' ? 'read' : 'compose');
}

const root = document.getElementById('root');
if (root) void start(root);
