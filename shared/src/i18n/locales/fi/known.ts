import type { Dictionary } from '../../dictionary.ts';
import type { known as swedish } from '../sv/known.ts';

/** Words of the composer about what a mailbox knows of recipients; they come with the composer. */
export const known = {
  contact: 'Osoitekirjasta: {{masked}}',
  earlier: 'Viime kerrasta: {{masked}}',
  other: 'Kirjoita toinen',
  kind: {
    contact: 'Yhteystieto',
    group_one: 'Ryhmä, {{count}} yhteystieto',
    group_other: 'Ryhmä, {{count}} yhteystietoa',
    earlier: 'Aiempi vastaanottaja',
    account: 'Kollega',
    mailbox: 'Yhteispostilaatikko',
  },
  emptyGroup: 'Ryhmässä {{name}} ei ole yhteystietoja.',
  groupFailed: 'Ryhmää ei voitu ladata. Yritä uudelleen.',
} as const satisfies Dictionary<typeof swedish>;
