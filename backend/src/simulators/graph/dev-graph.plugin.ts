// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import { devPageHeaders } from '../dev-page.html.ts';
import type { EntraAccount } from '../entra/people.ts';
import { activityPage } from './activity.page.ts';
import type { ActivityFeed } from './activity-feed.ts';
import type { GraphSimulator, GraphSwitches } from './graph-server.ts';

export interface DevGraphOptions {
  readonly graph: Pick<GraphSimulator, 'switches'>;
  readonly feed: Pick<ActivityFeed, 'list' | 'withoutApp'>;
  readonly accounts: readonly EntraAccount[];
}

interface StateRoute {
  Body: Partial<GraphSwitches> & { readonly withoutApp?: readonly string[] };
}

const STATE = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    isDown: { type: 'boolean' },
    withoutApp: { type: 'array', maxItems: 100, items: { type: 'string', maxLength: 254 } },
    refuseTokensUntilRenewed: { type: 'boolean' },
    failures: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['status'],
        additionalProperties: false,
        properties: { status: { type: 'integer', minimum: 400, maximum: 599 }, retryAfter: { type: 'string' } },
      },
    },
  },
} as const;

/**
 * `POST /dev/graph/state`: what goes wrong in the simulated Graph from now on (`withoutApp`: addresses of people who do not have
 * the Teams app). `GET /dev/activity` and `/dev/activity.json`: what stands in people's activity feeds. For demo and test mode only.
 */
export const devGraphPlugin: FastifyPluginAsync<DevGraphOptions> = async (app, { graph, feed, accounts }) => {
  app.post<StateRoute>('/dev/graph/state', { schema: { hide: true, body: STATE } }, async ({ body }, reply) => {
    const { failures, withoutApp, ...switches } = body;
    Object.assign(graph.switches, switches);
    if (failures) graph.switches.failures.splice(0, graph.switches.failures.length, ...failures);
    if (withoutApp) {
      feed.withoutApp.clear();
      for (const { email, objectId } of accounts) if (withoutApp.includes(email)) feed.withoutApp.add(objectId);
    }
    return reply.send(graph.switches);
  });
  app.get('/dev/activity', { schema: { hide: true } }, (_request, reply) =>
    reply.headers(devPageHeaders()).send(activityPage(feed.list())),
  );
  app.get('/dev/activity.json', { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send(feed.list()),
  );
};
