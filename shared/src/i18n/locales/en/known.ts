import type { Dictionary } from '../../dictionary.ts';
import type { known as swedish } from '../sv/known.ts';

/** Words of the composer about what a mailbox knows of recipients; they come with the composer. */
export const known = {
  contact: 'From the address book: {{masked}}',
  earlier: 'From last time: {{masked}}',
  other: 'Write another one',
  kind: {
    contact: 'Contact',
    group_one: 'Group, {{count}} contact',
    group_other: 'Group, {{count}} contacts',
    earlier: 'Earlier recipient',
    account: 'Colleague',
    mailbox: 'Function mailbox',
  },
  emptyGroup: 'The group {{name}} has no contacts.',
  groupFailed: 'The group could not be loaded. Try again.',
} as const satisfies Dictionary<typeof swedish>;
