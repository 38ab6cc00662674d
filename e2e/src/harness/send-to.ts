import { recallMessage } from '@sefos/shared/contract/messages.ts';
import { need } from './check.ts';
import { linkOf } from './outbox.ts';
import type { World } from './world.ts';

export const DEMO_BODY = 'Det här är själva meddelandet.';

export interface SendToOptions {
  readonly files?: number;
  readonly phone?: string;
  readonly personalNumber?: string;
  readonly language?: 'sv' | 'en' | 'fi';
  readonly validUntil?: string;
  readonly maxDownloads?: number;
  readonly readReceipt?: boolean;
  readonly replyAllowed?: boolean;
  readonly recall?: boolean;
}

export interface SentTo {
  readonly address: string;
  readonly subject: string;
  readonly messageId: string;
  /** What stands behind the mail's button. */
  readonly link: string;
}

const LEVEL = { email: 1, sms: 2, bankid: 3, freja: 3, siths: 3 } as const;
let count = 0;

/** Hanna sends a message over the API to a new person without an account; answers the link from the mail. */
export const sendTo = async (
  world: World,
  method: keyof typeof LEVEL,
  options: SendToOptions = {},
): Promise<SentTo> => {
  count += 1;
  const hanna = await world.account('hanna');
  const address = `medborgare.${process.pid}.${count}@example.org`;
  const subject = `Besked nummer ${process.pid}-${count}`;
  const names = Array.from({ length: options.files ?? 0 }, (_, index) => `fil ${index + 1}.txt`);
  const attachmentIds: string[] = [];
  for (const name of names) attachmentIds.push(await hanna.upload(name, `Innehåll i ${name.replace('.txt', '')}`));
  const messageId = await hanna.send({
    to: [
      {
        address,
        kind: 'to',
        external: {
          method,
          language: options.language ?? 'sv',
          ...(options.phone ? { phone: options.phone } : {}),
          ...(options.personalNumber ? { personalNumber: options.personalNumber } : {}),
        },
      },
    ],
    subject,
    bodyHtml: `<p>${DEMO_BODY}</p>`,
    level: LEVEL[method],
    attachmentIds,
    ...(options.maxDownloads ? { maxDownloads: options.maxDownloads } : {}),
    ...(options.readReceipt ? { readReceipt: true } : {}),
    ...(options.validUntil ? { validUntil: options.validUntil } : {}),
    ...(options.replyAllowed === undefined ? {} : { replyAllowed: options.replyAllowed }),
  });
  const link = need(linkOf(await world.outbox.next(address)), 'the link');
  if (options.recall)
    await hanna.client.call(recallMessage, { params: { id: messageId }, body: { recipientIds: null } });
  return { address, subject, messageId, link };
};
