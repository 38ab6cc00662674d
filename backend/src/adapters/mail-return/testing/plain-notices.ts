/** Notices that are no delivery-status notifications, as mail systems write them; after published samples, with our addresses. */
interface Sample {
  readonly system: string;
  readonly headers: readonly string[];
  readonly text: readonly string[];
}

const COPY = [
  '',
  '--- Below this line is a copy of the message.',
  '',
  'Subject: Meddelande',
  '',
  '550 5.7.1 är inget fel',
];

/** Each has come back for good, and with which code. */
export const RETURNED: readonly (Sample & { readonly code: string | null })[] = [
  {
    system: 'qmail',
    code: '5.1.1',
    headers: ['From: MAILER-DAEMON@example.org', 'Subject: failure notice'],
    text: [
      'Hi. This is the qmail-send program at example.org.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      '',
      '<anna@example.org>:',
      '192.0.2.135 does not like recipient.',
      'Remote host said: 550 5.1.1 <anna@example.org>... User Unknown',
      'Giving up on 192.0.2.135.',
      ...COPY,
    ],
  },
  {
    system: 'qmail, after days of a full mailbox',
    code: '5.2.2',
    headers: ['From: MAILER-DAEMON@example.org', 'Subject: failure notice'],
    text: [
      'Hi. This is the qmail-send program at example.org.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      '',
      '<anna@example.org>:',
      'Remote host said: 450 4.2.2 <anna@example.org>... Mailbox Full',
      "I'm not going to try again; this message has been in the queue too long.",
      ...COPY,
    ],
  },
  {
    system: 'Exim',
    code: '5.1.1',
    headers: [
      'X-Failed-Recipients: anna@example.org',
      'Auto-Submitted: auto-replied',
      'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
      'Subject: Mail delivery failed: returning message to sender',
    ],
    text: [
      'This message was created automatically by mail delivery software.',
      '',
      'A message that you sent could not be delivered to one or more of its',
      'recipients. This is a permanent error. The following address(es) failed:',
      '',
      '  anna@example.org',
      '    Unrouteable address',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      'Subject: Meddelande',
    ],
  },
  {
    system: 'Postfix, its text alone',
    code: '5.7.1',
    headers: [
      'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
      'Auto-Submitted: auto-replied',
      'Subject: Undelivered Mail Returned to Sender',
    ],
    text: [
      'This is the mail system at host mx.example.org.',
      '',
      "I'm sorry to have to inform you that your message could not",
      "be delivered to one or more recipients. It's attached below.",
      '',
      '<anna@example.org>: host mail.example.org[192.0.2.7] said: 554 5.7.1',
      '    Service unavailable; client host blocked (in reply to RCPT TO command)',
    ],
  },
  {
    system: 'Exchange 5.5',
    code: '5.1.1',
    headers: [
      'Return-Path: <>',
      'From: System Administrator <postmaster@example.org>',
      'Subject: Undeliverable: Meddelande',
    ],
    text: [
      'Your message did not reach some or all of the intended recipients.',
      '',
      '      To:\tanna@example.org',
      '      Sent:\t11/21/26 11:34:45 PM',
      '',
      'The following recipient(s) could not be reached:',
      '',
      '      anna@example.org on 11/21/26 11:34:45 PM',
      '            Recipient Not Found',
      '            MSEXCH:IMC:NEKO:ANNA:CAT',
    ],
  },
  {
    system: 'Gmail, formerly',
    code: '5.7.0',
    headers: [
      'Return-Path: <>',
      'X-Failed-Recipients: anna@example.org',
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Subject: Delivery Status Notification (Failure)',
    ],
    text: [
      'Delivery to the following recipient failed permanently:',
      '',
      '     anna@example.org',
      '',
      'The error that the other server returned was: 554 554 5.7.0 Header error (state 18).',
      '',
      '----- Original message -----',
    ],
  },
  {
    system: 'Zoho',
    code: '5.1.1',
    headers: ['From: mailer-daemon@mail.zoho.example', 'Subject: Undelivered Mail Returned to Sender'],
    text: [
      'This message was created automatically by mail delivery software.',
      'A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. ',
      '',
      'anna@example.org Invalid Address, ERROR_CODE :550, ERROR_CODE :Requested action not taken: mailbox unavailable',
    ],
  },
  {
    system: 'one that writes Swedish and gives a code of three digits',
    code: null,
    headers: ['Auto-Submitted: auto-generated', 'From: E-post <noreply@example.org>', 'Subject: Olevererbart'],
    text: [
      'Ditt meddelande kunde inte levereras till anna@example.org.',
      '',
      'Servern svarade: 554 Transaction failed',
    ],
  },
];

/** Each says nothing against the mail. */
export const HARMLESS: readonly Sample[] = [
  {
    system: 'out of office',
    headers: ['From: Anna <anna@example.org>', 'Auto-Submitted: auto-replied', 'Subject: Automatic reply: Meddelande'],
    text: ['I am away. Mail to my old address could not be delivered (550 5.1.1), so use this one.'],
  },
  {
    system: 'out of office in Swedish, with a number that looks like a code',
    headers: ['From: Anna <anna@example.org>', 'Auto-Submitted: auto-replied', 'Subject: Hej'],
    text: ['Jag är ledig till den 1 december. Ring 550 12 34 eller rum 5.1.1.'],
  },
  {
    system: 'a delay, as sendmail writes it',
    headers: [
      'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>',
      'Subject: Warning: could not send message',
    ],
    text: [
      '    **********************************************',
      '    **      THIS IS A WARNING MESSAGE ONLY      **',
      '    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **',
      '    **********************************************',
      'Delivery failed so far: 550 5.1.1. Will keep trying until message is 5 days old',
    ],
  },
  {
    system: 'a delay, as Exim writes it',
    headers: [
      'Auto-Submitted: auto-replied',
      'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
      'Subject: Warning: message 1X58pT delayed 24 hours',
    ],
    text: [
      'A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours.',
      'No action is required on your part. Delivery attempts will continue for some time.',
    ],
  },
  {
    system: 'a person who quotes a notice',
    headers: ['From: Anna <anna@example.org>', 'Subject: Undelivered Mail Returned to Sender'],
    text: ['This is what I got: your message could not be delivered. 550 5.1.1 User unknown'],
  },
  {
    system: 'words of failure without any code',
    headers: ['From: MAILER-DAEMON@example.org', 'Subject: Undeliverable'],
    text: ['Something went wrong, and the mail was not delivered.'],
  },
  {
    system: 'codes of success and of other things',
    headers: ['From: postmaster@example.org', 'Auto-Submitted: auto-generated', 'Subject: Relayed'],
    text: ['Delivered by 192.5.1.1 with Internet Mail Service (5.5.2657.72). 250 2.1.5 Ok'],
  },
];

/** The whole mail. */
export const plainNotice = ({ headers, text }: Sample, to: string): string =>
  [...headers, `To: ${to}`, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', ...text, ''].join(
    '\r\n',
  );
