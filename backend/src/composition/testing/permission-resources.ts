import { randomUUID } from 'node:crypto';
import { MAILBOX_HEADER } from '@sefos/shared/contract/delegations.ts';
import type { Answer } from '../../testing/browser.ts';
import { type AccountBrowser, external, type TestProduct } from '../../testing/product.ts';

/** Who got messages through links: by her address alone, and with a code to his phone. */
export const RECIPIENT = 'maja@example.org';
const BY_PHONE = 'nils@example.org';

/** What lies in a mailbox. */
export interface Resources {
  readonly mailboxId: string;
  readonly messageId: string;
  readonly recipientId: string;
  readonly smsRecipientId: string;
  readonly attachmentId: string;
  readonly uploadId: string;
  readonly draftId: string;
  readonly contactId: string;
  readonly groupId: string;
  readonly caseId: string;
  readonly noteId: string;
  readonly tagId: string;
}

const NO_CASE = '0190a0a0-0000-7000-8000-000000000001';

/** The body of an answer. @throws {Error} when it was refused: the test cannot begin */
export const made = ({ status, body, problem }: Answer, what: string): Answer['body'] => {
  if (status >= 300) throw new Error(`${what}: ${status} ${problem}`);
  return body;
};

/** Headers of a call in a mailbox. */
export const inMailbox = (mailboxId: string): Record<string, string> => ({
  'idempotency-key': `key-${randomUUID()}`,
  [MAILBOX_HEADER]: mailboxId,
});

/** An upload of which nothing has come yet. */
const beginUpload = async (who: AccountBrowser): Promise<string> => {
  const begun = await who.call('POST', '/uploads', undefined, {
    ...{ 'tus-resumable': '1.0.0', 'upload-length': '1' },
    'upload-metadata': `filename ${Buffer.from('b.txt').toString('base64')}`,
  });
  return String(begun.headers.location).split('/').at(-1) ?? '';
};

/** A case in a function mailbox, with a note and a tag. */
export const makeCase = async (
  product: TestProduct,
  {
    from,
    member,
    mailboxId,
    address,
  }: { from: AccountBrowser; member: AccountBrowser; mailboxId: string; address: string },
): Promise<Partial<Resources>> => {
  const messageId = await product.send(from, [{ address }]);
  const call = async (method: string, path: string, body?: object) =>
    made(await member.call(method, `/mailboxes/${mailboxId}${path}`, body, inMailbox(mailboxId)), `${method} ${path}`);
  const { id: caseId } = await call('GET', `/messages/${messageId}/case`);
  const { id: noteId } = await call('POST', `/cases/${caseId}/notes`, { text: 'Internt' });
  const { id: tagId } = await call('POST', '/case-tags', { name: 'Brådskande' });
  return { caseId, noteId, tagId };
};

const sendMessage = async (product: TestProduct, who: AccountBrowser, mailboxId: string) => {
  const attachmentId = await who.upload('a.txt', Buffer.from('a'));
  const to = [external(RECIPIENT), external(BY_PHONE, { method: 'sms', phone: '+46701740698' })];
  const message = { ...product.message(who, to, { attachmentIds: [attachmentId] }), mailboxId };
  const { id: messageId } = made(await who.post('/messages', message, inMailbox(mailboxId)), 'message');
  const { recipients } = made(await who.get(`/messages/${messageId}`, inMailbox(mailboxId)), 'sent message');
  const idOf = (wanted: string) => recipients.find(({ address }: { address: string }) => address === wanted).id;
  return { messageId, attachmentId, recipientId: idOf(RECIPIENT), smsRecipientId: idOf(BY_PHONE) };
};

/** Something of every kind in a mailbox. */
export const fillMailbox = async (
  product: TestProduct,
  who: AccountBrowser,
  mailboxId: string,
  cases: Partial<Resources> = {},
): Promise<Resources> => {
  const at = `/mailboxes/${mailboxId}`;
  const call = async (method: string, path: string, body: object) =>
    made(await who.call(method, at + path, body, inMailbox(mailboxId)), `${method} ${path}`);
  const draftId = randomUUID();
  await call('PUT', `/drafts/${draftId}`, {
    ...{ revision: 0, recipients: [], subject: 'Utkast', bodyHtml: '', assuranceLevel: 1, replyAllowed: true },
    ...{ validUntil: '', inReplyTo: null, uploadIds: [] },
  });
  const contact = { name: 'Maja', address: RECIPIENT, method: 'email', language: 'sv', phone: null };
  const { id: contactId } = await call('POST', '/contacts', contact);
  const { id: groupId } = await call('POST', '/contact-groups', { name: 'Grupp', memberIds: [contactId] });
  return {
    ...{ mailboxId, draftId, contactId, groupId, uploadId: await beginUpload(who) },
    ...(await sendMessage(product, who, mailboxId)),
    ...{ caseId: NO_CASE, noteId: NO_CASE, tagId: NO_CASE },
    ...cases,
  };
};
