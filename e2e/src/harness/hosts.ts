import type { BrowserContext } from 'playwright-core';
import type { World } from './world.ts';

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

/** Every window that a context's pages try to open is stopped, as a browser's popup blocker does it. */
export const blockWindows = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    window.open = () => null;
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
