import type { Dictionary } from '../../dictionary.ts';
import type { guards as source } from '../sv/guards.ts';

/** See sv. */
export const guards = {
  kind: {
    personalNumber: 'a personal number',
    card: 'a card number',
    account: 'an account number',
    secret: 'a password or a key',
  },
  notice: {
    subject: 'There seems to be {{what}} in the subject. Move it to the message.',
    openText: 'There seems to be {{what}} in the open message. Everybody who sees the e-mail can read it.',
    body: 'There seems to be {{what}} in the message. Choose a higher level: at LoA1 whoever has the link can read it.',
    repeated: 'Already among the recipients: {{addresses}}.',
    firstTime: 'You have not sent to {{addresses}} before.',
    resembles: '{{address}} looks like {{domain}} but is another address.',
  },
  chip: {
    firstTime: 'New recipient',
    resembles: 'Looks like {{domain}}',
    forbidden: 'Not allowed by your organisation',
  },
  dialog: {
    title: 'Check before you send',
    text: 'We saw something that you may want to change:',
    subject: 'Subject: {{what}}',
    openText: 'Open message to {{address}}: {{what}}',
    body: 'The message at LoA1: {{what}}',
    recipient: 'Recipient: {{address}} looks like {{domain}}',
    change: 'Change',
    sendAnyway: 'Send anyway',
  },
} as const satisfies Dictionary<typeof source>;
