import { DomainError } from '../../platform/errors.ts';
import type { MailMessage } from '../../ports/mail.port.ts';

/** C0 and C1 controls, delete, and Unicode's line and paragraph separators. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must never reach a header
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const CONTROLS = new RegExp(`${CONTROL.source}+`, 'g');
/** One dot-atom address; no quoted local parts, comments, groups or address literals. */
const ADDRESS = /^[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,253}$/;
/** RFC 5322 §3.6.4, without folding or comments. */
const MESSAGE_ID = /^<[^\s<>@]{1,200}@[^\s<>@]{1,200}>$/;
/** RFC 5322 §3.6.8: printable US-ASCII without the colon. */
const HEADER_NAME = /^[!-9;-~]{1,76}$/;
/** An envelope id that needs no encoding (RFC 3461 §4.4). */
const ENVELOPE_ID = /^[\w.-]{1,100}$/;
const ASCII = /^[ -~]*$/;
/** Headers that are ours to write, or the signer's. */
const RESERVED =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|return-path|received|mime-version|dkim-signature|content-.*|resent-.*)$/i;

/** What nodemailer is given: values that can hold one header line each and nothing else. */
export interface SafeMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly envelope: { readonly from: string; readonly to: string };
  /** Asked for where the server offers DSN (RFC 3461). */
  readonly dsn?: {
    readonly id: string;
    readonly return: 'headers';
    readonly notify: ['failure', 'delay'];
    readonly recipient?: string;
  };
  readonly subject: string;
  readonly messageId: string;
  readonly headers: Record<string, string>;
}

/**
 * Makes header injection impossible (SECURITY.md): addresses, the message id and extra headers with anything unusual in
 * them are refused; control characters in the subject and the display name become spaces.
 * @throws {DomainError} mail-refused (facts.reason: invalid-address, invalid-envelope-id, invalid-message-id, invalid-header)
 */
export const toSafeMail = (mail: MailMessage): SafeMail => {
  const from = safeAddress(mail.from.address);
  const to = safeAddress(mail.to);
  if (CONTROL.test(mail.messageId) || !MESSAGE_ID.test(mail.messageId)) throw refused('invalid-message-id');
  return {
    from: { name: oneLine(mail.from.name), address: from },
    ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: safeAddress(mail.replyTo) } }),
    to: { name: '', address: to },
    envelope: { from: mail.returnPath === undefined ? from : safeAddress(mail.returnPath.address), to },
    ...(mail.returnPath === undefined ? {} : { dsn: safeDsn(mail.returnPath.envelopeId, to) }),
    subject: oneLine(mail.subject),
    messageId: mail.messageId,
    headers: safeHeaders(mail.headers ?? {}),
  };
};

const oneLine = (text: string): string => text.replace(CONTROLS, ' ').trim();

const safeAddress = (address: string): string => {
  if (CONTROL.test(address) || !ADDRESS.test(address)) throw refused('invalid-address');
  return address;
};

/** Only headers come back, because the text leads to the message. An address beyond ASCII needs another form (RFC 6533 §3). */
const safeDsn = (id: string, to: string): NonNullable<SafeMail['dsn']> => {
  if (!ENVELOPE_ID.test(id)) throw refused('invalid-envelope-id');
  return {
    id,
    return: 'headers',
    notify: ['failure', 'delay'],
    ...(ASCII.test(to) ? { recipient: `rfc822;${to}` } : {}),
  };
};

const safeHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  // Tells automatic responders not to answer (RFC 3834 §5).
  const safe: Record<string, string> = { 'Auto-Submitted': 'auto-generated' };
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || RESERVED.test(name) || CONTROL.test(value)) throw refused('invalid-header');
    if (name.toLowerCase() === 'auto-submitted') delete safe['Auto-Submitted'];
    safe[name] = value;
  }
  return safe;
};

const refused = (reason: string): DomainError => new DomainError('mail-refused', { reason });
