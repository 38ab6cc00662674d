import { IdParams } from '@sefos/shared/contract/common.ts';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDomainError } from '../../platform/errors.ts';
import type { DownloadFile, DownloadSource, DownloadsService } from './downloads.service.ts';
import { attachmentDisposition, type RangeAnswer, rangeOf } from './http-range.ts';
import { sendChunks } from './send-chunks.ts';

export interface DownloadRoutesOptions {
  readonly downloads: DownloadsService;
  readonly source: DownloadSource;
  /** Ids of all live sessions whose cookies the request brings: an account's and those of links. */
  readonly sessionsOf: (request: FastifyRequest) => Promise<readonly string[]>;
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
  if (file.tag === null || request.method !== 'GET') return { kind: 'whole' };
  return rangeOf(range, typeof ifRange === 'string' ? ifRange : undefined, file.tag, file.sizeBytes);
};

const send = (request: FastifyRequest, reply: FastifyReply, file: DownloadFile): FastifyReply => {
  const answer = answerOf(request, file);
  reply.headers(headersOf(file));
  if (answer.kind === 'unsatisfiable') {
    file.discard();
    return reply.code(416).header('content-range', `bytes */${file.sizeBytes}`).send();
  }
  const part = answer.kind === 'part' ? { start: answer.start, end: answer.end } : undefined;
  reply.header('content-length', String(part ? part.end - part.start + 1 : file.sizeBytes));
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.sizeBytes}`);
  if (request.method === 'HEAD') {
    file.discard();
    return reply.send();
  }
  return sendChunks(reply, file.chunks(part), (error) => logFailure(request, error));
};

/** Registers `GET` and `HEAD /downloads/:id`, which change nothing; the POST that asks for a download belongs to the channel. */
export const registerDownloadRoutes = (
  app: FastifyInstance,
  { downloads, source, sessionsOf }: DownloadRoutesOptions,
): void => {
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
