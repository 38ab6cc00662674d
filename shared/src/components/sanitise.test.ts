import { describe, expect, it } from '@jest/globals';
import { sanitise } from './sanitise.ts';

describe('sanitise', () => {
  it.each([
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<p onclick="x()" style="color:red" class="c" id="i">a</p>', '<p>a</p>'],
    ['<img src="https://spy.example/p.gif" onerror="x()">', ''],
    ['<svg><a href="javascript:x()">b</a></svg>', ''],
    ['<form action="https://evil.example"><input name="p"></form>', ''],
    ['<iframe srcdoc="<script>x()</script>"></iframe>', ''],
  ])('takes what loads, runs or styles out of %s', (html, clean) => {
    expect(sanitise(html)).toBe(clean);
  });

  it('refuses script, data and relative links', () => {
    for (const href of ['javascript:x()', 'data:text/html,x', '//evil.example', '/sign-out', ' java\nscript:x()']) {
      expect(sanitise(`<a href="${href}">a</a>`)).not.toContain('href');
    }
  });

  it('opens links apart from us', () => {
    const clean = sanitise('<a href="https://example.se" target="_self" rel="opener">a</a>');
    expect(clean).toContain('rel="noopener noreferrer"');
    expect(clean).toContain('target="_blank"');
  });

  it('keeps what the editor writes', () => {
    const html = '<p><strong>a</strong> <em>b</em></p><ul><li><p>c</p></li></ul><blockquote><p>d</p></blockquote>';
    expect(sanitise(html)).toBe(html);
  });
});
