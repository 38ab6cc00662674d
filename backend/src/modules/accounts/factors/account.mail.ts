import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../../platform/mail-layout.ts';
import type { MailMessage } from '../../../ports/mail.port.ts';
import type { Language } from '../accounts.domain.ts';

/** What was changed in how somebody signs in. */
const CHANGES = [
  'password-changed',
  'totp-added',
  'totp-removed',
  'passkey-added',
  'passkey-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'sign-in-reset',
  'address-changed',
] as const;
export type AccountChange = (typeof CHANGES)[number];
export const isAccountChange = (value: unknown): value is AccountChange =>
  (CHANGES as readonly unknown[]).includes(value);

interface Texts {
  readonly locale: string;
  readonly subject: string;
  readonly changes: Readonly<Record<AccountChange, string>>;
  readonly when: (at: string) => string;
  readonly notYou: string;
  readonly button: string;
  readonly noReply: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  sv: {
    locale: 'sv-SE',
    subject: 'Din inloggning i SEFOS har ändrats',
    changes: {
      'password-changed': 'Lösenordet till ditt konto har bytts.',
      'totp-added': 'En app för koder har lagts till i ditt konto.',
      'totp-removed': 'Appen för koder har tagits bort från ditt konto.',
      'passkey-added': 'En passnyckel har lagts till i ditt konto.',
      'passkey-removed': 'En passnyckel har tagits bort från ditt konto.',
      'recovery-codes-made': 'Nya återställningskoder har skapats för ditt konto.',
      'recovery-code-used': 'En återställningskod har använts för ditt konto.',
      'sign-in-reset': 'En administratör har tagit bort lösenord, mobilnummer, app och passnycklar från ditt konto.',
      'address-changed': 'Ditt konto har fått en ny e-postadress: {address}. Logga in med den.',
    },
    when: (at) => `Det skedde ${at}.`,
    notYou: 'Var det inte du? Kontakta din administratör genast.',
    button: 'Öppna Mitt konto',
    noReply: 'Det går inte att svara på det här mejlet.',
  },
  en: {
    locale: 'en-GB',
    subject: 'Your sign-in to SEFOS has been changed',
    changes: {
      'password-changed': 'The password of your account has been changed.',
      'totp-added': 'An app for codes has been added to your account.',
      'totp-removed': 'The app for codes has been removed from your account.',
      'passkey-added': 'A passkey has been added to your account.',
      'passkey-removed': 'A passkey has been removed from your account.',
      'recovery-codes-made': 'New recovery codes have been made for your account.',
      'recovery-code-used': 'A recovery code has been used for your account.',
      'sign-in-reset': 'An administrator has removed password, mobile number, app and passkeys from your account.',
      'address-changed': 'Your account has been given a new e-mail address: {address}. Sign in with it.',
    },
    when: (at) => `It happened on ${at}.`,
    notYou: 'Was it not you? Contact your administrator at once.',
    button: 'Open My account',
    noReply: 'This mail cannot be answered.',
  },
  fi: {
    locale: 'fi-FI',
    subject: 'Kirjautumistapasi SEFOSiin on muuttunut',
    changes: {
      'password-changed': 'Tilisi salasana on vaihdettu.',
      'totp-added': 'Tilillesi on lisätty koodisovellus.',
      'totp-removed': 'Koodisovellus on poistettu tililtäsi.',
      'passkey-added': 'Tilillesi on lisätty pääsyavain.',
      'passkey-removed': 'Pääsyavain on poistettu tililtäsi.',
      'recovery-codes-made': 'Tilillesi on luotu uudet palautuskoodit.',
      'recovery-code-used': 'Tililläsi on käytetty palautuskoodi.',
      'sign-in-reset': 'Ylläpitäjä on poistanut tililtäsi salasanan, puhelinnumeron, sovelluksen ja pääsyavaimet.',
      'address-changed': 'Tilisi sähköpostiosoite on vaihdettu: {address}. Kirjaudu sillä.',
    },
    when: (at) => `Muutoksen aika: ${at}.`,
    notYou: 'Etkö se ollut sinä? Ota heti yhteyttä ylläpitäjääsi.',
    button: 'Avaa Oma tili',
    noReply: 'Tähän sähköpostiin ei voi vastata.',
  },
};

interface AccountMailFacts {
  readonly change: AccountChange;
  readonly at: Date;
  readonly id: string;
  readonly language: Language;
  readonly to: string;
  /** The one that the account has. */
  readonly address: string;
  readonly from: string;
  readonly organisation: string;
  readonly url: string;
}

/** The mail to somebody whose sign-in was changed; nothing secret, and no name of a passkey. The same id at every try. */
export const accountMail = ({
  change,
  at,
  id,
  language,
  to,
  address,
  from,
  organisation,
  url,
}: AccountMailFacts): MailMessage => {
  const { locale, subject, changes, when: whenOf, notYou, button, noReply } = TEXTS[language];
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Stockholm' });
  const said = `${changes[change].replace('{address}', () => address)} ${whenOf(when.format(at))}`;
  const inner = [mailParagraph(said), mailParagraph(notYou), mailButton({ text: button, url }), mailNote(noReply)];
  return {
    from: { name: oneLine(organisation), address: from },
    to,
    subject,
    text: [said, notYou, `${button}:\n${url}`, noReply].join('\n\n'),
    html: mailPage({ language, subject, card: mailCard(subject, inner.join('\n')) }),
    messageId: `<account-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
