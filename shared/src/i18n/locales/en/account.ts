import type { Dictionary } from '../../dictionary.ts';
import type { account as swedish } from '../sv/account.ts';

export const account = {
  mailbox: 'Mailbox',
  signature: {
    title: 'Signature',
    intro: 'Goes last in what you write here on the web and in Teams. Outlook has its own signature.',
    enabled: 'Use the signature',
    text: 'Your signature',
    preview: 'How it looks',
    save: 'Save the signature',
    saved: 'The signature is saved.',
    over_one: 'The signature is {{count}} character too long. Shorten it.',
    over_other: 'The signature is {{count}} characters too long. Shorten it.',
  },
} as const satisfies Dictionary<typeof swedish>;
