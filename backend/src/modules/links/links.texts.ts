type Language = 'sv' | 'en' | 'fi';

const CODE: Readonly<Record<Language, (code: string) => string>> = {
  sv: (code) => `${code} är din kod. Den gäller i 5 minuter. Lämna den inte till någon, inte heller i telefon.`,
  en: (code) => `${code} is your code. It is valid for 5 minutes. Give it to nobody, not over the phone either.`,
  fi: (code) => `${code} on koodisi. Se on voimassa 5 minuuttia. Älä kerro sitä kenellekään, älä myöskään puhelimessa.`,
};

const BANKID: Readonly<Record<Language, (organisation: string) => string>> = {
  sv: (organisation) => `Du legitimerar dig för att läsa ett säkert meddelande från ${organisation}.`,
  en: (organisation) => `You identify yourself to read a secure message from ${organisation}.`,
  fi: (organisation) => `Tunnistaudut lukeaksesi suojatun viestin, jonka lähettäjä on ${organisation}.`,
};

const known = (language: string): Language => (language === 'en' || language === 'fi' ? language : 'sv');

/** The text message with a code; names neither subject nor sender. */
export const codeText = (language: string, code: string): string => CODE[known(language)](code);

/** What the BankID app shows while the reader identifies herself. */
export const bankIdText = (language: string, organisation: string): string => BANKID[known(language)](organisation);
