type Language = 'sv' | 'en' | 'fi';

const CODE: Readonly<Record<Language, (code: string) => string>> = {
  sv: (code) => `${code} är din kod. Den gäller i 5 minuter. Lämna den inte till någon, inte heller i telefon.`,
  en: (code) => `${code} is your code. It is valid for 5 minutes. Give it to nobody, not over the phone either.`,
  fi: (code) => `${code} on koodisi. Se on voimassa 5 minuuttia. Älä kerro sitä kenellekään, älä myöskään puhelimessa.`,
};

/** The words of the mail with a code. */
export interface CodeMailTexts {
  readonly subject: (organisation: string) => string;
  readonly heading: string;
  readonly use: (organisation: string) => string;
  readonly valid: string;
  readonly secret: string;
  readonly unasked: string;
  readonly doubt: (organisation: string, switchboard: string | null) => string;
  readonly noReply: string;
}

const CODE_MAIL: Readonly<Record<Language, CodeMailTexts>> = {
  sv: {
    subject: (organisation) => `Kod till ditt säkra meddelande från ${organisation}`,
    heading: 'Din kod',
    use: (organisation) => `Skriv koden på sidan där du läser ditt säkra meddelande från ${organisation}.`,
    valid: 'Koden gäller i 5 minuter.',
    secret: 'Lämna inte koden till någon, inte heller i telefon.',
    unasked: 'Har du inte bett om en kod? Då behöver du inte göra något. Ingen kan läsa meddelandet utan koden.',
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Osäker på om mejlet är äkta? Ring ${organisation} på ${switchboard}.`
        : `Osäker på om mejlet är äkta? Ring ${organisation}. Slå upp numret själv.`,
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    subject: (organisation) => `Code for your secure message from ${organisation}`,
    heading: 'Your code',
    use: (organisation) => `Enter the code on the page where you read your secure message from ${organisation}.`,
    valid: 'The code is valid for 5 minutes.',
    secret: 'Give the code to nobody, not over the phone either.',
    unasked: 'Did you not ask for a code? Then you need to do nothing. Nobody can read the message without the code.',
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Not sure that this mail is genuine? Call ${organisation} on ${switchboard}.`
        : `Not sure that this mail is genuine? Call ${organisation}. Look the number up yourself.`,
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    subject: (organisation) => `Koodi turvalliseen viestiisi: ${organisation}`,
    heading: 'Koodisi',
    use: (organisation) => `Kirjoita koodi sivulle, jolla luet turvallista viestiäsi (${organisation}).`,
    valid: 'Koodi on voimassa 5 minuuttia.',
    secret: 'Älä kerro koodia kenellekään, älä myöskään puhelimessa.',
    unasked: 'Etkö pyytänyt koodia? Sinun ei tarvitse tehdä mitään. Kukaan ei voi lukea viestiä ilman koodia.',
    doubt: (organisation, switchboard) =>
      switchboard
        ? `Epäiletkö viestin aitoutta? Soita numeroon ${switchboard} (${organisation}).`
        : `Epäiletkö viestin aitoutta? Soita organisaatioon ${organisation}. Etsi numero itse.`,
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};

const BANKID: Readonly<Record<Language, (organisation: string) => string>> = {
  sv: (organisation) => `Du legitimerar dig för att läsa ett säkert meddelande från ${organisation}.`,
  en: (organisation) => `You identify yourself to read a secure message from ${organisation}.`,
  fi: (organisation) => `Tunnistaudut lukeaksesi suojatun viestin, jonka lähettäjä on ${organisation}.`,
};

const known = (language: string): Language => (language === 'en' || language === 'fi' ? language : 'sv');

/** The text message with a code; names neither subject nor sender. */
export const codeText = (language: string, code: string): string => CODE[known(language)](code);

/** The words of the mail with a code, in the link's language. */
export const codeMailTexts = (language: string): { readonly language: Language; readonly texts: CodeMailTexts } => ({
  language: known(language),
  texts: CODE_MAIL[known(language)],
});

/** What the BankID app shows while the reader identifies herself. */
export const bankIdText = (language: string, organisation: string): string => BANKID[known(language)](organisation);
