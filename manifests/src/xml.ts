/** A piece of XML that is already well formed; only {@link element} makes it. */
export interface Xml {
  readonly lines: readonly string[];
}

type Attributes = Readonly<Record<string, string | number | boolean>>;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** An element with its children, or with one text. */
export const element = (name: string, attributes: Attributes, content: readonly Xml[] | string = []): Xml => {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`);
  const open = `<${name}${list.join('')}`;
  if (typeof content === 'string') return { lines: [`${open}>${escapeText(content)}</${name}>`] };
  if (content.length === 0) return { lines: [`${open}/>`] };
  return { lines: [`${open}>`, ...content.flatMap((child) => child.lines.map((line) => `  ${line}`)), `</${name}>`] };
};

/** The whole document. */
export const document = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.lines.join('\n')}\n`;
