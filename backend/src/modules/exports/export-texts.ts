import type { ExportLanguage } from './export.domain.ts';

/** The words of an exported message. */
export interface ExportTexts {
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly sentAt: string;
  readonly level: string;
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly exportedAt: string;
  readonly by: (name: string) => string;
  readonly message: string;
  readonly attachments: string;
  readonly noAttachments: string;
  readonly page: (page: number) => string;
  /** In place of a picture that an archival document cannot hold. */
  readonly pictureElsewhere: (words: string) => string;
}

export const EXPORT_TEXTS: Readonly<Record<ExportLanguage, ExportTexts>> = {
  sv: {
    from: 'Från',
    to: 'Till',
    cc: 'Kopia',
    bcc: 'Hemlig kopia',
    sentAt: 'Skickat',
    level: 'Tillitsnivå',
    messageId: 'Meddelande-id',
    inReplyTo: 'Svar på',
    exportedAt: 'Exporterat',
    by: (name) => `av ${name}`,
    message: 'Meddelande',
    attachments: 'Bilagor',
    noAttachments: 'Meddelandet har inga bilagor.',
    page: (page) => `Sida ${page}`,
    pictureElsewhere: (words) => `[Bild: ${words || 'utan beskrivning'}. Den finns i meddelande.html.]`,
  },
  en: {
    from: 'From',
    to: 'To',
    cc: 'Copy',
    bcc: 'Blind copy',
    sentAt: 'Sent',
    level: 'Level of assurance',
    messageId: 'Message id',
    inReplyTo: 'Reply to',
    exportedAt: 'Exported',
    by: (name) => `by ${name}`,
    message: 'Message',
    attachments: 'Attachments',
    noAttachments: 'The message has no attachments.',
    page: (page) => `Page ${page}`,
    pictureElsewhere: (words) => `[Picture: ${words || 'without description'}. It is in meddelande.html.]`,
  },
  fi: {
    from: 'Lähettäjä',
    to: 'Vastaanottaja',
    cc: 'Kopio',
    bcc: 'Piilokopio',
    sentAt: 'Lähetetty',
    level: 'Varmuustaso',
    messageId: 'Viestin tunniste',
    inReplyTo: 'Vastaus viestiin',
    exportedAt: 'Viety',
    by: (name) => `viejä ${name}`,
    message: 'Viesti',
    attachments: 'Liitteet',
    noAttachments: 'Viestissä ei ole liitteitä.',
    page: (page) => `Sivu ${page}`,
    pictureElsewhere: (words) => `[Kuva: ${words || 'ei kuvausta'}. Se on tiedostossa meddelande.html.]`,
  },
};

const SWEDISH_TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const OFFSET = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Stockholm', timeZoneName: 'longOffset' });

/** `2026-03-02 10:15:03 +01:00`: Swedish time, with what it is ahead of UTC. */
export const exactTime = (at: Date): string => {
  const name = OFFSET.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${SWEDISH_TIME.format(at)} ${name.replace('GMT', '')}`.trim();
};
