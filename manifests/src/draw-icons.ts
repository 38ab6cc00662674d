/**
 * Draws manifests/icons anew: `node manifests/src/draw-icons.ts`, with Chromium. The pictures are committed; run it after a change
 * here. Everything stands on a grid of 16, so that lines fall on pixels in the smallest size too.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ICONS = fileURLToPath(new URL('../icons', import.meta.url));
const BRAND = '#2b6e4e';

/** Line and filling for a light and for a dark ribbon. */
const RIBBONS = {
  light: { line: '#1f553b', paper: '#ffffff', lock: BRAND, key: '#ffffff' },
  dark: { line: '#c1e3cf', paper: '#1b1b1b', lock: '#70b691', key: '#0d2b1c' },
} as const;
type Ribbon = (typeof RIBBONS)[keyof typeof RIBBONS];

/** A padlock in the lower right corner; `u` is the grid's unit. */
const lock = ({ lock: fill, key }: Ribbon, u: number): string => {
  const at = (x: number) => (x * u).toFixed(2);
  return `<path d="M${at(10.1)} ${at(11)}V${at(9.7)}a${at(1.9)} ${at(1.9)} 0 0 1 ${at(3.8)} 0V${at(11)}" fill="none" stroke="${fill}" stroke-width="${at(1.1)}"/>
<rect x="${at(8.9)}" y="${at(10.6)}" width="${at(6.2)}" height="${at(4.7)}" rx="${at(0.8)}" fill="${fill}"/>
<rect x="${at(11.5)}" y="${at(12.1)}" width="${at(1)}" height="${at(1.8)}" rx="${at(0.5)}" fill="${key}"/>`;
};

const SHAPES: Readonly<Record<string, (ribbon: Ribbon, u: number) => string>> = {
  // An envelope that is locked.
  compose: (ribbon, u) => {
    const line = `fill="${ribbon.paper}" stroke="${ribbon.line}" stroke-width="${u}" stroke-linejoin="round" stroke-linecap="round"`;
    return `<path d="M${7.6 * u} ${11.5 * u}H${1.5 * u}V${3.5 * u}h${13 * u}v${4 * u}" ${line}/>
<path d="M${1.5 * u} ${3.9 * u}l${6.5 * u} ${4.3 * u} ${6.5 * u}-${4.3 * u}" ${line} style="fill:none"/>${lock(ribbon, u)}`;
  },
  // An open envelope with a letter coming out.
  read: (ribbon, u) => {
    const line = `fill="${ribbon.paper}" stroke="${ribbon.line}" stroke-width="${u}" stroke-linejoin="round" stroke-linecap="round"`;
    return `<path d="M${1.5 * u} ${6.5 * u}L${8 * u} ${1.6 * u}l${6.5 * u} ${4.9 * u}v${7.9 * u}h-${13 * u}z" ${line}/>
<path d="M${4 * u} ${4.7 * u}h${8 * u}v${5 * u}l-${4 * u} ${2.4 * u}-${4 * u}-${2.4 * u}z" ${line}/>
<path d="M${5.7 * u} ${6.7 * u}h${4.6 * u}M${5.7 * u} ${8.6 * u}h${3 * u}" ${line} style="stroke:${ribbon.lock}"/>
<path d="M${1.5 * u} ${7 * u}l${6.5 * u} ${4.4 * u} ${6.5 * u}-${4.4 * u}" ${line} style="fill:none"/>`;
  },
  // A page of a calendar that is locked.
  appointment: (ribbon, u) => {
    const line = `fill="${ribbon.paper}" stroke="${ribbon.line}" stroke-width="${u}" stroke-linejoin="round" stroke-linecap="round"`;
    return `<path d="M${7.6 * u} ${13.5 * u}H${1.5 * u}V${3.5 * u}h${12 * u}v${4 * u}" ${line}/>
<path d="M${1.5 * u} ${3.5 * u}h${12 * u}v${2.6 * u}h-${12 * u}z" ${line} style="fill:${ribbon.lock}"/>
<path d="M${4.5 * u} ${1.6 * u}v${2.4 * u}M${10.5 * u} ${1.6 * u}v${2.4 * u}M${4 * u} ${8.7 * u}h${0.01 * u}M${4 * u} ${11 * u}h${0.01 * u}M${6.6 * u} ${8.7 * u}h${0.01 * u}M${6.6 * u} ${11 * u}h${0.01 * u}" ${line} stroke-width="${1.2 * u}"/>${lock(ribbon, u)}`;
  },
};

const svg = (size: number, grid: number, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${grid} ${grid}">${content}</svg>`;

const SHIELD = 'M16 2 4.5 6v9.2C4.5 22.4 9.3 27.6 16 30c6.7-2.4 11.5-7.6 11.5-14.8V6z';
const FOLD = 'M9.5 11.5h13v9h-13zM9.5 11.5l6.5 5.2 6.5-5.2';

/** The product's mark on its colour, to the edges: Teams and Outlook round the corners themselves. */
const colour = (size: number): string =>
  svg(
    size,
    48,
    `<rect width="48" height="48" fill="${BRAND}"/><g transform="translate(8 7.6)"><path d="${SHIELD}" fill="#ffffff"/><path d="${FOLD}" fill="none" stroke="${BRAND}" stroke-width="1.9" stroke-linejoin="round"/></g>`,
  );

/** White lines on nothing, as Teams asks for (32 × 32). */
const outline = svg(
  32,
  32,
  `<g fill="none" stroke="#ffffff" stroke-width="2" stroke-linejoin="round"><path d="M16 2.8 5 6.7v8.5c0 6.9 4.6 11.8 11 14.1 6.4-2.3 11-7.2 11-14.1V6.7z"/><path d="${FOLD}" stroke-width="1.8"/></g>`,
);

/** Every picture by file name. */
const pictures = (): ReadonlyMap<string, { readonly size: number; readonly markup: string }> => {
  const found = new Map([
    ['color-192.png', { size: 192, markup: colour(192) }],
    ['color-128.png', { size: 128, markup: colour(128) }],
    ['outline-32.png', { size: 32, markup: outline }],
  ]);
  for (const [command, shape] of Object.entries(SHAPES))
    for (const [name, ribbon] of Object.entries(RIBBONS))
      for (const size of [16, 32, 64, 80])
        found.set(`${command}-${name}-${size}.png`, { size, markup: svg(size, 16, shape(ribbon, 1)) });
  return found;
};

mkdirSync(ICONS, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage();
for (const [name, { size, markup }] of pictures()) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0;background:transparent">${markup.replace('<svg', '<svg style="display:block"')}</body>`,
  );
  await page.screenshot({ path: resolve(ICONS, name), omitBackground: true });
}
await browser.close();
console.log(`Drew ${pictures().size} icons.`);
