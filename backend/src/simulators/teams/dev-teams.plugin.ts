// Gives route schemas their `hide`: pages under /dev are no part of the API's description.

import { readFileSync } from 'node:fs';
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import { devHostDocument, devHostHeaders } from '../dev-host.page.ts';

const STYLES = readFileSync(new URL('./teams-host.css', import.meta.url), 'utf8');
const PAGE = devHostDocument({
  title: 'Teams',
  script: '/dev/assets/teams-host.js',
  stylesheet: '/dev/teams.css',
});

/** `GET /dev/teams`: a window that frames the product's tab and speaks TeamsJS' protocol with it. Demo and test mode only. */
export const devTeamsPlugin: FastifyPluginAsync = async (app) => {
  app.get('/dev/teams', { schema: { hide: true } }, (_request, reply) => reply.headers(devHostHeaders()).send(PAGE));
  app.get('/dev/teams.css', { schema: { hide: true } }, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', 'no-cache').send(STYLES),
  );
};
