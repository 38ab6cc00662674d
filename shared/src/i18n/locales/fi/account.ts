import type { Dictionary } from '../../dictionary.ts';
import type { account as swedish } from '../sv/account.ts';

export const account = {
  mailbox: 'Postilaatikko',
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
    whoMissing: 'Valitse työtoveri.',
    from: 'Alkaen',
    until: 'Viimeinen päivä',
    untilMissing: 'Valitse viimeinen päivä, joka ei ole ennen ensimmäistä.',
    what: 'Mitä työtoveri voi lukea',
    give: 'Anna pääsy',
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
