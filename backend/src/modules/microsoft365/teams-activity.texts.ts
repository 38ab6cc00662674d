export type ActivityLanguage = 'sv' | 'en' | 'fi';

/** What stands around an activity's text; that one is in the manifest, in the language of Teams. */
export const ACTIVITY_TEXTS: Readonly<Record<ActivityLanguage, { readonly topic: string; readonly preview: string }>> =
  {
    sv: { topic: 'Säkert meddelande', preview: 'Öppna det i SEFOS.' },
    en: { topic: 'Secure message', preview: 'Open it in SEFOS.' },
    fi: { topic: 'Turvallinen viesti', preview: 'Avaa se SEFOSissa.' },
  };
