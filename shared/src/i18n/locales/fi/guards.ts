import type { Dictionary } from '../../dictionary.ts';
import type { guards as source } from '../sv/guards.ts';

/** See sv. */
export const guards = {
  kind: {
    personalNumber: 'henkilötunnus',
    card: 'korttinumero',
    account: 'tilinumero',
    secret: 'salasana tai avain',
  },
  notice: {
    subject: 'Aiheessa näyttää olevan {{what}}. Siirrä se viestiin.',
    openText: 'Avoimessa viestissä näyttää olevan {{what}}. Se näkyy kaikille, jotka näkevät sähköpostin.',
    body: 'Viestissä näyttää olevan {{what}}. Valitse korkeampi taso: LoA1-tasolla kuka tahansa linkin saanut voi lukea sen.',
    repeated: 'On jo vastaanottajissa: {{addresses}}.',
    firstTime: 'Ette ole ennen lähettäneet osoitteisiin: {{addresses}}.',
    resembles: '{{address}} muistuttaa osoitetta {{domain}} mutta on eri osoite.',
  },
  chip: {
    firstTime: 'Uusi vastaanottaja',
    resembles: 'Muistuttaa: {{domain}}',
    forbidden: 'Organisaatiosi ei salli tätä',
  },
  dialog: {
    title: 'Tarkista ennen lähettämistä',
    text: 'Huomasimme jotakin, jota ehkä haluat muuttaa:',
    subject: 'Aihe: {{what}}',
    openText: 'Avoin viesti vastaanottajalle {{address}}: {{what}}',
    body: 'Viesti LoA1-tasolla: {{what}}',
    recipient: 'Vastaanottaja: {{address}} muistuttaa osoitetta {{domain}}',
    change: 'Muuta',
    sendAnyway: 'Lähetä silti',
  },
} as const satisfies Dictionary<typeof source>;
