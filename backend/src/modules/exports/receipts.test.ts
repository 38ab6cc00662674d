import { expect, it } from '@jest/globals';
import type { ExportSubject } from './export.domain.ts';
import { receiptsCsv } from './receipts.ts';

const subject = (language: ExportSubject['language'], at: string): ExportSubject => ({
  language,
  exportedAt: new Date(at),
  exportedBy: { name: 'Hanna', address: 'h@x.example' },
  role: 'sender',
  id: 'm1',
  inReplyTo: null,
  subject: 'Beslut',
  bodyHtml: '',
  from: { name: 'Hanna', address: 'h@x.example' },
  sentBy: null,
  recipients: [
    {
      id: 'r1',
      kind: 'cc',
      addressKind: 'external',
      method: 'sms',
      status: 'opened',
      name: 'Bo',
      address: 'bo@x.example',
    },
  ],
  sentAt: new Date(at),
  assuranceLevel: 2,
  replyAllowed: true,
  validUntil: null,
  maxDownloads: null,
  receipts: [
    {
      recipientId: 'r1',
      events: [{ id: 'e1', kind: 'opened', at: new Date(at), method: 'sms', attachmentId: null, replyMessageId: null }],
    },
  ],
  log: {},
});

it.each([
  ['sv', '"mottagare";"namn";', '"kopia";"öppnat"', '"sms"'],
  ['en', '"recipient";"name";', '"copy";"opened"', '"text message"'],
  ['fi', '"vastaanottaja";"nimi";', '"kopio";"avattu"', '"tekstiviesti"'],
] as const)(
  'receipts for spreadsheets are in the words of who reads %s, with Swedish time beside UTC',
  (language, head, event, method) => {
    const csv = receiptsCsv(subject(language, '2026-07-01T22:30:00.000Z'), new Map());
    expect(csv.startsWith(`\ufeff${head}`)).toBe(true);
    expect(csv).toContain(
      `"bo@x.example";"Bo";${event};"2026-07-02 00:30:00 +02:00";"2026-07-01T22:30:00.000Z";${method};"";"";"e1"`,
    );
  },
);
