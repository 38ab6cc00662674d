import type { Dictionary } from '../../dictionary.ts';
import type { reading as source } from '../sv/reading.ts';

export const reading = {
  manage: {
    print: 'Tulosta',
    newTab: 'Avaa uudessa välilehdessä',
  },
  thread: {
    title: 'Keskustelu',
    hint: 'Avaa viesti, niin voit lukea sen tässä.',
    own: 'Sinä',
    unread: 'Lukematon',
    files_one: '{{count}} tiedosto',
    files_other: '{{count}} tiedostoa',
    goTo: 'Siirry viestiin',
    more: 'Näytä vanhempia',
    loading: 'Ladataan lisää …',
    failed: 'Keskustelua ei voitu ladata.',
    newer: 'Keskustelussa on uudempi viesti.',
    toNewest: 'Näytä uusin',
  },
  preview: {
    of: 'Esikatsele {{name}}',
    counts: 'Lähettäjä on rajoittanut latauksia. Esikatselu lasketaan yhdeksi lataukseksi.',
    show: 'Näytä',
    page: 'Sivu {{page}} / {{pages}}',
    image: 'Kuva: {{name}}',
    noText: 'Sivulla ei ole ääneen luettavaa tekstiä.',
    undrawn: 'Sivua ei voitu näyttää.',
    zoomIn: 'Suurenna',
    zoomOut: 'Pienennä',
    zoom: '{{percent}} %',
    tooLarge: 'Tiedosto on liian suuri näytettäväksi tässä (enintään {{size}}). Lataa se.',
    broken: 'Tiedostoa ei voitu näyttää. Lataa se.',
    encrypted: 'Tiedosto on suojattu salasanalla, eikä sitä voi näyttää tässä. Lataa se.',
    opened: '{{name}} näytetään.',
  },
  export: {
    action: 'Vie',
    title: 'Vie viesti',
    text: 'Saat zip-tiedoston kirjaamista tai arkistointia varten: viestin PDF/A-muodossa, alkuperäiset tiedostot, kuittaukset, lokin, tarkistussummat ja metatiedot.',
    counts: 'Lähettäjä on rajoittanut latauksia. Vienti lasketaan jokaisen tiedoston yhdeksi lataukseksi.',
    told: 'Lähettäjä näkee, että olet ladannut tiedostot.',
    started: 'Vientiä ladataan.',
  },
  print: {
    title: 'Tulostus',
    print: 'Tulosta',
    back: 'Takaisin',
    receipts: 'Kuittaukset',
    printed: 'Tulostettu {{date}}',
  },
} as const satisfies Dictionary<typeof source>;
