import { mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../../platform/mail-layout.ts';
import type { MailMessage } from '../../../ports/mail.port.ts';

type Language = 'sv' | 'en' | 'fi';

interface Texts {
  readonly locale: string;
  readonly begun: (organisation: string) => string;
  readonly begunSaid: (organisation: string, by: string, date: string) => string;
  readonly begunWrong: (by: string) => string;
  readonly undone: (organisation: string) => string;
  readonly undoneSaid: (organisation: string, by: string) => string;
  readonly noReply: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  sv: {
    locale: 'sv-SE',
    begun: (organisation) => `${organisation} avslutas i SEFOS`,
    begunSaid: (organisation, by, date) =>
      `${by} har börjat avsluta ${organisation} i SEFOS. Tidigast ${date} tas konton, brevlådor och meddelanden bort för gott.`,
    begunWrong: (by) => `Är det fel? Skriv till ${by} före dess, så går det att ångra.`,
    undone: (organisation) => `${organisation} avslutas inte i SEFOS`,
    undoneSaid: (organisation, by) =>
      `${by} har ångrat att ${organisation} avslutas i SEFOS. Inget har tagits bort. Organisationen är fortfarande avstängd.`,
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    locale: 'en-GB',
    begun: (organisation) => `${organisation} is being closed in SEFOS`,
    begunSaid: (organisation, by, date) =>
      `${by} has begun to close ${organisation} in SEFOS. Accounts, mailboxes and messages are removed for good on ${date} at the earliest.`,
    begunWrong: (by) => `Is that wrong? Write to ${by} before then, and it can be undone.`,
    undone: (organisation) => `${organisation} is not closed in SEFOS`,
    undoneSaid: (organisation, by) =>
      `${by} has undone the closing of ${organisation} in SEFOS. Nothing was removed. The organisation is still frozen.`,
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    locale: 'fi-FI',
    begun: (organisation) => `Organisaatio lakkautetaan SEFOSissa: ${organisation}`,
    begunSaid: (organisation, by, date) =>
      `${by} on aloittanut organisaation lakkauttamisen SEFOSissa: ${organisation}. Tilit, postilaatikot ja viestit poistetaan pysyvästi aikaisintaan ${date}.`,
    begunWrong: (by) => `Onko tämä väärin? Kirjoita sitä ennen osoitteeseen ${by}, niin sen voi perua.`,
    undone: (organisation) => `Organisaatiota ei lakkauteta SEFOSissa: ${organisation}`,
    undoneSaid: (organisation, by) =>
      `${by} on perunut organisaation lakkauttamisen SEFOSissa: ${organisation}. Mitään ei poistettu. Organisaatio on yhä suljettu.`,
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};

interface ClosingMailFacts {
  readonly id: string;
  readonly language: Language;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  /** Address of the system administrator who did it. */
  readonly by: string;
  /** When everything goes, at the earliest; null = it was taken back. */
  readonly purgeAfter: Date | null;
}

/** The mail that tells an administrator that her organisation is being closed, or is not after all. */
export const closingMail = (facts: ClosingMailFacts): MailMessage => {
  const { id, language, to, from, purgeAfter } = facts;
  const [organisation, by] = [oneLine(facts.organisation), oneLine(facts.by)];
  const texts = TEXTS[language];
  const date = new Intl.DateTimeFormat(texts.locale, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Stockholm' },
  }).format(purgeAfter ?? 0);
  const subject = purgeAfter ? texts.begun(organisation) : texts.undone(organisation);
  const said = purgeAfter
    ? [texts.begunSaid(organisation, by, date), texts.begunWrong(by)]
    : [texts.undoneSaid(organisation, by)];
  const inner = [...said.map((text) => mailParagraph(text)), mailNote(texts.noReply)].join('\n');
  return {
    from: { name: 'SEFOS', address: from },
    to,
    subject,
    text: [...said, texts.noReply].join('\n\n'),
    html: mailPage({ language, subject, card: mailCard(subject, inner) }),
    messageId: `<closing-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
