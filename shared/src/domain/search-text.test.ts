import { describe, expect, it } from '@jest/globals';
import { foldForSearch, fromEachWord } from './search-text.ts';

describe('the form of what is searched for', () => {
  it('is one for every way of writing the same', () => {
    const written = ['Åsa Öberg', '  åsa \t öberg ', 'Åsa Öberg'.normalize('NFD'), 'ÅSA ÖBERG'];
    expect(new Set(written.map(foldForSearch))).toEqual(new Set(['åsa öberg']));
    expect(foldForSearch(' \n ')).toBe('');
  });

  it('begins at each word of a name', () => {
    expect(fromEachWord('Anna Maria  Ek')).toEqual(['anna maria ek', 'maria ek', 'ek']);
    expect(fromEachWord('')).toEqual(['']);
  });
});
