import type { DOMPurify } from 'dompurify';
import { isImageLength, isInlineImage } from '../domain/inline-images.ts';

/** What a purifier with `keepInlineImages` allows besides its own attributes. */
export const IMAGE_ATTRIBUTES = ['src', 'alt', 'width', 'height'];

/** Pictures with data of their own stay, with their words and size; every other one goes, as do those attributes elsewhere. */
export function keepInlineImages(purifier: DOMPurify): void {
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.tagName !== 'IMG') {
      for (const name of IMAGE_ATTRIBUTES) node.removeAttribute(name);
      return;
    }
    if (!isInlineImage(node.getAttribute('src') ?? '')) {
      node.remove();
      return;
    }
    for (const name of ['width', 'height'])
      if (!isImageLength(node.getAttribute(name) ?? '')) node.removeAttribute(name);
    // Without words it says nothing to a screen reader, rather than its data.
    if (!node.hasAttribute('alt')) node.setAttribute('alt', '');
  });
}
