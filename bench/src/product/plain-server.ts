import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { makeDiskStorage } from '@sefos/backend/adapters/storage/disk.adapter.ts';
import { makeServer } from '@sefos/backend/platform/http/server.ts';

interface Named {
  Params: { name: string };
}

const LEAN_BYTES = 256 * 1024;

/** Two buffers used in turn for the whole file: the least work that Node allows, and no product sends files so. */
const pump = async (path: string, response: ServerResponse): Promise<void> => {
  const file = await open(path, 'r');
  const buffers = [0, 1].map(() => ({ bytes: Buffer.allocUnsafeSlow(LEAN_BYTES), sent: Promise.resolve() }));
  try {
    for (;;)
      for (const buffer of buffers) {
        await buffer.sent;
        const { bytesRead } = await file.read(buffer.bytes, 0, LEAN_BYTES);
        if (bytesRead === 0) return void response.end();
        buffer.sent = new Promise((resolve) => {
          response.write(buffer.bytes.subarray(0, bytesRead), () => resolve());
        });
      }
  } finally {
    await file.close();
  }
};

/** The ceiling of uploads and downloads: our HTTP and our disk storage with its fsync, and nothing sealed. */
export const listenPlain = async (port: number, folder: string): Promise<void> => {
  const storage = makeDiskStorage({ folder });
  const sizes = new Map<string, number>();
  const app = await makeServer({ logLevel: 'info', trustedProxies: [] });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  app.patch<Named>('/plain/:name', async (request, reply) => {
    const { name } = request.params;
    sizes.set(name, await storage.write(`plain/${name}`, request.raw));
    return reply.code(204).send();
  });
  app.get<Named>('/plain/:name', async (request, reply) => {
    const { name } = request.params;
    reply.header('content-length', String(sizes.get(name) ?? 0)).type('application/octet-stream');
    return reply.send(await storage.read(`plain/${name}`));
  });
  app.get<Named>('/lean/:name', async (request, reply) => {
    const { name } = request.params;
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
      path.endsWith(`plain_${name}`),
    );
    reply.hijack();
    reply.raw.writeHead(200, { 'content-length': String(sizes.get(name) ?? 0) });
    await pump(join(folder, found ?? ''), reply.raw);
  });
  app.delete<Named>('/plain/:name', async (request, reply) => {
    await storage.delete(`plain/${request.params.name}`);
    return reply.code(204).send();
  });
  await app.listen({ port, host: '127.0.0.1' });
};
