import type { FastifyInstance } from 'fastify';
import { isId } from '../../platform/http/path-for-log.ts';
import type { OrganisationsService } from './organisations.service.ts';

/** Serves logos to everybody: mail programs fetch them by their address, which names no message and no reader. */
export const registerLogoRoute = (app: FastifyInstance, organisations: Pick<OrganisationsService, 'logo'>): void => {
  app.get('/logo/:id', { schema: { hide: true } as object }, async (request, reply) => {
    const { id } = request.params as { readonly id: string };
    const logo = isId(id) ? await organisations.logo(id) : null;
    if (!logo) return reply.code(404).header('cache-control', 'no-store').send();
    return reply
      .type('image/png')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', 'inline; filename="logo.png"')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=3600')
      .header('etag', `"${logo.hash}"`)
      .send(Buffer.from(logo.image));
  });
};
