import {
  type MailLogo,
  mailButton,
  mailCard,
  mailNote,
  mailPage,
  mailParagraph,
  oneLine,
} from '../../platform/mail-layout.ts';
import { NOTICE_TEXTS, type NoticeLanguage, type NoticeReader } from './notification.texts.ts';

/** What a mail tells of a message: nothing of the message itself. `url` is secret when it holds a token. */
export interface NoticeFacts {
  readonly language: NoticeLanguage;
  readonly reader: NoticeReader;
  readonly organisation: string;
  readonly switchboard: string | null;
  readonly senderName: string;
  /** Address of the organisation's logo; left out = none. */
  readonly logoUrl?: string | null;
  /** Written by the sender, or else by her organisation, to stand readable; empty = our own words. */
  readonly openText: string;
  readonly url: string;
  /** Until when the link works; null = the message stays in an inbox. */
  readonly expiresAt: Date | null;
}

/** A notice in words: what stands above the button, and what stands small below it. */
export interface Notice {
  readonly language: NoticeLanguage;
  readonly subject: string;
  readonly heading: string;
  readonly said: string;
  readonly from: string;
  readonly button: { readonly text: string; readonly url: string };
  readonly below: readonly string[];
  readonly logo: MailLogo | null;
}

const LOCALES: Readonly<Record<NoticeLanguage, string>> = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI' };

/** A day in words, in Swedish time. */
export const longDate = (language: NoticeLanguage, at: Date): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'Europe/Stockholm' }).format(at);

/** A notice's words; the mail that people get from the sender herself (`either`) can be answered, ours cannot. */
export const noticeOf = (facts: NoticeFacts): Notice => {
  const { language, reader, organisation, switchboard, senderName, expiresAt } = facts;
  const texts = NOTICE_TEXTS[language];
  const button = { text: texts.button, url: facts.url };
  if (reader === 'answered') {
    const { subject, said, who } = texts.answer;
    const below = [texts.how.account, texts.noReply];
    return { language, subject, heading: subject, said, from: who, button, below, logo: null };
  }
  return {
    language,
    subject: oneLine(texts.subject(organisation)),
    heading: texts.heading(organisation),
    said: facts.openText || texts.standard(senderName, organisation),
    from: texts.from(senderName, organisation),
    button,
    logo: facts.logoUrl ? { url: facts.logoUrl, alt: organisation } : null,
    below: [
      ...(expiresAt ? [texts.validUntil(longDate(language, expiresAt))] : []),
      texts.how[reader],
      texts.doubt(organisation, switchboard),
      reader === 'either' ? texts.plainReply : texts.noReply,
    ],
  };
};

export const noticeText = ({ said, from, button, below }: Notice): string =>
  [said, from, `${button.text}:\n${button.url}`, ...below].join('\n\n');

/** The notice as a card. */
export const noticeCard = ({ heading, said, from, button, below, logo }: Notice): string =>
  mailCard(
    heading,
    `${mailParagraph(said)}
${mailNote(from)}
${mailButton(button)}
${below.map(mailNote).join('\n')}`,
    logo,
  );

/** The notice as a whole page of its own. */
export const noticePage = (notice: Notice): string => mailPage({ ...notice, card: noticeCard(notice) });
