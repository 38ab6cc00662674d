import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { serveEmptyPage } from '../pages/build-empty-page.ts';
import { startDemoServer } from '../product/demo-server.ts';
import type { Outcome } from '../report.ts';
import { type Plan, PORTS } from '../settings.ts';
import { median, sleep } from '../statistics.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const EVENT_BUNDLE = fileURLToPath(new URL('../../../web/dist/launch-event/launchevent.js.br', import.meta.url));
const PERSON = 'handlaggare@storkommun.example';
const QUIET_MILLISECONDS = 4_000;

interface Asset {
  readonly path: string;
  readonly bytes: number;
}

const kibibytesOf = (assets: readonly Asset[]): number => assets.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;

const newContext = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ locale: 'sv-SE', viewport: { width: 1440, height: 900 } });

const newTeamsPage = async (browser: Browser): Promise<Page> => {
  const context = await newContext(browser);
  // The one address elsewhere that TeamsJS asks; there is no network here.
  await context.route('https://res.cdn.office.net/**', (route) => route.fulfill({ json: { validDomains: [] } }));
  return context.newPage();
};

/** Without routes: Playwright's switch the browser's cache off, and what is opened again would travel again. */
const newPage = async (browser: Browser): Promise<Page> => (await newContext(browser)).newPage();

/** Scripts and styles of one surface that a browser fetches, as they travel, until the first screen stands still. */
const fetchedAssets = async (page: Page, address: string, folder: string): Promise<Asset[]> => {
  const assets: Asset[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith(`/assets/${folder}/`) && /\.(js|css)$/.test(pathname))
      assets.push({ path: pathname, bytes: Number(response.headers()['content-length']) });
  });
  await page.goto(address);
  for (let seen = -1; assets.length === 0 || seen !== assets.length; ) {
    seen = assets.length;
    await sleep(QUIET_MILLISECONDS);
  }
  return assets;
};

/** MSAL comes by itself, beside the first screen: counted apart. */
const sizeOutcomes = (title: string, assets: readonly Asset[], goal: number): Outcome => {
  const isMsal = ({ path }: Asset) => path.includes('/msal.');
  const first = assets.filter((asset) => !isMsal(asset));
  return {
    row: `first load, ${title}`,
    figure: `${kibibytesOf(first).toFixed(1)} KiB brotli`,
    ceiling: `with MSAL: ${kibibytesOf(assets).toFixed(1)} KiB`,
    ratio: null,
    goal: `≤ ${goal} KiB`,
    met: first.length > 0 && kibibytesOf(first) <= goal,
    facts: { assets },
  };
};

const eventBundleOutcome = (): Outcome => {
  const kibibytes = statSync(EVENT_BUNDLE).size / 1024;
  return {
    row: 'event bundle, one file',
    figure: `${kibibytes.toFixed(1)} KiB brotli`,
    ceiling: '–',
    ratio: null,
    goal: '≤ 10 KiB',
    met: kibibytes <= 10,
    facts: {},
  };
};

/** Milliseconds from a frame's beginning. */
interface Times {
  /** The button is there, and with it what stands before it. */
  readonly shown: number;
  /** The button can be pressed. */
  readonly usable: number;
}

/** When a button whose text matches is there, and when it can be pressed. Looks at every frame of the screen. */
const untilUsable = (page: Page, open: string, text: string): Promise<Times> =>
  page.evaluate<Times>(`new Promise((resolve) => {
    const startedAt = performance.now();
    let shown;
    ${open}
    const look = () => {
      for (const frame of document.querySelectorAll('iframe'))
        for (const button of frame.contentDocument?.querySelectorAll('button') ?? [])
          if (button.textContent?.includes(${JSON.stringify(text)})) {
            const usable = performance.now() - startedAt;
            shown ??= usable;
            if (!button.disabled && button.ariaDisabled !== 'true') return resolve({ shown, usable });
          }
      requestAnimationFrame(look);
    };
    look();
  })`);

const OPEN_EMPTY =
  "document.querySelectorAll('iframe').forEach((frame) => frame.remove()); const empty = document.createElement('iframe'); empty.src = '/'; document.body.append(empty);";
