import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textToHtml } from '../compose/body-field.tsx';
import { htmlToText } from './plain-text.ts';

describe('plain text of a reply', () => {
  it('comes back as it was typed', () => {
    const typed = fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', '<', '&lt;', '</p><p>', '&amp;amp;', '"')));
    fc.assert(fc.property(typed, (parts) => expect(htmlToText(textToHtml(parts.join('')))).toBe(parts.join(''))));
  });
});
