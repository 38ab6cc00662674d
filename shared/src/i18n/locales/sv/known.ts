/** Words of the composer about what a mailbox knows of recipients; they come with the composer. */
export const known = {
  contact: 'Från adressboken: {{masked}}',
  earlier: 'Från förra gången: {{masked}}',
  other: 'Skriv ett annat',
  kind: {
    contact: 'Kontakt',
    group_one: 'Grupp, {{count}} kontakt',
    group_other: 'Grupp, {{count}} kontakter',
    earlier: 'Tidigare mottagare',
    account: 'Kollega',
    mailbox: 'Funktionsbrevlåda',
  },
  emptyGroup: 'Gruppen {{name}} har inga kontakter.',
  groupFailed: 'Gruppen kunde inte läsas in. Försök igen.',
} as const;
