export type ActivityLanguage = 'sv' | 'en' | 'fi';

/** What stands around an activity's text; that one is in the manifest, in the language of Teams. */
export const ACTIVITY_TEXTS: Readonly<
  Record<
    ActivityLanguage,
    { readonly topic: string; readonly topicIn: (mailbox: string) => string; readonly preview: string }
  >
> = {
  sv: {
    topic: 'Säkert meddelande',
    topicIn: (mailbox) => `Säkert meddelande till ${mailbox}`,
    preview: 'Öppna det i SEFOS.',
  },
  en: { topic: 'Secure message', topicIn: (mailbox) => `Secure message to ${mailbox}`, preview: 'Open it in SEFOS.' },
  fi: {
    topic: 'Turvallinen viesti',
    topicIn: (mailbox) => `Turvallinen viesti: ${mailbox}`,
    preview: 'Avaa se SEFOSissa.',
  },
};
