import type { Dictionary } from '../../dictionary.ts';
import type { statistics as swedish } from '../sv/statistics.ts';

/** Words of the statistics, which come with their page. */
export const statistics = {
  title: 'Statistics',
  heading: 'Statistics of {{organisation}}',
  intro: 'Everything is counted by day in Swedish time. Nothing here is about individuals.',
  notYours: {
    title: 'For administrators only',
    text: 'Your organisation’s administrators see the statistics.',
  },
  failed: 'The statistics could not be loaded.',
  period: {
    label: 'Period',
    from: 'From',
    to: 'To',
    show: 'Show',
    lastMonth: 'Last month',
    lastDays: 'Last 30 days',
    wrong: 'Choose two dates, the first before the second.',
    shown: 'Statistics from {{from}} to {{to}}.',
  },
  countedTo: 'Events after {{time}} are still being counted. The figures may rise.',
  export: {
    fileName: 'statistics-{{from}}-{{to}}.csv',
    csv: 'Download CSV',
    busy: 'Fetching the file …',
    done: 'The file has been fetched.',
    failed: 'The file could not be fetched. Try again.',
    elsewhere: 'Open SEFOS on the web to download files.',
  },
  messages: {
    title: 'Messages',
    intro: 'A message counts as received once for each mailbox of the organisation.',
    kind: 'Type',
    sent: 'Sent',
    received: 'Received',
    total: 'Total',
    course: 'Messages over time',
    at: 'Date',
    month: 'Month',
  },
  kinds: {
    message: 'SEFOS messages',
  },
  signIns: {
    title: 'Sign-ins',
    intro: 'Number of sign-ins by each method.',
    none: 'No sign-ins in the period.',
  },
  identifications: {
    title: 'Identifications',
    intro: 'Recipients who were identified, and colleagues who were identified for a higher level.',
    none: 'No identifications in the period.',
  },
  method: 'Method',
  count: 'Number',
  accounts: {
    title: 'Accounts',
    intro: 'How many accounts there were, were added and were removed.',
  },
  mailboxes: {
    title: 'Function mailboxes',
    intro: 'How many function mailboxes there were, were added and were removed.',
  },
  standing: {
    opening: 'Opening',
    added: 'Added',
    removed: 'Removed',
    change: 'Change',
    closing: 'Closing',
  },
  active: {
    title: 'Active function mailboxes',
    intro: 'Members and administrators as they are now, and messages in the period.',
    name: 'Mailbox',
    members: 'Members',
    administrators: 'Administrators',
    none: 'The organisation has no function mailboxes.',
    more: 'Show more',
  },
} as const satisfies Dictionary<typeof swedish>;
