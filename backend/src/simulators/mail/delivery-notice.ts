import { createTransport } from 'nodemailer';

/** Where mails to one domain are routed. */
export interface ReturnRoute {
  readonly domain: string;
  /** Of a mail server on this machine; 0 = none. */
  port(): number;
}

/** What becomes of a mail that was taken, by its address's local part. */
export interface Fate {
  readonly action: 'failed' | 'delayed';
  readonly status: string;
  readonly diagnostic: string;
}

const UNKNOWN: Fate = {
  action: 'failed',
  status: '5.1.1',
  diagnostic: 'smtp; 550 5.1.1 User unknown in virtual mailbox table',
};
const FULL: Fate = { action: 'failed', status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 Mailbox full' };
const DELAYED: Fate = { action: 'delayed', status: '4.4.1', diagnostic: 'smtp; connect: Connection timed out' };
const FATES: Readonly<Record<string, Fate>> = { 'finns-inte': UNKNOWN, full: FULL, fordrojd: DELAYED };

/** What follows a plus sign is not looked at. */
export const fateOf = (address: string): Fate | undefined =>
  FATES[(address.toLowerCase().split('@')[0] ?? '').split('+')[0] ?? ''];

/** What the notification says of the mail that it is about. */
export interface Undelivered {
  readonly envelopeFrom: string;
  /** ENVID (RFC 3461 §4.4). */
  readonly envelopeId: string | null;
  readonly address: string;
  readonly subject: string;
}

const HOST = 'smtp-sink.sefos.example';
const BOUNDARY = '5EF05.1/smtp-sink.sefos.example';

/** A notification as Postfix writes it (RFC 3464, appendix E). */
export const deliveryNotice = ({ envelopeFrom, envelopeId, address, subject }: Undelivered, fate: Fate): string =>
  [
    `From: MAILER-DAEMON@${HOST} (Mail Delivery System)`,
    `To: ${envelopeFrom}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${BOUNDARY}"`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    `--${BOUNDARY}`,
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is the mail system at host ${HOST}.`,
    '',
    `<${address}>: ${fate.diagnostic.slice('smtp; '.length)}`,
    '',
    `--${BOUNDARY}`,
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${HOST}`,
    ...(envelopeId === null ? [] : [`Original-Envelope-Id: ${envelopeId}`]),
    '',
    `Final-Recipient: rfc822; ${address}`,
    `Original-Recipient: rfc822;${address}`,
    `Action: ${fate.action}`,
    `Status: ${fate.status}`,
    `Diagnostic-Code: ${fate.diagnostic}`,
    '',
    `--${BOUNDARY}`,
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    `To: ${address}`,
    `Subject: ${subject}`,
    '',
    `--${BOUNDARY}--`,
    '',
  ].join('\r\n');

/** Brings a notification to the server of the return path; where none is set up, it is lost, as with any other relay. */
export const returnMail = async (route: ReturnRoute, undelivered: Undelivered, fate: Fate): Promise<void> => {
  const port = route.port();
  if (port === 0 || !undelivered.envelopeFrom.toLowerCase().endsWith(`@${route.domain}`)) return;
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, logger: false });
  try {
    await transport.sendMail({
      envelope: { from: '', to: undelivered.envelopeFrom },
      raw: deliveryNotice(undelivered, fate),
    });
  } finally {
    transport.close();
  }
};
