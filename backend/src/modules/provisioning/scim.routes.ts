import { PROBLEMS, type ProblemType } from '@sefos/shared/contract/problems.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDomainError } from '../../platform/errors.ts';
import type { Directory, ProvisioningTokens } from './provisioning-tokens.service.ts';
import { ScimError, type ScimErrorType } from './scim.errors.ts';
import type { ListQuery, Scim } from './scim.service.ts';
import { errorBody, listResponse, resourceTypes, schemas, serviceProviderConfig } from './scim-resources.ts';
import { ScimInputError } from './scim-user.domain.ts';

const MEDIA_TYPE = 'application/scim+json';
const HIDDEN = { schema: { hide: true } as object };

export interface ScimRouteParts {
  readonly scim: Scim;
  readonly tokens: ProvisioningTokens;
  /** Of the service, as directories are told it. */
  readonly base: string;
}

/** What of our refusals SCIM has a word for; the others are told by their status. */
const SCIM_TYPES: Readonly<Record<string, ScimErrorType>> = {
  'account-exists': 'uniqueness',
  'domain-unproven': 'invalidValue',
  'address-invalid': 'invalidValue',
};

/** What a directory's administrator reads in her provisioning log: she has no text of ours for a type. */
const DETAILS: Readonly<Record<string, string>> = {
  'licence-full': 'The licence of the organisation in SEFOS is full: no more accounts can be added until it has room.',
  'licence-ended': 'The licence of the organisation in SEFOS has ended: no accounts can be added until it is renewed.',
};

const refusalOf = (error: unknown): { status: number; detail: string; scimType?: string | undefined } | null => {
  if (error instanceof ScimError) return { status: error.status, detail: error.message, scimType: error.scimType };
  if (error instanceof ScimInputError) return { status: 400, detail: error.message, scimType: error.scimType };
  if (isDomainError(error) && error.type in PROBLEMS) {
    const scimType = SCIM_TYPES[error.type];
    const status = scimType === 'invalidValue' ? 400 : PROBLEMS[error.type as ProblemType];
    return { status, detail: DETAILS[error.type] ?? error.type, scimType };
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500
    ? { status, detail: 'the request is not valid', scimType: 'invalidSyntax' }
    : null;
};

const handleError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = refusalOf(error);
  if (!refusal)
    request.log.error({ err: { type: error instanceof Error ? error.name : 'unknown' } }, 'provisioning failed');
  const { status, detail, scimType } = refusal ?? { status: 500, detail: `unknown; reference ${request.id}` };
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return send(reply, status, errorBody(status, detail, scimType));
};

const send = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(`${MEDIA_TYPE}; charset=utf-8`)
    .send(JSON.stringify(body));

const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id;
/** A parameter that comes twice counts as its first. */
const queryOf = (request: FastifyRequest): ListQuery & { readonly excludedAttributes?: string } =>
  Object.fromEntries(
    Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [name, String([value].flat()[0])]),
  );
const wantsMembers = (request: FastifyRequest): boolean =>
  !(queryOf(request).excludedAttributes ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .includes('members');

/** SCIM 2.0 below /scim/v2, for directories such as Microsoft Entra ID: no session, no cookie, a bearer token. */
export const registerScimRoutes = (app: FastifyInstance, parts: ScimRouteParts): void => {
  void app.register(
    async (scope) => {
      scope.setErrorHandler(handleError);
      scope.setNotFoundHandler((_request, reply) => send(reply, 404, errorBody(404, 'there is no such resource')));
      scope.addContentTypeParser(MEDIA_TYPE, { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'));
      const directories = new WeakMap<FastifyRequest, Directory>();
      // Before the body is read: whoever may not call does not make us parse either.
      scope.addHook('onRequest', async (request) => {
        const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(request.headers.authorization ?? '')?.[1];
        const directory = token === undefined ? null : await parts.tokens.authenticate(token, request.ip);
        if (!directory) throw new ScimError(401, 'the token opens nothing');
        if (request.method !== 'GET' && directory.scope !== 'write')
          throw new ScimError(403, 'the token may only read');
        directories.set(request, directory);
      });
      const of = (request: FastifyRequest): Directory => {
        const directory = directories.get(request);
        if (!directory) throw new ScimError(401, 'the token opens nothing');
        return directory;
      };
      registerUsers(scope, parts, of);
      registerGroups(scope, parts, of);
      registerDiscovery(scope, parts.base);
    },
    { prefix: '/scim/v2' },
  );
};

type DirectoryOf = (request: FastifyRequest) => Directory;

const registerUsers = (scope: FastifyInstance, { scim }: ScimRouteParts, of: DirectoryOf): void => {
  scope.get('/Users', HIDDEN, async (request, reply) =>
    send(reply, 200, await scim.list(of(request), queryOf(request))),
  );
  scope.post('/Users', HIDDEN, async (request, reply) => {
    const user = await scim.create(of(request), request.body);
    return send(reply.header('location', user.meta.location), 201, user);
  });
  scope.get('/Users/:id', HIDDEN, async (request, reply) =>
    send(reply, 200, await scim.get(of(request), idOf(request))),
  );
  scope.patch('/Users/:id', HIDDEN, async (request, reply) =>
    send(reply, 200, await scim.patch(of(request), idOf(request), request.body)),
  );
  scope.put('/Users/:id', HIDDEN, async (request, reply) =>
    send(reply, 200, await scim.replace(of(request), idOf(request), request.body)),
  );
  scope.delete('/Users/:id', HIDDEN, async (request, reply) => {
    await scim.remove(of(request), idOf(request));
    return reply.code(204).send();
  });
};

const registerGroups = (scope: FastifyInstance, { scim }: ScimRouteParts, of: DirectoryOf): void => {
  scope.get('/Groups', HIDDEN, async (request, reply) =>
    send(reply, 200, await scim.groups(of(request), queryOf(request), wantsMembers(request))),
  );
  scope.get('/Groups/:id', HIDDEN, async (request, reply) =>
    send(reply, 200, await scim.group(of(request), idOf(request), wantsMembers(request))),
  );
  const readOnly = async () => {
    throw new ScimError(403, 'roles are given in SEFOS', 'mutability');
  };
  scope.post('/Groups', HIDDEN, readOnly);
  for (const method of ['PATCH', 'PUT', 'DELETE'] as const)
    scope.route({ method, url: '/Groups/:id', ...HIDDEN, handler: readOnly });
};

const registerDiscovery = (scope: FastifyInstance, base: string): void => {
  scope.get('/ServiceProviderConfig', HIDDEN, async (_request, reply) => send(reply, 200, serviceProviderConfig(base)));
  const collections = { '/ResourceTypes': resourceTypes(base), '/Schemas': schemas(base) };
  for (const [path, all] of Object.entries(collections)) {
    scope.get(path, HIDDEN, async (_request, reply) => send(reply, 200, listResponse(all)));
    scope.get(`${path}/:id`, HIDDEN, async (request, reply) => {
      const one = all.find(({ id }) => id === idOf(request));
      if (!one) throw new ScimError(404, 'there is no such resource');
      return send(reply, 200, one);
    });
  }
};
