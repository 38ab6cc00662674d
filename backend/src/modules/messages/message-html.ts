import { cleanText } from '@sefos/shared/domain/text.ts';
import sanitizeHtml from 'sanitize-html';
import { DomainError } from '../../platform/errors.ts';

const SCHEME = /^(?:https?|mailto|tel):/i;

/** A link leads out of the product or nowhere: one without a scheme would lead into it. */
const outwardLink = (tagName: string, { href }: sanitizeHtml.Attributes): sanitizeHtml.Tag => ({
  tagName,
  attribs: {
    ...(href && SCHEME.test(href.trim()) ? { href } : {}),
    rel: 'noopener noreferrer nofollow',
    target: '_blank',
  },
});

/** What the editor can make, and no more: no images (remote ones would tell that somebody reads), no styles, no classes. */
const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'ul',
    'ol',
    'li',
    'a',
    'blockquote',
    'h2',
    'h3',
    'code',
    'pre',
    'hr',
  ],
  allowedAttributes: { a: ['href', 'rel', 'target'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: { a: outwardLink },
  nestingLimit: 50,
};

/** Tags that a body may have before anything looks at them: parsing deep nesting costs more than its length. */
const MOST_TAGS = 10_000;
/** What one sealed piece holds. */
const MOST_BYTES = 1024 * 1024;

const countTags = (html: string): number => {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) count++;
  return count;
};

/** @throws {DomainError} body-too-large */
const checkedSize = (html: string): string => {
  if (Buffer.byteLength(html) > MOST_BYTES) throw new DomainError('body-too-large');
  return html;
};

/** HTML of an editor, reduced to harmless text markup. @throws {DomainError} body-too-large — too many tags, or too long */
export const sanitiseBody = (html: string): string => {
  if (countTags(html) > MOST_TAGS) throw new DomainError('body-too-large');
  return checkedSize(sanitizeHtml(cleanText(html), OPTIONS));
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** Plain text as HTML: blank lines part paragraphs, other line ends become breaks. @throws {DomainError} body-too-large */
export const textToHtml = (text: string): string => checkedSize(paragraphs(cleanText(text)));

const paragraphs = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
