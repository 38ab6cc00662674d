/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { visibleText } from './visible-text.ts';

describe('visible text', () => {
  it('leaves out tags, comments, styles and heads', () => {
    const html =
      '<html><head><style>p{margin:8112189876}</style></head><body><!-- 811218-9876 --><p title="811218-9876">Hej</p><script>1</script></body>';
    expect(visibleText(html).trim()).toBe('Hej');
  });

  it('joins what inline tags part, and parts what blocks part', () => {
    expect(visibleText('8112<b>18</b>-98<span lang="sv">76</span>')).toBe('811218-9876');
    expect(visibleText('<td>811218</td><td>9876</td>').trim()).toBe('811218\n\n9876');
  });

  it('reads the hyphens and spaces that word processors write', () => {
    expect(visibleText('811218&#8209;9876')).toBe('811218-9876');
    expect(visibleText('811218\u20119876 811218&nbsp;9876')).toBe('811218-9876 811218 9876');
    expect(visibleText('811218&#x2d;9876')).toBe('811218-9876');
    expect(visibleText('811218&shy;9876')).toBe('8112189876');
  });

  it.each([
    '<title>Hemligt</title>',
    '<textarea><title></textarea>Hemligt',
    '<textarea><style></textarea>Hemligt</style>',
    '<title><!--</title>Hemligt-->',
    '<textarea><x Hemligt></textarea>',
    '<p hidden>Hemligt</p>',
    '<style>Hemligt',
    '<script>Hemligt</scripts>',
    '<!-- Hemligt',
    '<!-->Hemligt-->',
    '<!-- --!>Hemligt-->',
    '<p Hemligt',
    'a < Hemligt > b',
    '<p title="a>b">Hemligt</p>',
  ])('keeps what stands in %s', (html) => expect(visibleText(html)).toContain('Hemligt'));

  it.each(['<style>Dolt</style>', '<SCRIPT>Dolt</script >', '<!-- Dolt -->', '<p title="Dolt">'])(
    'takes away what stands in %s',
    (html) => expect(visibleText(html)).not.toContain('Dolt'),
  );

  it.each(['<', '<p', '<!-- never ends', '<style>never ends', 'plain'])('ends on %s', (html) => {
    expect(typeof visibleText(html)).toBe('string');
  });

  it.each(['<', '<p ', '<!--', '<style>', '<!-->', '<a "', "<a x='>"])(
    'ends on a megabyte of %s, where quadratic time would not end within the test',
    (piece) => expect(typeof visibleText(piece.repeat(1_000_000 / piece.length))).toBe('string'),
  );

  it('reads a 10 MB body from a word processor', () => {
    const html = '<p class="MsoNormal"><span style="mso-fareast-language:SV">Text<o:p></o:p></span></p>'.repeat(
      120_000,
    );
    expect(visibleText(html)).toContain('Text');
  });
});
