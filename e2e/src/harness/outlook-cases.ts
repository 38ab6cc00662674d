import { randomBytes } from 'node:crypto';
import type { Outlook } from '../pages/outlook.page.ts';
import { type MailDraft, mailFile, messagesAbout, person, tellingMails } from '../pages/outlook-mail.ts';
import { PEOPLE } from './account.ts';
import { eventually, need, same, seen } from './check.ts';
import type { World } from './world.ts';

let count = 0;
export const colleague = person(PEOPLE.kalle.email, PEOPLE.kalle.name);

/** A mail to a colleague that nothing else is called as. */
export const mail = (more: Partial<MailDraft> = {}) => {
  count += 1;
  const subject = `Ärende ${process.pid}-${count}`;
  return { subject, to: [colleague], bodyHtml: `<p>Hemligt om ${subject}</p>`, ...more };
};

/** What Chromium writes when a scenario cuts the line. */
export const LINE_LOST = /net::ERR_CONNECTION_RESET/;

export const files = (number: number) =>
  Array.from({ length: number }, (_, index) => mailFile(`fil ${index + 1}.txt`, `Innehåll ${index + 1}`));

/** Sent exactly once, told exactly once, and no folder of Outlook holds the plain text. */
export const sentOnce = async (world: World, outlook: Outlook, subject: string): Promise<string> => {
  const messages = await messagesAbout(world, subject);
  same(messages.length, 1, `messages "${subject}" in Skickade`);
  const { messageId } = need(messages[0], 'the message');
  await eventually('The recipients are told', async () => (await tellingMails(world, messageId)).length > 0);
  same((await tellingMails(world, messageId)).length, 1, 'mails that tell of it');
  await outlook.holdsNothingOf([subject]);
  return messageId;
};

export const notSent = async (world: World, subject: string): Promise<void> => {
  same((await messagesAbout(world, subject)).length, 0, `messages "${subject}" in Skickade`);
  const mails = (await world.outbox.all()).filter((captured) => JSON.stringify(captured).includes(subject));
  same(mails.length, 0, 'mails with its subject');
};

/** Presses Skicka in the ribbon and answers what the net's dialog says. */
export const stoppedByNet = async (outlook: Outlook, action: string): Promise<string> => {
  await outlook.page.getByRole('button', { name: 'Skicka', exact: true }).click();
  const dialog = outlook.page.getByRole('dialog');
  await seen(dialog);
  const said = await dialog.innerText();
  await dialog.getByRole('button', { name: action, exact: true }).click();
  return said;
};

/** A word that stands nowhere else. */
export const word = (name: string): string => `${name}${randomBytes(6).toString('hex')}`;

/** A mail with secrets to a colleague and somebody without an account. */
export const hemligt = (subject: string) => ({
  subject,
  to: [person(PEOPLE.kalle.email, PEOPLE.kalle.name), person(`b.${randomBytes(4).toString('hex')}@example.org`)],
  bodyHtml: '<p>Hemligt innehåll</p>',
  attachments: [mailFile('hemlig fil.txt', 'Hemligt innehåll')],
});
