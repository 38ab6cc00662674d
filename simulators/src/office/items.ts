import { type Members, members } from './async-method.ts';
import type { HostChannel } from './channel.ts';
import type { ReadFacts, Surface } from './wire.ts';

const RECIPIENTS: Members<Office.Recipients> = { getAsync: 1, setAsync: 1, addAsync: 1 };
const BODY: Members<Office.Body> = {
  getTypeAsync: 1,
  setSelectedDataAsync: 1,
  prependAsync: 1,
  getAsync: 3,
  setAsync: 3,
  appendOnSendAsync: 9,
  prependOnSendAsync: 13,
};
const NOTIFICATIONS: Members<Office.NotificationMessages> = {
  addAsync: 3,
  getAllAsync: 3,
  removeAsync: 3,
  replaceAsync: 3,
};
const HEADERS: Members<Office.InternetHeaders> = { getAsync: 8, setAsync: 8, removeAsync: 8 };
const SESSION_DATA: Members<Office.SessionData> = {
  getAsync: 11,
  setAsync: 11,
  getAllAsync: 11,
  removeAsync: 11,
  clearAsync: 11,
};
/** Of the item itself, in both compose surfaces. */
const COMPOSE: Members<Office.MessageCompose> = {
  addFileAttachmentAsync: 1,
  removeAttachmentAsync: 1,
  saveAsync: 3,
  close: 3,
  addHandlerAsync: 7,
  removeHandlerAsync: 7,
  addFileAttachmentFromBase64Async: 8,
  getAttachmentsAsync: 8,
  getAttachmentContentAsync: 8,
  getItemIdAsync: 8,
  sendAsync: 15,
};
/** Of mail only; `closeAsync` is not for appointments. */
const MESSAGE_ONLY: Members<Office.MessageCompose> = { getComposeTypeAsync: 10, closeAsync: 14 };

type Part<Api> = (prefix: string, table: Members<Api>) => Partial<Api>;

const since = <T extends object>(set: number, needed: number, part: T): T | Record<string, never> =>
  set >= needed ? part : {};

const composeShared = (channel: HostChannel, set: number) => {
  const part = <Api>(prefix: string, table: Members<Api>) => members<Api>(channel, prefix, set, table);
  return {
    ...members<Office.MessageCompose>(channel, '', set, COMPOSE),
    subject: part<Office.Subject>('subject.', { getAsync: 1, setAsync: 1 }),
    body: part('body.', BODY),
    ...since(set, 3, { notificationMessages: part('notificationMessages.', NOTIFICATIONS) }),
    ...since(set, 8, { internetHeaders: part('internetHeaders.', HEADERS) }),
    ...since(set, 11, { sessionData: part('sessionData.', SESSION_DATA) }),
  };
};

function messageCompose(channel: HostChannel, set: number): Partial<Office.MessageCompose> {
  const recipients: Part<Office.Recipients> = (prefix, table) => members(channel, prefix, set, table);
  return {
    ...composeShared(channel, set),
    ...members<Office.MessageCompose>(channel, '', set, MESSAGE_ONLY),
    itemType: 'message' as Office.MailboxEnums.ItemType,
    to: recipients('to.', RECIPIENTS),
    cc: recipients('cc.', RECIPIENTS),
    bcc: recipients('bcc.', RECIPIENTS),
    ...since(set, 7, { from: members<Office.From>(channel, 'from.', set, { getAsync: 7 }) }),
  } as Partial<Office.MessageCompose>;
}

function appointmentCompose(channel: HostChannel, set: number): Partial<Office.AppointmentCompose> {
  const part = <Api>(prefix: string, table: Members<Api>) => members<Api>(channel, prefix, set, table);
  return {
    ...composeShared(channel, set),
    itemType: 'appointment' as Office.MailboxEnums.ItemType,
    requiredAttendees: part('to.', RECIPIENTS),
    optionalAttendees: part('cc.', RECIPIENTS),
    start: part<Office.Time>('start.', { getAsync: 1, setAsync: 1 }),
    end: part<Office.Time>('end.', { getAsync: 1, setAsync: 1 }),
    location: part<Office.Location>('location.', { getAsync: 1, setAsync: 1 }),
    ...since(set, 7, { organizer: part<Office.Organizer>('organizer.', { getAsync: 7 }) }),
  } as Partial<Office.AppointmentCompose>;
}

function messageRead(channel: HostChannel, set: number, facts: ReadFacts): Partial<Office.MessageRead> {
  const created = new Date(facts.createdAt);
  return {
    ...members<Office.MessageRead>(channel, 'read.', set, {
      displayReplyForm: 1,
      displayReplyAllForm: 1,
      getAllInternetHeadersAsync: 8,
      getAttachmentContentAsync: 8,
    }),
    ...facts,
    attachments: [...facts.attachments],
    to: [...facts.to],
    cc: [...facts.cc],
    itemType: 'message' as Office.MailboxEnums.ItemType,
    itemClass: 'IPM.Note',
    normalizedSubject: facts.subject.replace(/^((re|sv|vs|fw|vb|vl):\s*)+/i, ''),
    sender: facts.from,
    dateTimeCreated: created,
    dateTimeModified: created,
    body: members<Office.Body>(channel, 'read.body.', set, { getAsync: 3, getTypeAsync: 1 }),
    ...since(set, 3, { notificationMessages: members(channel, 'notificationMessages.', set, NOTIFICATIONS) }),
  } as Partial<Office.MessageRead>;
}

/** `Office.context.mailbox.item` of a surface in a requirement set; null when no one mail is selected. */
export function makeItem(channel: HostChannel, surface: Surface, set: number, read: ReadFacts | null): object | null {
  if (surface === 'message-compose') return messageCompose(channel, set);
  if (surface === 'appointment-compose') return appointmentCompose(channel, set);
  return read && messageRead(channel, set, read);
}
