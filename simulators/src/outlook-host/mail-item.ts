/** The JSON of /dev/outlook, as backend/src/simulators/outlook/mail-item.ts says it. */
export interface MailAddress {
  /** Empty: a name that nobody is known by. */
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
  readonly start: string;
  readonly end: string;
  readonly location: string;
}

export type MailFolder = 'inbox' | 'drafts' | 'sent' | 'deleted';

export interface MailItem extends MailDraft {
  readonly id: string;
  readonly folder: MailFolder;
  readonly from: MailAddress;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly at: string;
}

export const EMPTY_DRAFT: MailDraft = {
  kind: 'message',
  subject: '',
  to: [],
  cc: [],
  bcc: [],
  bodyHtml: '',
  headers: {},
  attachments: [],
  start: '',
  end: '',
  location: '',
};

/** What a person typed as a recipient: an address, `Name <address>`, or a name that leads to nobody. */
export function readAddress(text: string): MailAddress {
  const [, name = '', bracketed = ''] = /^(.*?)\s*<([^<>]+)>$/.exec(text.trim()) ?? [];
  const emailAddress = bracketed || (text.includes('@') ? text.trim() : '');
  return { emailAddress, displayName: name || text.trim(), recipientType: recipientTypeOf(emailAddress) };
}

/** Outlook knows lists from its directory; here the name tells: `lista.`, `grupp.`, `alla.`, with or without more. */
export const recipientTypeOf = (emailAddress: string): string => {
  if (emailAddress === '') return 'other';
  if (/^(lista|grupp|alla)\b/i.test(emailAddress)) return 'distributionList';
  return /@(storkommun|lillkommun|sefos)\.example$/i.test(emailAddress) ? 'user' : 'externalUser';
};
