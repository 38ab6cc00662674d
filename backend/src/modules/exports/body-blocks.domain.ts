import { type HtmlToken, htmlTokens } from './html-tokens.domain.ts';

/** How a piece of text looks and where it leads. */
export interface TextStyle {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly mono: boolean;
  readonly href: string | null;
}

/** Text of one style; '\n' is a line break. */
export interface Run extends TextStyle {
  readonly text: string;
}

/** What a block stands in, from the outside in. */
export interface Container {
  readonly id: number;
  readonly role: 'list' | 'item' | 'quote';
  /** Items: "•" or "3.". */
  readonly marker: string;
}

export type Block = { readonly path: readonly Container[] } & (
  | { readonly kind: 'text'; readonly role: 'P' | 'H2' | 'H3' | 'Code'; readonly runs: readonly Run[] }
  | { readonly kind: 'image'; readonly source: string; readonly words: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table'; readonly rows: readonly (readonly Cell[])[] }
);

export interface Cell {
  readonly heading: boolean;
  readonly runs: readonly Run[];
}

/** The look of text without markup. */
export const PLAIN: TextStyle = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  mono: false,
  href: null,
};

const STYLES: Readonly<Record<string, Partial<TextStyle>>> = {
  strong: { bold: true },
  b: { bold: true },
  th: { bold: true },
  em: { italic: true },
  i: { italic: true },
  u: { underline: true },
  s: { strike: true },
  del: { strike: true },
  code: { mono: true },
  pre: { mono: true },
};
const ROLES: Readonly<Record<string, 'H2' | 'H3'>> = { h1: 'H2', h2: 'H2', h3: 'H3', h4: 'H3', h5: 'H3', h6: 'H3' };
const BLOCKS = new Set(['p', 'div', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'table', ...Object.keys(ROLES)]);
/** Elements inside each other that count; the sanitiser lets fifty through. */
const DEEPEST = 60;

interface Open {
  readonly tag: string;
  readonly style: TextStyle;
  readonly container: Container | null;
  /** Of an ordered list: the next number. */
  next: number;
}

interface Table {
  readonly rows: Cell[][];
  readonly depth: number;
}

/** Text as browsers show it: one space for many, none at the edges of a block or line. */
const collapsed = (runs: readonly Run[]): Run[] => {
  const out: Run[] = [];
  let atEdge = true;
  for (const run of runs) {
    const single = run.text.replace(/[ \t\r\f]+/g, ' ').replace(/ ?\n ?/g, '\n');
    const text: string = atEdge ? single.replace(/^ /, '') : single;
    if (text === '') continue;
    atEdge = text.endsWith(' ') || text.endsWith('\n');
    out.push({ ...run, text });
  }
  return trimmed(out);
};

const trimmed = (runs: Run[]): Run[] => {
  for (let last = runs.at(-1); last; last = runs.at(-1)) {
    const text: string = last.text.replace(/[ \n]+$/, '');
    runs.pop();
    if (text !== '') return [...runs, { ...last, text }];
  }
  return runs;
};

/** Builds the blocks of one body, token by token. */
class BlockBuilder {
  readonly blocks: Block[] = [];
  readonly #open: Open[] = [{ tag: '', style: PLAIN, container: null, next: 1 }];
  #runs: Run[] = [];
  #cell: { heading: boolean } | null = null;
  #table: Table | null = null;
  #containers = 0;

  take(token: HtmlToken): void {
    if (token.kind === 'text') this.#text(token.text);
    else if (token.kind === 'close') this.#close(token.tag);
    else this.#element(token.tag, token.attributes);
  }

  end(): readonly Block[] {
    this.#endTable();
    this.#flush();
    return this.blocks;
  }

