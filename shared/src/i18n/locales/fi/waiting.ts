import type { Dictionary } from '../../dictionary.ts';
import type { waiting as source } from '../sv/waiting.ts';

/** See sv. */
export const waiting = {
  later: 'Minulla ei ole tietoa vielä',
  laterHint: 'Viesti odottaa luonnoksissa, kunnes täytät tiedon.',
  hold: 'Jätä odottamaan',
  holdAnyway: 'Jätä silti odottamaan',
  holding: 'Jätetään odottamaan …',
  held: 'Viesti odottaa luonnoksissa.',
  summary_one:
    'Jätät viestin odottamaan. Kukaan ei saa sitä, ennen kuin olet täyttänyt {{count}} vastaanottajan tiedot luonnoksissa.',
  summary_other:
    'Jätät viestin odottamaan. Kukaan ei saa sitä, ennen kuin olet täyttänyt {{count}} vastaanottajan tiedot luonnoksissa.',
  row_one: 'Odottaa {{count}} vastaanottajan tietoja',
  row_other: 'Odottaa {{count}} vastaanottajan tietoja',
  row_zero: 'Kaikki tiedot ovat valmiina, mutta viestiä ei ole lähetetty',
  keptUntil: 'Poistetaan {{date}}, jos et tallenna uudelleen.',
  draftKeptUntil: 'Luonnos poistetaan {{date}}, jos et tallenna sitä uudelleen.',
  add: 'Lisää tiedot',
  note: 'Viesti odottaa tietoja. Jos muutat jotakin, jätä se uudelleen odottamaan.',
  text: 'Kun kaikki tiedot ovat valmiina, viesti lähetetään.',
  complete: 'Kaikki tiedot ovat valmiina.',
  save: 'Tallenna',
  send: 'Tallenna ja lähetä',
  sending: 'Tallennetaan …',
  saved_one: 'Tallennettu. Viesti odottaa vielä {{count}} vastaanottajan tietoja.',
  saved_other: 'Tallennettu. Viesti odottaa vielä {{count}} vastaanottajan tietoja.',
  nothing: 'Täytä vähintään yksi tieto.',
  failed: 'Viesti odottaa edelleen.',
  refusedFor: 'Se koskee vastaanottajaa {{address}}.',
  missingUploads_one: 'Yksi tiedosto ei ole enää tallella. Avaa luonnos ja lisää se uudelleen.',
  missingUploads_other: '{{count}} tiedostoa ei ole enää tallella. Avaa luonnos ja lisää ne uudelleen.',
  open: 'Avaa luonnos',
} as const satisfies Dictionary<typeof source>;
