import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../report.ts';

const DIST = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Scripts and styles that a page names itself: what the browser must have before anything shows. */
const assetsOf = (page: string): string[] => {
  const html = readFileSync(join(DIST, page), 'utf8');
  const found = html.matchAll(/<(?:script[^>]*\ssrc|link[^>]*\shref)="(\/assets\/[^"]+\.(?:js|css))"/g);
  return [...found].map(([, path]) => path ?? '');
};

const firstLoad = (page: string, title: string, goal: number): Outcome => {
  const assets = assetsOf(page).map((path) => ({ path, bytes: statSync(join(DIST, `${path}.br`)).size }));
  const kibibytes = assets.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  return {
    row: `first load, ${title}`,
    figure: `${kibibytes.toFixed(1)} KiB brotli`,
    ceiling: '–',
    ratio: null,
    goal: `≤ ${goal} KiB`,
    met: kibibytes <= goal,
    facts: { assets },
  };
};

/** Script and style of the first page, as they travel. */
export const firstLoadRow = async (): Promise<Outcome[]> => [
  firstLoad('recipient.html', 'recipient', 100),
  firstLoad('staff.html', 'staff web', 200),
];
