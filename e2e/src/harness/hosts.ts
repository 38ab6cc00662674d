import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser, type World } from './world.ts';

/** The one address elsewhere that TeamsJS fetches: which origins may be a host. */
const VALID_DOMAINS = 'https://res.cdn.office.net/teams-js/validDomains/json/validDomains.json';

/** Answers what the SDKs of Microsoft's hosts fetch from Microsoft, so that a journey needs no network. */
export const answerMicrosoft = async (world: World, context: BrowserContext): Promise<void> => {
  world.hygiene.answered.add(VALID_DOMAINS);
  await context.route(VALID_DOMAINS, (route) =>
    route.fulfill({
      contentType: 'application/json',
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify({ validOrigins: ['teams.microsoft.com', '*.cloud.microsoft'] }),
    }),
  );
};

/** Every window that a context's pages try to open is stopped, as a browser's popup blocker does it, until `allowWindows`. */
export const blockWindows = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const open = window.open;
    window.open = () => null;
    Object.assign(window, { sefosOpen: open });
  });
};

export const allowWindows = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.open = (window as unknown as { readonly sefosOpen: typeof window.open }).sefosOpen;
  });

/** The providers' pages cut the line from a window to whoever opened it, as many do in life. */
export const cutOpeners = async (context: BrowserContext): Promise<void> => {
  // Not by a header: answers that a redirect leads to cannot be changed here. Disowned, it stays so on the pages that follow.
  await context.addInitScript(() => {
    if (location.pathname.includes('/interaction/')) window.opener = null;
  });
};

/** Makes the simulated Entra ID do wrong, or well again, from now on. */
export const setEntra = async (world: World, state: Readonly<Record<string, unknown>>): Promise<void> => {
  const answer = await fetch(`${world.url}/dev/entra/state`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(state),
  });
  if (!answer.ok) throw new Error(`POST /dev/entra/state answered ${answer.status}`);
};

const FOREIGN = 'https://teams.microsoft.com';

/**
 * A simulated host as browsers meet the real one: on Microsoft's site, so that ours is a third party in its frame, in a browser
 * that gives third parties neither cookies nor storage. The page is the simulator's, moved to the foreign address.
 */
export const openPartitioned = async (
  world: World,
  path: string,
): Promise<{ readonly page: Page; readonly end: () => Promise<void> }> => {
  const browser = await launchBrowser({ strict: true });
  const context = await browser.newContext({
    baseURL: FOREIGN,
    locale: 'sv-SE',
    viewport: { width: 1440, height: 900 },
  });
  // A public site that frames a page of this very machine is asked about first; the product is not on this machine in life.
  await context.grantPermissions(['local-network-access'], { origin: FOREIGN });
  await world.hygiene.watch(context);
  await answerMicrosoft(world, context);
  await context.route(`${FOREIGN}/dev/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = await route.fetch({ url: world.url + pathname + search });
    const policy = answer.headers()['content-security-policy']?.replace("frame-src 'self'", `frame-src ${world.url}`);
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), ...(policy ? { 'content-security-policy': policy } : {}) },
      // The simulator takes its own origin for the product's.
      body: (await answer.text()).replaceAll('location.origin', JSON.stringify(world.url)),
    });
  });
  const page = await context.newPage();
  await page.goto(path);
  await page.locator('iframe').waitFor({ state: 'attached' });
  return { page, end: () => browser.close() };
};
