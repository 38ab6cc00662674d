import { escapeHtml } from './escape-html.ts';

/** For headers: on one line. */
export const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/** A paragraph of plain text; `style` is inline CSS of ours, for mail programs know no other. */
export const mailParagraph = (text: string, style = ''): string =>
  `<p style="margin:0 0 16px;${style}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;

/** A paragraph of what stands small below. */
export const mailNote = (text: string): string => mailParagraph(text, 'font-size:14px;color:#424242;');

/** The button that a mail leads on by, in the colour of the product's mark. */
export const mailButton = ({ text, url }: { readonly text: string; readonly url: string }): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0;"><tr><td style="background:#0b5c3b;border-radius:4px;"><a href="${escapeHtml(url)}" style="display:inline-block;padding:14px 28px;color:#ffffff;text-decoration:none;font-weight:600;">${escapeHtml(text)}</a></td></tr></table>`;

/** A picture above a mail's heading, and what is read in its place: many mail programs show none until they are asked to. */
export interface MailLogo {
  readonly url: string;
  readonly alt: string;
}

const logoRow = ({ url, alt }: MailLogo): string =>
  `<p style="margin:0 0 16px;"><img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" style="display:block;max-width:240px;max-height:64px;border:0;"></p>\n`;

/** The card that our mails are, as a table: mail programs know tables and inline styles only. `inner` is HTML of ours. */
export const mailCard = (heading: string, inner: string, logo: MailLogo | null = null): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #d6dcd9;"><tr><td style="padding:32px 24px;font-family:'Segoe UI',Arial,sans-serif;font-size:16px;line-height:24px;color:#1b1b1b;">
${logo ? logoRow(logo) : ''}<h1 style="margin:0 0 16px;font-size:22px;line-height:28px;font-weight:600;">${escapeHtml(heading)}</h1>
${inner}
</td></tr></table>`;

/** A card as a whole page of its own. */
export const mailPage = (page: {
  readonly language: string;
  readonly subject: string;
  readonly card: string;
}): string => `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(page.subject)}</title></head>
<body style="margin:0;padding:0;background:#f3f5f4;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f4;"><tr><td align="center" style="padding:24px 12px;">
${page.card}</td></tr></table></body></html>`;
