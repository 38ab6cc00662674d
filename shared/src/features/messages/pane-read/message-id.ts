import { MESSAGE_HEADER } from '../../../domain/draft-mark.ts';

/**
 * What a mail in the mail program leads to. `personal-link`: only the link of a person without an account; its address is secret.
 * `unclear`: it names several messages, and we never guess.
 */
export type MailTarget =
  | { readonly kind: 'message'; readonly messageId: string }
  | { readonly kind: 'personal-link'; readonly personalLink: string }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'none' };

const UUID_V7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}';
const ID = new RegExp(`^${UUID_V7}$`);
const MESSAGE_PATH = new RegExp(`^/(?:o|messages/inbox)/(${UUID_V7})/?$`);
const PERSONAL_PATH = /^\/m\/[A-Za-z0-9_-]{1,100}\/?$/;

const distinct = (values: readonly string[]) => [...new Set(values)];

/** Without styles: the page's content security policy would report each of them, also in a document that is never shown. */
const withoutStyles = (html: string) =>
  html.replace(/<(\/?)style\b/gi, '<$1title').replace(/([\s"'/])style(\s*=)/gi, '$1data-style$2');

/** The links of a body that lead to exactly our origin. Parsing runs and loads nothing; what is not a whole address is no link. */
function ownLinks(bodyHtml: string, origin: string): readonly URL[] {
  const page = new DOMParser().parseFromString(withoutStyles(bodyHtml), 'text/html');
  return [...page.querySelectorAll('a[href], area[href]')].flatMap((element) => {
    const href = element.getAttribute('href') ?? '';
    const url = URL.canParse(href) ? new URL(href) : undefined;
    return url && url.origin === origin && url.username === '' && url.password === '' ? [url] : [];
  });
}

function idsOfHeader(headers: ReadonlyMap<string, string>): readonly string[] {
  const values = (headers.get(MESSAGE_HEADER) ?? '').split('\n').map((value) => value.trim().toLowerCase());
  return distinct(values.filter((value) => ID.test(value)));
}

/**
 * Which message a mail is about: by its header, else by its links to `origin`. Everything else in the mail may be hostile: other
 * origins, look-alikes and malformed ids count for nothing.
 */
export function messageIdOf(headers: ReadonlyMap<string, string>, bodyHtml: string, origin: string): MailTarget {
  const fromHeader = idsOfHeader(headers);
  const links = fromHeader.length > 0 ? [] : ownLinks(bodyHtml, origin);
  const named = distinct(links.flatMap((url) => MESSAGE_PATH.exec(url.pathname.toLowerCase())?.[1] ?? []));
  const [messageId, ...others] = fromHeader.length > 0 ? fromHeader : named;
  if (messageId !== undefined) return others.length > 0 ? { kind: 'unclear' } : { kind: 'message', messageId };
  const personal = distinct(links.filter((url) => PERSONAL_PATH.test(url.pathname)).map((url) => url.href));
  if (personal.length > 1) return { kind: 'unclear' };
  return personal[0] === undefined ? { kind: 'none' } : { kind: 'personal-link', personalLink: personal[0] };
}
