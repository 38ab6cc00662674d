import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { getUpload, TUS_VERSION, UPLOADS_PATH } from '@sefos/shared/contract/uploads.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { type Authenticator, authenticate, type Mount } from '../../platform/http/mount.ts';
import { type UploadOwner, uploadTooLarge } from './attachments.domain.ts';
import type { AttachmentsService } from './attachments.service.ts';
import { bodyBytesOf, checkVersion, creationOf, offsetOf } from './tus.ts';

export interface UploadRoutesOptions {
  readonly attachments: AttachmentsService;
  readonly authenticator: Authenticator;
  readonly mount: Mount;
  /** May this actor begin an upload (is an answer allowed)? Throws what it is refused with. */
  readonly mayUpload?: (actor: Actor) => Promise<void>;
  /** A sender that is silent for longer is given up; what it sent is kept. */
  readonly idleMilliseconds?: number;
}

const CONTENT_TYPE = 'application/offset+octet-stream';
const IDLE_MILLISECONDS = 60_000;
const PATH = API_PREFIX + UPLOADS_PATH;
type WithId = { Params: { id: string } };

/** Whose uploads these are. @throws {DomainError} link-not-identified */
const ownerOf = (actor: Actor | undefined): UploadOwner => {
  if (!actor) throw new DomainError('not-signed-in');
  const { organisationId } = actor;
  if (actor.kind === 'account') return { kind: 'account', id: actor.accountId, organisationId };
  if (!actor.identified) throw new DomainError('link-not-identified');
  return { kind: 'link', id: actor.linkId, organisationId };
};

const expires = (reply: FastifyReply, at: Date): FastifyReply => reply.header('upload-expires', at.toUTCString());

/** Uploads by tus 1.0.0: core, creation, termination, expiration (https://tus.io/protocols/resumable-upload). */
class TusRoutes {
  readonly #options: UploadRoutesOptions;

  constructor(options: UploadRoutesOptions) {
    this.#options = options;
  }

  /** What we speak; tells nothing about anybody and needs no session. */
  readonly describe = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    reply
      .headers({
        'tus-version': TUS_VERSION,
        'tus-extension': 'creation,termination,expiration',
        'tus-max-size': String(LIMITS.attachmentBytes),
      })
      .code(204)
      .send();

  readonly create = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { attachments, mayUpload } = this.#options;
    const actor = await this.#actor(request);
    const owner = ownerOf(actor);
    if (actor) await mayUpload?.(actor);
    const upload = await attachments.create(owner, creationOf(request.headers));
    return expires(reply, upload.expiresAt)
      .header('location', `${PATH}/${upload.id}`)
      .header('upload-offset', String(upload.offsetBytes))
      .code(201)
      .send();
  };

  readonly status = async (request: FastifyRequest<WithId>, reply: FastifyReply): Promise<FastifyReply> => {
    const owner = ownerOf(await this.#actor(request));
    const upload = await this.#options.attachments.status(owner, request.params.id);
    return expires(reply, upload.expiresAt)
      .headers({ 'upload-offset': String(upload.offsetBytes), 'upload-length': String(upload.sizeBytes) })
      .code(200)
      .send();
  };

  readonly append = async (request: FastifyRequest<WithId>, reply: FastifyReply): Promise<FastifyReply> => {
    // Refused with its body on the way: the connection is of no more use, and 5 GiB are not to be read for nothing.
    reply.header('connection', 'close');
    const owner = ownerOf(await this.#actor(request));
    if (request.headers['content-type'] !== CONTENT_TYPE)
      throw new DomainError('invalid-request', { header: 'content-type' });
    const offset = offsetOf(request.headers);
    if (offset + (bodyBytesOf(request.headers) ?? 0) > LIMITS.attachmentBytes)
      throw uploadTooLarge({ limitBytes: LIMITS.attachmentBytes });
    const idle = new AbortController();
    request.raw.setTimeout(this.#options.idleMilliseconds ?? IDLE_MILLISECONDS, () => idle.abort());
    const { attachments } = this.#options;
    const done = await attachments.append(owner, request.params.id, offset, request.raw, idle.signal);
    if (request.raw.readableEnded) reply.removeHeader('connection');
    return expires(reply, done.expiresAt).header('upload-offset', String(done.offsetBytes)).code(204).send();
  };

  readonly remove = async (request: FastifyRequest<WithId>, reply: FastifyReply): Promise<FastifyReply> => {
    const owner = ownerOf(await this.#actor(request));
    await this.#options.attachments.remove(owner, request.params.id);
    return reply.code(204).send();
  };

  #actor(request: FastifyRequest): Promise<Actor | undefined> {
    return authenticate({ access: 'account-or-link' }, request, this.#options.authenticator);
  }
}

/** Registers the tus routes and `GET /uploads/:id`. */
export const registerUploadRoutes = (app: FastifyInstance, options: UploadRoutesOptions): void => {
  const { attachments, mount } = options;
  app.register(async (scope) => {
    // In this scope bodies are bytes of a file and stay in the stream; nothing else is understood.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(CONTENT_TYPE, (_request, _payload, done) => done(null));
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers({ 'tus-resumable': TUS_VERSION, 'cache-control': 'no-store' });
      if (request.method === 'OPTIONS') return;
      reply.header('tus-version', TUS_VERSION);
      checkVersion(request.headers);
    });
    const routes = new TusRoutes(options);
    scope.options(PATH, routes.describe);
    scope.options(`${PATH}/:id`, routes.describe);
    scope.post(PATH, routes.create);
    scope.head(`${PATH}/:id`, routes.status);
    scope.patch(`${PATH}/:id`, routes.append);
    scope.delete(`${PATH}/:id`, routes.remove);
    // After our HEAD, which Fastify would otherwise make of this GET.
    mount(getUpload, async ({ actor, params }) => {
      const { id, sizeBytes, offsetBytes, complete, contentType } = await attachments.status(ownerOf(actor), params.id);
      return { id, sizeBytes, offsetBytes, complete, contentType };
    });
  });
};
