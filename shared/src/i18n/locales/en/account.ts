import type { Dictionary } from '../../dictionary.ts';
import type { account as swedish } from '../sv/account.ts';

export const account = {
  mailbox: 'Mailbox',
  delegation: {
    title: 'Delegate access',
    intro:
      'Let a colleague read and write in your mailbox while you are away. It shows who did what, and it ends by itself.',
    given: '{{name}} now has access to your mailbox.',
    receivedList: 'Mailboxes that you have access to',
    givenList: 'Who has access to your mailbox',
    givenRow: '{{name}} has access to your mailbox',
    receivedRow: 'You have access to {{holder}} mailbox',
    period: '{{from}} to {{until}}',
    older: 'Older messages too',
    newOnly: 'Only messages from the start on',
    givenEnd: 'End',
    receivedEnd: 'Decline',
    givenEndOf: 'End the access of {{name}}',
    receivedEndOf: 'Decline the access to {{name}}',
    givenEnded: 'The access has ended.',
    receivedEnded: 'You have declined the access.',
    who: 'Colleague',
    whoHint: 'Search for a name or an e-mail address in your organisation.',
    whoMissing: 'Choose a colleague.',
    from: 'From',
    until: 'Until and including',
    untilMissing: 'Choose a last day that is not before the first.',
    what: 'What your colleague can read',
    give: 'Give access',
  },
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
