import { type IncomingMessage, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { call, headersOf } from '../http.ts';
import { type Product, startProduct } from '../product/product.ts';
import type { Person, Session } from '../product/protocol.ts';
import type { Outcome } from '../report.ts';
import { type Plan, PORTS } from '../settings.ts';
import { percentile, significant, sleep } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { SENDER } from './send-load.ts';

/** As many pages as one account may have open. */
const STREAMS_PER_ACCOUNT = 10;
const LATE_MILLISECONDS = 30_000;
/** Between two sends: what the one before set going has ended. */
const PAUSE_MILLISECONDS = 150;

/** Opens a stream; `onText` hears all that comes. Resolves when it has begun. */
const openStream = (port: number, session: Session, onText?: (text: string) => void): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/v1/events', headers: headersOf(session), agent: false },
      (stream) => {
        if (stream.statusCode !== 200) return reject(new Error(`GET /events: ${stream.statusCode}`));
        stream.on('error', () => undefined);
        stream.on('data', (chunk: Buffer) => onText?.(chunk.toString()));
        return resolve(stream);
      },
    );
    asked.on('error', reject);
    asked.end();
  });

/** Milliseconds from before a send until the reader's page has heard of it, one send at a time. */
const latencies = async (product: Product, sender: Session, reader: Person, sends: number): Promise<number[]> => {
  let heard = (): void => undefined;
  const stream = await openStream(product.port, reader, (text) => {
    if (text.includes('"message-received"')) heard();
  });
  const measured: number[] = [];
  const warmUp = Math.ceil(sends / 4);
  for (let round = -warmUp; round < sends; round++) {
    const told = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const startedAt = performance.now();
    await call(product.port, sender, 'POST', '/api/v1/messages', {
      mailboxId: sender.mailboxId,
      recipients: [{ address: reader.email, kind: 'to' }],
      subject: 'Beslut',
      bodyHtml: '<p>Beslut</p>',
      attachmentIds: [],
      assuranceLevel: 1,
      replyAllowed: true,
    });
    await Promise.race([
      told,
      sleep(LATE_MILLISECONDS).then(() => Promise.reject(new Error('a live event did not come within 30 s'))),
    ]);
    if (round >= 0) measured.push(performance.now() - startedAt);
    await sleep(PAUSE_MILLISECONDS);
  }
  stream.destroy();
  return measured;
};

const line = (p: 50 | 99, streams: number, many: readonly number[], one: readonly number[]): Outcome => {
  const [figure, ceiling] = [percentile(many, p), percentile(one, p)];
  return {
    row: `live, heard by 1 of ${streams.toLocaleString('en')} pages after a send: p${p}`,
    figure: `${significant(figure)} ms`,
    ceiling: `1 page ${significant(ceiling)} ms`,
    ratio: figure / ceiling,
    goal: '≤ 2 ×',
    met: figure / ceiling <= 2,
    facts: { streams, sends: many.length, manyMilliseconds: figure, oneMilliseconds: ceiling },
  };
};

/** A send until a page hears of it, with one page open and with many, and what a page costs in memory. */
export const liveRow = async ({ liveStreams, liveSends }: Plan): Promise<Outcome[]> => {
  const product = await startProduct({ port: PORTS.product, dataDir: freshFolder('live') });
  try {
    const sender = await product.session(SENDER);
    const people = await product.people(Math.ceil(liveStreams / STREAMS_PER_ACCOUNT) + 1);
    const [reader, ...others] = people;
    if (!reader) throw new Error('nobody reads');
    const one = await latencies(product, sender, reader, liveSends);
    const idleMiB = await product.idleMiB();
    const streams: IncomingMessage[] = [];
    for (const person of others)
      for (let page = 0; page < STREAMS_PER_ACCOUNT && streams.length < liveStreams - 1; page++)
        streams.push(await openStream(product.port, person));
    const eachKiB = (((await product.idleMiB()) - idleMiB) * 1024) / streams.length;
    const many = await latencies(product, sender, reader, liveSends);
    for (const stream of streams) stream.destroy();
    return [
      line(50, liveStreams, many, one),
      line(99, liveStreams, many, one),
      {
        row: `live, memory of each of ${liveStreams.toLocaleString('en')} open pages`,
        figure: `${significant(eachKiB)} KiB`,
        ceiling: '–',
        ratio: null,
        goal: '≤ 64 KiB',
        met: eachKiB <= 64,
        facts: { streams: streams.length, idleMiB, eachKiB },
      },
    ];
  } finally {
    await product.stop();
  }
};
