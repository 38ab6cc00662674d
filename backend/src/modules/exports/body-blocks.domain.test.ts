import { expect, it } from '@jest/globals';
import { csvOf } from '@sefos/shared/domain/csv.ts';
import { bodyBlocks, plainBlocks, plainText } from './body-blocks.domain.ts';

const textOf = (html: string): string => plainText(bodyBlocks(html));

it('reads what the sanitiser writes: headings, styles, lists, quotes, tables, links with their address', () => {
  const html =
    '<h2>Rubrik</h2><p>Hej <strong>du <em>där</em></strong> &amp; &lt;vän&gt;<br />ny rad</p><ul><li>ett</li><li><p>två</p><ol><li>a</li><li>b</li></ol></li></ul><blockquote><p>citat</p></blockquote><pre>  a\n\tb</pre><hr /><table><tr><th>A</th><th>B</th></tr><tr><td><p>1</p><p>2</p></td><td>3</td></tr></table><p><a href="https://x.se/?a=1&amp;b=2">här</a> och <a href="mailto:a@b.se">a@b.se</a></p>';
  expect(textOf(html).split('\n\n')).toEqual([
    'Rubrik',
    'Hej du där & <vän>\nny rad',
    '• ett',
    '• två',
    '  1. a',
    '  2. b',
    '> citat',
    '  a\n    b',
    '----------',
    'A | B\n1 / 2 | 3',
    'här (https://x.se/?a=1&b=2) och a@b.se',
  ]);
  const [, paragraph] = bodyBlocks(html);
  if (paragraph?.kind !== 'text') throw new Error('a paragraph');
  expect(paragraph.runs.find(({ text }) => text === 'där')).toMatchObject({ bold: true, italic: true });
});

it.each([
  ['unclosed', '<p>a<strong>b', 'ab'],
  ['closed twice', '<p>a</p></p></li>b', 'a\n\nb'],
  ['a stray <', 'a < b <p>c</p>', 'a < b\n\nc'],
  ['half a tag', '<p>a</p><p class="', 'a\n\n<p class="'],
  ['entities that are none', '&unknown; &#0; &#xD800; &#1114112;', '&unknown; \ufffd \ufffd \ufffd'],
  ['nothing', '', ''],
  ['cells outside of tables', '<td>a</td><tr>b', 'ab'],
])('takes %s as it stands', (_what, html, text) => {
  expect(textOf(html)).toBe(text);
});

it('takes the deepest and the largest body in one go', () => {
  const deep = `${'<blockquote>'.repeat(10_000)}djupt${'</blockquote>'.repeat(10_000)}`;
  expect(textOf(deep)).toContain('djupt');
  const large = '<p>Ord <b>fet</b> text </p>'.repeat(20_000);
  expect(bodyBlocks(large)).toHaveLength(20_000);
  expect(bodyBlocks(`<p>${'<'.repeat(200_000)}`)).toHaveLength(1);
});

it('keeps all text when the markup is let go', () => {
  expect(plainBlocks('<ul><li>ett</li></ul><p>två</p>').map((block) => plainText([block]))).toEqual(['• ett', 'två']);
});

it.each(['=1+1', '+46', '-2', '@a', '\t=1', ' =1', '＝1'])('gives %p to a spreadsheet as text', (value) => {
  expect(csvOf([[value]])).toContain(`"'`);
});

it('quotes every cell and keeps a row on its line', () => {
  expect(csvOf([['a"b', 'c;d\ne']])).toBe('\ufeff"a""b";"c;d e"\r\n');
});
