import type { IdentificationMethod } from '@sefos/shared/domain/levels.ts';
import type { RecipientEventKind } from '@sefos/shared/domain/status.ts';
import type { ExportLanguage } from './export.domain.ts';

type Kind = 'to' | 'cc' | 'bcc';
type Row = readonly [sv: string, en: string, fi: string];

const INDEX: Readonly<Record<ExportLanguage, 0 | 1 | 2>> = { sv: 0, en: 1, fi: 2 };

const COLUMNS: readonly Row[] = [
  ['mottagare', 'recipient', 'vastaanottaja'],
  ['namn', 'name', 'nimi'],
  ['till eller kopia', 'to or copy', 'vastaanottaja tai kopio'],
  ['händelse', 'event', 'tapahtuma'],
  ['svensk tid', 'Swedish time', 'Ruotsin aika'],
  ['UTC', 'UTC', 'UTC'],
  ['identifiering', 'identification', 'tunnistus'],
  ['fil', 'file', 'tiedosto'],
  ['svar', 'reply', 'vastaus'],
  ['händelse-id', 'event id', 'tapahtuman tunniste'],
];

const KINDS: Readonly<Record<Kind, Row>> = {
  to: ['till', 'to', 'vastaanottaja'],
  cc: ['kopia', 'copy', 'kopio'],
  bcc: ['hemlig kopia', 'blind copy', 'piilokopio'],
};

const METHODS: Readonly<Record<IdentificationMethod, Row>> = {
  email: ['e-post', 'e-mail', 'sähköposti'],
  'email-code': ['kod med e-post', 'code by e-mail', 'koodi sähköpostilla'],
  sms: ['sms', 'text message', 'tekstiviesti'],
  bankid: ['BankID', 'BankID', 'BankID'],
  freja: ['Freja', 'Freja', 'Freja'],
  siths: ['SITHS', 'SITHS', 'SITHS'],
  password: ['lösenord', 'password', 'salasana'],
  'password-sms': ['lösenord och sms', 'password and text message', 'salasana ja tekstiviesti'],
  'password-totp': ['lösenord och kod från app', 'password and code from an app', 'salasana ja sovelluksen koodi'],
  'password-recovery': ['lösenord och återställningskod', 'password and recovery code', 'salasana ja palautuskoodi'],
  passkey: ['passnyckel', 'passkey', 'pääsyavain'],
  entra: ['Microsoft Entra', 'Microsoft Entra', 'Microsoft Entra'],
};

const EVENTS: Readonly<Record<RecipientEventKind, Row>> = {
  sent: ['skickat', 'sent', 'lähetetty'],
  notified: ['e-post om meddelandet skickad', 'e-mail about the message sent', 'sähköposti viestistä lähetetty'],
  'notification-failed': [
    'e-posten kunde inte skickas',
    'the e-mail could not be sent',
    'sähköpostia ei voitu lähettää',
  ],
  delayed: ['e-posten är försenad', 'the e-mail is delayed', 'sähköposti on viivästynyt'],
  bounced: ['e-posten kom tillbaka', 'the e-mail came back', 'sähköposti palautui'],
  reminded: ['påminnelse skickad', 'reminder sent', 'muistutus lähetetty'],
  opened: ['öppnat', 'opened', 'avattu'],
  downloaded: ['fil hämtad', 'file downloaded', 'tiedosto ladattu'],
  replied: ['besvarat', 'replied', 'vastattu'],
  recalled: ['återkallat', 'recalled', 'peruttu'],
  expired: ['giltigheten slut', 'expired', 'voimassaolo päättynyt'],
  purged: ['raderat', 'deleted', 'poistettu'],
  extended: ['giltigheten förlängd', 'validity extended', 'voimassaoloa jatkettu'],
  shortened: ['giltigheten förkortad', 'validity shortened', 'voimassaoloa lyhennetty'],
  'reply-allowed': ['svar tillåtet', 'replies allowed', 'vastaaminen sallittu'],
  'reply-stopped': ['svar stoppat', 'replies stopped', 'vastaaminen estetty'],
  'phone-changed': ['mobilnummer ändrat', 'mobile number changed', 'matkapuhelinnumero muutettu'],
  'person-changed': ['personnummer ändrat', 'personal identity number changed', 'henkilötunnus muutettu'],
  'access-ended': ['åtkomst avslutad', 'access ended', 'pääsy päätetty'],
  'wrong-address': ['fel adress angavs', 'wrong address entered', 'väärä osoite annettu'],
  'wrong-code': ['fel kod angavs', 'wrong code entered', 'väärä koodi annettu'],
  'wrong-person': ['en annan person försökte', 'another person tried', 'toinen henkilö yritti'],
  locked: ['spärrat efter för många försök', 'locked after too many tries', 'lukittu liian monen yrityksen jälkeen'],
};

/** The words of kvittenser.csv; what has none here stands as it is in kvittenser.json. */
export const receiptTexts = (language: ExportLanguage) => {
  const index = INDEX[language];
  const wordOf = (table: Readonly<Record<string, Row>>) => {
    const words = new Map(Object.entries(table));
    return (name: string): string => words.get(name)?.[index] ?? name;
  };
  return {
    columns: COLUMNS.map((row) => row[index]),
    kind: wordOf(KINDS),
    method: wordOf(METHODS),
    event: wordOf(EVENTS),
  };
};
