import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';

interface Texts {
  readonly subject: (mailbox: string) => string;
  readonly said: (by: string, mailbox: string) => string;
  readonly added: (names: string) => string;
  readonly removed: (names: string) => string;
  readonly notRight: string;
  readonly button: string;
  readonly noReply: string;
}

const TEXTS: Readonly<Record<'sv' | 'en' | 'fi', Texts>> = {
  sv: {
    subject: (mailbox) => `Medlemmarna i ${mailbox} har ändrats`,
    said: (by, mailbox) => `${by} är administratör i er organisation och har ändrat vilka som är med i ${mailbox}.`,
    added: (names) => `Tillagda: ${names}`,
    removed: (names) => `Borttagna: ${names}`,
    notRight: 'Väntade du dig inte det? Fråga din administratör.',
    button: 'Öppna SEFOS',
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    subject: (mailbox) => `The members of ${mailbox} have changed`,
    said: (by, mailbox) => `${by}, an administrator of your organisation, has changed who is in ${mailbox}.`,
    added: (names) => `Added: ${names}`,
    removed: (names) => `Removed: ${names}`,
    notRight: 'Were you not expecting this? Ask your administrator.',
    button: 'Open SEFOS',
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    subject: (mailbox) => `Jäsenet ovat muuttuneet: ${mailbox}`,
    said: (by, mailbox) => `Organisaatiosi ylläpitäjä ${by} on muuttanut postilaatikon ${mailbox} jäseniä.`,
    added: (names) => `Lisätty: ${names}`,
    removed: (names) => `Poistettu: ${names}`,
    notRight: 'Etkö odottanut tätä? Kysy ylläpitäjältäsi.',
    button: 'Avaa SEFOS',
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};

interface MembersChangedFacts {
  readonly id: string;
  readonly language: 'sv' | 'en' | 'fi';
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  readonly mailbox: string;
  readonly by: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly url: string;
}

/** More names make a mail that nobody reads; the log has them all. */
const MOST_NAMES = 10;
const listed = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMES).map(oneLine), ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ');

/** The mail to who looks after a function mailbox, when somebody else has changed who is in it. The same id at every try. */
export const membersChangedMail = (facts: MembersChangedFacts): MailMessage => {
  const { id, language, to, from, organisation, added, removed, url } = facts;
  const texts = TEXTS[language];
  const subject = texts.subject(oneLine(facts.mailbox));
  const said = [
    texts.said(oneLine(facts.by), oneLine(facts.mailbox)),
    ...(added.length > 0 ? [texts.added(listed(added))] : []),
    ...(removed.length > 0 ? [texts.removed(listed(removed))] : []),
    texts.notRight,
  ];
  const inner = [
    ...said.map((line) => mailParagraph(line)),
    mailButton({ text: texts.button, url }),
    mailNote(texts.noReply),
  ].join('\n');
  return {
    from: { name: oneLine(organisation), address: from },
    to,
    subject,
    text: [...said, `${texts.button}:\n${url}`, texts.noReply].join('\n\n'),
    html: mailPage({ language, subject, card: mailCard(subject, inner) }),
    messageId: `<members-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
