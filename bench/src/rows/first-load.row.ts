import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { type Product, startProduct } from '../product/product.ts';
import type { Session } from '../product/protocol.ts';
import type { Outcome } from '../report.ts';
import { PORTS } from '../settings.ts';
import { sleep } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { SENDER } from './send-load.ts';

const DIST = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** The first screen is whole when its heading stands and nothing more has been fetched for this long. */
const QUIET_MILLISECONDS = 4_000;

interface Asset {
  readonly path: string;
  readonly bytes: number;
}

/** What the page names itself; less than the browser loads, as screens are loaded by need. */
const namedAssets = (page: string): Asset[] => {
  const html = readFileSync(join(DIST, page), 'utf8');
  const found = html.matchAll(/<(?:script[^>]*\ssrc|link[^>]*\shref)="(\/assets\/[^"]+\.(?:js|css))"/g);
  return [...found].map(([, path = '']) => ({ path, bytes: statSync(join(DIST, `${path}.br`)).size }));
};

/** Every script and style that a real browser fetches, brotli, until the first screen stands still. */
const fetchedAssets = async (port: number, path: string, session: Session | null): Promise<Asset[]> => {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const context = await browser.newContext({ locale: 'sv-SE' });
    if (session) {
      const [name = '', value = ''] = session.cookie.split(/=(.*)/s);
      await context.addCookies([{ name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true }]);
    }
    const page = await context.newPage();
    const assets: Asset[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!/\.(js|css)$/.test(pathname)) return;
      assets.push({ path: pathname, bytes: Number(response.headers()['content-length']) });
    });
    await page.goto(`http://localhost:${port}${path}`);
    await page.getByRole('heading').first().waitFor({ timeout: 60_000 });
    for (let seen = -1; seen !== assets.length; ) {
      seen = assets.length;
      await sleep(QUIET_MILLISECONDS);
    }
    return assets;
  } finally {
    await browser.close();
  }
};

const outcomeOf = (title: string, assets: readonly Asset[], goal: number, page: string): Outcome => {
  const kibibytesOf = (list: readonly Asset[]) => list.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  const kibibytes = kibibytesOf(assets);
  return {
    row: `first load, ${title}`,
    figure: `${kibibytes.toFixed(1)} KiB brotli`,
    ceiling: `named by the page: ${kibibytesOf(namedAssets(page)).toFixed(1)} KiB`,
    ratio: null,
    goal: `≤ ${goal} KiB`,
    met: kibibytes > 0 && kibibytes <= goal,
    facts: { assets },
  };
};

const inBrowser = async (product: Product): Promise<Outcome[]> => {
  const session = await product.session(SENDER);
  const { port } = product;
  const link = '/m/01a20029-ea3b-710b-b363-60d793374560#0000';
  return [
    outcomeOf('recipient, in Chromium', await fetchedAssets(port, link, null), 100, 'recipient.html'),
    outcomeOf('staff web, signing in, in Chromium', await fetchedAssets(port, '/', null), 200, 'staff.html'),
    outcomeOf('staff web, inbox, in Chromium', await fetchedAssets(port, '/', session), 200, 'staff.html'),
  ];
};

/** Script and style of the first screen, as they travel: in a real browser where there is one, else what pages name. */
export const firstLoadRow = async (): Promise<Outcome[]> => {
  if (!existsSync(CHROMIUM))
    return [
      outcomeOf('recipient, as the page names', namedAssets('recipient.html'), 100, 'recipient.html'),
      outcomeOf('staff web, as the page names', namedAssets('staff.html'), 200, 'staff.html'),
    ];
  const product = await startProduct({ port: PORTS.product, dataDir: freshFolder('first-load') });
  try {
    return await inBrowser(product);
  } finally {
    await product.stop();
    freshFolder('first-load');
  }
};
