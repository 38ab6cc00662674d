// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { devPageHeaders } from './dev-page.html.ts';
import { OUTBOX_CSS, OUTBOX_SCRIPT, outboxListPage, outboxMessagePage, outboxMissingPage } from './outbox.page.ts';
import type { CapturedOutbox, OutboxFilter } from './outbox.ts';

export interface OutboxRoutesOptions {
  readonly outbox: CapturedOutbox;
}

const PAGE_LENGTH = 200;
const HIDDEN = { hide: true } as const;
const PLAIN_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The mail's own markup may style itself and nothing else: no script, no request, no form, no frame, an origin of its own. */
const MAIL_HEADERS = {
  ...PLAIN_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; " +
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  // The surrounding page is of the same site; helmet's default would do, DENY would not.
  'x-frame-options': 'SAMEORIGIN',
};
/** Links open beside: inside the frame the product would refuse to be shown. */
const MAIL_PREFIX = '<base target="_blank">';

/**
 * `GET /dev/outbox.json` (every captured mail and text message, newest first; `?channel=` and `?to=` narrow it) and the
 * pages `/dev/outbox` and `/dev/outbox/:id`. For demo and test mode only: messages hold links and codes.
 */
export const outboxRoutes: FastifyPluginAsync<OutboxRoutesOptions> = async (app, { outbox }) => {
  app.get('/dev/outbox.json', { schema: HIDDEN }, (request, reply) =>
    reply.headers(PLAIN_HEADERS).send(outbox.list(filterOf(request.query))),
  );

  app.get('/dev/outbox', { schema: HIDDEN }, (request, reply) => {
    const filter = filterOf(request.query);
    const after = Number(textOf(request.query, 'after') ?? '0');
    const all = outbox.list(filter);
    const entries = all.filter((entry) => Number(entry.id) > after).slice(0, PAGE_LENGTH);
    return sendPage(reply, outboxListPage(entries, all.length, filter));
  });

  app.get<{ Params: { id: string } }>('/dev/outbox/:id', { schema: HIDDEN }, (request, reply) => {
    const entry = outbox.get(request.params.id);
    if (entry === undefined) return sendPage(reply.code(404), outboxMissingPage());
    return sendPage(reply, outboxMessagePage(entry));
  });

  app.get<{ Params: { id: string } }>('/dev/outbox/:id/html', { schema: HIDDEN }, (request, reply) => {
    const entry = outbox.get(request.params.id);
    if (entry === undefined || entry.html === '') return sendPage(reply.code(404), outboxMissingPage());
    return reply.headers(MAIL_HEADERS).send(MAIL_PREFIX + entry.html);
  });

  app.get('/dev/outbox.js', { schema: HIDDEN }, (_request, reply) =>
    reply.headers(PLAIN_HEADERS).type('text/javascript; charset=utf-8').send(OUTBOX_SCRIPT),
  );
  app.get('/dev/outbox.css', { schema: HIDDEN }, (_request, reply) =>
    reply.headers(PLAIN_HEADERS).type('text/css; charset=utf-8').send(OUTBOX_CSS),
  );
};

const sendPage = (reply: FastifyReply, page: string): FastifyReply => {
  const headers = devPageHeaders();
  const policy = `${headers['content-security-policy']}; frame-src 'self'`;
  return reply.headers({ ...headers, 'content-security-policy': policy }).send(page);
};

const filterOf = (query: unknown): OutboxFilter => ({ channel: textOf(query, 'channel'), to: textOf(query, 'to') });

/** A query parameter that was given once and is not empty. */
const textOf = (query: unknown, name: string): string | undefined => {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
