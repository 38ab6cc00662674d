import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/database.ts';

const READY_MILLISECONDS = 2_000;

/** Rejects when `work` takes longer: a database that hangs is as good as none. */
const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/**
 * `/healthz`: the process answers. `/readyz`: it can serve (the database answers). `/metrics`: Prometheus text, with routes as
 * labels, never paths. To be kept from the public by the proxy in front (docs/operations.md).
 */
export const registerHealth = (app: FastifyInstance, database: Database): void => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'sefos_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'sefos_outbox_rows',
    help: 'Jobs that wait, and jobs parked after their last try',
    labelNames: ['state'],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  const hidden = { schema: { hide: true } as object };
  app.get('/healthz', hidden, async () => ({ status: 'ok' }));
  app.get('/readyz', hidden, async (_request, reply) => {
    try {
      await within(READY_MILLISECONDS, database.get('select 1 as one'));
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database does not answer' });
    }
  });
  app.get('/metrics', hidden, async (_request, reply) => {
    const rows = await database.all<{ parked: number; count: number }>(
      'select case when parked_at is null then 0 else 1 end as parked, count(*) as count from outbox group by 1',
    );
    for (const state of ['waiting', 'parked'])
      waiting.set({ state }, rows.find(({ parked }) => parked === (state === 'parked' ? 1 : 0))?.count ?? 0);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
};
