import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const TXT = 16;
const HEADER_BYTES = 12;

/** The name of the first question, and where it ends (RFC 1035 §4.1.2). */
const questionOf = (query: Buffer): { readonly name: string; readonly end: number } => {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 };
};

const textRecord = (pieces: readonly string[]): Buffer => {
  const data = Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

/** A name server with TXT records, each a list of pieces; a name with `null` it fails at, any other name is not there. */
export const startNameServer = async (records: Readonly<Record<string, readonly (readonly string[])[] | null>>) => {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, end } = questionOf(query);
    const found = Object.hasOwn(records, name) ? records[name] : undefined;
    const answers = (found ?? []).map(textRecord);
    const code = found === null ? 2 : found === undefined ? 3 : 0;
    const head = Buffer.from(query.subarray(0, HEADER_BYTES));
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    head.fill(0, 8, HEADER_BYTES);
    socket.send(Buffer.concat([head, query.subarray(HEADER_BYTES, end), ...answers]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    close: async (): Promise<void> => {
      socket.close();
      await once(socket, 'close');
    },
  };
};
