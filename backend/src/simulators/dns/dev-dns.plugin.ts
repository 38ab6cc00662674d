// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import { acceptForms, fieldsOf, isForm, problem } from '../dev-forms.ts';
import { devPageHeaders } from '../dev-page.html.ts';
import { dnsPage } from './dns.page.ts';
import type { SimulatedZones, TextRecord } from './zones.ts';

export interface DevDnsOptions {
  readonly zones: SimulatedZones;
  /** `address:port` of the name server. */
  readonly address: string;
}

const recordOf = (body: unknown): TextRecord => {
  const fields = fieldsOf(body);
  return { name: fields.get('name') ?? '', text: fields.get('text') ?? '' };
};

/**
 * What the simulated name server says, for demo and test mode only: `GET /dev/dns` and `/dev/dns.json`,
 * `POST /dev/dns/records` and `/dev/dns/records/remove` with `name` and `text` (JSON or the page's forms).
 */
export const devDnsPlugin: FastifyPluginAsync<DevDnsOptions> = async (app, { zones, address }) => {
  const hidden = { schema: { hide: true } };
  acceptForms(app);
  app.get('/dev/dns', hidden, (_request, reply) =>
    reply.headers(devPageHeaders()).send(dnsPage(zones.list(), address, null)),
  );
  app.get('/dev/dns.json', hidden, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ address, zones: zones.list() }),
  );
  app.post('/dev/dns/records', hidden, async (request, reply) => {
    const typed = recordOf(request.body);
    const refusal = await zones.add(typed);
    if (refusal !== null && !isForm(request)) return problem(reply, 400, 'validation-failed', refusal);
    if (refusal !== null)
      return reply
        .code(400)
        .headers(devPageHeaders())
        .send(dnsPage(zones.list(), address, { typed, refusal }));
    return isForm(request) ? reply.redirect('/dev/dns', 303) : reply.code(204).send();
  });
  app.post('/dev/dns/records/remove', hidden, async (request, reply) => {
    await zones.remove(recordOf(request.body));
    return isForm(request) ? reply.redirect('/dev/dns', 303) : reply.code(204).send();
  });
};
