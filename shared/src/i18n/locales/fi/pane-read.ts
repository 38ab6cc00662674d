import type { Dictionary } from '../../dictionary.ts';
import type { paneRead as source } from '../sv/pane-read.ts';

export const paneRead = {
  title: 'Avaa viesti',
  open: 'Avaa viesti',
  openInWeb: 'Avaa selaimessa',
  openSefos: 'Avaa SEFOS selaimessa',
  filesInWeb: 'Tiedostoja ei voi ladata tässä paneelissa. Avaa viesti selaimessa ja lataa ne siellä.',
  found: 'Suojattu viesti lähettäjältä {{name}}',
  own: 'Lähettämäsi suojattu viesti',
  opened: 'Viesti on avattu.',
  /** The window's title: never a name, because titles stand in the browser's history. */
  stage: {
    found: 'Suojattu viesti',
    own: 'Lähettämäsi suojattu viesti',
    opened: 'Avattu viesti',
    writing: 'Vastaus viestiin',
    sent: 'Vastaus on lähetetty',
  },
  none: {
    title: 'Valitse sähköposti',
    text: 'Valitse sähköposti luettelosta, niin sen suojattu viesti näkyy tässä.',
  },
  several: {
    title_one: 'Olet valinnut {{count}} sähköpostin',
    title_other: 'Olet valinnut {{count}} sähköpostia',
    text: 'Valitse vain yksi sähköposti, niin voit avata sen tässä.',
  },
  ordinary: {
    title: 'Tämä on tavallinen sähköposti',
    text: 'Siinä ei ole suojattua viestiä. ”Salaa viesti” on käytettävissä, kun kirjoitat uuden sähköpostin.',
  },
  unclear: {
    title: 'Sähköposti kuuluu useaan viestiin',
    text: 'Emme tiedä, minkä niistä haluat avata. Etsi viesti selaimessa.',
  },
  personal: {
    title: 'Linkki on henkilölle, jolla ei ole tiliä',
    text: 'Avaa linkki selaimessa. Siellä tunnistaudut ja luet viestin.',
    open: 'Avaa linkki selaimessa',
  },
  failed: {
    title: 'Sähköpostia ei voitu lukea',
    offline: 'Outlookilla ei ole juuri nyt yhteyttä. Yritä uudelleen, kun olet verkossa.',
    text: 'Outlook ei vastannut. Yritä uudelleen.',
  },
  notYours: {
    title: 'Et voi avata viestiä',
    text: 'Viesti ei ole sille tilille, jolla olet kirjautunut: {{email}}.',
    action: 'Vaihda tiliä',
  },
  reply: {
    title: 'Vastaus henkilölle {{name}}',
    label: 'Vastauksesi',
    hint: 'Kirjoittamasi säilyy, kunnes suljet paneelin.',
    empty: 'Kirjoita jotain tai lisää tiedosto.',
    sent: 'Vastaus on lähetetty.',
    another: 'Kirjoita toinen vastaus',
    started: 'Sinulla on keskeneräinen vastaus alempana.',
    external: 'Lähettäjällä ei ole tiliä. Vastaa selaimessa, niin valitset siellä, miten lähettäjä tunnistetaan.',
    inWeb: 'Vastaa selaimessa',
    kept_one: 'Sinulla on keskeneräinen vastaus toiseen sähköpostiin. Se säilyy, kunnes suljet paneelin.',
    kept_other:
      'Sinulla on {{count}} keskeneräistä vastausta muihin sähköposteihin. Ne säilyvät, kunnes suljet paneelin.',
  },
} as const satisfies Dictionary<typeof source>;