const CLOSE_PANE = 'window.sefosOutlookHost.closePane();';
const OPEN_PANE = "window.sefosOutlookHost.openPane('message-compose');";
const MAIL =
  "window.sefosOutlookHost.compose({ subject: 'Bench', bodyHtml: '<p>Text</p>', to: [{ emailAddress: 'kollega@storkommun.example', displayName: 'Kalle' }] });";

/** Asked again and again: the page's policy forbids what waits inside it. */
const hostReady = async (page: Page): Promise<void> => {
  while (!(await page.evaluate<boolean>('Boolean(window.sefosOutlookHost)'))) await sleep(50);
};

interface Round {
  readonly first: Times;
  readonly again: Times;
}

const emptyRound = async (browser: Browser, address: string): Promise<Round> => {
  const page = await newPage(browser);
  await page.goto(`${address}/host`);
  const first = await untilUsable(page, OPEN_EMPTY, 'Empty');
  const again = await untilUsable(page, OPEN_EMPTY, 'Empty');
  await page.context().close();
  return { first, again };
};

const paneRound = async (browser: Browser, address: string): Promise<Round> => {
  const page = await newPage(browser);
  await page.goto(`${address}/dev/outlook?person=${PERSON}`);
  await hostReady(page);
  await page.evaluate(MAIL);
  await sleep(500);
  const first = await untilUsable(page, OPEN_PANE, 'Kryptera och skicka');
  await page.evaluate(CLOSE_PANE);
  await sleep(300);
  const again = await untilUsable(page, OPEN_PANE, 'Kryptera och skicka');
  await page.context().close();
  return { first, again };
};

const timeOutcome = (
  row: string,
  panes: readonly Round[],
  empties: readonly Round[],
  timeOf: (round: Round) => number,
): Outcome => {
  const [pane, empty] = [panes.map(timeOf), empties.map(timeOf)];
  const ratio = median(pane) / median(empty);
  return {
    row,
    figure: `${median(pane).toFixed(0)} ms`,
    ceiling: `empty Fluent page: ${median(empty).toFixed(0)} ms`,
    ratio,
    goal: '≤ 1.5',
    met: ratio <= 1.5,
    facts: { pane, empty },
  };
};

/** The tab and the pane as their hosts show them: sizes, and how soon the pane can be used beside an empty Fluent page. */
export const hostsRow = async (plan: Plan): Promise<Outcome[]> => {
  if (!existsSync(CHROMIUM)) return [eventBundleOutcome()];
  const demo = await startDemoServer(PORTS.product);
  const empty = await serveEmptyPage(PORTS.plain);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const load = async (path: string, folder: string) => {
      const page = await newTeamsPage(browser);
      const assets = await fetchedAssets(page, demo.url + path, folder);
      await page.context().close();
      return assets;
    };
    const teams = await load(`/dev/teams?person=${PERSON}`, 'teams');
    const page = await newPage(browser);
    const paneAssets: Asset[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/assets/outlook/') && /\.(js|css)$/.test(pathname))
        paneAssets.push({ path: pathname, bytes: Number(response.headers()['content-length']) });
    });
    await page.goto(`${demo.url}/dev/outlook?person=${PERSON}`);
    await hostReady(page);
    await page.evaluate(MAIL);
    await untilUsable(page, OPEN_PANE, 'Kryptera och skicka');
    await sleep(QUIET_MILLISECONDS);
    await page.context().close();
    const rounds = plan.quick ? 5 : 11;
    const panes: Round[] = [];
    const empties: Round[] = [];
    // In turn, so that a noisy moment of the machine meets both.
    for (let round = 0; round < rounds; round += 1) {
      empties.push(await emptyRound(browser, `http://localhost:${PORTS.plain}`));
      panes.push(await paneRound(browser, demo.url));
    }
    return [
      sizeOutcomes('Teams tab, inbox', teams, 190),
      sizeOutcomes('Outlook pane, compose', paneAssets, 190),
      eventBundleOutcome(),
      timeOutcome('pane shows the mail, nothing cached', panes, empties, ({ first }) => first.shown),
      timeOutcome('pane shows the mail, opened again', panes, empties, ({ again }) => again.shown),
      timeOutcome('pane can send, nothing cached, signing in', panes, empties, ({ first }) => first.usable),
      timeOutcome('pane can send, opened again', panes, empties, ({ again }) => again.usable),
    ];
  } finally {
    await browser.close();
    empty.close();
    demo.stop();
  }
};
