/** The words of the mail to a member of a function mailbox that a message has come to. */
interface MemberNoticeTexts {
  readonly subject: (mailbox: string) => string;
  readonly said: (sender: string, mailbox: string) => string;
  /** Of an answer through a link; it names nobody. */
  readonly answered: (mailbox: string) => string;
  readonly button: string;
  readonly how: string;
  readonly noReply: string;
}

export const MEMBER_NOTICE_TEXTS: Readonly<Record<'sv' | 'en' | 'fi', MemberNoticeTexts>> = {
  sv: {
    subject: (mailbox) => `Nytt säkert meddelande till ${mailbox}`,
    said: (sender, mailbox) => `${sender} har skickat ett säkert meddelande till ${mailbox}.`,
    answered: (mailbox) => `Någon utanför organisationen har svarat på ett säkert meddelande från ${mailbox}.`,
    button: 'Öppna meddelande',
    how: 'Du loggar in som vanligt. Meddelandet ligger i funktionsbrevlådans inkorg.',
    noReply: 'Det går inte att svara på det här mejlet. Svara inne i det säkra meddelandet.',
  },
  en: {
    subject: (mailbox) => `New secure message to ${mailbox}`,
    said: (sender, mailbox) => `${sender} has sent a secure message to ${mailbox}.`,
    answered: (mailbox) => `Somebody outside the organisation has answered a secure message from ${mailbox}.`,
    button: 'Open message',
    how: 'You sign in as usual. The message is in the inbox of the function mailbox.',
    noReply: 'This mail cannot be answered. Answer inside the secure message.',
  },
  fi: {
    subject: (mailbox) => `Uusi turvallinen viesti: ${mailbox}`,
    said: (sender, mailbox) => `${sender} on lähettänyt turvallisen viestin postilaatikkoon ${mailbox}.`,
    answered: (mailbox) =>
      `Joku organisaation ulkopuolelta on vastannut turvalliseen viestiin. Postilaatikko: ${mailbox}.`,
    button: 'Avaa viesti',
    how: 'Kirjaudut sisään tavalliseen tapaan. Viesti on yhteispostilaatikon saapuneissa.',
    noReply: 'Tähän sähköpostiin ei voi vastata. Vastaa turvallisessa viestissä.',
  },
};
