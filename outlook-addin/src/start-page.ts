import { browserStorage } from '@sefos/shared/host/browser.ts';
import type { Host } from '@sefos/shared/host/host.port.ts';
import { readPageSettings } from '@sefos/shared/host/page-settings.ts';
import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { chooseLanguage, readLanguage } from '@sefos/shared/i18n/languages.ts';
import { fetchWordsAhead } from '@sefos/shared/i18n/staff-i18n.ts';
import { makeOutlookHost, type OfficeApi } from './outlook-host.ts';
import { showOutsideOutlook } from './outside-outlook.ts';

/**
 * Office.js, the page's last script, so that ours are read while it travels; undefined when it could not be fetched. To be called
 * while the page's scripts run.
 */
export async function findOffice(page: Document): Promise<OfficeApi | undefined> {
  if (page.readyState !== 'complete') {
    await new Promise((resolve) => page.addEventListener('DOMContentLoaded', resolve, { once: true }));
  }
  return (globalThis as { readonly Office?: OfficeApi }).Office;
}

/** The element that a page renders into. */
export function rootOf(page: Document): HTMLElement {
  const root = page.getElementById('root');
  if (!root) throw new Error('The page has no element #root');
  return root;
}

/** Opened outside Outlook. What needs no more code says so where the page that looks like the others cannot be fetched. */
export async function showOutside(root: HTMLElement): Promise<void> {
  try {
    const { startOutside } = await import(/* webpackChunkName: "outside" */ '@sefos/shared/staff/start-outside.tsx');
    await startOutside(makeWebHost(window), root, 'outlook');
  } catch {
    showOutsideOutlook(root, window);
  }
}

/** Runs a page of the add-in with Office.js; says so when no Outlook is around it. */
export async function startPage(start: (root: HTMLElement, office: OfficeApi) => Promise<void>): Promise<void> {
  const root = rootOf(document);
  fetchWordsAhead(chooseLanguage([readLanguage(browserStorage(window)), ...navigator.languages]));
  try {
    const office = await findOffice(document);
    if (!office) throw new Error('Office.js is not there');
    await start(root, office);
  } catch {
    await showOutside(root);
  }
}

/** Runs a pane of the add-in beside the mail that Outlook shows. */
export const startPane = (start: (host: Host, root: HTMLElement) => Promise<void>): Promise<void> =>
  startPage(async (root, office) => start(await makeOutlookHost(office, window, readPageSettings(document)), root));
