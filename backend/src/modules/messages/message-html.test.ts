import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { sanitiseBody, textToHtml } from './message-html.ts';

describe('bodies from outside', () => {
  it.each([
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<p onclick="x()" style="color:red" class="a">a</p>', '<p>a</p>'],
    ['<img src="https://tracker.example/1.gif">b', 'b'],
    ['<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer nofollow" target="_blank">x</a>'],
    [
      '<a href="https://example.org">x</a>',
      '<a href="https://example.org" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    ],
    ['<svg><style>p{}</style></svg><iframe src="https://a"></iframe>c', 'c'],
    ['<ul><li><strong>å</strong></li></ul>', '<ul><li><strong>å</strong></li></ul>'],
  ])('makes %s harmless', (from, to) => {
    expect(sanitiseBody(from)).toBe(to);
  });

  it.each(['/api/v1/session', '#top', '//evil.example', 'javascript:alert(1)'])('lets no link lead to %s', (href) => {
    expect(sanitiseBody(`<a href="${href}">x</a>`)).not.toContain('href');
  });

  it('takes 10,000 tags and refuses one more before it looks at them', () => {
    expect(sanitiseBody('<br>'.repeat(10_000))).toContain('<br');
    expect(() => sanitiseBody('<br>'.repeat(10_001))).toThrow(expect.objectContaining({ type: 'body-too-large' }));
    expect(() => sanitiseBody('<ul><li>'.repeat(60_000))).toThrow(expect.objectContaining({ type: 'body-too-large' }));
  });

  it('drops what nobody sees: controls, turned writing directions, halves of characters', () => {
    expect(sanitiseBody('<p>a\u0000b\u202ec\ud800d\ne</p>')).toBe('<p>abcd\ne</p>');
  });

  const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
  const image = (bytes: number) => `<img src="data:image/png;base64,${Buffer.alloc(bytes, 1).toString('base64')}" />`;
  const tooLarge = (limit: string) => expect.objectContaining({ type: 'body-too-large', facts: { limit } });

  it('keeps pictures that hold their own data, with their words and size, and nothing else of them', () => {
    const html = `<p>a<img src="${PIXEL}" alt="Karta &quot;A&quot;" width="20" height="10" /></p>`;
    expect(sanitiseBody(html)).toBe(html);
    expect(
      sanitiseBody(
        `<img SRC="${PIXEL}" width="100%" height="-1" style="x" class="y" srcset="https://a/b.png 2x" onload="x()">`,
      ),
    ).toBe(`<img src="${PIXEL}" />`);
    for (const type of ['png', 'jpeg', 'gif', 'webp'])
      expect(sanitiseBody(`<img src="data:image/${type};base64,AAAA">`)).toContain('AAAA');
  });

  it.each([
    'https://spy.example/p.gif',
    '//spy.example/p.gif',
    'cid:image001.png@01',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html;base64,PHN2Zz4=',
    'data:image/png,abc',
    'data:image/png;base64,',
    'data:image/png;base64,A',
    'data:image/png;base64,AA=A',
    'data:image/png;charset=x;base64,AAAA',
    ' data:image/png;base64,AAAA',
    'DATA:image/png;base64,AAAA',
    'javascript:x()',
  ])('drops the picture %s', (src) => {
    expect(sanitiseBody(`a<img src="${src}" alt="x">b`)).toBe('ab');
    expect(sanitiseBody(`<p>a <a href="https://x.se"><img src="${src}">b</a><removed>c</removed></p>`)).toBe(
      '<p>a <a href="https://x.se" rel="noopener noreferrer nofollow" target="_blank">b</a>c</p>',
    );
  });

  const DROPPED = ['<img src="http://remote.example/x.png">', '<img src="cid:a@b">', '<img>', '<img src="x" /></img>'];
  const KEPT = `<img src="${PIXEL}" alt="x" />`;
  const AROUND = [
    '<a href="https://evil.example">klicka</a> Resten',
    '<b>a</b>b',
    '<blockquote><p>a</p></blockquote>b',
    '<ul><li>a</li><li><strong>b</strong></li></ul>',
    'a<br><p>b</p><hr>',
    '<span><em>a</em></span><u>b</u>',
    KEPT,
  ];
  /** Texts of two elements, one after the other in a quotation, with `picture` at every place between their tags. */
  const withPicture = (picture: string): string[] =>
    AROUND.map(
      (first, index) => `<p>Hej</p>${first}<blockquote>${AROUND.at(index - 1)}</blockquote><p>nästa</p>`,
    ).flatMap((html) =>
      [...html.matchAll(/<|$/g)].map(({ index }) => html.slice(0, index) + picture + html.slice(index)),
    );

  it('writes what stands around a dropped picture as it would without the picture, wherever that was', () => {
    const without = withPicture('').map(sanitiseBody);
    for (const dropped of [...DROPPED, DROPPED.join('')])
      expect(withPicture(dropped).map(sanitiseBody)).toEqual(without);
  });

  it('writes text that says the same when it is read once more, with pictures of every kind anywhere', () => {
    for (const picture of [
      '',
      KEPT,
      ...DROPPED,
      KEPT + DROPPED.join(KEPT),
      '<removed>',
      '</removed>',
      '&lt;removed /&gt;',
    ]) {
      const written = withPicture(picture).map(sanitiseBody);
      expect(written.map(sanitiseBody)).toEqual(written);
      expect(written.join()).not.toContain('<removed');
    }
  });

  it('takes pictures to their limits, each and all together, and refuses one byte more', () => {
    const { inlineImageBytes: largest, inlineImagesBytes: all } = LIMITS;
    const rest = all - 2 * largest;
    expect(sanitiseBody(image(largest))).toBe(image(largest));
    expect(() => sanitiseBody(image(largest + 1))).toThrow(tooLarge('image'));
    const full = image(largest).repeat(2) + image(rest);
    expect(sanitiseBody(full)).toBe(full);
    expect(() => sanitiseBody(image(largest).repeat(2) + image(rest + 1))).toThrow(tooLarge('images'));
    expect(sanitiseBody(full + 'å'.repeat(LIMITS.bodyCharacters / 2)).length).toBeGreaterThan(all);
  });

  it('takes 500,000 characters of text beside a picture, and refuses one more', () => {
    const picture = image(1);
    const text = LIMITS.bodyCharacters - '<img src="" />'.length;
    expect(sanitiseBody(picture + 'a'.repeat(text))).toContain('aaa');
    expect(() => sanitiseBody(picture + 'a'.repeat(text + 1))).toThrow(tooLarge('text'));
  });

  it.each<[string, (size: number) => string]>([
    ['pictures that are none', (size) => '<img src="data:image/png;base64,'.repeat(size / 33)],
    ['data in the text', (size) => 'data:image/png;base64,A='.repeat(size / 24)],
    ['a long picture with a wrong end', (size) => `<img src="data:image/png;base64,${'A'.repeat(size)}!">`],
    ['attributes', (size) => `<img ${'x="y" '.repeat(size / 6)}>`],
    ['an open comment', (size) => `<!--${'-'.repeat(size)}`],
    ['character references', (size) => '&#x41;'.repeat(size / 6)],
  ])('ends on %s, where quadratic time would not end within the test', (_what, make) => {
    const outcome = () => {
      try {
        return typeof sanitiseBody(make(300_000));
      } catch {
        return 'refused';
      }
    };
    expect(['string', 'refused']).toContain(outcome());
  });

  it('keeps the lines of plain text and none of its markup', () => {
    expect(textToHtml('Hej\r\n<b>du</b>\n\n& vi')).toBe('<p>Hej<br>&lt;b&gt;du&lt;/b&gt;</p><p>&amp; vi</p>');
  });
});
