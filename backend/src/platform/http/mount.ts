// Gives route schemas their OpenAPI fields.
import type {} from '@fastify/swagger';
import { MAILBOX_HEADER } from '@sefos/shared/contract/delegations.ts';
import {
  API_PREFIX,
  type BodyOf,
  type Endpoint,
  type ParamsOf,
  type QueryOf,
  type ResponseOf,
} from '@sefos/shared/contract/endpoint.ts';
import { PROBLEMS } from '@sefos/shared/contract/problems.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { equalBytes } from '../../crypto/index.ts';
import type { AccountActor, Actor, LinkActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import { cookiesCount } from './cookies-count.ts';
import type { IdempotencyRecord, IdempotencyStore } from './idempotency.ts';

/** What an operation says of who may call it. */
type Asked = Pick<Endpoint, 'own' | 'apiScope' | 'byGrant' | 'addsFactor'>;

/** Finds who calls, from the session's cookie or bearer token. Null = nobody, or the session has ended. */
export interface Authenticator {
  /**
   * `own`: as herself, whatever mailbox the request names. `apiScope`: what an API key must be made for; without it none will do.
   * `byGrant`: by a grant of another organisation, where the request names one; without it that is refused. `addsFactor`: also by a
   * session that lacks a factor; without it that is refused.
   */
  account(request: FastifyRequest, asked?: Asked): Promise<AccountActor | null>;
  link(request: FastifyRequest): Promise<LinkActor | null>;
}

type ActorOf<E extends Endpoint> = E['access'] extends 'account'
  ? AccountActor
  : E['access'] extends 'link'
    ? LinkActor
    : E['access'] extends 'account-or-link'
      ? Actor
      : undefined;

export interface Call<E extends Endpoint> {
  readonly actor: ActorOf<E>;
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly ip: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Idempotent endpoints: put `idempotency.record(answer)` into the batch that creates. */
  readonly idempotency: E extends { idempotent: true } ? IdempotencyRecord : undefined;
}

const CHANGES = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/**
 * Checks the CSRF token of a session that rides on a cookie. A bearer token is sent by nobody but our own page; it is the session
 * that was found that counts, never the header. @throws {DomainError} csrf-token-invalid
 */
export const checkCsrf = (request: FastifyRequest, actor: Actor): void => {
  if (!CHANGES.has(request.method) || (actor.kind === 'account' && actor.host !== 'web')) return;
  const given = request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !equalBytes(Buffer.from(given), Buffer.from(actor.csrfToken)))
    throw new DomainError('csrf-token-invalid');
};

/** Links ride on cookies. */
const linkOf = async (request: FastifyRequest, authenticator: Authenticator): Promise<LinkActor | null> =>
  cookiesCount(request.headers) ? authenticator.link(request) : null;

/** Who calls, by what the endpoint asks for. @throws {DomainError} not-signed-in, link-session-ended, csrf-token-invalid */
export const authenticate = async (
  { access, ...asked }: Pick<Endpoint, 'access'> & Asked,
  request: FastifyRequest,
  authenticator: Authenticator,
): Promise<Actor | undefined> => {
  if (access === 'public') return undefined;
  // A call that names a link means the link's session, even in a browser where an account is signed in as well.
  const meansLink = access === 'link' || (access === 'account-or-link' && request.headers['x-link'] !== undefined);
  const actor = meansLink ? await linkOf(request, authenticator) : await authenticator.account(request, asked);
  if (!actor) throw new DomainError(meansLink ? 'link-session-ended' : 'not-signed-in');
  checkCsrf(request, actor);
  return actor;
};

/** For the API's description; what is checked is checked by the store, which answers a problem of its own. */
const IDEMPOTENCY_HEADER = {
  'idempotency-key': {
    type: 'string',
    description: 'Required. 8 to 100 printable characters; the same for every retry of one intent.',
  },
};

/** For the API's description; the authenticator checks it. */
const MAILBOX_HEADERS = {
  [MAILBOX_HEADER]: {
    type: 'string',
    description: "The id of somebody else's mailbox that the call is made in; left out: one's own. See delegations.",
  },
};

