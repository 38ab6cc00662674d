import type { Dictionary } from '../../dictionary.ts';
import type { paneRead as source } from '../sv/pane-read.ts';

export const paneRead = {
  title: 'Open message',
  open: 'Open message',
  openInWeb: 'Open on the web',
  openSefos: 'Open SEFOS on the web',
  filesInWeb: 'Files cannot be downloaded here in the pane. Open the message on the web and download them there.',
  found: 'Secure message from {{name}}',
  own: 'Secure message that you have sent',
  opened: 'The message is open.',
  /** The window's title: never a name, because titles stand in the browser's history. */
  stage: {
    found: 'Secure message',
    own: 'Secure message that you have sent',
    opened: 'Opened message',
    writing: 'Reply to the message',
    sent: 'The reply has been sent',
  },
  none: {
    title: 'Choose a mail',
    text: 'Select a mail in the list to see its secure message here.',
  },
  several: {
    title_one: 'You have selected {{count}} mail',
    title_other: 'You have selected {{count}} mails',
    text: 'Select only one mail to open it here.',
  },
  ordinary: {
    title: 'This is an ordinary mail',
    text: 'There is no secure message in it. “Encrypt message” is there when you write a new mail.',
  },
  unclear: {
    title: 'The mail belongs to several messages',
    text: 'We do not know which one you want to open. Look for the message on the web instead.',
  },
  personal: {
    title: 'The link is for a person without an account',
    text: 'Open the link in the browser. There you identify yourself and read the message.',
    open: 'Open in the browser',
  },
  failed: {
    title: 'The mail could not be read',
    offline: 'Outlook has no connection right now. Try again when you are online.',
    text: 'Outlook did not answer. Try again.',
  },
  notYours: {
    title: 'You cannot open the message',
    text: 'The message is not for the account that you are signed in with: {{email}}.',
    action: 'Switch account',
  },
  reply: {
    title: 'Reply to {{name}}',
    label: 'Your reply',
    hint: 'What you write is kept until you close the pane.',
    empty: 'Write something or add a file.',
    sent: 'The reply has been sent.',
    another: 'Write another reply',
    started: 'You have begun a reply below.',
    external: 'The sender has no account. Reply on the web, where you choose how the sender is to be identified.',
    inWeb: 'Reply on the web',
    kept_one: 'You have begun a reply to another mail. It is kept until you close the pane.',
    kept_other: 'You have begun {{count}} replies to other mails. They are kept until you close the pane.',
  },
} as const satisfies Dictionary<typeof source>;
