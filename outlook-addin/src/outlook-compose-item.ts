import { type HostAddress, type HostAttachment, HostError, type HostMail } from '@sefos/shared/host/host.port.ts';
import { asPromise } from './office-async.ts';

const toAddress = (details: Office.EmailAddressDetails): HostAddress => ({
  emailAddress: details.emailAddress,
  displayName: details.displayName,
});

// Cloud attachments and attached mails come in other formats than base64; the file behind them is not ours to read here.
async function readAttachment(item: Office.MessageCompose, id: string): Promise<Blob> {
  const content = await asPromise<Office.AttachmentContent>((done) => item.getAttachmentContentAsync(id, done));
  if (String(content.format) !== 'base64') throw new HostError('unsupported', `attachment format ${content.format}`);
  return new Blob([Uint8Array.from(atob(content.content), (character) => character.charCodeAt(0))]);
}

function toAttachment(item: Office.MessageCompose, details: Office.AttachmentDetailsCompose): HostAttachment {
  return { fileName: details.name, sizeBytes: details.size, content: () => readAttachment(item, details.id) };
}

/** Reads the mail that is being written; everything at once, so that the pane shows one moment. @throws {HostError} failed */
export async function readComposeItem(item: Office.MessageCompose): Promise<HostMail> {
  const [to, copy, subject, bodyHtml, attachments] = await Promise.all([
    asPromise<Office.EmailAddressDetails[]>((done) => item.to.getAsync(done)),
    asPromise<Office.EmailAddressDetails[]>((done) => item.cc.getAsync(done)),
    asPromise<string>((done) => item.subject.getAsync(done)),
    asPromise<string>((done) => item.body.getAsync('html' as Office.CoercionType.Html, done)),
    asPromise<Office.AttachmentDetailsCompose[]>((done) => item.getAttachmentsAsync(done)),
  ]);
  return {
    to: to.map(toAddress),
    copy: copy.map(toAddress),
    subject,
    bodyHtml,
    attachments: attachments.filter((details) => !details.isInline).map((details) => toAttachment(item, details)),
  };
}
