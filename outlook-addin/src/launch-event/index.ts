import { onMessageSend, type SendContext } from './on-message-send.ts';

// At once and not in Office.onReady, which classic Outlook on Windows does not call here.
Office.actions.associate('onMessageSend', (event: Office.MailboxEvent) =>
  onMessageSend(Office.context as SendContext, event),
);
