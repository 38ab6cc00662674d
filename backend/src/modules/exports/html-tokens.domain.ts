/** A piece of the sanitiser's HTML. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly tag: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly tag: string };

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

const characterOf = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';

const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
        if (hex) return characterOf(Number.parseInt(hex, 16));
        return decimal ? characterOf(Number(decimal)) : (NAMED[String(name).toLowerCase()] ?? whole);
      })
    : text;

/** Where the tag that begins at `from` ends; -1 when it does not. */
const tagEnd = (html: string, from: number): number => {
  let at = from;
  for (;;) {
    const close = html.indexOf('>', at);
    if (close < 0) return -1;
    const quote = html.slice(at, close).indexOf('"');
    if (quote < 0) return close;
    const closing = html.indexOf('"', at + quote + 1);
    if (closing < 0) return -1;
    at = closing + 1;
  }
};

const TAG_START = /<\/?[a-z]/gi;
const NAME = /^<(\/?)([a-z][a-z0-9]*)/i;
const ATTRIBUTE = /\s([a-z-]+)="([^"]*)"/gi;

const tagOf = (source: string): HtmlToken | null => {
  const [name, slash, tag] = NAME.exec(source.slice(0, 40)) ?? [];
  if (name === undefined || tag === undefined) return null;
  if (slash) return { kind: 'close', tag: tag.toLowerCase() };
  const attributes = new Map<string, string>();
  for (const [, key = '', value = ''] of source.slice(name.length).matchAll(ATTRIBUTE))
    attributes.set(key.toLowerCase(), decode(value));
  return { kind: 'open', tag: tag.toLowerCase(), attributes };
};

/**
 * Reads HTML as the sanitiser writes it: quoted attributes, no comments, no scripts. What is no tag is text; nothing is refused.
 * Linear in what the sanitiser can have written.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  const start = new RegExp(TAG_START);
  while (at < html.length) {
    start.lastIndex = at;
    const open = start.exec(html)?.index ?? -1;
    const end = open < 0 ? -1 : tagEnd(html, open);
    if (end < 0) {
      yield { kind: 'text', text: decode(html.slice(at)) };
      return;
    }
    if (open > at) yield { kind: 'text', text: decode(html.slice(at, open)) };
    const source = html.slice(open, end + 1);
    yield tagOf(source) ?? { kind: 'text', text: decode(source) };
    at = end + 1;
  }
}
