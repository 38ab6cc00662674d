import { readFileSync } from 'node:fs';

/** Markup that is already safe; only {@link html} makes it. */
export class SafeHtml {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Piece = SafeHtml | string | number | null | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const render = (piece: Piece): string => {
  if (piece === null) return '';
  if (piece instanceof SafeHtml) return piece.markup;
  if (typeof piece === 'object') return piece.map(render).join('');
  return String(piece).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
};

/** Template tag: every interpolated text is escaped; null is nothing; lists are joined. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): SafeHtml =>
  new SafeHtml(strings.map((text, index) => text + render(pieces[index] ?? null)).join(''));

/** A whole page of the simulators. */
export interface DevPage {
  readonly title: string;
  readonly stylesheet: string;
  readonly navigation?: SafeHtml;
  readonly head?: SafeHtml;
  readonly body: SafeHtml;
}

/** The document as text; `h1` is the title, the body lies inside `main`. */
export const devDocument = (page: DevPage): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · SEFOS demo</title>
<link rel="stylesheet" href="${page.stylesheet}">
${page.head ?? null}
</head>
<body>
${page.navigation ? html`<header>${page.navigation}</header>` : null}
<main>
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`.markup;

/** Navigation between the pages under /dev. */
export const DEV_NAVIGATION = html`<nav aria-label="Demo"><ul>
<li><a href="/dev">Demo</a></li>
<li><a href="/dev/outbox">Outbox</a></li>
<li><a href="/dev/bankid">BankID</a></li>
<li><a href="/dev/dns">DNS</a></li>
<li><a href="/dev/teams">Teams</a></li>
<li><a href="/dev/activity">Activity</a></li>
<li><a href="/dev/outlook">Outlook</a></li>
<li><a href="/">SEFOS</a></li>
</ul></nav>`;

/** Headers of every page here; `formTargets` are further origins that a form's answer may lead to. */
export const devPageHeaders = (formTargets: readonly string[] = []): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
});

/** The stylesheet that all pages of the simulators share. */
export const devStylesheet = readFileSync(new URL('./dev-page.css', import.meta.url), 'utf8');
