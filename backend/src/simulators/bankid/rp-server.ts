import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../ports/clock.port.ts';
import { makeBankIdCertificates, type PemIdentity } from './certificates.ts';
import { type BankIdLifetimes, BankIdOrderBook, DEMO_LIFETIMES } from './orders.ts';
import { answerRpCall, type RpReply, rpError } from './rp-protocol.ts';

const MAX_REQUEST_BYTES = 65_536;

/** A running stand-in for BankID's relying-party API. */
export interface BankIdSimulator {
  /** `https://localhost:<port>`: the adapter's `baseUrl`. */
  readonly baseUrl: string;
  /** The only CA that the adapter should trust. */
  readonly caPem: string;
  /** The relying party's certificate and key: the adapter's `identity`. */
  readonly client: PemIdentity;
  /** What the BankID app does with orders; the page under /dev works on it. */
  readonly orders: BankIdOrderBook;
  /** The next call is answered with this error instead, as BankID does when it is closed or ill. */
  failNext(status: number, errorCode: string, details?: string): void;
  close(): Promise<void>;
}

export interface BankIdSimulatorOptions {
  readonly clock: Clock;
  /** Loopback port; any free one when not given. */
  readonly port?: number;
  /** {@link DEMO_LIFETIMES} when not given; BANKID_LIFETIMES is what BankID does. */
  readonly lifetimes?: BankIdLifetimes;
}

const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parseJson = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
};

const answer = async (request: IncomingMessage, orders: BankIdOrderBook): Promise<RpReply> => {
  if (request.method !== 'POST') return rpError(405, 'methodNotAllowed', 'Only POST is allowed');
  // "Adding a charset parameter after 'application/json' is not allowed" (RP API v6, Errors).
  if (request.headers['content-type'] !== 'application/json') {
    return rpError(415, 'unsupportedMediaType', 'Content-Type must be application/json');
  }
  return answerRpCall(orders, request.url ?? '/', parseJson(await readBody(request)));
};

const send = (response: ServerResponse, reply: RpReply): void => {
  response.writeHead(reply.status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(reply.body));
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Starts BankID's stand-in on loopback, behind mutual TLS with certificates of its own making. */
export const startBankIdSimulator = async (options: BankIdSimulatorOptions): Promise<BankIdSimulator> => {
  // TLS judges certificates by the machine's clock, whatever time the product is told.
  const certificates = await makeBankIdCertificates(new Date());
  const orders = new BankIdOrderBook(options.clock, options.lifetimes ?? DEMO_LIFETIMES);
  let planned: RpReply | null = null;
  const { certPem: cert, keyPem: key } = certificates.server;
  const server = createServer(
    { cert, key, ca: certificates.caPem, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    (request, response) => {
      const failure = planned;
      planned = null;
      if (failure) send(response, failure);
      else
        answer(request, orders).then(
          (reply) => send(response, reply),
          () => send(response, rpError(500, 'internalError', 'Internal error')),
        );
    },
  );
  const port = await listen(server, options.port ?? 0);
  return {
    baseUrl: `https://localhost:${port}`,
    caPem: certificates.caPem,
    client: certificates.client,
    orders,
    failNext: (status, errorCode, details = 'Simulated') => {
      planned = rpError(status, errorCode, details);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
