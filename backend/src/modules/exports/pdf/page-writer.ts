import type { ArchivalDocument } from './archival-document.ts';
import type { Picture } from './pictures.ts';
import type { Fragment, Line } from './text-layout.ts';

export type Element = ReturnType<ArchivalDocument['struct']>;

/** Points; A4 is 595.28 by 841.89. */
export const PAGE = { left: 56, right: 539, top: 56, bottom: 780 } as const;
const FOOTER_Y = 800;
const FOOTER_SIZE = 8;
const LINE_HEIGHT = 1.45;

export const lineHeightOf = (size: number): number => size * LINE_HEIGHT;

const asciiAddress = (href: string): string | null => {
  try {
    const address = new URL(href).href;
    return /^[\x21-\x7e]+$/.test(address) ? address : null;
  } catch {
    return null;
  }
};

/** Puts lines and pictures on pages, each tagged with the element that it belongs to. */
export class PageWriter {
  readonly #document: ArchivalDocument;
  /** Whose marked content is open. */
  #marked: Element | null = null;
  y: number = PAGE.top;

  constructor(document: ArchivalDocument, footer: (page: number) => string) {
    this.#document = document;
    let page = 0;
    document.on('pageAdded', () => {
      page += 1;
      document.markContent('Artifact', { type: 'Pagination' });
      document.use('regular', FOOTER_SIZE);
      document.text(footer(page), PAGE.left, FOOTER_Y, { lineBreak: false });
      document.endMarkedContent();
    });
    document.addPage();
  }

  /** Begins a new page unless so much is left on this one. */
  room(height: number): void {
    if (this.y + height <= PAGE.bottom) return;
    this.#document.continueOnNewPage();
    this.y = PAGE.top;
  }

  get left(): number {
    return PAGE.bottom - this.y;
  }

  /** Leaves space, none at the top of a page. */
  gap(height: number): void {
    if (this.y > PAGE.top) this.y = Math.min(this.y + height, PAGE.bottom);
  }

  /** A line of text at `x`, inside `element`, at `top` or where the page stands; moves nothing. */
  draw(
    line: Line,
    element: Element,
    tag: string,
    at: { readonly x: number; readonly y: number; readonly size: number },
  ): void {
    let { x } = at;
    for (const fragment of line) {
      const address = fragment.style.href === null ? null : asciiAddress(fragment.style.href);
      if (address === null) this.#mark(element, tag);
      const link = address === null ? null : this.#beginLink(element);
      const width = this.#fragment(fragment, x, at);
      if (link && address !== null) this.#endLink(link, address, { x, y: at.y, width, size: at.size });
      x += width;
    }
  }

  picture(
    picture: Picture,
    element: Element,
    x: number,
    box: { readonly width: number; readonly height: number },
  ): void {
    this.#mark(element, 'Figure');
    this.#document.image(picture.data, x, this.y, box);
    this.release();
    this.y += box.height;
  }

  /** A straight line that means nothing to who cannot see it. */
  rule(x: number, y: number, toX: number, toY: number): void {
    this.release();
    this.#document.markContent('Artifact', { type: 'Layout' });
    this.#document.lineWidth(0.5).moveTo(x, y).lineTo(toX, toY).stroke('#000000');
    this.#document.endMarkedContent();
  }

  /** Ends the marked content that is open. */
  release(): void {
    if (this.#marked) this.#document.endMarkedContent();
    this.#marked = null;
  }

  #mark(element: Element, tag: string): void {
    if (this.#marked === element) return;
    this.release();
    element.add(this.#document.markStructureContent(tag));
    this.#marked = element;
  }

  #beginLink(parent: Element): Element {
    const link = this.#document.struct('Link');
    parent.add(link);
    this.#mark(link, 'Link');
    return link;
  }

  /** Ends at once: pdfkit takes the page of a link's annotation from where the document stands when the link is written. */
  #endLink(
    link: Element,
    address: string,
    { x, y, width, size }: { readonly x: number; readonly y: number; readonly width: number; readonly size: number },
  ): void {
    this.release();
    // What the types leave out.
    const inside: object = { structParent: link };
    this.#document.link(x, y, width, lineHeightOf(size), address, inside);
    link.end();
  }

  /** Answers how wide the text has become, with kerning and ligatures. */
  #fragment(
    { text, font, style }: Fragment,
    x: number,
    { y, size }: { readonly y: number; readonly size: number },
  ): number {
    const baseline = y + size * 1.1;
    const document = this.#document.use(font, size);
    const width = document.widthOfString(text);
    document.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
    const line = (height: number): void =>
      void document
        .lineWidth(size / 18)
        .moveTo(x, height)
        .lineTo(x + width, height)
        .stroke();
    if (style.underline || style.href !== null) line(baseline + size / 8);
    if (style.strike) line(baseline - size / 3.5);
    return width;
  }
}