/** Whether a call may be made in somebody else's mailbox: by accounts, and not about themselves. */
const mayBeDelegated = ({ access, own }: Endpoint): boolean =>
  !own && (access === 'account' || access === 'account-or-link');

const headersOf = (endpoint: Endpoint): object => {
  const properties = {
    ...(endpoint.idempotent ? IDEMPOTENCY_HEADER : {}),
    ...(mayBeDelegated(endpoint) ? MAILBOX_HEADERS : {}),
  };
  return Object.keys(properties).length === 0 ? {} : { headers: { type: 'object', properties } };
};

/** Names of the security schemes in server.ts. */
const SECURITY: Readonly<Record<Endpoint['access'], Record<string, string[]>[]>> = {
  public: [],
  account: [{ session: [] }, { bearer: [] }],
  link: [{ link: [] }],
  'account-or-link': [{ session: [] }, { bearer: [] }, { link: [] }],
};

const answers = (endpoint: Endpoint) => {
  const success = endpoint.response ?? { type: 'null', description: 'No content' };
  const statuses = new Set((endpoint.problems ?? []).map((name) => PROBLEMS[name as keyof typeof PROBLEMS]));
  return {
    [endpoint.status]: success,
    ...Object.fromEntries([...statuses].map((status) => [status, { $ref: 'Problem#' }])),
  };
};

/** What a caller must know besides the shapes. */
const describe = ({ method, access, problems, apiScope }: Endpoint): string =>
  [
    apiScope ? `Takes an API key with the scope ${apiScope}, in the mailbox of the key.` : '',
    access !== 'public' && CHANGES.has(method)
      ? "Needs the session's X-CSRF-Token, unless it is a bearer session or an API key."
      : '',
    problems ? `Problems: ${problems.join(', ')}.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');

/** Registers an endpoint of the contract: validation, authentication, CSRF, idempotency and the success status. */
export type Mount = <const E extends Endpoint>(
  endpoint: E,
  handler: (call: Call<E>) => Promise<ResponseOf<E> extends undefined ? void : ResponseOf<E>>,
) => void;

export const makeMount =
  (app: FastifyInstance, authenticator: Authenticator, idempotency: IdempotencyStore): Mount =>
  (endpoint, handler) => {
    const actors = new WeakMap<FastifyRequest, Actor | undefined>();
    app.route({
      method: endpoint.method,
      url: API_PREFIX + endpoint.path,
      schema: {
        tags: [endpoint.tag],
        summary: endpoint.summary,
        description: describe(endpoint),
        ...(endpoint.params ? { params: endpoint.params } : {}),
        ...(endpoint.query ? { querystring: endpoint.query } : {}),
        ...(endpoint.body ? { body: endpoint.body } : {}),
        ...headersOf(endpoint),
        security: [...SECURITY[endpoint.access], ...(endpoint.apiScope ? [{ apiKey: [endpoint.apiScope] }] : [])],
        response: answers(endpoint),
      },
      ...(endpoint.bodyLimitBytes ? { bodyLimit: endpoint.bodyLimitBytes } : {}),
      // Before the body is read: whoever may not call does not make us parse either.
      onRequest: async (request) => {
        actors.set(request, await authenticate(endpoint, request, authenticator));
      },
      handler: async (request, reply) => {
        const actor = actors.get(request);
        const call = (record?: IdempotencyRecord) =>
          handler({
            actor,
            params: request.params,
            query: request.query,
            body: request.body,
            ip: request.ip,
            request,
            reply,
            idempotency: record,
          } as unknown as Call<typeof endpoint>);
        reply.header('cache-control', 'no-store');
        if (!endpoint.idempotent) {
          const body = await call();
          return reply.code(endpoint.status).send(endpoint.response === null ? null : body);
        }
        const answer = await idempotency.run(request, actor, endpoint.status, call);
        return reply.code(answer.status).send(answer.body);
      },
    });
  };
