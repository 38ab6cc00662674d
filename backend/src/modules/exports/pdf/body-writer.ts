import type { Block, Cell, Container, Run } from '../body-blocks.domain.ts';
import { PLAIN } from '../body-blocks.domain.ts';
import type { ArchivalDocument } from './archival-document.ts';
import { type Element, lineHeightOf, PAGE, type PageWriter } from './page-writer.ts';
import type { Pictures } from './pictures.ts';
import type { Line, TextLayout } from './text-layout.ts';

export const TEXT_SIZE = 10.5;
const SIZES = { P: TEXT_SIZE, Code: 9, H2: 14, H3: 12 } as const;
const INDENT = 18;
/** What is deeper inside lists and quotes goes no further in. */
const DEEPEST_INDENT = 8;
const CELL_PADDING = 4;
const NARROWEST_CELL = 40;
/** A pixel of a picture in points. */
const POINTS_A_PIXEL = 0.75;

export interface BodyWriterParts {
  readonly document: ArchivalDocument;
  readonly page: PageWriter;
  readonly layout: TextLayout;
  readonly pictures: Pictures;
  /** Words in place of a picture that stays elsewhere. */
  readonly pictureElsewhere: (words: string) => string;
}

interface Opened {
  readonly container: Container;
  /** What goes into it. */
  readonly body: Element;
  /** Items whose marker is not drawn yet. */
  label: Element | null;
}

interface CellLines {
  readonly element: Element;
  readonly tag: string;
  readonly lines: readonly Line[];
}

/** Writes blocks under each other, in the elements that they stand in. */
export class BodyWriter {
  readonly #parts: BodyWriterParts;
  readonly #root: Element;
  #opened: Opened[] = [];

  constructor(parts: BodyWriterParts, root: Element) {
    this.#parts = parts;
    this.#root = root;
  }

  write(blocks: readonly Block[]): void {
    for (const block of blocks) {
      this.#enter(block.path);
      this.#parts.page.gap(block.kind === 'text' && block.role !== 'P' && block.role !== 'Code' ? 10 : 5);
      if (block.kind === 'text') this.#text(block.runs, block.role);
      else if (block.kind === 'image') this.#picture(block.source, block.words);
      else if (block.kind === 'table') this.#table(block.rows);
      else this.#rule();
    }
    this.#enter([]);
    this.#parts.page.release();
  }

