import type { ComposeWindow, OpenAttachment } from './compose-window.ts';
import { type MailAddress, readAddress } from './mail-item.ts';
import { attachmentTooLarge, internalError, OfficeFailure, tooLong, unknownAttachment } from './office-error.ts';

/** What the window around an item can do. */
export interface ComposeActions {
  save(): Promise<string>;
  send(): Promise<void>;
  /** Closes the window; `discard` moves what was saved to Deleted Items. */
  close(discard: boolean): Promise<void>;
}

export interface ComposeCall {
  readonly window: ComposeWindow;
  readonly actions: ComposeActions;
  readonly requirementSet: number;
  readonly platform: string;
  readonly user: MailAddress;
}

type Method = (call: ComposeCall, ...given: readonly unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

const MAX_BODY_CHARACTERS = 1_000_000;
const MAX_SUBJECT_CHARACTERS = 255;
const MAX_HEADERS_BYTES = 256 * 1024;
const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;

const details = (address: MailAddress) => ({ ...address, appointmentResponse: 'none' });

const isAddress = (value: unknown): value is Partial<MailAddress> => typeof value === 'object' && value !== null;

/** Office.js takes addresses as text or as objects. */
const readAddresses = (value: unknown): MailAddress[] =>
  (Array.isArray(value) ? value : []).map((entry: unknown) => {
    if (!isAddress(entry)) return readAddress(String(entry));
    const read = readAddress(entry.emailAddress ?? entry.displayName ?? '');
    return { ...read, displayName: entry.displayName ?? read.displayName };
  });

const recipients = (field: 'to' | 'cc' | 'bcc'): Methods => ({
  [`${field}.getAsync`]: ({ window }) => window.fields[field].map(details),
  [`${field}.setAsync`]: ({ window }, value) => window.set(field, readAddresses(value)),
  [`${field}.addAsync`]: ({ window }, value) => window.set(field, [...window.fields[field], ...readAddresses(value)]),
});

const textOf = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
const isText = (options: unknown) =>
  (options as { readonly coercionType?: string } | undefined)?.coercionType === 'text';
const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');

const bodyOf = (value: unknown, options: unknown): string => {
  const text = String(value);
  if (text.length > MAX_BODY_CHARACTERS) throw tooLong('data');
  return isText(options) ? escapeHtml(text) : text;
};

const body: Methods = {
  'body.getTypeAsync': () => 'html',
  'body.getAsync': ({ window }, coercion) =>
    coercion === 'text' ? textOf(window.fields.bodyHtml) : window.fields.bodyHtml,
  'body.setAsync': ({ window }, value, options) => window.set('bodyHtml', bodyOf(value, options)),
  'body.prependAsync': ({ window }, value, options) =>
    window.set('bodyHtml', bodyOf(value, options) + window.fields.bodyHtml),
  'body.setSelectedDataAsync': ({ window }, value, options) =>
    window.set('bodyHtml', window.fields.bodyHtml + bodyOf(value, options)),
  'body.appendOnSendAsync': () => undefined,
  'body.prependOnSendAsync': () => undefined,
};

const describe = (attachment: OpenAttachment) => ({
  id: attachment.id,
  name: attachment.name,
  size: attachment.sizeBytes,
  isInline: attachment.isInline,
  attachmentType: attachment.kind,
  contentId: attachment.contentId,
  ...(attachment.kind === 'cloud' ? { url: attachment.url } : {}),
});

const contentOf = ({ window, platform }: ComposeCall, id: unknown) => {
  const found = window.attachments.find((attachment) => attachment.id === id);
  if (!found) throw unknownAttachment();
  if (found.kind === 'item') return { format: 'eml', content: atob(found.contentBase64) };
  if (found.kind === 'file') return { format: 'base64', content: found.contentBase64 };
  // "Upload and share" files cannot be read on the web (MICROSOFT365.md §3); elsewhere their address is the content.
  if (platform === 'OfficeOnline') throw new OfficeFailure(9041, 'AttachmentTypeNotSupported', 'Not supported.');
  return { format: 'url', content: found.url };
};

const attachFile = ({ window }: ComposeCall, base64: unknown, name: unknown, options: unknown) => {
  const contentBase64 = String(base64);
  const sizeBytes = Math.floor((contentBase64.length * 3) / 4);
  if (sizeBytes > MAX_ATTACHMENT_BYTES) throw attachmentTooLarge();
  const isInline = (options as { readonly isInline?: boolean } | undefined)?.isInline === true;
  const file = { name: String(name), contentType: 'application/octet-stream', sizeBytes, isInline };
  return window.attach({ ...file, contentId: isInline ? file.name : '', kind: 'file', contentBase64, url: '' }).id;
};

const attachments: Methods = {
  getAttachmentsAsync: ({ window }) => window.attachments.map(describe),
  getAttachmentContentAsync: (call, id) => contentOf(call, id),
  addFileAttachmentFromBase64Async: attachFile,
  removeAttachmentAsync: ({ window }, id) => {
    if (!window.detach(String(id))) throw unknownAttachment();
  },
};

const pick = (record: Readonly<Record<string, string>>, names: readonly string[], isKept: boolean) =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([name]) => names.some((wanted) => wanted.toLowerCase() === name.toLowerCase()) === isKept,
    ),
  );
