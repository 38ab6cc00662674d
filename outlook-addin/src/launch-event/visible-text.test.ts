/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { visibleText } from './visible-text.ts';

describe('visible text', () => {
  it('leaves out tags, comments, styles and heads', () => {
    const html =
      '<html><head><style>p{margin:8112189876}</style><title>t</title></head><body><!-- 811218-9876 --><p title="811218-9876">Hej</p><script>1</script></body>';
    expect(visibleText(html).trim()).toBe('Hej');
  });

  it('joins what inline tags part, and parts what blocks part', () => {
    expect(visibleText('8112<b>18</b>-98<span lang="sv">76</span>')).toBe('811218-9876');
    expect(visibleText('<td>811218</td><td>9876</td>').trim()).toBe('811218\n\n9876');
  });

  it('reads the hyphens and spaces that word processors write', () => {
    expect(visibleText('811218&#8209;9876')).toBe('811218-9876');
    expect(visibleText('811218\u20119876 811218&nbsp;9876')).toBe('811218-9876 811218 9876');
    expect(visibleText('811218&shy;9876')).toBe('8112189876');
  });

  it.each(['<', '<p', '<!-- never ends', '<style>never ends', 'plain'])('ends on %s', (html) => {
    expect(typeof visibleText(html)).toBe('string');
  });

  it('takes a 10 MB body from a word processor well within the deadline', () => {
    const html = '<p class="MsoNormal"><span style="mso-fareast-language:SV">Text<o:p></o:p></span></p>'.repeat(
      120_000,
    );
    const began = performance.now();
    expect(visibleText(html)).toContain('Text');
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
