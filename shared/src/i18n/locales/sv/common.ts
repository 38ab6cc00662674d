/** Words that every surface uses. Swedish is the source: its keys are the type of the other languages. */
export const common = {
  product: 'SEFOS',
  actions: {
    back: 'Tillbaka',
    cancel: 'Avbryt',
    close: 'Stäng',
    continue: 'Fortsätt',
    delete: 'Ta bort',
    download: 'Ladda ner',
    downloadAll: 'Ladda ner alla',
    retry: 'Försök igen',
    save: 'Spara',
    send: 'Skicka',
    undo: 'Ångra',
  },
  state: {
    loading: 'Läser in …',
    working: 'Arbetar …',
  },
  error: {
    title: 'Något gick fel',
    reference: 'Referens: {{id}}',
  },
  language: { label: 'Språk' },
  theme: {
    label: 'Tema',
    system: 'Som datorn',
    light: 'Ljust',
    dark: 'Mörkt',
    contrast: 'Hög kontrast',
  },
  level: {
    loa1: 'LoA1',
    loa2: 'LoA2',
    loa3: 'LoA3',
    label: 'Tillitsnivå {{level}}',
  },
  size: {
    bytes: '{{value}} byte',
    kilobytes: '{{value}} kB',
    megabytes: '{{value}} MB',
    gigabytes: '{{value}} GB',
  },
} as const;
