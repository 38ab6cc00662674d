import { bodyExcess, isImageLength, isInlineImage, measureBody } from '@sefos/shared/domain/inline-images.ts';
import { cleanText } from '@sefos/shared/domain/text.ts';
import sanitizeHtml from 'sanitize-html';
import { PIECE_BYTES } from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';
import { escapeHtml } from '../../platform/escape-html.ts';

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

/**
 * No tag of HTML: what a picture that goes is called, and taken out as from the finished text. The library has to write it: of an
 * element that it renames and leaves out, it gives the name to the end of the next one.
 */
const REMOVED = 'removed';
const WRITTEN_REMOVED = `<${REMOVED} />`;

/**
 * A picture keeps its data, its words and its size; without data of its own (remote ones would tell that somebody reads) it goes.
 * At once, by its name: the library's filter for finished elements copies all text so far for each one that it takes out.
 */
const inlineImage = (tagName: string, { src, alt, width, height }: sanitizeHtml.Attributes): sanitizeHtml.Tag => {
  if (!src || !isInlineImage(src)) return { tagName: REMOVED, attribs: {} };
  return {
    tagName,
    attribs: {
      src,
      ...(alt === undefined ? {} : { alt }),
      ...(width && isImageLength(width) ? { width } : {}),
      ...(height && isImageLength(height) ? { height } : {}),
    },
  };
};

/** What an editor or mail program can make and a reader needs, and no more: no styles, no classes. */
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
    'img',
    REMOVED,
  ],
  selfClosing: ['br', 'hr', 'img', REMOVED],
  allowedAttributes: { a: ['href', 'rel', 'target'], img: ['src', 'alt', 'width', 'height'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: { a: outwardLink, img: inlineImage },
  nestingLimit: 50,
};

/** Tags that a body may have before anything looks at them: parsing deep nesting costs more than its length. */
const MOST_TAGS = 10_000;
/** Text with its markup, when it is sealed. */
const MOST_TEXT_BYTES = 1024 * 1024;

const countTags = (html: string): number => {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) count++;
  return count;
};

const tooLarge = (limit: 'text' | 'image' | 'images' | 'tags'): DomainError =>
  new DomainError('body-too-large', { limit });

/** @throws {DomainError} body-too-large */
const checkedSize = (html: string): string => {
  const bytes = Buffer.byteLength(html);
  const imageCharacters = html.length - measureBody(html).textCharacters;
  if (bytes - imageCharacters > MOST_TEXT_BYTES || bytes > PIECE_BYTES) throw tooLarge('text');
  return html;
};

/**
 * HTML of an editor, reduced to harmless text markup and pictures that hold their own data.
 * @throws {DomainError} body-too-large — too many tags, too long, a picture too large, or all of them together
 */
export const sanitiseBody = (html: string): string => {
  if (countTags(html) > MOST_TAGS) throw tooLarge('tags');
  const excess = bodyExcess(html);
  if (excess) throw tooLarge(excess);
  return checkedSize(sanitizeHtml(cleanText(html), OPTIONS).replaceAll(WRITTEN_REMOVED, ''));
};

/** Plain text as HTML: blank lines part paragraphs, other line ends become breaks. @throws {DomainError} body-too-large */
export const textToHtml = (text: string): string => checkedSize(paragraphs(cleanText(text)));

const paragraphs = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
