import { MESSAGE_HEADER } from '@sefos/shared/domain/draft-mark.ts';
import { oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';
import { type NoticeFacts, noticeCard, noticeOf, noticePage, noticeText } from './notification.layout.ts';

export interface NotificationFacts extends NoticeFacts {
  readonly reader: 'link' | 'account' | 'answered';
  readonly to: string;
  readonly from: string;
  readonly recipientId: string;
  readonly messageId: string;
  /** Of a mail that the sender asked for once more: mail systems drop a second one with the same Message-ID. */
  readonly again?: string | null;
}

/** The mail that tells of a message: organisation, sender, one button; nothing of the message itself. */
export const notificationMail = (facts: NotificationFacts): MailMessage => {
  const notice = noticeOf(facts);
  const host = facts.from.slice(facts.from.lastIndexOf('@') + 1);
  return {
    from: { name: oneLine(facts.organisation), address: facts.from },
    to: facts.to,
    subject: notice.subject,
    text: noticeText(notice),
    html: noticePage(notice),
    messageId: `<${facts.recipientId}${facts.again ? `.${facts.again}` : ''}@${host}>`,
    headers: { 'X-Sefos-Message': facts.messageId },
  };
};

/** The same words for the sender's own mail program: one mail to everybody, whether they have an account or not. */
export const senderMail = (
  facts: Omit<NoticeFacts, 'reader' | 'openText'> & { readonly messageId: string; readonly usualText?: string },
) => {
  const notice = noticeOf({ ...facts, reader: 'either', openText: facts.usualText ?? '' });
  return {
    subject: notice.subject,
    bodyHtml: `<div lang="${notice.language}">${noticeCard(notice)}</div>`,
    headers: { [MESSAGE_HEADER]: facts.messageId },
  };
};
