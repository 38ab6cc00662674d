import { expect, test } from '@jest/globals';
import { withOneHint } from './language-hint.ts';

const icon = '<link rel="icon" href="/icon.svg">';
const hint = (language: string) =>
  `<link rel="preload" as="script" href="/words-${language}.js" data-language="${language}">`;
const page = `${icon}${hint('sv')}${hint('en')}${hint('fi')}<div id="root"></div>`;

test.each([
  ['de-DE,fi;q=0.9,en;q=0.8', 'fi'],
  ['en-GB, sv;q=0.5', 'en'],
  ['de', 'sv'],
  ['', 'sv'],
  [undefined, 'sv'],
])('a page keeps the hint of the first language of ours in “%s”, and everything else', (asked, kept) => {
  expect(withOneHint(page, asked)).toBe(`${icon}${hint(kept)}<div id="root"></div>`);
});

test('a page without hints stays as it is', () => {
  expect(withOneHint(icon, 'fi')).toBe(icon);
});
