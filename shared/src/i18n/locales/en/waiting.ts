import type { Dictionary } from '../../dictionary.ts';
import type { waiting as source } from '../sv/waiting.ts';

/** See sv. */
export const waiting = {
  later: 'I do not have it yet',
  laterHint: 'The message waits in Drafts until you fill it in.',
  hold: 'Hold',
  holdAnyway: 'Hold anyway',
  holding: 'Holding …',
  held: 'The message is on hold in Drafts.',
  summary_one:
    'You put the message on hold. Nobody gets it until you have filled in the details of {{count}} recipient in Drafts.',
  summary_other:
    'You put the message on hold. Nobody gets it until you have filled in the details of {{count}} recipients in Drafts.',
  row_one: 'On hold for details of {{count}} recipient',
  row_other: 'On hold for details of {{count}} recipients',
  row_zero: 'All details are there, but the message is not sent',
  keptUntil: 'Removed {{date}} unless you save it again.',
  draftKeptUntil: 'The draft is removed {{date}} unless you save it again.',
  add: 'Add details',
  note: 'The message is on hold for details. If you change anything, put it on hold again.',
  text: 'When all details are there, the message is sent.',
  complete: 'All details are there.',
  save: 'Save',
  send: 'Save and send',
  sending: 'Saving …',
  saved_one: 'Saved. The message is on hold for details of {{count}} more recipient.',
  saved_other: 'Saved. The message is on hold for details of {{count}} more recipients.',
  nothing: 'Fill in at least one.',
  failed: 'The message is still on hold.',
  refusedFor: 'It concerns {{address}}.',
  missingUploads_one: 'A file is no longer there. Open the draft and add it again.',
  missingUploads_other: '{{count}} files are no longer there. Open the draft and add them again.',
  open: 'Open the draft',
} as const satisfies Dictionary<typeof source>;
