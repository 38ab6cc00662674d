import type { Dictionary } from '../../dictionary.ts';
import type { common as source } from '../sv/common.ts';

export const common = {
  product: 'SEFOS',
  actions: {
    back: 'Takaisin',
    cancel: 'Peruuta',
    close: 'Sulje',
    continue: 'Jatka',
    delete: 'Poista',
    download: 'Lataa',
    downloadAll: 'Lataa kaikki',
    retry: 'Yritä uudelleen',
    save: 'Tallenna',
    send: 'Lähetä',
    undo: 'Kumoa',
  },
  state: {
    loading: 'Ladataan …',
    working: 'Käsitellään …',
  },
  error: {
    title: 'Jokin meni vikaan',
    reference: 'Viite: {{id}}',
  },
  language: { label: 'Kieli' },
  theme: {
    label: 'Teema',
    system: 'Sama kuin tietokoneessa',
    light: 'Vaalea',
    dark: 'Tumma',
    contrast: 'Suuri kontrasti',
  },
  level: {
    loa1: 'LoA1',
    loa2: 'LoA2',
    loa3: 'LoA3',
    label: 'Varmuustaso {{level}}',
  },
  size: {
    bytes: '{{value}} tavua',
    kilobytes: '{{value}} kt',
    megabytes: '{{value}} Mt',
    gigabytes: '{{value}} Gt',
  },
} as const satisfies Dictionary<typeof source>;
