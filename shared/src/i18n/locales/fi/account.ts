import type { Dictionary } from '../../dictionary.ts';
import type { account as swedish } from '../sv/account.ts';

export const account = {
  mailbox: 'Postilaatikko',
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
