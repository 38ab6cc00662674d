import { IdParams } from '@sefos/shared/contract/common.ts';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDomainError } from '../../platform/errors.ts';
import type { DownloadFile, DownloadSource, DownloadsService } from './downloads.service.ts';
import { attachmentDisposition, type RangeAnswer, rangeOf } from './http-range.ts';
import { sendChunks } from './send-chunks.ts';
import { refusalOf } from './ticket-refusal.ts';

export interface DownloadRoutesOptions {
  readonly downloads: DownloadsService;
  readonly source: DownloadSource;
  /** Ids of all live sessions whose cookies the request brings: an account's and those of links. */
  readonly sessionsOf: (request: FastifyRequest) => Promise<readonly string[]>;
  /** Whether an account's session still lives. */
  readonly isAlive: (sessionId: string) => Promise<boolean>;
}

type WithId = { Params: { id: string } };

const headersOf = (file: DownloadFile): Record<string, string> => ({
  'content-disposition': attachmentDisposition(file.name),
  'content-type': file.contentType,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'accept-ranges': file.tag === null ? 'none' : 'bytes',
  ...(file.tag === null ? {} : { etag: file.tag }),
});

const logFailure = (request: FastifyRequest, error: unknown): void =>
  request.log.error({ problem: isDomainError(error) ? error.type : 'unexpected' }, 'download broke off');

const answerOf = (request: FastifyRequest, file: DownloadFile): RangeAnswer => {
  const { range, 'if-range': ifRange } = request.headers;
  // Range is defined for GET only (RFC 9110 §14.2).
  if (file.tag === null || file.sizeBytes === null || request.method !== 'GET') return { kind: 'whole' };
  return rangeOf(range, typeof ifRange === 'string' ? ifRange : undefined, file.tag, file.sizeBytes);
};

const send = async (request: FastifyRequest, reply: FastifyReply, file: DownloadFile): Promise<FastifyReply> => {
  const answer = answerOf(request, file);
  const start = answer.kind === 'part' ? answer.start : 0;
  const part = answer.kind === 'part' ? { start: answer.start, end: answer.end } : undefined;
  const chunks = request.method === 'HEAD' || answer.kind === 'unsatisfiable' ? null : file.chunks(part);
  if (file.use && chunks)
    await file.use.begin(start, answer.kind === 'part' ? answer.end + 1 : undefined).catch((error: unknown) => {
      file.discard();
      throw error;
    });
  reply.headers(headersOf(file));
  if (answer.kind === 'unsatisfiable') {
    file.discard();
    return reply.code(416).header('content-range', `bytes */${file.sizeBytes}`).send();
  }
  const lengthBytes = part ? part.end - part.start + 1 : file.sizeBytes;
  if (lengthBytes !== null) reply.header('content-length', String(lengthBytes));
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.sizeBytes}`);
  if (!chunks) {
    file.discard();
    return reply.send();
  }
  const { use } = file;
  const handover = use && {
    keep: () => use.keep(),
    ended: (handedBytes: number, finished: boolean) => use.end(start, handedBytes, finished),
  };
  // Whoever hangs up waits for nothing more, and nothing is made for her.
  if (reply.raw.destroyed) file.discard();
  else reply.raw.once('close', () => file.discard());
  return sendChunks(reply, chunks, (error) => logFailure(request, error), handover ?? undefined);
};

const FORM = 'application/x-www-form-urlencoded';
/** `ticket=` and 43 characters. */
const FORM_LIMIT_BYTES = 128;
const TICKET = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' };

type WithTicket = WithId & { Body: { ticket: string } };

/**
 * Registers `POST /downloads/:id`: the ticket of a bearer session, from a form, since a navigation carries no token and an
 * address must not. What is refused lands in a frame before a person, so it is a page.
 */
const registerTicketRoute = (app: FastifyInstance, { downloads, source, isAlive }: DownloadRoutesOptions): void => {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.setErrorHandler((error, request, reply) => {
      const { status, html, unexpected } = refusalOf(error);
      if (unexpected) request.log.error({ problem: 'unexpected' }, 'download failed');
      else request.log.info({ problem: isDomainError(error) ? error.type : 'invalid-request' }, 'refused');
      return reply
        .code(status)
        .headers({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox" })
        .type('text/html; charset=utf-8')
        .send(html);
    });
    scope.route<WithTicket>({
      method: 'POST',
      url: `${API_PREFIX}/downloads/:id`,
      schema: {
        params: IdParams,
        tags: ['Attachments'],
        summary:
          'The bytes of a download, by its ticket from a form: once, within a minute, for sessions without a cookie',
        consumes: [FORM],
        body: { type: 'object', properties: { ticket: TICKET }, required: ['ticket'], additionalProperties: false },
      },
      handler: async (request, reply) => {
        const file = await downloads.openByTicket(request.params.id, request.body.ticket, source, isAlive);
        return send(request, reply, file);
      },
    });
  });
};

/**
 * Registers what fetches a download; the POST that asks for one belongs to the channel. `HEAD` changes nothing, nor does `GET` but
 * that it uses up one of the downloads of a message with a limit.
 */
export const registerDownloadRoutes = (app: FastifyInstance, options: DownloadRoutesOptions): void => {
  const { downloads, source, sessionsOf } = options;
  registerTicketRoute(app, options);
  app.route<WithId>({
    method: ['GET', 'HEAD'],
    url: `${API_PREFIX}/downloads/:id`,
    schema: { params: IdParams, tags: ['Attachments'], summary: 'The bytes of a download, whole or one range' },
    handler: async (request, reply) => {
      const file = await downloads.open(request.params.id, await sessionsOf(request), source);
      return send(request, reply, file);
    },
  });
};
