import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { show } from './harness/looks.ts';
import { ROOT, SefosServer } from './harness/server.ts';
import { launchBrowser, World } from './harness/world.ts';
import { fillMailboxes, type Look, TOUR } from './tour.ts';

const FOLDER = join(ROOT, 'e2e/screenshots');
const WIDTHS = [320, 768, 1440] as const;

/** `node e2e/src/screenshots.ts [part …]`: every screen at 320, 768 and 1440 px, light and dark. */
const main = async (): Promise<void> => {
  const chosen = process.argv.slice(2);
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const look: Look = async ({ name, page }) => {
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    for (const theme of ['light', 'dark'] as const) {
      for (const width of WIDTHS) {
        await show(page, theme, width);
        await page.screenshot({ path: join(FOLDER, `${name}-${width}-${theme}.png`), fullPage: true, scale: 'css' });
      }
    }
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(size);
    console.log(`✔ ${name}`);
  };
  const browser = await launchBrowser();
  const server = await SefosServer.start();
  const world = new World({ url: server.url, browser, server });
  try {
    await fillMailboxes(world);
    for (const [part, walk] of Object.entries(TOUR)) {
      if (chosen.length > 0 && !chosen.includes(part)) continue;
      await walk(world, look).catch((error: unknown) => {
        process.exitCode = 1;
        console.log(`✖ ${part}: ${String(error)}`);
      });
      await world.endScenario();
    }
  } finally {
    await world.dispose();
    await browser.close();
  }
  console.log(`Pictures: ${FOLDER}`);
};

await main();