const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const headers: Methods = {
  'internetHeaders.getAsync': ({ window }, names) => pick(window.fields.headers, namesOf(names), true),
  'internetHeaders.setAsync': ({ window }, given) => {
    const added = given as Record<string, string>;
    const next = { ...pick(window.fields.headers, Object.keys(added), false), ...added };
    if (JSON.stringify(next).length > MAX_HEADERS_BYTES) throw tooLong('headers');
    window.set('headers', next);
  },
  'internetHeaders.removeAsync': ({ window }, names) =>
    window.set('headers', pick(window.fields.headers, namesOf(names), false)),
};

/** Of the whole object: 50,000 characters, 2,621,440 from 1.16 on. */
const sessionDataLimit = (requirementSet: number) => (requirementSet >= 16 ? 2_621_440 : 50_000);

const sessionData: Methods = {
  'sessionData.getAsync': ({ window }, name) => {
    const value = window.sessionData.get(String(name));
    if (value === undefined) throw new OfficeFailure(9050, 'KeyNotFound', 'The specified key was not found.');
    return value;
  },
  'sessionData.getAllAsync': ({ window }) => Object.fromEntries(window.sessionData),
  'sessionData.setAsync': ({ window, requirementSet }, name, value) => {
    const next = new Map(window.sessionData).set(String(name), String(value));
    const length = [...next].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    if (length > sessionDataLimit(requirementSet)) throw tooLong('sessionData');
    window.sessionData.set(String(name), String(value));
  },
  'sessionData.removeAsync': ({ window }, name) => void window.sessionData.delete(String(name)),
  'sessionData.clearAsync': ({ window }) => window.sessionData.clear(),
};

const notify: Method = ({ window }, key, details) => {
  window.notifications.set(String(key), String((details as { readonly message?: string })?.message ?? ''));
  window.tell('notifications');
};

const notifications: Methods = {
  'notificationMessages.addAsync': notify,
  'notificationMessages.replaceAsync': notify,
  'notificationMessages.getAllAsync': ({ window }) =>
    [...window.notifications].map(([key, message]) => ({ key, message, type: 'informationalMessage' })),
  'notificationMessages.removeAsync': ({ window }, key) => {
    window.notifications.delete(String(key));
    window.tell('notifications');
  },
};

const time = (field: 'start' | 'end'): Methods => ({
  [`${field}.getAsync`]: ({ window }) => new Date(window.fields[field]),
  [`${field}.setAsync`]: ({ window }, value) => window.set(field, new Date(value as Date).toISOString()),
});

const item: Methods = {
  'subject.getAsync': ({ window }) => window.fields.subject,
  'subject.setAsync': ({ window }, value) => {
    if (String(value).length > MAX_SUBJECT_CHARACTERS) throw tooLong('subject');
    window.set('subject', String(value));
  },
  'from.getAsync': ({ user }) => details(user),
  'organizer.getAsync': ({ user }) => details(user),
  'location.getAsync': ({ window }) => window.fields.location,
  'location.setAsync': ({ window }, value) => window.set('location', String(value)),
  getComposeTypeAsync: () => ({ composeType: 'newMail', coercionType: 'html' }),
  getItemIdAsync: ({ window }) => {
    if (!window.savedId) throw new OfficeFailure(9007, 'ItemNotSaved', 'The item has not been saved.');
    return window.savedId;
  },
  saveAsync: ({ actions }) => actions.save(),
  sendAsync: ({ actions }) => actions.send(),
  closeAsync: ({ actions }, options) =>
    actions.close((options as { readonly discardItem?: boolean } | undefined)?.discardItem === true),
  close: ({ actions }) => actions.close(false),
};

const METHODS: Methods = {
  ...item,
  ...recipients('to'),
  ...recipients('cc'),
  ...recipients('bcc'),
  ...body,
  ...attachments,
  ...headers,
  ...sessionData,
  ...notifications,
  ...time('start'),
  ...time('end'),
};

/** Runs one method of the item that is being written. @throws {OfficeFailure} */
export async function runComposeMethod(call: ComposeCall, method: string, given: readonly unknown[]): Promise<unknown> {
  const run = METHODS[method];
  if (!run) throw internalError();
  return await run(call, ...given);
}
