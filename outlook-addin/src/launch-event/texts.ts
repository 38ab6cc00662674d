import type { Decision } from './decision.ts';

interface Texts extends Readonly<Record<Exclude<Decision, 'allow'>, string>> {
  /** Added where the dialog has no button to send anyway. */
  readonly again: string;
  /** The dialog's button that opens the pane; at most 20 characters. */
  readonly open: string;
}

const sv: Texts = {
  unfinished:
    'Mejlet har börjat krypteras men är inte klart, så det skickas inte än. Öppna Kryptera meddelande så fortsätter det där det slutade.',
  changed:
    'Mejlet är redan krypterat och skulle bara innehålla en länk, men texten eller filerna har ändrats. Det skickas inte så här. Öppna Kryptera meddelande så ser du vad som är skickat.',
  unchecked:
    'Outlook svarade inte i tid, så vi kunde inte kontrollera att mejlet är krypterat. Vänta en stund och skicka igen.',
  'personal-number':
    'Det ser ut att stå ett personnummer i mejlet. Öppna Kryptera meddelande så skickas det säkert i stället.',
  again: 'Tryck på Skicka en gång till om du ändå vill skicka det som det är.',
  open: 'Kryptera',
};
const en: Texts = {
  unfinished:
    'Encryption of this mail has begun but is not finished, so it is not sent yet. Open Encrypt message and it goes on where it stopped.',
  changed:
    'This mail is already encrypted and should only hold a link, but its text or files have changed. It is not sent like this. Open Encrypt message to see what has been sent.',
  unchecked:
    'Outlook did not answer in time, so we could not check that the mail is encrypted. Wait a moment and send again.',
  'personal-number':
    'There seems to be a personal identity number in this mail. Open Encrypt message to send it securely instead.',
  again: 'Press Send once more if you want to send it as it is.',
  open: 'Encrypt',
};
const fi: Texts = {
  unfinished:
    'Viestin salaus on aloitettu mutta kesken, joten viestiä ei lähetetä vielä. Avaa Salaa viesti, niin se jatkuu siitä mihin jäi.',
  changed:
    'Viesti on jo salattu, ja siinä pitäisi olla vain linkki, mutta teksti tai tiedostot ovat muuttuneet. Sitä ei lähetetä näin. Avaa Salaa viesti, niin näet, mitä on lähetetty.',
  unchecked:
    'Outlook ei vastannut ajoissa, joten emme voineet tarkistaa, että viesti on salattu. Odota hetki ja lähetä uudelleen.',
  'personal-number':
    'Viestissä näyttää olevan henkilötunnus. Avaa Salaa viesti, niin se lähetetään sen sijaan turvallisesti.',
  again: 'Paina Lähetä vielä kerran, jos haluat silti lähettää sen sellaisenaan.',
  open: 'Salaa',
};
const LANGUAGES: Readonly<Record<string, Texts>> = { sv, en, fi };

/** The words for a display language (BCP 47); Swedish when we do not have it. */
export const textsFor = (language: string | undefined): Texts =>
  LANGUAGES[(language || '').toLowerCase().split('-')[0] || ''] || sv;
