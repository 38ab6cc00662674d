import { describe, expect, it } from '@jest/globals';
import { listedAs, lookAlikeAmong, normaliseDomain } from './domain-lists.ts';

describe('lists of domains', () => {
  it.each([
    ['Example.SE', 'example.se'],
    ['@example.se', 'example.se'],
    ['example.se.', 'example.se'],
    ['sjöbo.se', 'xn--sjbo-6qa.se'],
    ['se', null],
    ['', null],
    ['exa mple.se', null],
    ['-example.se', null],
    ['127.0.0.1', null],
    ['a@b.se', null],
    [`${'a'.repeat(64)}.se`, null],
  ])('take %s as %s', (text, domain) => {
    expect(normaliseDomain(text)).toBe(domain);
  });

  it('stand for sub-domains too, and the longest that fits decides', () => {
    const lists = { trusted: ['hr.example.com', 'region.se'], forbidden: ['example.com'] };
    const as = (domain: string) => listedAs(lists, `anna@${domain}`);
    expect(['example.com', 'mail.example.com'].map(as)).toEqual(['forbidden', 'forbidden']);
    expect(['hr.example.com', 'a.hr.example.com', 'region.se'].map(as)).toEqual(['trusted', 'trusted', 'trusted']);
    expect(['myexample.com', 'example.com.se', 'se'].map(as)).toEqual([null, null, null]);
  });
});

describe('domains that look like a known one', () => {
  const KNOWN = ['storkommun.se', 'mail.regionvast.se', 'sl.se', 'vard.example.co.uk'];

  it.each([
    ['storkomun.se', 'storkommun.se'],
    ['storkommuun.se', 'storkommun.se'],
    ['strokommun.se', 'storkommun.se'],
    ['storkommum.se', 'storkommun.se'],
    ['storkommun.com', 'storkommun.se'],
    ['st0rkommun.se', 'storkommun.se'],
    ['storkornmun.se', 'storkommun.se'],
    ['xn--strkommun-12h.se', 'storkommun.se'],
    ['post.regionvasst.se', 'regionvast.se'],
    ['storkommun.se.evil.example', 'storkommun.se'],
    ['example.com', 'example.co.uk'],
  ])('%s looks like %s', (domain, other) => {
    expect(lookAlikeAmong(KNOWN)(domain)).toBe(other);
  });

  it.each(['storkommun.se', 'skola.storkommun.se', 'regionvast.se', 'lillkommun.se', 'sj.se', 'sll.se', 'gmail.com'])(
    '%s looks like none',
    (domain) => {
      expect(lookAlikeAmong(KNOWN)(domain)).toBeNull();
    },
  );
});
