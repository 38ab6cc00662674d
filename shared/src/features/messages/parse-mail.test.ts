/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { parseMail } from './parse-mail.ts';

describe('a parsed mail', () => {
  it('has no styles, in elements or attributes', () => {
    const page = parseMail(
      '<style>p{}</style><p style="color:red" class=a STYLE = \'x\'>En <b style=top:1>fet</b></p><img alt="x"\nstyle="y" src="cid:1">',
    );
    expect(page.querySelectorAll('style, [style]').length).toBe(0);
    expect(page.querySelector('p')?.textContent).toBe('En fet');
    expect(page.querySelector('img')?.getAttribute('src')).toBe('cid:1');
  });

  it('keeps text and addresses in which the word stands', () => {
    const html =
      '<p>skriv style="röd" här</p><a href="https://exempel.se/a?b style=1&amp;/style=2" title=\'a style="b"\'>länk</a>';
    const page = parseMail(html);
    expect(page.querySelector('p')?.textContent).toBe('skriv style="röd" här');
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://exempel.se/a?b style=1&/style=2');
    expect(page.querySelector('a')?.title).toBe('a style="b"');
  });
});
