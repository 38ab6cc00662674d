import type { MailFile } from '../mail-item.ts';

/** Gone before it is parsed: the page's policy would report each. */
const STYLE_SHEETS = /<style\b[\s\S]*?<\/style\s*>/gi;
const DANGEROUS = 'script, iframe, object, embed, link, meta, base, form, style';

/** The body as the editor can show it: no scripts, and pictures of the mail itself (`cid:`) from their attachments. */
export function toEditor(html: string, attachments: readonly MailFile[]): DocumentFragment {
  const body = new DOMParser().parseFromString(html.replace(STYLE_SHEETS, ''), 'text/html').body;
  for (const element of body.querySelectorAll(DANGEROUS)) element.remove();
  for (const element of body.querySelectorAll('*'))
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name);
  for (const image of body.querySelectorAll<HTMLImageElement>('img[src^="cid:"]')) {
    const contentId = image.getAttribute('src')?.slice('cid:'.length);
    const file = attachments.find((attachment) => attachment.contentId === contentId);
    image.dataset.cid = contentId;
    if (file?.contentBase64) image.src = `data:${file.contentType};base64,${file.contentBase64}`;
    else image.removeAttribute('src');
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...body.childNodes);
  return fragment;
}

/** What the editor holds, as a mail body. */
export function fromEditor(editor: Element): string {
  const copy = editor.cloneNode(true) as Element;
  for (const image of copy.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    image.setAttribute('src', `cid:${image.dataset.cid ?? ''}`);
    delete image.dataset.cid;
  }
  return copy.innerHTML;
}
