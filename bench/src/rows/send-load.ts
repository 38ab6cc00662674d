import autocannon from 'autocannon';
import { headersOf } from '../http.ts';
import type { Session } from '../product/protocol.ts';
import { percentile } from '../statistics.ts';

export const SENDER = 'handlaggare@storkommun.example';
const CONNECTIONS = 50;
const SENTENCE = 'Beslutet har vunnit laga kraft & handlingarna finns i ärendet. ';
const BODY_BYTES = 2_048;

/** A body of exactly 2 kB of UTF-8, marked up as the editor does. */
const bodyHtml = (): string => {
  let text = '';
  while (Buffer.byteLength(text) < BODY_BYTES - 200) text += `<p>${SENTENCE}</p>`;
  const padding = BODY_BYTES - Buffer.byteLength(text) - '<p></p>'.length;
  return `${text}<p>${'x'.repeat(padding)}</p>`;
};

export type RecipientKind = 'internal' | 'external';

const RECIPIENTS = {
  internal: { address: 'kollega@storkommun.example', kind: 'to' },
  external: {
    address: 'medborgare@example.com',
    kind: 'to',
    external: { method: 'sms', phone: '+46701740699', language: 'sv' },
  },
};

export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends messages over 50 connections for `seconds`; every answer must be a success. Latencies in milliseconds. */
export const sendFor = (
  port: number,
  session: Session,
  recipient: RecipientKind,
  seconds: number,
): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const latencies: number[] = [];
    const body = JSON.stringify({
      mailboxId: session.mailboxId,
      recipients: [RECIPIENTS[recipient]],
      subject: 'Beslut i ditt ärende',
      bodyHtml: bodyHtml(),
      attachmentIds: [],
      assuranceLevel: 2,
      replyAllowed: true,
    });
    const run = autocannon(
      {
        url: `http://127.0.0.1:${port}/api/v1/messages`,
        connections: CONNECTIONS,
        duration: seconds,
        method: 'POST',
        headers: { ...headersOf(session), 'content-type': 'application/json', 'idempotency-key': 'bench-[<id>]' },
        body,
        idReplacement: true,
      },
      (error, result) => {
        if (error) reject(error);
        else if (result.non2xx + result.errors + result.timeouts > 0 || latencies.length === 0)
          reject(new Error(`sending failed: ${result.non2xx} refused, ${result.errors} errors`));
        else
          resolve({
            perSecond: result['2xx'] / result.duration,
            p50: percentile(latencies, 50),
            p99: percentile(latencies, 99),
          });
      },
    );
    run.on('response', (_client, _status, _bytes, milliseconds: number) => latencies.push(milliseconds));
  });
