import type { Language } from './accounts.domain.ts';

const CODE: Readonly<Record<Language, (code: string) => string>> = {
  sv: (code) =>
    `${code} är din kod för att logga in. Den gäller i 5 minuter. Lämna den inte till någon, inte heller i telefon.`,
  en: (code) =>
    `${code} is your sign-in code. It is valid for 5 minutes. Give it to nobody, not over the phone either.`,
  fi: (code) =>
    `${code} on kirjautumiskoodisi. Se on voimassa 5 minuuttia. Älä kerro sitä kenellekään, älä myöskään puhelimessa.`,
};

const CONFIRM: Readonly<Record<Language, (code: string) => string>> = {
  sv: (code) => `${code} bekräftar att det är du som ändrar ditt konto. Gäller i 5 minuter. Lämna den inte till någon.`,
  en: (code) => `${code} confirms that it is you who changes your account. Valid for 5 minutes. Give it to nobody.`,
  fi: (code) => `${code} vahvistaa, että sinä muutat tiliäsi. Voimassa 5 minuuttia. Älä kerro sitä kenellekään.`,
};

const STEP_UP: Readonly<Record<Language, (organisation: string) => string>> = {
  sv: (organisation) => `Du legitimerar dig i SEFOS för ${organisation}. Avbryt om det inte är du som har bett om det.`,
  en: (organisation) => `You identify yourself in SEFOS for ${organisation}. Cancel if you did not ask for this.`,
  fi: (organisation) => `Tunnistaudut SEFOS-palvelussa: ${organisation}. Keskeytä, jos et ole itse pyytänyt tätä.`,
};

const known = (language: string): Language => (language === 'en' || language === 'fi' ? language : 'sv');

/** The text message with a sign-in code. */
export const codeText = (language: string, code: string): string => CODE[known(language)](code);

/** The text message with a code before how somebody signs in is changed. */
export const confirmText = (language: string, code: string): string => CONFIRM[known(language)](code);

/** What the BankID app shows while a session is raised. */
export const stepUpText = (language: string, organisation: string): string => STEP_UP[known(language)](organisation);
