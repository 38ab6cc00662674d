import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../ports/clock.port.ts';
import type { CapturedOutbox } from '../outbox.ts';

export interface ElksGatewayOptions {
  readonly outbox: CapturedOutbox;
  readonly clock: Clock;
  /** Loopback port; a free one unless told. */
  readonly port?: number;
  /** API credentials; `simulator` and `simulator` unless told. */
  readonly username?: string;
  readonly password?: string;
}

export interface ElksGateway {
  /** What the adapter takes as its base URL: `http://127.0.0.1:port`. */
  readonly baseUrl: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string | Readonly<Record<string, unknown>>;
}

const HOST = '127.0.0.1';
const MAX_BODY_BYTES = 64 * 1024;
/** Characters in a text message and in each part of a longer one, UCS-2 (3GPP TS 23.040). */
const SINGLE_PART = 70;
const EACH_PART = 67;

/**
 * An SMS gateway that speaks the 46elks API (`POST /a1/sms`: basic authentication, form fields from, to and message, JSON
 * answer; errors in plain text) and keeps every message in the outbox. Numbers that end in 0000 are refused.
 */
export const startElksGateway = async (options: ElksGatewayOptions): Promise<ElksGateway> => {
  const username = options.username ?? 'simulator';
  const password = options.password ?? 'simulator';
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const server = createServer((request, response) => {
    answer(request, authorization, options).then(
      (result) => write(response, result),
      () => write(response, { status: 500, body: 'Internal server error' }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://${HOST}:${port}`,
    port,
    username,
    password,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const write = (response: ServerResponse, { status, body }: Answer): void => {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
};

const answer = async (
  request: IncomingMessage,
  authorization: string,
  { outbox, clock }: ElksGatewayOptions,
): Promise<Answer> => {
  if (request.url !== '/a1/sms') return { status: 404, body: 'Not found' };
  if (request.method !== 'POST') return { status: 405, body: 'Method not allowed' };
  if (request.headers.authorization !== authorization) return { status: 401, body: 'Unauthorized' };
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { status: 415, body: 'Unsupported media type' };
  }
  const fields = new URLSearchParams(await readBody(request));
  const from = fields.get('from') ?? '';
  const to = fields.get('to') ?? '';
  const message = fields.get('message') ?? '';
  if (!/^([a-zA-Z][a-zA-Z0-9]{0,10}|\+\d{7,15})$/.test(from)) return { status: 400, body: 'Invalid from' };
  if (!/^\+[1-9]\d{6,14}$/.test(to) || to.endsWith('0000')) return { status: 400, body: 'Invalid to number' };
  if (message === '') return { status: 400, body: 'Missing key message' };
  const entry = await outbox.add({
    channel: 'sms',
    from,
    to: [to],
    subject: '',
    text: message,
    html: '',
    headers: {},
    attachments: [],
  });
  const parts = message.length <= SINGLE_PART ? 1 : Math.ceil(message.length / EACH_PART);
  const id = `s${entry.id}`;
  const created = clock.now().toISOString();
  return { status: 200, body: { id, status: 'created', direction: 'outgoing', created, from, to, message, parts } };
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