  get #top(): Open {
    return this.#open.at(-1) ?? { tag: '', style: PLAIN, container: null, next: 1 };
  }

  get #path(): Container[] {
    return this.#open.flatMap(({ container }) => container ?? []);
  }

  #isIn(tag: string): boolean {
    return this.#open.some((open) => open.tag === tag);
  }

  #text(given: string): void {
    if (this.#table && !this.#cell) return;
    const text = this.#isIn('pre') ? given.replace(/\r\n?/g, '\n').replaceAll('\t', '    ') : given.replace(/\n/g, ' ');
    this.#runs.push({ ...this.#top.style, text });
  }

  #element(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (tag === 'br') return void this.#runs.push({ ...this.#top.style, text: '\n' });
    if (tag === 'img') {
      this.#image(attributes);
      return;
    }
    if (BLOCKS.has(tag)) this.#flush();
    if (tag === 'hr') return void this.blocks.push({ path: this.#path, kind: 'rule' });
    // What is deeper is read as if it stood here; its closing tag finds nothing to close.
    if (this.#open.length > DEEPEST) return;
    this.#tablePart(tag);
    const style = { ...this.#top.style, ...STYLES[tag] };
    const href = tag === 'a' ? (attributes.get('href') ?? null) : style.href;
    this.#open.push({ tag, style: { ...style, href }, container: this.#containerOf(tag), next: 1 });
  }

  #containerOf(tag: string): Container | null {
    const make = (role: Container['role'], marker = ''): Container => ({ id: ++this.#containers, role, marker });
    if (tag === 'ul' || tag === 'ol') return make('list');
    if (tag === 'blockquote') return make('quote');
    if (tag !== 'li') return null;
    const list = this.#open.findLast((open) => open.tag === 'ol' || open.tag === 'ul');
    return make('item', list?.tag === 'ol' ? `${list.next++}.` : '•');
  }

  #close(tag: string): void {
    const at = this.#open.findLastIndex((open) => open.tag === tag);
    if (at < 1) return;
    const style = this.#open[at]?.style;
    if (tag === 'a' && style?.href) this.#address(style.href, style);
    if (BLOCKS.has(tag)) this.#flush();
    if (tag === 'td' || tag === 'th') this.#endCell();
    this.#open.length = at;
    if (tag === 'table' && this.#table && this.#open.length <= this.#table.depth) this.#endTable();
  }

  /** The address after a link's text, unless it is the text: paper has nothing to press on. */
  #address(href: string, style: TextStyle): void {
    const isOfLink = (run: Run): boolean => run.href === href;
    const from = this.#runs.findLastIndex((run) => !isOfLink(run)) + 1;
    const text = this.#runs
      .slice(from)
      .map((run) => run.text)
      .join('')
      .trim();
    const bare = href.replace(/^(?:mailto|tel):/i, '');
    if (text === href || text === bare || text === bare.replace(/^https?:\/\//i, '').replace(/\/$/, '')) return;
    this.#runs.push({ ...style, href: null, text: text === '' ? bare : ` (${bare})` });
  }

  #image(attributes: ReadonlyMap<string, string>): void {
    const words = (attributes.get('alt') ?? '').trim();
    if (this.#table) return void this.#runs.push({ ...this.#top.style, text: `[${words || '…'}]` });
    this.#flush();
    this.blocks.push({ path: this.#path, kind: 'image', source: attributes.get('src') ?? '', words });
  }

  #tablePart(tag: string): void {
    if (tag === 'table') this.#table ??= { rows: [], depth: this.#open.length };
    if (tag === 'tr' && this.#table) this.#table.rows.push([]);
    if ((tag === 'td' || tag === 'th') && this.#table) this.#cell = { heading: tag === 'th' };
  }

  #endCell(): void {
    if (!this.#table || !this.#cell) return;
    if (this.#table.rows.length === 0) this.#table.rows.push([]);
    this.#table.rows.at(-1)?.push({ heading: this.#cell.heading, runs: collapsed(this.#runs) });
    this.#runs = [];
    this.#cell = null;
  }

  #endTable(): void {
    this.#endCell();
    const rows = this.#table?.rows.filter((row) => row.length > 0) ?? [];
    this.#table = null;
    if (rows.length > 0) this.blocks.push({ path: this.#path, kind: 'table', rows });
  }

  /** Ends a block; inside a table it is a line of its cell. */
  #flush(): void {
    if (this.#cell) {
      const last = this.#runs.at(-1);
      if (last && last.text !== '\n') this.#runs.push({ ...PLAIN, text: '\n' });
      return;
    }
    const isCode = this.#isIn('pre');
    const runs = isCode ? trimmed([...this.#runs]) : collapsed(this.#runs);
    this.#runs = [];
    if (runs.length === 0) return;
    const heading = this.#open.map(({ tag }) => ROLES[tag]).findLast((role) => role !== undefined);
    this.blocks.push({ path: this.#path, kind: 'text', role: isCode ? 'Code' : (heading ?? 'P'), runs });
  }
}

/** The sanitiser's HTML as blocks one after the other, as a page shows them. Takes anything; what is not understood stays as text. */
export const bodyBlocks = (html: string): readonly Block[] => {
  const builder = new BlockBuilder();
  for (const token of htmlTokens(html)) builder.take(token);
  return builder.end();
};

/** The same as paragraphs without any markup, for a body whose markup could not be laid out. */
export const plainBlocks = (html: string): readonly Block[] =>
  plainText(bodyBlocks(html))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => ({ path: [], kind: 'text', role: 'P', runs: [{ ...PLAIN, text }] }));

const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

const linesOf = (block: Block): string => {
  if (block.kind === 'rule') return '----------';
  if (block.kind === 'image') return `[${block.words || '…'}]`;
  if (block.kind === 'text') return textOf(block.runs);
  return block.rows.map((row) => row.map(({ runs }) => textOf(runs).replaceAll('\n', ' / ')).join(' | ')).join('\n');
};

/** Blocks as text: markers before items, "> " before what is quoted. */
export const plainText = (blocks: readonly Block[]): string => {
  let item = -1;
  return blocks
    .map((block) => {
      const quotes = '> '.repeat(block.path.filter(({ role }) => role === 'quote').length);
      const last = block.path.findLast(({ role }) => role === 'item');
      const marker = !last ? '' : last.id === item ? ' '.repeat(last.marker.length + 1) : `${last.marker} `;
      item = last?.id ?? -1;
      const indent = '  '.repeat(Math.max(0, block.path.filter(({ role }) => role === 'item').length - 1));
      return linesOf(block)
        .split('\n')
        .map((line, index) => `${quotes}${indent}${index === 0 ? marker : ' '.repeat(marker.length)}${line}`)
        .join('\n');
    })
    .join('\n\n');
};
