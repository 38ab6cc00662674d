import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { piecesOf, RCODE, readQuery, writeAnswer } from './dns-message.ts';

/** The TXT records of a name; none for one that is there without any, `no-such-name`, or `failure` (SERVFAIL). */
export type TextLookup = (name: string) => readonly string[] | 'no-such-name' | 'failure';

export interface NameServer {
  /** `address:port`, of UDP and TCP. */
  readonly address: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const UDP_BYTES = 512;
const TCP_BYTES = 65_535;
const PORT_TRIES = 20;

const answer = (lookup: TextLookup, message: Buffer, mostBytes: number): Buffer | null => {
  const query = readQuery(message);
  if (!query) return null;
  if (query.refusal !== null) return writeAnswer(query, query.refusal, [], mostBytes);
  const found = lookup(query.name);
  if (found === 'failure') return writeAnswer(query, RCODE.failure, [], mostBytes);
  if (found === 'no-such-name') return writeAnswer(query, RCODE.noSuchName, [], mostBytes);
  return writeAnswer(query, RCODE.ok, query.asksForText ? found.map(piecesOf) : [], mostBytes);
};

/** Answers the queries of a connection, each with its length before it (RFC 1035 §4.2.2). */
const serve = (lookup: TextLookup, socket: Socket): void => {
  let received = Buffer.alloc(0);
  // Who asked may go at any time.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, Buffer.from(chunk)]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      const reply = answer(lookup, received.subarray(2, end), TCP_BYTES);
      received = received.subarray(end);
      if (!reply) return void socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    }
  });
};

const bindUdp = async (port: number) => {
  const udp = createSocket('udp4');
  udp.bind(port, HOST);
  try {
    await once(udp, 'listening');
    return udp;
  } catch {
    udp.close();
    return null;
  }
};

/** An authoritative name server (RFC 1035) of TXT records on a loopback port, by UDP and TCP; names come in lower case. */
export const startNameServer = async (lookup: TextLookup): Promise<NameServer> => {
  for (let attempt = 1; attempt <= PORT_TRIES; attempt += 1) {
    const connections = new Set<Socket>();
    const tcp = createServer((socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
      serve(lookup, socket);
    });
    tcp.listen(0, HOST);
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    const udp = await bindUdp(port);
    if (!udp) {
      tcp.close();
      continue;
    }
    udp.on('message', (message, from) => {
      const reply = answer(lookup, message, UDP_BYTES);
      // Without a callback, an asker that is gone would end the process.
      if (reply) udp.send(reply, from.port, from.address, () => undefined);
    });
    return {
      address: `${HOST}:${port}`,
      close: async () => {
        udp.close();
        tcp.close();
        for (const socket of connections) socket.destroy();
        await Promise.all([once(udp, 'close'), once(tcp, 'close')]);
      },
    };
  }
  throw new Error('No port was free for both UDP and TCP.');
};
