import PostalMime, { type Email } from 'postal-mime';
import type { ReturnedMail } from '../../ports/mail-return.port.ts';
import { type DeliveryReport, readDeliveryStatus } from './delivery-status.ts';
import { readPlainNotice } from './plain-notice.ts';
import { tokenOf, tokenOfAddress } from './return-address.ts';

/** More than a notification that returns our whole mail needs. */
export const MAX_RETURNED_BYTES = 1024 * 1024;
/** Each costs the parser some time, however short it is. */
const MAX_LINES = 20_000;
const MAX_DEPTH = 8;
const MAX_HEADERS_BYTES = 128 * 1024;
const MAX_TOKENS = 8;
/** Where mail systems write the envelope's address when they put a mail into a mailbox; `To` is what the reporting system wrote. */
const ADDRESS_HEADERS = ['delivered-to', 'x-delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'];
const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status'];

/**
 * What a mail to a return address says: whose it is by the address first, by the envelope id second; what became of the
 * mail where it is a delivery-status notification (`multipart/report`, RFC 6522), or where a mail system says in plain words that it
 * has come back. Never throws: what cannot be read says nothing. `envelopeTo` is empty where the envelope is no longer known.
 */
export const readReturnedMail = async (
  bytes: Uint8Array,
  domain: string,
  envelopeTo: readonly string[] = [],
): Promise<ReturnedMail> => {
  const mail = await parse(bytes);
  const report = mail && isDeliveryReport(mail) ? reportOf(mail) : null;
  const plain = mail && !isReport(mail) ? readPlainNotice(mail) : null;
  const written = mail && envelopeTo.length === 0 ? addressesOf(mail) : [];
  const tokens = [
    ...[...envelopeTo, ...written].map((address) => tokenOfAddress(address, domain)),
    tokenOf(report?.envelopeId ?? ''),
  ].filter((token) => token !== null);
  return { tokens: [...new Set(tokens)].slice(0, MAX_TOKENS), statuses: report?.statuses ?? (plain ? [plain] : []) };
};

const beginning = (bytes: Uint8Array): Uint8Array => {
  const most = Math.min(bytes.length, MAX_RETURNED_BYTES);
  let end = 0;
  for (let line = 0; line < MAX_LINES && end < most; line++) {
    const feed = bytes.indexOf(0x0a, end);
    end = feed < 0 ? most : feed + 1;
  }
  return bytes.subarray(0, Math.min(end, most));
};

const parse = async (bytes: Uint8Array): Promise<Email | null> => {
  try {
    return await PostalMime.parse(beginning(bytes), {
      attachmentEncoding: 'utf8',
      forceRfc822Attachments: true,
      maxNestingDepth: MAX_DEPTH,
      maxHeadersSize: MAX_HEADERS_BYTES,
      maxRfc822NestingDepth: 0,
    });
  } catch {
    return null;
  }
};

const headersNamed = (mail: Email, name: string): string[] =>
  mail.headers.filter(({ key }) => key === name).map(({ value }) => value);

/** Of any kind: a receipt that somebody has read is one, too. */
const isReport = (mail: Email): boolean =>
  headersNamed(mail, 'content-type').some((value) => /^\s*multipart\/report\b/i.test(value));

const isDeliveryReport = (mail: Email): boolean =>
  headersNamed(mail, 'content-type').some(
    (value) => /^\s*multipart\/report\s*;/i.test(value) && /\breport-type\s*=\s*"?delivery-status\b/i.test(value),
  );

const reportOf = (mail: Email): DeliveryReport | null => {
  const part = mail.attachments.find(({ mimeType }) => STATUS_TYPES.includes(mimeType));
  return typeof part?.content === 'string' ? readDeliveryStatus(part.content) : null;
};

const addressesOf = (mail: Email): string[] =>
  ADDRESS_HEADERS.flatMap((name) => headersNamed(mail, name)).flatMap(
    (value) => value.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [],
  );
