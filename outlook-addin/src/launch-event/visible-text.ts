/** Tags that do not end a word: a number may go on behind them. */
const INLINE = /^<\/?(?:a|b|i|u|s|em|strong|span|font|small|big|mark|sub|sup|o:p|wbr)[\s/>]/i;
/** What stands in these is never shown. */
const HIDDEN = ['style', 'script', 'head', 'title'];

/** Where what begins with `tag` at `start` ends: behind the tag, the comment, or the whole of a hidden element. */
function endOf(html: string, lower: string, start: number): number {
  const behind = (end: string, from: number) => {
    const at = lower.indexOf(end, from);
    return at < 0 ? html.length : at + end.length;
  };
  if (lower.substr(start, 4) === '<!--') return behind('-->', start);
  const tagEnd = behind('>', start);
  for (const name of HIDDEN) {
    const after = lower.charAt(start + 1 + name.length);
    if (lower.substr(start + 1, name.length) === name && /[\s/>]/.test(after)) {
      return behind('>', lower.indexOf(`</${name}`, tagEnd) < 0 ? html.length : lower.indexOf(`</${name}`, tagEnd));
    }
  }
  return tagEnd;
}

const decode = (text: string): string =>
  text
    .replace(/&nbsp;|[\u00a0\u2007\u202f]/gi, ' ')
    .replace(/&shy;|&zwnj;|[\u00ad\u200b-\u200d]/gi, '')
    .replace(/&#(\d{1,7});/g, (_entity, code: string) => String.fromCharCode(Number(code)))
    .replace(/&[nm]dash;|[\u2010-\u2015\u2212]/g, '-');

/** The text that a reader of the HTML sees, about; in one pass over it, whatever its size. */
export function visibleText(html: string): string {
  const lower = html.toLowerCase();
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf('<', at);
    if (tag < 0) break;
    parts.push(html.slice(at, tag));
    at = endOf(html, lower, tag);
    if (!INLINE.test(html.substr(tag, 10))) parts.push('\n');
  }
  parts.push(html.slice(at));
  return decode(parts.join(''));
}
