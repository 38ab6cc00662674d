import type { MailMessage } from '../../ports/mail.port.ts';
import { escapeHtml } from './message-html.ts';

type Language = 'sv' | 'en' | 'fi';

export interface NotificationFacts {
  readonly language: Language;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  readonly switchboard: string | null;
  readonly senderName: string;
  /** Written by the sender to stand readable; empty = our own words. */
  readonly openText: string;
  readonly url: string;
  readonly expiresAt: Date;
  readonly recipientId: string;
  readonly messageId: string;
}

interface Texts {
  readonly subject: (organisation: string) => string;
  readonly heading: (organisation: string) => string;
  readonly standard: (sender: string, organisation: string) => string;
  readonly from: (sender: string, organisation: string) => string;
  readonly button: string;
  readonly validUntil: (date: string) => string;
  readonly how: string;
  readonly doubt: (organisation: string, switchboard: string | null) => string;
  readonly noReply: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  sv: {
    subject: (organisation) => `Du har fått ett säkert meddelande från ${organisation}`,
    heading: (organisation) => `Säkert meddelande från ${organisation}`,
    standard: (sender, organisation) => `${sender} på ${organisation} har skickat ett säkert meddelande till dig.`,
    from: (sender, organisation) => `Avsändare: ${sender}, ${organisation}`,
    button: 'Öppna meddelande',
    validUntil: (date) => `Meddelandet kan öppnas till och med ${date}.`,
    how: 'Du behöver inget konto och installerar ingenting. Du uppger din e-postadress och visar vem du är på det sätt som avsändaren har valt.',
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Osäker på om mejlet är äkta? Ring ${organisation} på ${switchboard} och fråga efter avsändaren.`
        : `Osäker på om mejlet är äkta? Ring ${organisation} och fråga efter avsändaren. Slå upp numret själv.`,
    noReply: 'Det går inte att svara på det här mejlet. Svara inne i det säkra meddelandet.',
  },
  en: {
    subject: (organisation) => `You have a secure message from ${organisation}`,
    heading: (organisation) => `Secure message from ${organisation}`,
    standard: (sender, organisation) => `${sender} at ${organisation} has sent you a secure message.`,
    from: (sender, organisation) => `Sender: ${sender}, ${organisation}`,
    button: 'Open message',
    validUntil: (date) => `The message can be opened until ${date}.`,
    how: 'You need no account and install nothing. You enter your e-mail address and show who you are in the way that the sender chose.',
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Not sure that this mail is genuine? Call ${organisation} on ${switchboard} and ask for the sender.`
        : `Not sure that this mail is genuine? Call ${organisation} and ask for the sender. Look the number up yourself.`,
    noReply: 'This mail cannot be answered. Answer inside the secure message.',
  },
  fi: {
    subject: (organisation) => `Sinulle on turvallinen viesti: ${organisation}`,
    heading: (organisation) => `Turvallinen viesti: ${organisation}`,
    standard: (sender, organisation) => `${sender} (${organisation}) on lähettänyt sinulle turvallisen viestin.`,
    from: (sender, organisation) => `Lähettäjä: ${sender}, ${organisation}`,
    button: 'Avaa viesti',
    validUntil: (date) => `Viestin voi avata ${date} asti.`,
    how: 'Et tarvitse tiliä etkä asenna mitään. Annat sähköpostiosoitteesi ja tunnistaudut lähettäjän valitsemalla tavalla.',
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Epäiletkö viestin aitoutta? Soita numeroon ${switchboard} (${organisation}) ja kysy lähettäjää.`
        : `Epäiletkö viestin aitoutta? Soita organisaatioon ${organisation} ja kysy lähettäjää. Etsi numero itse.`,
    noReply: 'Tähän sähköpostiin ei voi vastata. Vastaa turvallisessa viestissä.',
  },
};

const LOCALES: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI' };

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/** Mail clients know tables and inline styles only; colours are those of the product's mark. */
const html = (facts: NotificationFacts, texts: Texts, date: string): string => {
  const said = facts.openText || texts.standard(facts.senderName, facts.organisation);
  const paragraph = (text: string, style = '') =>
    `<p style="margin:0 0 16px;${style}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  const small = 'font-size:14px;color:#424242;';
  return `<!doctype html>
<html lang="${facts.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(texts.subject(facts.organisation))}</title></head>
<body style="margin:0;padding:0;background:#f3f5f4;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f4;"><tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #d6dcd9;"><tr><td style="padding:32px 24px;font-family:'Segoe UI',Arial,sans-serif;font-size:16px;line-height:24px;color:#1b1b1b;">
<h1 style="margin:0 0 16px;font-size:22px;line-height:28px;font-weight:600;">${escapeHtml(texts.heading(facts.organisation))}</h1>
${paragraph(said)}
${paragraph(texts.from(facts.senderName, facts.organisation), small)}
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0;"><tr><td style="background:#0b5c3b;border-radius:4px;"><a href="${escapeHtml(facts.url)}" style="display:inline-block;padding:14px 28px;color:#ffffff;text-decoration:none;font-weight:600;">${escapeHtml(texts.button)}</a></td></tr></table>
${paragraph(texts.validUntil(date), small)}
${paragraph(texts.how, small)}
${paragraph(texts.doubt(facts.organisation, facts.switchboard), small)}
${paragraph(texts.noReply, small)}
</td></tr></table></td></tr></table></body></html>`;
};

/** The mail that tells of a message: organisation, sender, one button; nothing of the message itself. */
export const notificationMail = (facts: NotificationFacts): MailMessage => {
  const texts = TEXTS[facts.language];
  const date = new Intl.DateTimeFormat(LOCALES[facts.language], {
    dateStyle: 'long',
    timeZone: 'Europe/Stockholm',
  }).format(facts.expiresAt);
  const said = facts.openText || texts.standard(facts.senderName, facts.organisation);
  const host = facts.from.slice(facts.from.lastIndexOf('@') + 1);
  return {
    from: { name: oneLine(facts.organisation), address: facts.from },
    to: facts.to,
    subject: oneLine(texts.subject(facts.organisation)),
    text: [
      said,
      texts.from(facts.senderName, facts.organisation),
      `${texts.button}:\n${facts.url}`,
      texts.validUntil(date),
      texts.how,
      texts.doubt(facts.organisation, facts.switchboard),
      texts.noReply,
    ].join('\n\n'),
    html: html(facts, texts, date),
    messageId: `<${facts.recipientId}@${host}>`,
    headers: { 'X-Sefos-Message': facts.messageId },
  };
};
