import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

/** Noto Sans and Noto Sans Mono (OFL 1.1): Latin, Greek and Cyrillic whole, in every weight that is used here. */
const FONTS = {
  regular: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  italic: require.resolve('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
  boldItalic: require.resolve('@expo-google-fonts/noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf'),
  mono: require.resolve('@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf'),
  monoBold: require.resolve('@expo-google-fonts/noto-sans-mono/700Bold/NotoSansMono_700Bold.ttf'),
} as const;
export type FontName = keyof typeof FONTS;

/** What pdfkit keeps of a font and its types leave out. */
interface LoadedFont {
  readonly font: {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
  };
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A title as one line: a control character has no place in XML, not even escaped. */
export const titleOf = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ');

export interface ArchivalOptions {
  readonly language: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly margins: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
}

/** A tagged PDF/A-2b with embedded fonts alone. */
export class ArchivalDocument extends PDFDocument {
  /** Widths by font and character, in ems; null = the font has no glyph for it. */
  readonly #advances = new Map<FontName, Map<number, number | null>>();

  constructor({ language, title, createdAt, margins }: ArchivalOptions) {
    super({
      pdfVersion: '1.7',
      subset: 'PDF/A-2b',
      tagged: true,
      displayTitle: true,
      lang: language,
      size: 'A4',
      margins,
      font: FONTS.regular,
      autoFirstPage: false,
      info: { Title: titleOf(title), Producer: 'SEFOS', Creator: 'SEFOS', CreationDate: createdAt },
    });
  }

  /** Writes on with a font; by its file, as pdfkit reads one anew that has a second name. */
  use(name: FontName, size: number): this {
    return this.font(FONTS[name]).fontSize(size);
  }

  /** How wide a font's glyph of a character is, in ems; null = it has none. Ligatures and kerning are not looked at. */
  advanceOf(name: FontName, codePoint: number): number | null {
    const known = this.#advances.get(name) ?? new Map<number, number | null>();
    this.#advances.set(name, known);
    const before = known.get(codePoint);
    if (before !== undefined) return before;
    this.font(FONTS[name]);
    const { font } = (this as unknown as { readonly _font: LoadedFont })._font;
    const has = font.hasGlyphForCodePoint(codePoint);
    const advance = has ? font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm : null;
    known.set(codePoint, advance);
    return advance;
  }

  // pdfkit writes the document's facts into XML as they are.
  override endMetadata(): void {
    const { Title } = this.info;
    this.info.Title = escapeXml(Title ?? '');
    super.endMetadata();
    if (Title !== undefined) this.info.Title = Title;
  }
}
