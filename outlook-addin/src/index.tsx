import { readPageSettings } from '@sefos/shared/host/page-settings.ts';
import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { startPane } from '@sefos/shared/pane/start-pane.tsx';
import { makeOfficeSignInWindow } from './office-window.ts';
import { makeOutlookHost, type OfficeApi } from './outlook-host.ts';
import { showOutsideOutlook } from './outside-outlook.ts';

/** Office.js' own script puts it here; it is not there when that script could not be fetched. */
const findOffice = () => (globalThis as { readonly Office?: OfficeApi }).Office;

/** The window that a pane opened for signing in: an ordinary page of ours, with cookies. */
async function startWindow(office: OfficeApi, root: HTMLElement): Promise<void> {
  const [{ startSignInWindow }] = await Promise.all([
    import(/* webpackChunkName: "sign-in-window" */ '@sefos/shared/staff/start-sign-in-window.tsx'),
    office.onReady(),
  ]);
  const { ui, requirements } = office.context;
  const knowsOrigin = requirements.isSetSupported('DialogOrigin', '1.1');
  await startSignInWindow(makeOfficeSignInWindow(ui, knowsOrigin, window.location.origin), makeWebHost(window), root);
}

/** Opened outside Outlook. What needs no more code says so where the page that looks like the others cannot be fetched. */
async function showOutside(root: HTMLElement): Promise<void> {
  try {
    const { startOutside } = await import(/* webpackChunkName: "outside" */ '@sefos/shared/staff/start-outside.tsx');
    await startOutside(makeWebHost(window), root, 'outlook');
  } catch {
    showOutsideOutlook(root, window);
  }
}

async function start(root: HTMLElement): Promise<void> {
  const path = window.location.pathname;
  try {
    const office = findOffice();
    if (!office) throw new Error('Office.js is not there');
    if (path === '/outlook/sign-in') return await startWindow(office, root);
    const host = await makeOutlookHost(office, window, readPageSettings(document));
    // An invitation is written in the same pane: its item says what it is.
    await startPane(host, root, path === '/outlook/read' ? 'read' : 'compose');
  } catch {
    await showOutside(root);
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
void start(root);
