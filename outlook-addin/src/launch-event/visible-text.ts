/** Tags that do not end a word: a number may go on behind them. */
const INLINE = /^<\/?(?:a|b|i|u|s|em|strong|span|font|small|big|mark|sub|sup|o:p|wbr)[\s/>]/i;
/** Elements whose content is no tags: what stands in them is shown as it is, except in the first two, which are never shown. */
const RAW = /^<(style|script|title|textarea|xmp|iframe|noembed|noframes|plaintext)[\s/>]/i;
const NEVER_SHOWN = /^s/i;

/** Where `pattern` next stands in `html`, from `from` on: -1 when nowhere. */
function indexOf(pattern: RegExp, html: string, from: number): number {
  pattern.lastIndex = from;
  const match = pattern.exec(html);
  return match ? match.index : -1;
}

/** References and characters that other ways of writing the same text use. */
export const decode = (text: string): string =>
  text
    .replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (_reference, hex?: string, decimal?: string) =>
      String.fromCharCode(hex ? parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/&nbsp;|[\u00a0\u2007\u202f]/gi, ' ')
    .replace(/&shy;|&zwnj;|[\u00ad\u200b-\u200d]/gi, '')
    .replace(/&[nm]dash;|[\u2010-\u2015\u2212]/g, '-');

/**
 * What is left of the HTML without tags, closed comments, closed styles and closed scripts: never less than its reader sees,
 * since what is not closed counts as text to the end. In one pass, whatever the size. `onTag` gets every tag, up to its first ">".
 */
export function visibleText(html: string, onTag?: (tag: string) => void): string {
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const start = indexOf(/<[a-z/!?]/gi, html, at);
    if (start < 0) break;
    parts.push(html.slice(at, start));
    at = start;
    const isComment = html.substr(start, 4) === '<!--';
    // From the comment's own hyphens on: "<!-->" is a whole comment.
    const end = isComment ? indexOf(/--!?>/g, html, start + 2) : html.indexOf('>', start);
    if (end < 0) break;
    const behind = isComment ? html.indexOf('>', end) + 1 : end + 1;
    const tag = html.slice(start, behind);
    const raw = RAW.exec(tag);
    const close = raw ? indexOf(new RegExp(`</${raw[1]}[\\s/>]`, 'gi'), html, behind) : behind;
    if (close < 0) break;
    if (!isComment && onTag) onTag(tag);
    if (!INLINE.test(tag)) parts.push('\n');
    if (raw && !NEVER_SHOWN.test(raw[1] || '')) parts.push(html.slice(behind, close));
    at = close;
  }
  parts.push(html.slice(at));
  return decode(parts.join(''));
}
