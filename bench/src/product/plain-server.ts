import { makeDiskStorage } from '@sefos/backend/adapters/storage/disk.adapter.ts';
import { makeServer } from '@sefos/backend/platform/http/server.ts';

interface Named {
  Params: { name: string };
}

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
  app.delete<Named>('/plain/:name', async (request, reply) => {
    await storage.delete(`plain/${request.params.name}`);
    return reply.code(204).send();
  });
  await app.listen({ port, host: '127.0.0.1' });
};
