import type { ReadFacts } from '../office/wire.ts';
import type { MailAddress, MailItem } from './mail-item.ts';
import { internalError, unknownAttachment } from './office-error.ts';

const details = (address: MailAddress) =>
  ({ ...address, appointmentResponse: 'none' }) as unknown as Office.EmailAddressDetails;

const attachmentId = (item: MailItem, index: number) => btoa(`${item.id.slice(-24)}:${index}`);

/** What the pane knows of a mail without asking. */
export const readFacts = (item: MailItem): ReadFacts => ({
  itemId: item.id,
  internetMessageId: item.internetMessageId,
  conversationId: item.conversationId,
  subject: item.subject,
  from: details(item.from),
  to: item.to.map(details),
  cc: item.cc.map(details),
  attachments: item.attachments.map(
    (file, index) =>
      ({
        id: attachmentId(item, index),
        name: file.name,
        size: file.sizeBytes,
        contentType: file.contentType,
        isInline: file.isInline,
        attachmentType: file.kind,
      }) as unknown as Office.AttachmentDetails,
  ),
  createdAt: item.at,
});

/** What `getSelectedItemsAsync` says of the selected mails. */
export const selectedItems = (items: readonly MailItem[]): readonly object[] =>
  items.map(({ id, subject, conversationId, internetMessageId, attachments }) => ({
    itemId: id,
    itemMode: 'Read',
    itemType: 'Message',
    subject,
    conversationId,
    internetMessageId,
    hasAttachment: attachments.length > 0,
  }));

/** All headers as one text (RFC 5322), lines ended by CRLF, long values folded as a mail server may. */
const headerText = (item: MailItem): string =>
  Object.entries(item.headers)
    .flatMap(([name, value]) => value.split('\n').map((line) => `${name}: ${line}`))
    .map((line) => line.replace(/(.{1,76})( |$)/g, (_whole, part: string, end: string) => part + (end ? '\r\n ' : '')))
    .join('\r\n');

const textOf = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';

/** Runs one method of the mail that is being read. @throws {OfficeFailure} */
export function runReadMethod(item: MailItem, method: string, given: readonly unknown[]): unknown {
  switch (method) {
    case 'read.getAllInternetHeadersAsync':
      return headerText(item);
    case 'read.body.getTypeAsync':
      return 'html';
    case 'read.body.getAsync':
      return given[0] === 'text' ? textOf(item.bodyHtml) : item.bodyHtml;
    case 'read.getAttachmentContentAsync': {
      const file = item.attachments.find((_file, index) => attachmentId(item, index) === given[0]);
      if (!file) throw unknownAttachment();
      return { format: 'base64', content: file.contentBase64 };
    }
    case 'read.displayReplyForm':
    case 'read.displayReplyAllForm':
      return undefined;
    default:
      throw internalError();
  }
}
