/** Words of Mitt konto that come with its page. */
export const account = {
  mailbox: 'Brevlåda',
  signature: {
    title: 'Signatur',
    intro: 'Läggs sist i det du skriver här på webben och i Teams. Outlook har sin egen signatur.',
    enabled: 'Använd signaturen',
    text: 'Din signatur',
    preview: 'Så ser den ut',
    save: 'Spara signaturen',
    saved: 'Signaturen är sparad.',
    over_one: 'Signaturen är {{count}} tecken för lång. Korta den.',
    over_other: 'Signaturen är {{count}} tecken för lång. Korta den.',
  },
} as const;
