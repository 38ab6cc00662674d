import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';
import { longDate, noticeOf, noticePage, noticeText } from './notification.layout.ts';
import type { NotificationFacts } from './notification.mail.ts';
import type { NoticeLanguage } from './notification.texts.ts';
import { READER_REMINDER_TEXTS, SENDER_REMINDER_TEXTS } from './reminder.texts.ts';

const hostOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** What the mail to a reader needs. `url` is secret. */
export type ReminderFacts = Omit<NotificationFacts, 'reader' | 'openText' | 'expiresAt'> & { readonly expiresAt: Date };

/** The mail to somebody who has not opened: as the first one, in our own words, with the same link. */
export const reminderMail = (facts: ReminderFacts): MailMessage => {
  const { language, organisation, senderName, from, recipientId, expiresAt } = facts;
  const texts = READER_REMINDER_TEXTS[language];
  const notice = {
    ...noticeOf({ ...facts, reader: 'link', openText: '' }),
    subject: oneLine(texts.subject(organisation)),
    heading: texts.heading(organisation),
    said: texts.said(senderName, organisation),
  };
  return {
    from: { name: oneLine(organisation), address: from },
    to: facts.to,
    subject: notice.subject,
    text: noticeText(notice),
    html: noticePage(notice),
    messageId: `<reminder-${recipientId}.${expiresAt.getTime()}@${hostOf(from)}>`,
    headers: { 'X-Sefos-Message': facts.messageId },
  };
};

/** What the mail to a sender needs; nothing of any message. */
export interface SenderReminderFacts {
  readonly language: NoticeLanguage;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  /** How many messages have links that end. */
  readonly messages: number;
  readonly firstEnds: Date;
  /** Where the links are listed. */
  readonly url: string;
  /** The same at every try. */
  readonly id: string;
}

/** The mail to a sender: how many messages' links end, and where to look. */
export const senderReminderMail = (facts: SenderReminderFacts): MailMessage => {
  const { language, organisation, messages, url, from } = facts;
  const texts = SENDER_REMINDER_TEXTS[language];
  const subject = oneLine(texts.subject(messages));
  const said = `${texts.said(messages)} ${texts.first(longDate(language, facts.firstEnds))}`;
  const below = [texts.what, texts.noReply];
  const card = mailCard(
    texts.heading,
    [mailParagraph(said), mailButton({ text: texts.button, url }), ...below.map(mailNote)].join('\n'),
  );
  return {
    from: { name: oneLine(organisation), address: from },
    to: facts.to,
    subject,
    text: [said, `${texts.button}:\n${url}`, ...below].join('\n\n'),
    html: mailPage({ language, subject, card }),
    messageId: `<links-${facts.id}@${hostOf(from)}>`,
  };
};
