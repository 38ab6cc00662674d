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
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
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
  readonly #glyphs = new Map<FontName, (codePoint: number) => boolean>();

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

  /** Whether a font has a glyph of its own for a character. */
  hasGlyph(name: FontName, codePoint: number): boolean {
    let has = this.#glyphs.get(name);
    if (!has) {
      this.font(FONTS[name]);
      const { font } = (this as unknown as { readonly _font: LoadedFont })._font;
      const known = new Map<number, boolean>();
      has = (code) => {
        const answer = known.get(code) ?? font.hasGlyphForCodePoint(code);
        known.set(code, answer);
        return answer;
      };
      this.#glyphs.set(name, has);
    }
    return has(codePoint);
  }

  // pdfkit writes the document's facts into XML as they are.
  override endMetadata(): void {
    const { Title } = this.info;
    this.info.Title = escapeXml(Title ?? '');
    super.endMetadata();
    if (Title !== undefined) this.info.Title = Title;
  }
}
