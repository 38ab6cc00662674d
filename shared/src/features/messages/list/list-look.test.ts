import { describe, expect, it } from '@jest/globals';
import { type ListLook, lookOf, toSearch, withLook } from './list-look.ts';
import { rowInPlaceOf } from './use-roving-rows.ts';
import { pagesAfter } from './use-row-actions.ts';
import { wordsWhileTyping } from './use-search-words.ts';

const NOON = new Date(2026, 10, 22, 12);

describe('how a list is narrowed', () => {
  it('is asked of the server in whole local days, both ends counted', () => {
    const look: ListLook = { from: '2026-11-01', to: '2026-11-30' };
    expect(toSearch(look, '', NOON)).toEqual({
      from: new Date(2026, 10, 1).toISOString(),
      before: new Date(2026, 11, 1).toISOString(),
    });
    expect(toSearch({ period: 7 }, '', NOON)).toEqual({ from: new Date(2026, 10, 16).toISOString() });
    expect(toSearch({}, '', NOON)).toBeUndefined();
    expect(toSearch({ from: '2026-13-45' }, '', NOON)).toBeUndefined();
    expect(toSearch({ unread: false }, 'ord', NOON)).toEqual({ unread: false, words: 'ord' });
  });

  it('comes back from the address as it went there, but for who is looked for', () => {
    const look: ListLook = {
      ...{ sort: 'oldest', unread: false, level: 3, attachments: true, status: 'opened', period: 30 },
      ...{ from: '2026-01-01', to: '2026-02-01' },
    };
    const address = withLook('?draft=1&unread=1', { ...look, person: 'Kalle' });
    expect(address).toContain('draft=1');
    expect(address).not.toContain('Kalle');
    expect(lookOf(address)).toEqual(look);
    expect(lookOf('?level=9&status=x&from=igår&unread=ja&sort=newest')).toEqual({});
  });
});

describe('words while typing', () => {
  it.each([
    ['be', ''],
    ['bes', 'bes'],
    ['be ', 'be'],
    ['anna be', 'anna'],
    ['anna  bes', 'anna bes'],
    ['åäö', 'åäö'],
    ['', ''],
  ])('of "%s" search for "%s"', (typed, words) => {
    expect(wordsWhileTyping(typed)).toBe(words);
  });
});

describe('rows after an action', () => {
  const data = (folder: string) => ({
    key: ['messages', 'list', 'mailbox-1', folder],
    pages: { pageParams: [], pages: [{ rows: [{ id: 'a', unread: true }, { id: 'b' }], nextCursor: null }] } as never,
  });
  const left = (action: Parameters<typeof pagesAfter>[0], folder: string) => {
    const { key, pages } = data(folder);
    return pagesAfter(action, key, new Set(['a']), pages).pages.flatMap(({ rows }) => rows.map(({ id }) => id));
  };

  it('leave the lists that no longer have them, and those alone', () => {
    expect([left('archive', 'inbox'), left('archive', 'archive')]).toEqual([['b'], ['a', 'b']]);
    expect([left('unarchive', 'archive'), left('unarchive', 'inbox')]).toEqual([['b'], ['a', 'b']]);
    expect([left('delete', 'sent'), left('delete', 'links'), left('delete', 'drafts')]).toEqual([
      ['b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(left('restore', 'inbox')).toEqual(['a', 'b']);
  });

  it('are replaced by the next one that is left, else by the last before them', () => {
    expect(rowInPlaceOf('b', ['a', 'b', 'c', 'd'], ['a', 'd'])).toBe('d');
    expect(rowInPlaceOf('d', ['a', 'b', 'c', 'd'], ['a', 'b'])).toBe('b');
    expect(rowInPlaceOf('a', ['a'], [])).toBeUndefined();
  });
});
