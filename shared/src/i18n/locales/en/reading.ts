import type { Dictionary } from '../../dictionary.ts';
import type { reading as source } from '../sv/reading.ts';

export const reading = {
  manage: {
    print: 'Print',
    newTab: 'Open in new tab',
  },
  thread: {
    title: 'The conversation',
    hint: 'Open a message to read it here.',
    own: 'You',
    unread: 'Unread',
    files_one: '{{count}} file',
    files_other: '{{count}} files',
    goTo: 'Go to the message',
    more: 'Show older',
    loading: 'Loading more …',
    failed: 'The conversation could not be loaded.',
    newer: 'There is a newer message in the conversation.',
    toNewest: 'Show the latest',
  },
  preview: {
    of: 'Preview {{name}}',
    counts: 'The sender has limited the downloads. The preview counts as one download.',
    show: 'Show',
    page: 'Page {{page}} of {{pages}}',
    image: 'Picture: {{name}}',
    noText: 'The page has no text that can be read aloud.',
    undrawn: 'The page could not be shown.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoom: '{{percent}} %',
    tooLarge: 'The file is too large to show here (at most {{size}}). Download it instead.',
    broken: 'The file could not be shown. Download it instead.',
    encrypted: 'The file is protected with a password and cannot be shown here. Download it instead.',
    opened: '{{name}} is shown.',
  },
  export: {
    action: 'Export',
    title: 'Export the message',
    text: 'You get a zip file to register or archive: the message as PDF/A, the original files, receipts, log, checksums and metadata.',
    counts: 'The sender has limited the downloads. The export counts as one download of each file.',
    told: 'The sender sees that you have downloaded the files.',
    started: 'The export is being downloaded.',
  },
  print: {
    title: 'Print',
    print: 'Print',
    back: 'Back',
    receipts: 'Receipts',
    printed: 'Printed {{date}}',
  },
} as const satisfies Dictionary<typeof source>;
