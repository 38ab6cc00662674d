// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import type { GraphSimulator, GraphSwitches } from './graph-server.ts';

export interface DevGraphOptions {
  readonly graph: Pick<GraphSimulator, 'switches'>;
}

interface StateRoute {
  Body: Partial<GraphSwitches>;
}

const STATE = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    isDown: { type: 'boolean' },
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

/** `POST /dev/graph/state`: what goes wrong in the simulated Graph from now on. For demo and test mode only. */
export const devGraphPlugin: FastifyPluginAsync<DevGraphOptions> = async (app, { graph }) => {
  app.post<StateRoute>('/dev/graph/state', { schema: { hide: true, body: STATE } }, async ({ body }, reply) => {
    const { failures, ...switches } = body;
    Object.assign(graph.switches, switches);
    if (failures) graph.switches.failures.splice(0, graph.switches.failures.length, ...failures);
    return reply.send(graph.switches);
  });
};
