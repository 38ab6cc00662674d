// Gives route schemas their `hide`: pages under /dev are no part of the API's description.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';

export interface DevAssetsOptions {
  /** Where the browser's side is built; `simulators/dist` unless told. */
  readonly folder?: string;
}

const DIST = fileURLToPath(new URL('../../../simulators/dist', import.meta.url));
/** Path → file. office.js stands where the product's pages load it from in demo mode. */
const FILES = {
  '/dev/assets/teams-host.js': 'teams-host.js',
  '/dev/assets/outlook-host.js': 'outlook-host.js',
  '/dev/office.js': 'office.js',
} as const;

/** Serves the scripts of the simulated Microsoft hosts. */
export const devAssetsPlugin: FastifyPluginAsync<DevAssetsOptions> = async (app, { folder = DIST }) => {
  for (const [path, file] of Object.entries(FILES)) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      const script = await readFile(join(folder, file)).catch(() => undefined);
      if (!script) return reply.code(404).type('text/plain').send('Not built: run ./scripts/build.');
      return reply
        .headers({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' })
        .type('text/javascript; charset=utf-8')
        .send(script);
    });
  }
};
