import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';

type Language = 'sv' | 'en' | 'fi';

interface Texts {
  readonly locale: string;
  readonly subject: string;
  readonly said: (giver: string, until: string) => string;
  readonly how: string;
  readonly button: string;
  readonly noReply: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  sv: {
    locale: 'sv-SE',
    subject: 'Du har fått tillgång till en kollegas brevlåda',
    said: (giver, until) => `${giver} har gett dig tillgång till sin brevlåda till och med ${until}.`,
    how: 'Byt brevlåda i SEFOS för att läsa och skriva där. Det syns att det är du.',
    button: 'Öppna SEFOS',
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    locale: 'en-GB',
    subject: "You have been given access to a colleague's mailbox",
    said: (giver, until) => `${giver} has given you access to their mailbox until the end of ${until}.`,
    how: 'Switch mailbox in SEFOS to read and write there. It shows that it is you.',
    button: 'Open SEFOS',
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    locale: 'fi-FI',
    subject: 'Olet saanut pääsyn työtoverin postilaatikkoon',
    said: (giver, until) => `${giver} on antanut sinulle pääsyn postilaatikkoonsa. Viimeinen päivä: ${until}.`,
    how: 'Vaihda postilaatikkoa SEFOSissa, niin voit lukea ja kirjoittaa siellä. Siitä näkyy, että se olet sinä.',
    button: 'Avaa SEFOS',
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};

interface DelegationMailFacts {
  readonly id: string;
  readonly language: Language;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  readonly giver: string;
  readonly lastMoment: Date;
  readonly url: string;
}

/** The mail to a colleague whose access begins. The same id at every try. */
export const delegationMail = (facts: DelegationMailFacts): MailMessage => {
  const { id, language, to, from, organisation, giver, lastMoment, url } = facts;
  const { locale, subject, said: saidOf, how, button, noReply } = TEXTS[language];
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Stockholm' }).format(lastMoment);
  const said = saidOf(oneLine(giver), until);
  const inner = [mailParagraph(said), mailButton({ text: button, url }), mailNote(how), mailNote(noReply)].join('\n');
  return {
    from: { name: oneLine(organisation), address: from },
    to,
    subject,
    text: [said, `${button}:\n${url}`, how, noReply].join('\n\n'),
    html: mailPage({ language, subject, card: mailCard(subject, inner) }),
    messageId: `<delegation-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
