import createPurifier from 'dompurify';
import { IMAGE_ATTRIBUTES, keepInlineImages } from './keep-inline-images.ts';

const TAGS = ['p', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'ul', 'ol', 'li', 'a', 'blockquote', 'pre', 'code', 'hr'];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const TABLES = ['table', 'thead', 'tbody', 'tr', 'td', 'th'];

const purifier = createPurifier(window);

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

keepInlineImages(purifier);

/**
 * HTML with a small set of tags, http(s), mailto and tel links that open apart from us, pictures that hold their own data, and
 * nothing that loads or runs.
 */
export function sanitise(html: string): string {
  return purifier.sanitize(html, {
    ALLOWED_TAGS: [...TAGS, ...HEADINGS, ...TABLES, 'img'],
    ALLOWED_ATTR: ['href', 'colspan', 'rowspan', ...IMAGE_ATTRIBUTES],
    ADD_URI_SAFE_ATTR: ['width', 'height', 'colspan', 'rowspan'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}
