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

  it('keeps the lines of plain text and none of its markup', () => {
    expect(textToHtml('Hej\r\n<b>du</b>\n\n& vi')).toBe('<p>Hej<br>&lt;b&gt;du&lt;/b&gt;</p><p>&amp; vi</p>');
  });
});
