import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';

type Language = 'sv' | 'en' | 'fi';

interface Texts {
  readonly locale: string;
  readonly subject: (organisation: string) => string;
  readonly said: (organisation: string) => string;
  readonly resetSubject: string;
  readonly resetSaid: (organisation: string) => string;
  readonly until: (date: string) => string;
  readonly button: string;
  readonly notYours: string;
  readonly noReply: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  sv: {
    locale: 'sv-SE',
    subject: (organisation) => `Du har fått ett konto i SEFOS hos ${organisation}`,
    said: (organisation) =>
      `${organisation} har gett dig ett konto i SEFOS för säkra meddelanden. Välj ett lösenord så är det klart.`,
    resetSubject: 'Din inloggning i SEFOS har återställts',
    resetSaid: (organisation) =>
      `En administratör hos ${organisation} har återställt din inloggning i SEFOS. Välj ett nytt lösenord så är det klart.`,
    until: (date) => `Länken gäller till och med ${date} och kan användas en gång.`,
    button: 'Kom igång',
    notYours: 'Väntade du dig inte det här? Strunta i mejlet och säg till din administratör.',
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    locale: 'en-GB',
    subject: (organisation) => `You have been given a SEFOS account at ${organisation}`,
    said: (organisation) =>
      `${organisation} has given you a SEFOS account for secure messages. Choose a password to begin.`,
    resetSubject: 'Your sign-in to SEFOS has been reset',
    resetSaid: (organisation) =>
      `An administrator at ${organisation} has reset your sign-in to SEFOS. Choose a new password to go on.`,
    until: (date) => `The link is valid until the end of ${date} and can be used once.`,
    button: 'Get started',
    notYours: 'Were you not expecting this? Ignore the mail and tell your administrator.',
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    locale: 'fi-FI',
    subject: (organisation) => `Olet saanut SEFOS-tilin: ${organisation}`,
    said: (organisation) =>
      `Olet saanut SEFOS-tilin suojattuja viestejä varten. Tilin antoi: ${organisation}. Aloita valitsemalla salasana.`,
    resetSubject: 'Kirjautumisesi SEFOSiin on palautettu alkutilaan',
    resetSaid: (organisation) =>
      `Ylläpitäjä on palauttanut SEFOS-kirjautumisesi alkutilaan. Organisaatio: ${organisation}. Valitse uusi salasana.`,
    until: (date) => `Linkki on voimassa vielä ${date}, ja sitä voi käyttää kerran.`,
    button: 'Aloita',
    notYours: 'Etkö odottanut tätä? Jätä viesti huomiotta ja kerro ylläpitäjällesi.',
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};

interface InvitationMailFacts {
  readonly id: string;
  /** She had a sign-in before. */
  readonly isReset: boolean;
  readonly language: Language;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  readonly lastMoment: Date;
  /** Holds the token. Never log. */
  readonly url: string;
}

/** The mail that invites somebody to her account. */
export const invitationMail = (facts: InvitationMailFacts): MailMessage => {
  const { id, isReset, language, to, from, lastMoment, url } = facts;
  const organisation = oneLine(facts.organisation);
  const texts = TEXTS[language];
  const { locale, until: untilOf, button, notYours, noReply } = texts;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Stockholm' }).format(lastMoment);
  const [subject, said] = isReset
    ? [texts.resetSubject, texts.resetSaid(organisation)]
    : [texts.subject(organisation), texts.said(organisation)];
  const until = untilOf(date);
  const inner = [
    mailParagraph(said),
    mailButton({ text: button, url }),
    mailNote(until),
    mailNote(notYours),
    mailNote(noReply),
  ].join('\n');
  return {
    from: { name: organisation, address: from },
    to,
    subject,
    text: [said, `${button}:\n${url}`, until, notYours, noReply].join('\n\n'),
    html: mailPage({ language, subject, card: mailCard(subject, inner) }),
    messageId: `<invitation-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
