export type NoticeLanguage = 'sv' | 'en' | 'fi';
/** Who opens a message: a person with a link of her own, somebody with an account, the same whom somebody outside has answered, or nobody knows which. */
export type NoticeReader = 'link' | 'account' | 'answered' | 'either';

/** The words of mails that tell of a message. */
export interface NoticeTexts {
  readonly subject: (organisation: string) => string;
  readonly heading: (organisation: string) => string;
  readonly standard: (sender: string, organisation: string) => string;
  readonly from: (sender: string, organisation: string) => string;
  /** Of an answer through a link; it names nobody. */
  readonly answer: { readonly subject: string; readonly said: string; readonly who: string };
  readonly button: string;
  readonly validUntil: (date: string) => string;
  /** How it is opened: by link, by account, by either of them. */
  readonly how: Readonly<Record<Exclude<NoticeReader, 'answered'>, string>>;
  readonly doubt: (organisation: string, switchboard: string | null) => string;
  readonly noReply: string;
  /** In the mail that the sender's own mail program sends, which can be answered. */
  readonly plainReply: string;
}

export const NOTICE_TEXTS: Readonly<Record<NoticeLanguage, NoticeTexts>> = {
  sv: {
    subject: (organisation) => `Du har fått ett säkert meddelande från ${organisation}`,
    heading: (organisation) => `Säkert meddelande från ${organisation}`,
    standard: (sender, organisation) => `${sender} på ${organisation} har skickat ett säkert meddelande till dig.`,
    from: (sender, organisation) => `Avsändare: ${sender}, ${organisation}`,
    answer: {
      subject: 'Du har fått ett svar på ett säkert meddelande',
      said: 'Någon utanför organisationen har svarat på ett säkert meddelande.',
      who: 'I meddelandet ser du vem det är.',
    },
    button: 'Öppna meddelande',
    validUntil: (date) => `Meddelandet kan öppnas till och med ${date}.`,
    how: {
      link: 'Du behöver inget konto och installerar ingenting. Du uppger din e-postadress och visar vem du är på det sätt som avsändaren har valt.',
      account: 'Du loggar in som vanligt. Meddelandet ligger i din inkorg.',
      either:
        'Du uppger din e-postadress. Har du ett konto loggar du in, annars visar du vem du är på det sätt som avsändaren har valt. Du installerar ingenting.',
    },
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Osäker på om mejlet är äkta? Ring ${organisation} på ${switchboard} och fråga efter avsändaren.`
        : `Osäker på om mejlet är äkta? Ring ${organisation} och fråga efter avsändaren. Slå upp numret själv.`,
    noReply: 'Det går inte att svara på det här mejlet. Svara inne i det säkra meddelandet.',
    plainReply: 'Svara inne i det säkra meddelandet. Ett vanligt svar på det här mejlet är inte skyddat.',
  },
  en: {
    subject: (organisation) => `You have a secure message from ${organisation}`,
    heading: (organisation) => `Secure message from ${organisation}`,
    standard: (sender, organisation) => `${sender} at ${organisation} has sent you a secure message.`,
    from: (sender, organisation) => `Sender: ${sender}, ${organisation}`,
    answer: {
      subject: 'You have an answer to a secure message',
      said: 'Somebody outside the organisation has answered a secure message.',
      who: 'In the message you see who it is.',
    },
    button: 'Open message',
    validUntil: (date) => `The message can be opened until ${date}.`,
    how: {
      link: 'You need no account and install nothing. You enter your e-mail address and show who you are in the way that the sender chose.',
      account: 'You sign in as usual. The message is in your inbox.',
      either:
        'You enter your e-mail address. If you have an account you sign in, otherwise you show who you are in the way that the sender chose. You install nothing.',
    },
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Not sure that this mail is genuine? Call ${organisation} on ${switchboard} and ask for the sender.`
        : `Not sure that this mail is genuine? Call ${organisation} and ask for the sender. Look the number up yourself.`,
    noReply: 'This mail cannot be answered. Answer inside the secure message.',
    plainReply: 'Answer inside the secure message. An ordinary reply to this mail is not protected.',
  },
  fi: {
    subject: (organisation) => `Sinulle on turvallinen viesti: ${organisation}`,
    heading: (organisation) => `Turvallinen viesti: ${organisation}`,
    standard: (sender, organisation) => `${sender} (${organisation}) on lähettänyt sinulle turvallisen viestin.`,
    from: (sender, organisation) => `Lähettäjä: ${sender}, ${organisation}`,
    answer: {
      subject: 'Sinulle on vastaus turvalliseen viestiin',
      said: 'Joku organisaation ulkopuolelta on vastannut turvalliseen viestiin.',
      who: 'Viestistä näet, kuka se on.',
    },
    button: 'Avaa viesti',
    validUntil: (date) => `Viestin voi avata ${date} asti.`,
    how: {
      link: 'Et tarvitse tiliä etkä asenna mitään. Annat sähköpostiosoitteesi ja tunnistaudut lähettäjän valitsemalla tavalla.',
      account: 'Kirjaudut sisään tavalliseen tapaan. Viesti on saapuneissa.',
      either:
        'Annat sähköpostiosoitteesi. Jos sinulla on tili, kirjaudut sisään, muuten tunnistaudut lähettäjän valitsemalla tavalla. Et asenna mitään.',
    },
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Epäiletkö viestin aitoutta? Soita numeroon ${switchboard} (${organisation}) ja kysy lähettäjää.`
        : `Epäiletkö viestin aitoutta? Soita organisaatioon ${organisation} ja kysy lähettäjää. Etsi numero itse.`,
    noReply: 'Tähän sähköpostiin ei voi vastata. Vastaa turvallisessa viestissä.',
    plainReply: 'Vastaa turvallisessa viestissä. Tavallinen vastaus tähän sähköpostiin ei ole suojattu.',
  },
};
