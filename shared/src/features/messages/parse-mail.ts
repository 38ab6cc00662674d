const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/gi;
const STYLE = /("[^"]*"|'[^']*')|([\s/])style(\s*=)/gi;

/**
 * A mail's HTML as a document that is never shown; nothing in it runs or loads. Without its styles: the page's content security
 * policy would report each of them, and a mail of Word's has thousands.
 */
export function parseMail(html: string): Document {
  const plain = html
    .replace(/<(\/?)style\b/gi, '<$1title')
    .replace(TAG, (tag) =>
      tag.replace(STYLE, (_whole, quoted: string | undefined, before: string, equals: string) =>
        quoted === undefined ? `${before}data-style${equals}` : quoted,
      ),
    );
  return new DOMParser().parseFromString(plain, 'text/html');
}
