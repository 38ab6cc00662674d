import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Session } from './product/protocol.ts';

const HOST = '127.0.0.1';
/** The client's own memory and work must not matter: one buffer is written again and again, another read into. */
const PATTERN = Buffer.alloc(1024 ** 2);
for (let index = 0; index < PATTERN.length; index++) PATTERN[index] = (index * 31 + (index >> 8)) & 0xff;

export const headersOf = ({ cookie, csrfToken }: Session): Record<string, string> => ({
  cookie,
  'x-csrf-token': csrfToken,
});

/** A JSON call; throws on any answer but 2xx. */
export const call = async <Result>(
  port: number,
  session: Session,
  method: string,
  path: string,
  body?: unknown,
): Promise<Result> => {
  const response = await fetch(`http://${HOST}:${port}${path}`, {
    method,
    headers: {
      ...headersOf(session),
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Result;
};

/** Begins a tus upload and answers its path. */
export const createUpload = async (port: number, session: Session, sizeBytes: number): Promise<string> => {
  const response = await fetch(`http://${HOST}:${port}/api/v1/uploads`, {
    method: 'POST',
    headers: {
      ...headersOf(session),
      'tus-resumable': '1.0.0',
      'upload-length': String(sizeBytes),
      'upload-metadata': `filename ${Buffer.from('bench.bin').toString('base64')}`,
    },
  });
  const path = response.headers.get('location');
  if (response.status !== 201 || !path) throw new Error(`no upload: ${response.status} ${await response.text()}`);
  return path;
};

export const removeUpload = async (port: number, session: Session, path: string): Promise<void> => {
  const headers = { ...headersOf(session), 'tus-resumable': '1.0.0' };
  const response = await fetch(`http://${HOST}:${port}${path}`, { method: 'DELETE', headers });
  if (!response.ok) throw new Error(`DELETE ${path}: ${response.status}`);
};

const headOf = (method: string, path: string, headers: Readonly<Record<string, string>>): string =>
  `${method} ${path} HTTP/1.1\r\nhost: ${HOST}\r\nconnection: close\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

const writeAll = async (socket: Socket, bytes: number): Promise<void> => {
  let wake = (): void => undefined;
  socket.on('drain', () => wake());
  socket.once('close', () => wake());
  for (let left = bytes; left > 0 && !socket.destroyed; left -= PATTERN.length) {
    if (socket.write(left >= PATTERN.length ? PATTERN : PATTERN.subarray(0, left))) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
};

/** Sends `bytes` bytes of a pattern as a body over a plain socket; resolves at a 2xx answer. */
export const upload = async (
  port: number,
  path: string,
  bytes: number,
  headers: Readonly<Record<string, string>>,
): Promise<void> => {
  const socket = connect(port, HOST);
  let answer = '';
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.once('error', reject);
    socket.once('close', () => {
      if (/^HTTP\/1\.1 2/.test(answer)) resolve();
      else reject(new Error(`PATCH ${path}: ${answer.slice(0, 300)}`));
    });
  });
  socket.write(
    headOf('PATCH', path, {
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes),
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      ...headers,
    }),
  );
  await Promise.race([writeAll(socket, bytes), answered]);
  await answered;
};

/** Reads a body to its end over a plain socket and counts it. */
export const download = (
  port: number,
  path: string,
  bytes: number,
  headers: Readonly<Record<string, string>>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const buffer = Buffer.alloc(1024 ** 2);
    let received = 0;
    let head = '';
    let bodyStart = -1;
    const callback = (length: number): boolean => {
      if (bodyStart < 0) {
        head += buffer.toString('latin1', 0, length);
        const end = head.indexOf('\r\n\r\n');
        if (end >= 0) bodyStart = end + 4;
      }
      received += length;
      return true;
    };
    const socket = connect({ port, host: HOST, onread: { buffer, callback } });
    socket.once('error', reject);
    socket.once('close', () => {
      if (/^HTTP\/1\.1 200/.test(head) && received - bodyStart === bytes) resolve();
      else reject(new Error(`GET ${path}: ${received - bodyStart} of ${bytes} bytes, ${head.slice(0, 300)}`));
    });
    socket.write(headOf('GET', path, headers));
  });
