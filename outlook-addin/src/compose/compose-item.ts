import { plainText } from '@sefos/shared/features/messages/pane-compose/draft-text.ts';
import type { HostAddress, HostComposeItem, HostMail } from '@sefos/shared/host/compose-item.port.ts';
import { HostError } from '@sefos/shared/host/host.port.ts';
import { asPromise } from '../office-async.ts';
import { readAttachments } from './attachments.ts';
import { type ComposedItem, type ItemMailbox, isMessage, type Supports } from './composed-item.ts';
import { clearDraftMark, headersOf, readDraftMark, writeDraftMark } from './draft-marks.ts';

/** Other add-ins may ask the person something before a mail is sent. Milliseconds. */
const SEND_MS = 120_000;

const toAddress = ({ emailAddress, displayName, recipientType }: Office.EmailAddressDetails): HostAddress => ({
  emailAddress,
  displayName,
  isList: String(recipientType) === 'distributionList',
});

const readPeople = async (field: Office.Recipients): Promise<readonly HostAddress[]> =>
  (await asPromise<Office.EmailAddressDetails[]>((done) => field.getAsync(done))).map(toAddress);

/** The fields of a mail; an invitation's required and optional guests are its To and Cc. */
function peopleOf(item: ComposedItem) {
  if (isMessage(item)) return [readPeople(item.to), readPeople(item.cc), readPeople(item.bcc)] as const;
  return [readPeople(item.requiredAttendees), readPeople(item.optionalAttendees), Promise.resolve([])] as const;
}

/** Everything at once, so that the pane shows one moment. */
async function readItem(item: ComposedItem, supports: Supports): Promise<HostMail> {
  const [to, copy, blindCopy, subject, bodyHtml, attachments] = await Promise.all([
    ...peopleOf(item),
    asPromise<string>((done) => item.subject.getAsync(done)),
    asPromise<string>((done) => item.body.getAsync('html' as Office.CoercionType.Html, done)),
    supports('1.8') ? readAttachments(item) : Promise.resolve([]),
  ]);
  return { to, copy, blindCopy, subject, bodyHtml, attachments };
}

async function setBody(item: ComposedItem, html: string): Promise<void> {
  // A mail without formatting refuses HTML.
  const type = await asPromise<Office.CoercionType>((done) => item.body.getTypeAsync(done));
  const isText = String(type) === 'text';
  const coercionType = (isText ? 'text' : 'html') as Office.CoercionType;
  await asPromise<void>((done) => item.body.setAsync(isText ? plainText(html) : html, { coercionType }, done));
}

const missing = (what: string) => Promise.reject(new HostError('unsupported', `the host cannot ${what}`));

/** Graph's form of an item's id; hosts that have no such method, or refuse the id, cannot say it. */
function restIdOf(mailbox: ItemMailbox, itemId: string): string | undefined {
  try {
    return mailbox.convertToRestId?.(itemId, 'v2.0') || undefined;
  } catch {
    return undefined;
  }
}

/** Outlook's mail or appointment as the shared screens know it. */
export function makeComposeItem(item: ComposedItem, mailbox: ItemMailbox, supports: Supports): HostComposeItem {
  const message = isMessage(item) ? item : undefined;
  const has = (version: string, method: string) =>
    supports(version) && typeof (item as unknown as Record<string, unknown>)[method] === 'function';
  return {
    surface: message ? 'message' : 'appointment',
    abilities: {
      attachments: has('1.8', 'getAttachmentContentAsync'),
      headers: headersOf(item, supports) !== undefined,
      send: message !== undefined && has('1.15', 'sendAsync'),
      close: message !== undefined && has('1.14', 'closeAsync'),
    },
    read: () => readItem(item, supports),
    save: async () => (await asPromise<string>((done) => item.saveAsync(done))) || undefined,
    restId: (itemId) => restIdOf(mailbox, itemId),
    mark: () => readDraftMark(item, supports),
    setMark: (mark) => writeDraftMark(item, supports, mark),
    clearMark: () => clearDraftMark(item, supports),
    setSubject: (subject) => asPromise<void>((done) => item.subject.setAsync(subject, done)),
    setBody: (html) => setBody(item, html),
    setHeaders: async (headers) => {
      const target = headersOf(item, supports);
      if (!target) return missing('set headers');
      await asPromise<void>((done) => target.setAsync({ ...headers }, done));
    },
    removeAttachment: (id) => asPromise<void>((done) => item.removeAttachmentAsync(id, done)),
    clearRecipients: async () => {
      if (!message) return missing('clear the guests of an appointment');
      for (const field of [message.to, message.cc, message.bcc]) {
        await asPromise<void>((done) => field.setAsync([], done));
      }
    },
    send: () => (message ? asPromise<void>((done) => message.sendAsync(done), SEND_MS) : missing('send')),
    discard: () =>
      message ? asPromise<void>((done) => message.closeAsync({ discardItem: true }, done)) : missing('close'),
  };
}
