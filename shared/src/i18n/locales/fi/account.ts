import type { Dictionary } from '../../dictionary.ts';
import type { account as swedish } from '../sv/account.ts';

export const account = {
  mailbox: 'Postilaatikko',
  from: 'Alkaen',
  until: 'Viimeinen päivä',
  autoReply: {
    title: 'Automaattinen vastaus',
    intro:
      'Vastaa puolestasi, kun olet poissa, kerran jokaiselle kirjoittajalle. Työtoverit näkevät jo ennen lähettämistä, että olet poissa.',
    enabled: 'Olen poissa',
    periodWrong: 'Valitse viimeinen päivä, joka ei ole ennen ensimmäistä eikä ohi.',
    text: 'Automaattisen vastauksen teksti',
    textHint: 'Vastauksella on sama taso kuin viestillä, johon se vastaa.',
    textMissing: 'Kirjoita, mitä automaattinen vastaus sanoo.',
    over_one: 'Teksti on {{count}} merkin liian pitkä.',
    over_other: 'Teksti on {{count}} merkkiä liian pitkä.',
    save: 'Tallenna automaattinen vastaus',
    savedOn: 'Automaattinen vastaus on päällä.',
    savedOff: 'Automaattinen vastaus on tallennettu ja pois päältä.',
  },
  delegation: {
    title: 'Anna käyttöoikeus',
    intro:
      'Anna työtoverin lukea ja kirjoittaa postilaatikossasi, kun olet poissa. Siitä näkyy, kuka teki mitä, ja se päättyy itsestään.',
    given: '{{name}} pääsee nyt postilaatikkoosi.',
    receivedList: 'Postilaatikot, joihin pääset',
    givenList: 'Ketkä pääsevät postilaatikkoosi',
    givenRow: '{{name}} pääsee postilaatikkoosi',
    receivedRow: 'Pääset postilaatikkoon: {{holder}}',
    period: '{{from}} – {{until}}',
    older: 'Myös vanhemmat viestit',
    newOnly: 'Vain viestit alusta lähtien',
    givenEnd: 'Lopeta',
    receivedEnd: 'Luovu',
    givenEndOf: 'Lopeta pääsy: {{name}}',
    receivedEndOf: 'Luovu pääsystä: {{name}}',
    givenEnded: 'Pääsy on päättynyt.',
    receivedEnded: 'Olet luopunut pääsystä.',
    who: 'Työtoveri',
    whoHint: 'Hae nimellä tai sähköpostiosoitteella organisaatiostasi.',
    colleagues: 'Näytä kollegat',
    whoMissing: 'Valitse työtoveri.',
    untilMissing: 'Valitse viimeinen päivä, joka ei ole ennen ensimmäistä.',
    what: 'Mitä työtoveri voi lukea',
    give: 'Anna pääsy',
  },
  notifications: {
    title: 'Ilmoitukset',
    intro:
      'Uudet viestit näkyvät heti saapuneissa. Täällä valitset, saatko myös sähköpostia. Sähköposti kertoo, kuka on kirjoittanut, ei koskaan aihetta tai sisältöä.',
    mail: 'Lähetä minulle sähköpostia uusista viesteistä',
    mailOn: 'Saat sähköpostia uusista viesteistä.',
    mailOff: 'Et saa enää sähköpostia uusista viesteistä.',
  },
  signature: {
    title: 'Allekirjoitus',
    intro:
      'Tulee viimeiseksi siihen, mitä kirjoitat täällä verkossa ja Teamsissa. Outlookilla on oma allekirjoituksensa.',
    enabled: 'Käytä allekirjoitusta',
    text: 'Allekirjoituksesi',
    preview: 'Tältä se näyttää',
    save: 'Tallenna allekirjoitus',
    saved: 'Allekirjoitus on tallennettu.',
    over_one: 'Allekirjoitus on {{count}} merkin liian pitkä. Lyhennä sitä.',
    over_other: 'Allekirjoitus on {{count}} merkkiä liian pitkä. Lyhennä sitä.',
  },
} as const satisfies Dictionary<typeof swedish>;
