import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import swagger from '@fastify/swagger';
import { Problem } from '@sefos/shared/contract/common.ts';
import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { DomainError } from '../errors.ts';
import { pathForLog } from './path-for-log.ts';
import { handleError, sendProblem } from './problems.ts';

export interface ServerOptions {
  readonly logLevel: string;
  readonly trustedProxies: readonly string[];
  readonly logStream?: NodeJS.WritableStream;
}

/** Bodies of the JSON API, but for endpoints that say more (mount.ts). Uploads are streams with a parser of their own. */
const BODY_LIMIT_BYTES = 64 * 1024;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Our own log line of a request: method and what of the path may be kept, nothing of headers or bodies. */
const serializers = {
  req: (request: { method: string; url: string; ip: string }) => ({
    method: request.method,
    path: pathForLog(request.url),
  }),
  res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
};

const ajv = (coerceTypes: boolean): Ajv => {
  const instance = new Ajv({ removeAdditional: false, useDefaults: false, coerceTypes, strict: false });
  formats.default(instance);
  return instance;
};

/**
 * Fastify's own validator would drop unknown fields and turn "300" into 300 without a word. Query strings are text, so numbers
 * in them are read as such.
 */
const validators = { exact: ajv(false), text: ajv(true) };

/**
 * Schemas are compiled when they are first needed: all of them at start took longer than everything else there together. That each can be
 * compiled is what contract.test.ts says.
 */
const validateLazily = (validator: Ajv, schema: AnySchema) => {
  let validate: ValidateFunction | undefined;
  const lazy = Object.assign(
    (data: unknown): boolean => {
      validate ??= validator.compile(schema);
      const isValid = validate(data);
      lazy.errors = validate.errors ?? null;
      return isValid;
    },
    { errors: null as NonNullable<ValidateFunction['errors']> | null },
  );
  return lazy;
};

const buildSerializer: ReturnType<typeof SerializerSelector> = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options);
  return (route) => {
    let serialise: ReturnType<typeof compile> | undefined;
    return (document) => {
      serialise ??= compile(route);
      return serialise(document);
    };
  };
};

/** A Fastify that validates strictly, answers problem details and logs nothing secret. */
export const makeServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildSerializer } },
    requestTimeout: 0,
    logger: { level: options.logLevel, serializers, ...(options.logStream ? { stream: options.logStream } : {}) },
  });
  app.setValidatorCompiler(({ schema, httpPart }) =>
    validateLazily(validators[httpPart === 'querystring' ? 'text' : 'exact'], schema),
  );
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((request, reply) => sendProblem(reply, request.id, 'not-found'));
  app.addSchema({ ...Problem, $id: 'Problem' });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('permissions-policy', 'geolocation=(), microphone=(), camera=(), payment=(), usb=()');
    if (options.trustedProxies.length > 0)
      reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (request.url.startsWith(API_PREFIX))
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });
  app.addHook('onRequest', async (request) => {
    // Browsers say where a request comes from (Fetch Metadata): no other site has anything to change here.
    if (request.headers['sec-fetch-site'] === 'cross-site' && !SAFE_METHODS.has(request.method))
      throw new DomainError('csrf-token-invalid');
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ req: request, res: reply, milliseconds: Math.round(reply.elapsedTime) }, 'answered');
  });
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'SEFOS',
        version: '1',
        description:
          'Secure digital communication. Problems are RFC 9457; lists are cursors; creating requests carry Idempotency-Key.',
      },
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'A session of a Microsoft host; X-Sefos-Host must name the host that it was made for.',
          },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'sefos_…',
            description:
              'A key of an organisation, for one mailbox and the scopes that it was made for; 120 calls a minute.',
          },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-sefos' },
          link: { type: 'apiKey', in: 'header', name: 'X-Link' },
        },
      },
    },
  });
  return app;
};
