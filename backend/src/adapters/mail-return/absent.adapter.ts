import type { MailReturnPort } from '../../ports/mail-return.port.ts';

/** No way back is set up: mails are returned to the address that they come from, and nobody reads them there. */
export const absentMailReturn: MailReturnPort = {
  addressOf: () => null,
  start: async () => undefined,
  close: async () => undefined,
};
