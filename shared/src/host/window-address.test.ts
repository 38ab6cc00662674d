import { afterEach, describe, expect, it } from '@jest/globals';
import { readWindowWords, windowAddress, windowWordsQuery } from './window-address.ts';

afterEach(() => document.documentElement.removeAttribute('lang'));

describe('the address of a window', () => {
  it('carries the language of the frame and the program around it, and keeps the rest', () => {
    document.documentElement.lang = 'fi';
    const url = windowAddress('/teams/sign-in?challenge=abc#t', document, 'microsoft365');
    expect(url.href).toBe(`${window.location.origin}/teams/sign-in?challenge=abc&lang=fi&in=microsoft365#t`);
    expect(readWindowWords(url.search)).toEqual({ language: 'fi', program: 'microsoft365' });
  });

  it('says nothing of a language that is none of ours', () => {
    document.documentElement.lang = 'de';
    expect(windowAddress('/a', document, 'outlook').search).toBe('?in=outlook');
  });

  it.each(['', '?lang=de&in=web', '?lang=&in=', '?lang=sv-SE&in=__proto__', '?lang=%3Cb%3E&in=constructor'])(
    'is read for nothing but words that we know: %j',
    (search) => expect(readWindowWords(search)).toEqual({ language: undefined, program: undefined }),
  );

  it('gives the same words on for the way back', () => {
    const words = { language: 'en', program: 'teams' } as const;
    expect(readWindowWords(`?${windowWordsQuery(words)}`)).toEqual(words);
    expect(windowWordsQuery({ language: undefined, program: undefined })).toBe('');
  });
});
