import type { Dictionary } from '../../dictionary.ts';
import type { common as source } from '../sv/common.ts';

export const common = {
  product: 'SEFOS',
  actions: {
    back: 'Back',
    cancel: 'Cancel',
    close: 'Close',
    continue: 'Continue',
    delete: 'Delete',
    download: 'Download',
    downloadAll: 'Download all',
    retry: 'Try again',
    save: 'Save',
    send: 'Send',
    undo: 'Undo',
  },
  state: {
    loading: 'Loading …',
    working: 'Working …',
  },
  error: {
    title: 'Something went wrong',
    reference: 'Reference: {{id}}',
  },
  language: { label: 'Language' },
  theme: {
    label: 'Theme',
    system: 'Same as the computer',
    light: 'Light',
    dark: 'Dark',
    contrast: 'High contrast',
  },
  level: {
    loa1: 'LoA1',
    loa2: 'LoA2',
    loa3: 'LoA3',
    label: 'Assurance level {{level}}',
  },
  size: {
    bytes: '{{value}} bytes',
    kilobytes: '{{value}} kB',
    megabytes: '{{value}} MB',
    gigabytes: '{{value}} GB',
  },
} as const satisfies Dictionary<typeof source>;
