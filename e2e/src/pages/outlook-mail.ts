import { check, same } from '../harness/check.ts';
import { type Captured, partsOf } from '../harness/outbox.ts';
import type { World } from '../harness/world.ts';

export interface MailAddress {
  readonly emailAddress: string;
  readonly displayName: string;
  readonly recipientType: string;
}

export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly isInline: boolean;
  readonly contentId: string;
  readonly kind: 'file' | 'item' | 'cloud';
  readonly contentBase64: string;
  readonly url: string;
}

export interface MailDraft {
  readonly kind: 'message' | 'appointment';
  readonly subject: string;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly bodyHtml: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailFile[];
}

export type MailFolder = 'inbox' | 'drafts' | 'sent' | 'deleted';

export interface MailItem extends MailDraft {
  readonly id: string;
  readonly folder: MailFolder;
}

export type OpenDraft = MailDraft & { readonly savedId: string | null };

const typeOf = (address: string): string => {
  if (address === '') return 'other';
  if (/^(lista|grupp)\b/.test(address)) return 'distributionList';
  return address.endsWith('kommun.example') ? 'user' : 'externalUser';
};

export const person = (emailAddress: string, displayName = emailAddress): MailAddress => ({
  emailAddress,
  displayName,
  recipientType: typeOf(emailAddress),
});

export const mailFile = (name: string, content: string | Buffer, more: Partial<MailFile> = {}): MailFile => {
  const bytes = Buffer.from(content);
  const contentBase64 = bytes.toString('base64');
  const plain = {
    contentType: 'application/octet-stream',
    isInline: false,
    contentId: '',
    kind: 'file',
    url: '',
  } as const;
  return { name, ...plain, sizeBytes: bytes.length, contentBase64, ...more };
};

/** The one link of a mail that leads to a message for whoever got it. */
export const sharedLinkOf = ({ html }: { readonly html: string }): string => {
  const links = [...html.matchAll(/\bhref="([^"]+)"/g)].map((match) => match[1] ?? '');
  same(links.length, 1, 'links in the mail');
  check((links[0] ?? '').includes('/o/'), `The mail's link leads to ${links[0]}`);
  return (links[0] ?? '').replaceAll('&amp;', '&');
};

/** Id of the message that a mail's shared link leads to. */
export const sharedIdOf = (mail: Captured): string => partsOf(sharedLinkOf(mail)).id;

/** Hanna's messages in Skickade with this subject. */
export const messagesAbout = async (world: World, subject: string) =>
  (await (await world.account('hanna')).rows('sent')).filter((row) => row.subject === subject);

/** Mails that tell of a message: Outlook's own, or those of SEFOS. */
export const tellingMails = async (world: World, messageId: string): Promise<readonly Captured[]> =>
  (await world.outbox.all()).filter((mail) => String(mail.headers['x-sefos-message'] ?? '') === messageId);
