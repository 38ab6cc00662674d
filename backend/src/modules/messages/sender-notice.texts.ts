import type { NoticeLanguage } from './notification.texts.ts';
import type { SenderNoticeKind } from './sender-notice.ts';

/** The words of a mail that tells a sender of one recipient; it names nobody. */
export interface SenderNoticeTexts {
  readonly subject: string;
  readonly said: string;
  readonly what: string;
  readonly button: string;
  readonly noReply: string;
}

const SV = { button: 'Visa meddelandet', noReply: 'Det går inte att svara på det här mejlet.' };
const EN = { button: 'Show the message', noReply: 'This mail cannot be answered.' };
const FI = { button: 'Näytä viesti', noReply: 'Tähän sähköpostiin ei voi vastata.' };

export const SENDER_NOTICE_TEXTS: Readonly<
  Record<SenderNoticeKind, Readonly<Record<NoticeLanguage, SenderNoticeTexts>>>
> = {
  opened: {
    sv: {
      ...SV,
      subject: 'Läskvitto: ett meddelande som du har skickat är öppnat',
      said: 'En mottagare har öppnat ett säkert meddelande som du har skickat.',
      what: 'I meddelandet ser du vem som har öppnat, och när.',
    },
    en: {
      ...EN,
      subject: 'Read receipt: a message that you sent has been opened',
      said: 'A recipient has opened a secure message that you sent.',
      what: 'In the message you see who has opened it, and when.',
    },
    fi: {
      ...FI,
      subject: 'Lukukuittaus: lähettämäsi viesti on avattu',
      said: 'Vastaanottaja on avannut lähettämäsi turvallisen viestin.',
      what: 'Viestistä näet, kuka sen on avannut ja milloin.',
    },
  },
  mismatch: {
    sv: {
      ...SV,
      subject: 'Fel person försökte öppna ett meddelande som du har skickat',
      said: 'Någon har försökt öppna ett säkert meddelande som du har skickat, men kunde inte visa att det är hen som är mottagaren. Meddelandet har inte öppnats.',
      what: 'I meddelandet ser du vilken mottagare det gäller. Kontrollera att adressen, mobilnumret eller personnumret stämmer. Du kan ändra uppgiften eller återkalla meddelandet.',
    },
    en: {
      ...EN,
      subject: 'The wrong person tried to open a message that you sent',
      said: 'Somebody has tried to open a secure message that you sent, but could not show that they are the recipient. The message has not been opened.',
      what: 'In the message you see which recipient this is about. Check that the address, mobile number or personal identity number is right. You can change it or recall the message.',
    },
    fi: {
      ...FI,
      subject: 'Väärä henkilö yritti avata lähettämäsi viestin',
      said: 'Joku on yrittänyt avata lähettämäsi turvallisen viestin, mutta ei voinut osoittaa olevansa vastaanottaja. Viestiä ei ole avattu.',
      what: 'Viestistä näet, mistä vastaanottajasta on kyse. Tarkista, että osoite, matkapuhelinnumero tai henkilötunnus on oikein. Voit muuttaa tietoa tai peruuttaa viestin.',
    },
  },
};
