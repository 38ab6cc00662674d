import type { Dictionary } from '../../dictionary.ts';
import type { invitation as source } from '../sv/invitation.ts';

export const invitation = {
  title: 'Tervetuloa SEFOSiin',
  hello: 'Hei {{name}}! Olet saanut tilin, antaja: {{organisation}}. Kirjaudut osoitteella {{email}}.',
  password: 'Valitse salasana',
  hint: 'Vähintään {{min}} merkkiä. Lause on hyvä.',
  passwordMissing: 'Kirjoita salasana.',
  phone: 'Matkapuhelinnumero',
  phoneHint: 'Tähän lähetetään koodi, kun kirjaudut.',
  phoneMissing: 'Kirjoita matkapuhelinnumerosi, esimerkiksi 040 123 4567.',
  save: 'Tallenna',
  done: 'Salasana on tallennettu. Voit nyt kirjautua.',
  signIn: 'Kirjaudu',
  other: 'Kirjaudutko Microsoftilla tai sähköisellä tunnisteella? Silloin et tarvitse salasanaa.',
  ended: 'Kutsu ei ole enää voimassa',
} as const satisfies Dictionary<typeof source>;
