import { readPageSettings } from '@sefos/shared/host/page-settings.ts';
import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { startPane } from '@sefos/shared/pane/start-pane.tsx';
import { makeOfficeSignInWindow, officeLine } from './office-window.ts';
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
  await startSignInWindow(makeOfficeSignInWindow(office.context, window.location.origin), makeWebHost(window), root);
}

/** A window whose line to Outlook was cut on the way must not wait long before it shows its code. */
const LINE_MS = 5_000;

/** The page needs no host but to give its code: it is shown at once. */
async function startStepUp(root: HTMLElement): Promise<void> {
  const started = officeLine(findOffice(), window.location.origin, LINE_MS);
  const { startStepUpWindow } = await import(
    /* webpackChunkName: "step-up-window" */ '@sefos/shared/staff/start-step-up-window.tsx'
  );
  await startStepUpWindow(() => started, makeWebHost(window), root);
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
    if (path === '/outlook/step-up') return await startStepUp(root);
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
