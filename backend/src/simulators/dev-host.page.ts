import { DEV_NAVIGATION, devDocument, devPageHeaders, html } from './dev-page.html.ts';

/** A page that plays a Microsoft host: a script of ours that frames pages of the product. */
export interface DevHostPage {
  readonly title: string;
  readonly script: string;
  readonly stylesheet: string;
}

/** The document; its script fills `#host`. */
export const devHostDocument = ({ title, script, stylesheet }: DevHostPage): string =>
  devDocument({
    title,
    stylesheet: '/dev/dev.css',
    navigation: DEV_NAVIGATION,
    head: html`<link rel="stylesheet" href="${stylesheet}"><script src="${script}" defer></script>`,
    body: html`<div id="host"><noscript>This page needs JavaScript.</noscript></div>`,
  });

/**
 * As strict as a page can be that frames our own pages. One that shows mail (`showsMail`) lets style attributes through, which every
 * mail has, and nothing else inline; pictures are the mail's own (`data:`).
 */
export const devHostHeaders = (showsMail = false): Readonly<Record<string, string>> => ({
  ...devPageHeaders(),
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ...(showsMail ? ["style-src-attr 'unsafe-inline'"] : []),
    "connect-src 'self'",
    "frame-src 'self'",
    "img-src 'self' data:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
});
