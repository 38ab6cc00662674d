import type { Run, TextStyle } from '../body-blocks.domain.ts';
import type { ArchivalDocument, FontName } from './archival-document.ts';

/** Text of one font and style, with its width in points as lines are filled by it. */
export interface Fragment {
  readonly text: string;
  readonly font: FontName;
  readonly style: TextStyle;
  readonly width: number;
}
export type Line = readonly Fragment[];

export interface LayoutOptions {
  readonly width: number;
  readonly size: number;
  /** Spaces stay as they are. */
  readonly exact: boolean;
}

/** Of a word, while it grows. */
type Part = { text: string; readonly font: FontName; readonly style: TextStyle };

/** Invisible by what they are, and without meaning on paper: soft hyphens, joiners, variation selectors. */
const INVISIBLE = /\u00ad|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]/g;
/** Shown by their code point though a font may have an empty glyph for them: what turns text around must be seen. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const SPACE = /\p{Zs}/u;
const MARK = /\p{M}/u;
/** Parts of a word that are measured by themselves: a word may be as long as a body. */
const PART_CHARACTERS = 12;

const fontOf = ({ bold, italic, mono }: TextStyle): FontName => {
  if (mono) return bold ? 'monoBold' : 'mono';
  if (bold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'regular';
};

const codePointOf = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Breaks runs into lines; a character that no font has stands as its code point. */
export class TextLayout {
  readonly #document: ArchivalDocument;

  constructor(document: ArchivalDocument) {
    this.#document = document;
  }

  lines(runs: readonly Run[], options: LayoutOptions): Line[] {
    const builder = new LineBuilder(options, (text, font) => this.width(text, font, options.size));
    for (const run of runs) {
      for (const token of run.text
        .normalize('NFC')
        .replace(INVISIBLE, '')
        .match(/\n| +|[^\n ]+/g) ?? []) {
        if (token === '\n') builder.breakLine();
        else if (token.startsWith(' ')) builder.space(token, fontOf(run), run);
        else for (const piece of this.#pieces(token, run)) builder.part(piece);
      }
    }
    return builder.end();
  }

  /** In points, glyph by glyph. */
  width(text: string, font: FontName, size: number): number {
    let ems = 0;
    for (const character of text) ems += this.#document.advanceOf(font, character.codePointAt(0) ?? 0) ?? 0;
    return ems * size;
  }

  /** A word by the fonts that have its characters, in parts between which it may be broken when it is longer than a line. */
  *#pieces(word: string, style: TextStyle): Generator<Omit<Fragment, 'width'>> {
    const own = fontOf(style);
    let part = null as Part | null;
    for (const character of word) {
      const [text, font] = this.#shown(character, own);
      const isShort = (part?.text.length ?? 0) + text.length <= PART_CHARACTERS;
      if (part?.font === font && (isShort || MARK.test(character))) part.text += text;
      else {
        if (part) yield part;
        part = { text, font, style };
      }
    }
    if (part) yield part;
  }

  #shown(character: string, own: FontName): readonly [string, FontName] {
    const code = character.codePointAt(0) ?? 0;
    if (!CONTROL.test(character)) {
      for (const font of [own, 'mono', 'regular'] as const)
        if (this.#document.advanceOf(font, code) !== null) return [character, font];
      if (SPACE.test(character)) return [' ', own];
    }
    return [codePointOf(character), own];
  }
}

/** Fills lines word by word. */
class LineBuilder {
  readonly #options: LayoutOptions;
  readonly #measure: (text: string, font: FontName) => number;
  readonly #lines: Fragment[][] = [[]];
  #used = 0;
  /** Words without a space between them: they stay together. */
  #group: Fragment[] = [];
  #space: Fragment | null = null;

  constructor(options: LayoutOptions, measure: (text: string, font: FontName) => number) {
    this.#options = options;
    this.#measure = measure;
  }

  /** Words go on until the next space. */
  part(piece: Omit<Fragment, 'width'>): void {
    this.#group.push({ ...piece, width: this.#measure(piece.text, piece.font) });
  }

  space(text: string, font: FontName, style: TextStyle): void {
    this.#place();
    if (this.#used === 0 && !this.#options.exact) return;
    this.#space = { text, font, style, width: this.#measure(text, font) };
  }

  breakLine(): void {
    this.#place();
    this.#next();
  }

  end(): Line[] {
    this.#place();
    return this.#lines;
  }

  #next(): void {
    this.#lines.push([]);
    this.#used = 0;
    this.#space = null;
  }

  #place(): void {
    const group = this.#group;
    if (group.length === 0) return;
    this.#group = [];
    const width = group.reduce((sum, piece) => sum + piece.width, 0);
    const left = this.#options.width - this.#used - (this.#space?.width ?? 0);
    if (width <= left) {
      if (this.#space) this.#add(this.#space);
      this.#space = null;
      for (const piece of group) this.#add(piece);
      return;
    }
    if (this.#used > 0) this.#next();
    this.#space = null;
    for (const piece of group) {
      if (this.#used > 0 && this.#used + piece.width > this.#options.width) this.#next();
      if (piece.width <= this.#options.width) this.#add(piece);
      else this.#split(piece);
    }
  }

  /** A part wider than its column goes on wherever the line ends. */
  #split({ text, font, style }: Fragment): void {
    let part = '';
    let width = 0;
    for (const character of text) {
      const own = MARK.test(character) ? 0 : this.#measure(character, font);
      if (this.#used + width + own > this.#options.width && (part !== '' || this.#used > 0) && own > 0) {
        if (part !== '') this.#add({ text: part, font, style, width });
        this.#next();
        part = '';
        width = 0;
      }
      part += character;
      width += own;
    }
    if (part !== '') this.#add({ text: part, font, style, width });
  }

  #add(piece: Fragment): void {
    const line = this.#lines.at(-1);
    const last = line?.at(-1);
    if (!line) return;
    this.#used += piece.width;
    if (last && last.font === piece.font && last.style === piece.style)
      line[line.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    else line.push(piece);
  }
}
