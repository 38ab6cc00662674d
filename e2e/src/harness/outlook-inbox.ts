import { sendMessage } from '@sefos/shared/contract/messages.ts';
import { type MailItem, person } from '../pages/outlook-mail.ts';
import { PEOPLE, type PersonKey, to } from './account.ts';
import { check, need } from './check.ts';
import type { World } from './world.ts';

let count = 0;
const unique = (text: string): string => {
  count += 1;
  return `${text} ${process.pid}-${count}`;
};

interface Sent {
  readonly subject: string;
  readonly messageId: string;
  readonly is: (item: MailItem) => boolean;
}

/** Hanna sends a message over the API; its mail lies in the colleague's inbox. */
export const send = async (
  world: World,
  { level = 1, files = [], receiver = 'kalle' }: SendOptions = {},
): Promise<Sent> => {
  const subject = unique('Läs i Outlook');
  const hanna = await world.account('hanna');
  const attachmentIds: string[] = [];
  for (const { name, content } of files) attachmentIds.push(await hanna.upload(name, content));
  const draft = { subject, level, attachmentIds, to: [to.account(receiver)], bodyHtml: `<p>Text i ${subject}</p>` };
  // As from Outlook: mail goes to those with an account too.
  const body = { ...hanna.bodyOf(draft), notification: 'everybody' as const };
  const { id: messageId } = await hanna.client.call(sendMessage, { body });
  return { subject, messageId, is: ({ headers }) => headers['x-sefos-message'] === messageId };
};

interface SendOptions {
  readonly level?: 1 | 2 | 3;
  readonly files?: readonly { readonly name: string; readonly content: Buffer | string }[];
  readonly receiver?: PersonKey;
}

/** Somebody sends an ordinary mail from Outlook, with whatever in it. */
export const plainMail = async (
  world: World,
  bodyHtml: string,
  headers: Readonly<Record<string, string>> = {},
  from: PersonKey = 'hanna',
): Promise<(item: MailItem) => boolean> => {
  const subject = unique('Vanligt mejl');
  const accounts = (await (await fetch(`${world.url}/dev/entra/accounts`)).json()) as readonly {
    readonly email: string;
    readonly objectId: string;
  }[];
  const { objectId } = need(
    accounts.find(({ email }) => email === PEOPLE[from].email),
    'the Entra account',
  );
  const place = { start: '', end: '', location: '' };
  const people = { to: [person(PEOPLE.kalle.email)], cc: [], bcc: [] };
  const draft = { kind: 'message', subject, ...people, bodyHtml, headers, attachments: [], ...place };
  const answer = await fetch(`${world.url}/dev/outlook/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ objectId, id: null, draft }),
  });
  check(answer.ok, `Sending from Outlook answered ${answer.status}: ${await answer.text()}`);
  return (item) => item.subject === subject;
};
