import type { HostAddress, HostMail } from '../../../host/compose-item.port.ts';
import { parseMail } from '../parse-mail.ts';

const UNSEEN = /[\s\u00ad\u200b-\u200f\u2060\ufeff]+/g;

function shownText(page: Document): string {
  for (const element of page.querySelectorAll('style, script, title, template, noscript')) element.remove();
  return page.body.textContent ?? '';
}
const textOf = (page: Document): string => shownText(page).replace(UNSEEN, '');

const BEGINNING_CHARACTERS = 80;

/** The first words that a person can read of HTML, in one line; empty when there are none. */
export function beginningOf(html: string): string {
  const page = parseMail(html);
  for (const element of page.querySelectorAll('br, p, div, li, tr, td, h1, h2, h3')) element.after(' ');
  const text = shownText(page).replace(UNSEEN, ' ').trim();
  return text.length > BEGINNING_CHARACTERS ? `${text.slice(0, BEGINNING_CHARACTERS - 1).trimEnd()}…` : text;
}

/** HTML as the text of a mail without formatting: lines, and the address after each link's words. */
export function plainText(html: string): string {
  const page = parseMail(html);
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const address = link.getAttribute('href') ?? '';
    if (link.textContent?.trim() !== address) link.append(` ${address}`);
  }
  for (const element of page.querySelectorAll('br, p, div, li, tr, h1, h2, h3')) element.append('\n');
  for (const line of page.querySelectorAll('br')) line.replaceWith('\n');
  for (const element of page.querySelectorAll('style, script, title')) element.remove();
  const lines = (page.body.textContent ?? '').split('\n').map((line) => line.trim());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** True when a draft holds exactly the harmless text and nothing else: no file, no picture, no word more. */
export function isHarmless(mail: HostMail, bodyHtml: string, subject: string | undefined): boolean {
  if (mail.attachments.length > 0) return false;
  if (subject !== undefined && mail.subject.trim() !== subject.trim()) return false;
  const [held, wanted] = [parseMail(mail.bodyHtml), parseMail(bodyHtml)];
  if (held.images.length > wanted.images.length) return false;
  const text = textOf(held);
  // A mail without formatting holds the link's address in words.
  return text === textOf(wanted) || text === plainText(bodyHtml).replace(UNSEEN, '');
}

const addresses = (list: readonly HostAddress[]) =>
  list.map(({ emailAddress, displayName }) => emailAddress.toLowerCase() || displayName).sort();

/**
 * What of a draft must not change between reading and sending. Kept in memory only: it holds the text. Hosts rewrite the HTML
 * when they save, so it looks at what can be read, linked and shown.
 */
export function fingerprintOf(mail: HostMail): string {
  const page = parseMail(mail.bodyHtml);
  const links = [...page.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'));
  const images = page.images.length;
  return JSON.stringify([
    addresses(mail.to),
    addresses(mail.copy),
    addresses(mail.blindCopy),
    mail.subject.trim(),
    textOf(page),
    links,
    images,
    mail.attachments.map(({ fileName, kind, isInline }) => [fileName, kind, isInline]).sort(),
  ]);
}

/**
 * True when a draft holds something that is neither what was sent (`fingerprint`) nor a part of the harmless text: the person has
 * changed it since. A draft that was made harmless in part, or wholly, holds nothing of its own.
 */
export function isChangedSince(fingerprint: string, mail: HostMail, bodyHtml: string, subject: string): boolean {
  const parts = (text: string) => (JSON.parse(text) as readonly unknown[]).map((part) => JSON.stringify(part));
  const [was, now] = [parts(fingerprint), parts(fingerprintOf(mail))];
  const same = (from: number, to: number) => was.slice(from, to).every((part, index) => part === now[from + index]);
  const files = JSON.parse(was[7] ?? '[]') as readonly unknown[];
  const known = new Set(files.map((file) => JSON.stringify(file)));
  const left = JSON.parse(now[7] ?? '[]') as readonly unknown[];
  return !(
    [0, 1, 2].every((field) => same(field, field + 1) || now[field] === '[]') &&
    (same(3, 4) || mail.subject.trim() === subject.trim()) &&
    (same(4, 7) || isHarmless({ ...mail, attachments: [] }, bodyHtml, undefined)) &&
    left.every((file) => known.has(JSON.stringify(file)))
  );
}
