import { expect, test } from '@jest/globals';
import { askedLanguage, withWordsOf } from './language-hint.ts';

test('the first language of ours that the browser asks for is chosen, else Swedish', () => {
  expect(askedLanguage('de-DE,fi;q=0.9,en;q=0.8')).toBe('fi');
  expect(askedLanguage('en-GB, sv;q=0.5')).toBe('en');
  expect(askedLanguage('de')).toBe('sv');
  expect(askedLanguage(undefined)).toBe('sv');
});

test('a page keeps the hint of one language and everything else', () => {
  const icon = '<link rel="icon" href="/icon.svg">';
  const hint = (language: string) =>
    `<link rel="preload" as="script" href="/words-${language}.js" data-language="${language}">`;
  const page = `${icon}${hint('sv')}${hint('en')}${hint('fi')}<div id="root"></div>`;
  expect(withWordsOf(page, 'fi')).toBe(`${icon}${hint('fi')}<div id="root"></div>`);
  expect(withWordsOf(icon, 'fi')).toBe(icon);
});
