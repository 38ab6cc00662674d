import { ACCOUNT_DATA_PATH } from '@sefos/shared/contract/account-sessions.ts';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import type { FastifyInstance } from 'fastify';
import type { AccountActor } from '../../../platform/actor.ts';
import { type Authenticator, authenticate } from '../../../platform/http/mount.ts';
import type { OwnDataDownload } from './own-data.service.ts';

/** `POST /account/data`: a stream, so it is mounted beside the contract's endpoints. */
export const registerOwnDataRoute = (
  app: FastifyInstance,
  authenticator: Authenticator,
  download: OwnDataDownload,
): void => {
  const actors = new WeakMap<object, AccountActor>();
  app.route({
    method: 'POST',
    url: API_PREFIX + ACCOUNT_DATA_PATH,
    schema: {
      tags: ['Account'],
      summary: 'Everything that is kept about oneself, as a zip of JSON files',
      description: "Needs the session's X-CSRF-Token. Problems: confirmation-required, not-allowed, too-many-requests.",
      security: [{ session: [] }],
      response: { 403: { $ref: 'Problem#' }, 429: { $ref: 'Problem#' } },
    },
    onRequest: async (request) => {
      const actor = await authenticate({ access: 'account', own: true }, request, authenticator);
      if (actor?.kind === 'account') actors.set(request, actor);
    },
    handler: async (request, reply) => {
      const { name, archive } = await download.open(actors.get(request) as AccountActor);
      return reply
        .headers({
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="${name}"`,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
          'content-security-policy': "default-src 'none'; sandbox",
        })
        .send(archive);
    },
  });
};
