import { describe, expect, it } from '@jest/globals';
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

  it('keeps the lines of plain text and none of its markup', () => {
    expect(textToHtml('Hej\r\n<b>du</b>\n\n& vi')).toBe('<p>Hej<br>&lt;b&gt;du&lt;/b&gt;</p><p>&amp; vi</p>');
  });
});
