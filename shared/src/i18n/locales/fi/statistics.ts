import type { Dictionary } from '../../dictionary.ts';
import type { statistics as swedish } from '../sv/statistics.ts';

/** Words of the statistics, which come with their page. */
export const statistics = {
  title: 'Tilastot',
  heading: 'Organisaation {{organisation}} tilastot',
  intro: 'Kaikki lasketaan päivittäin Ruotsin ajassa. Täällä ei ole tietoja yksittäisistä henkilöistä.',
  notYours: {
    title: 'Vain ylläpitäjille',
    text: 'Organisaatiosi ylläpitäjät näkevät tilastot.',
  },
  failed: 'Tilastoja ei voitu ladata.',
  period: {
    label: 'Ajanjakso',
    from: 'Alkaen',
    to: 'Asti',
    show: 'Näytä',
    lastMonth: 'Viime kuukausi',
    lastDays: 'Viimeiset 30 päivää',
    wrong: 'Valitse kaksi päivää, ensimmäinen ennen toista.',
    shown: 'Tilastot {{from}}–{{to}}.',
  },
  countedTo: 'Tapahtumia {{time}} jälkeen lasketaan vielä. Luvut voivat kasvaa.',
  export: {
    fileName: 'tilastot-{{from}}-{{to}}.csv',
    csv: 'Lataa CSV',
    busy: 'Haetaan tiedostoa …',
    done: 'Tiedosto on haettu.',
    failed: 'Tiedostoa ei voitu hakea. Yritä uudelleen.',
    elsewhere: 'Avaa SEFOS selaimessa, jos haluat ladata tiedostoja.',
  },
  messages: {
    title: 'Viestit',
    intro: 'Viesti lasketaan saapuneeksi kerran jokaista organisaation postilaatikkoa kohden.',
    kind: 'Tyyppi',
    sent: 'Lähetetyt',
    received: 'Saapuneet',
    total: 'Yhteensä',
    course: 'Viestit ajan mukaan',
    at: 'Päivä',
    month: 'Kuukausi',
  },
  kinds: {
    message: 'SEFOS-viestit',
  },
  signIns: {
    title: 'Kirjautumiset',
    intro: 'Kirjautumisten määrä tavoittain.',
    none: 'Ei kirjautumisia ajanjaksolla.',
  },
  identifications: {
    title: 'Tunnistautumiset',
    intro: 'Tunnistautuneet vastaanottajat ja korkeammalle tasolle tunnistautuneet työntekijät.',
    none: 'Ei tunnistautumisia ajanjaksolla.',
  },
  method: 'Tapa',
  count: 'Määrä',
  accounts: {
    title: 'Tilit',
    intro: 'Kuinka monta tiliä oli, lisättiin ja poistettiin.',
  },
  mailboxes: {
    title: 'Yhteispostilaatikot',
    intro: 'Kuinka monta yhteispostilaatikkoa oli, lisättiin ja poistettiin.',
  },
  standing: {
    opening: 'Alussa',
    added: 'Lisätty',
    removed: 'Poistettu',
    change: 'Muutos',
    closing: 'Lopussa',
  },
  active: {
    title: 'Aktiiviset yhteispostilaatikot',
    intro: 'Jäsenet ja ylläpitäjät nykyisellään sekä viestit ajanjaksolla.',
    name: 'Postilaatikko',
    members: 'Jäsenet',
    administrators: 'Ylläpitäjät',
    none: 'Organisaatiolla ei ole yhteispostilaatikoita.',
    more: 'Näytä lisää',
  },
} as const satisfies Dictionary<typeof swedish>;
