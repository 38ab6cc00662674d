import type { NoticeLanguage } from './notification.texts.ts';

/** What the mail to a reader says otherwise than the first one. */
export interface ReaderReminderTexts {
  readonly subject: (organisation: string) => string;
  readonly heading: (organisation: string) => string;
  readonly said: (sender: string, organisation: string) => string;
}

/** The words of the mail to a sender. */
export interface SenderReminderTexts {
  readonly subject: (messages: number) => string;
  readonly heading: string;
  readonly said: (messages: number) => string;
  readonly first: (date: string) => string;
  readonly button: string;
  readonly what: string;
  readonly noReply: string;
}

export const READER_REMINDER_TEXTS: Readonly<Record<NoticeLanguage, ReaderReminderTexts>> = {
  sv: {
    subject: (organisation) => `Påminnelse: du har ett säkert meddelande från ${organisation}`,
    heading: (organisation) => `Ett säkert meddelande från ${organisation} väntar på dig`,
    said: (sender, organisation) =>
      `${sender} på ${organisation} har skickat ett säkert meddelande till dig. Du har inte öppnat det än, och snart går det inte att öppna längre.`,
  },
  en: {
    subject: (organisation) => `Reminder: you have a secure message from ${organisation}`,
    heading: (organisation) => `A secure message from ${organisation} is waiting for you`,
    said: (sender, organisation) =>
      `${sender} at ${organisation} has sent you a secure message. You have not opened it yet, and soon it can no longer be opened.`,
  },
  fi: {
    subject: (organisation) => `Muistutus: sinulle on turvallinen viesti, lähettäjä ${organisation}`,
    heading: (organisation) => `Turvallinen viesti odottaa sinua: ${organisation}`,
    said: (sender, organisation) =>
      `${sender} (${organisation}) on lähettänyt sinulle turvallisen viestin. Et ole vielä avannut sitä, ja pian sitä ei voi enää avata.`,
  },
};

export const SENDER_REMINDER_TEXTS: Readonly<Record<NoticeLanguage, SenderReminderTexts>> = {
  sv: {
    subject: (messages) =>
      messages === 1
        ? 'Ett meddelande som du har skickat går snart ut'
        : `${messages} meddelanden som du har skickat går snart ut`,
    heading: 'Länkar som snart går ut',
    said: (messages) =>
      messages === 1
        ? 'Ett meddelande som du har skickat är inte öppnat av alla mottagare, och snart går det inte att öppna längre.'
        : `${messages} meddelanden som du har skickat är inte öppnade av alla mottagare, och snart går de inte att öppna längre.`,
    first: (date) => `Första dagen som en länk går ut är ${date}.`,
    button: 'Öppna Länkar',
    what: 'I Länkar ser du vilka meddelanden det gäller, och kan förlänga tiden. Mottagarna har fått en påminnelse.',
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    subject: (messages) =>
      messages === 1 ? 'A message that you sent expires soon' : `${messages} messages that you sent expire soon`,
    heading: 'Links that expire soon',
    said: (messages) =>
      messages === 1
        ? 'A message that you sent has not been opened by all its recipients, and soon it can no longer be opened.'
        : `${messages} messages that you sent have not been opened by all their recipients, and soon they can no longer be opened.`,
    first: (date) => `The first day that a link expires is ${date}.`,
    button: 'Open Links',
    what: 'In Links you see which messages these are, and can extend the time. The recipients have been reminded.',
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    subject: (messages) =>
      messages === 1 ? 'Lähettämäsi viesti vanhenee pian' : `${messages} lähettämääsi viestiä vanhenee pian`,
    heading: 'Pian vanhenevat linkit',
    said: (messages) =>
      messages === 1
        ? 'Kaikki vastaanottajat eivät ole avanneet lähettämääsi viestiä, ja pian sitä ei voi enää avata.'
        : `Kaikki vastaanottajat eivät ole avanneet ${messages} lähettämääsi viestiä, ja pian niitä ei voi enää avata.`,
    first: (date) => `Ensimmäinen linkki vanhenee ${date}.`,
    button: 'Avaa Linkit',
    what: 'Linkeistä näet, mistä viesteistä on kyse, ja voit jatkaa aikaa. Vastaanottajille on lähetetty muistutus.',
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};