  get #parent(): Element {
    return this.#opened.at(-1)?.body ?? this.#root;
  }

  get #x(): number {
    const depth = this.#opened.filter(({ container }) => container.role !== 'list').length;
    return PAGE.left + INDENT * Math.min(depth, DEEPEST_INDENT);
  }

  /** Ends the containers that the next block does not stand in, and begins those that it does. */
  #enter(path: readonly Container[]): void {
    const same = this.#opened.findIndex(({ container }, index) => path[index]?.id !== container.id);
    const kept = same < 0 ? this.#opened.length : same;
    this.#parts.page.release();
    for (const { body } of this.#opened.splice(kept).reverse()) body.end();
    for (const container of path.slice(kept)) this.#open(container);
  }

  #open(container: Container): void {
    const { document } = this.#parts;
    const parent = this.#parent;
    if (container.role !== 'item') {
      const body = document.struct(container.role === 'list' ? 'L' : 'BlockQuote');
      parent.add(body);
      this.#opened.push({ container, body, label: null });
      return;
    }
    const item = document.struct('LI');
    const label = document.struct('Lbl');
    const body = document.struct('LBody');
    parent.add(item);
    item.add(label);
    item.add(body);
    this.#opened.push({ container, body, label });
  }

  #text(runs: readonly Run[], role: keyof typeof SIZES): void {
    const { document, page, layout } = this.#parts;
    const size = SIZES[role];
    const heading = role === 'H2' || role === 'H3';
    const x = this.#x;
    const styled = heading ? runs.map((run) => ({ ...run, bold: true })) : runs;
    const lines = layout.lines(styled, { width: PAGE.right - x, size, exact: role === 'Code' });
    const element = document.struct(role === 'Code' ? 'P' : role);
    // A heading alone at the foot of a page says nothing.
    page.room(lineHeightOf(size) * (heading ? 3 : 1));
    this.#marker(size);
    this.#parent.add(element);
    for (const line of lines) {
      page.room(lineHeightOf(size));
      this.#quoteBars(lineHeightOf(size));
      page.draw(line, element, role === 'Code' ? 'P' : role, { x, y: page.y, size });
      page.y += lineHeightOf(size);
    }
    page.release();
    element.end();
  }

  #marker(size: number): void {
    const item = this.#opened.findLast(({ container }) => container.role === 'item');
    if (!item?.label) return;
    const { page, layout } = this.#parts;
    const [line = []] = layout.lines([{ ...PLAIN, text: item.container.marker }], { width: 60, size, exact: false });
    const width = line.reduce((sum, fragment) => sum + fragment.width, 0);
    page.draw(line, item.label, 'Lbl', { x: this.#x - width - 5, y: page.y, size });
    page.release();
    item.label = null;
  }

  #quoteBars(height: number): void {
    const { page } = this.#parts;
    let depth = 0;
    for (const { container } of this.#opened) {
      if (container.role !== 'list') depth += 1;
      const x = PAGE.left + INDENT * Math.min(depth, DEEPEST_INDENT) - INDENT / 2;
      if (container.role === 'quote') page.rule(x, page.y, x, page.y + height);
    }
  }

  #picture(source: string, words: string): void {
    const { document, page, pictures, pictureElsewhere } = this.#parts;
    const picture = pictures.take(source);
    if (!picture) {
      this.#text([{ ...PLAIN, italic: true, text: pictureElsewhere(words) }], 'P');
      return;
    }
    const x = this.#x;
    const most = PAGE.bottom - PAGE.top;
    const { width, height } = picture;
    const scale = Math.min(POINTS_A_PIXEL, (PAGE.right - x) / width, most / height);
    page.room(height * scale);
    const figure = document.struct('Figure', { alt: words || pictureElsewhere('') });
    this.#parent.add(figure);
    page.picture(picture, figure, x, { width: width * scale, height: height * scale });
    figure.end();
  }

  #rule(): void {
    const { page } = this.#parts;
    page.room(8);
    page.rule(this.#x, page.y + 3, PAGE.right, page.y + 3);
    page.y += 8;
  }

  #table(rows: readonly (readonly Cell[])[]): void {
    const columns = Math.max(...rows.map((row) => row.length));
    const x = this.#x;
    const width = (PAGE.right - x) / columns;
    if (width < NARROWEST_CELL) {
      const bar: Run = { ...PLAIN, text: ' | ' };
      for (const row of rows)
        this.#text(
          row.flatMap(({ runs }, index) => (index === 0 ? runs : [bar, ...runs])),
          'P',
        );
      return;
    }
    const table = this.#parts.document.struct('Table');
    this.#parent.add(table);
    for (const row of rows) this.#row(table, row, x, width);
    this.#parts.page.release();
    table.end();
  }

  #row(table: Element, row: readonly Cell[], x: number, width: number): void {
    const { document, layout } = this.#parts;
    const element = document.struct('TR');
    table.add(element);
    const cells = row.map(({ runs, heading }): CellLines => {
      const tag = heading ? 'TH' : 'TD';
      const cell = document.struct(tag);
      element.add(cell);
      const lines = layout.lines(runs, { width: width - 2 * CELL_PADDING, size: TEXT_SIZE, exact: false });
      return { element: cell, tag, lines };
    });
    this.#cells(cells, x, width);
  }

  /** A row over as many pages as it needs. */
  #cells(cells: readonly CellLines[], x: number, width: number): void {
    const { page } = this.#parts;
    const height = lineHeightOf(TEXT_SIZE);
    const longest = Math.max(...cells.map(({ lines }) => lines.length));
    for (let from = 0; from < longest; ) {
      page.room(height + 2 * CELL_PADDING);
      const count = Math.min(longest - from, Math.floor((page.left - 2 * CELL_PADDING) / height));
      const boxHeight = count * height + 2 * CELL_PADDING;
      for (const [index, { element, tag, lines }] of cells.entries()) {
        const left = x + index * width;
        for (const [line, fragments] of lines.slice(from, from + count).entries())
          page.draw(fragments, element, tag, {
            x: left + CELL_PADDING,
            y: page.y + CELL_PADDING + line * height,
            size: TEXT_SIZE,
          });
        this.#box(left, page.y, width, boxHeight);
      }
      page.y += boxHeight;
      from += count;
    }
  }

  #box(x: number, y: number, width: number, height: number): void {
    const { page } = this.#parts;
    page.rule(x, y, x + width, y);
    page.rule(x, y + height, x + width, y + height);
    page.rule(x, y, x, y + height);
    page.rule(x + width, y, x + width, y + height);
  }
}
