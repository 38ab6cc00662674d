import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_PREFIX, type Endpoint } from '@sefos/shared/contract/endpoint.ts';
import * as contract from '@sefos/shared/contract/index.ts';
import { LIVE_PATH } from '@sefos/shared/contract/live.ts';
import { PROBLEMS } from '@sefos/shared/contract/problems.ts';
import { DomainError } from '../platform/errors.ts';
import { makeServer } from '../platform/http/server.ts';
import { openSqlite, type TestDatabase } from '../testing/databases.ts';
import { TestProduct } from '../testing/product.ts';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  readonly responses: Record<string, unknown>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly components: { readonly schemas: Record<string, unknown>; readonly securitySchemes: Record<string, unknown> };
  readonly paths: Record<string, Record<string, Operation>>;
}

const endpoints = Object.entries<unknown>(contract).filter(
  (entry): entry is [string, Endpoint] =>
    typeof entry[1] === 'object' && entry[1] !== null && 'method' in entry[1] && 'path' in entry[1],
);

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['testing', 'simulators'].includes(entry.name) ? [] : sourcesBelow(path);
    return entry.name.endsWith('.ts') && !/\.(test|contract)\.ts$/.test(entry.name) ? [path] : [];
  });

/** Every type that stands, in quotes, in what is given to DomainError or to a helper that makes one. */
const thrownTypes = (): Set<string> => {
  const types = new Set<string>();
  for (const path of sourcesBelow(SOURCES)) {
    const source = readFileSync(path, 'utf8');
    // What is compared with is no type: `reason === 'x' ? 'a' : 'b'`.
    for (const [, argument = ''] of source.matchAll(
      /(?:new DomainError|recipientProblem)\(((?:[^(){}]|\([^()]*\))*)/g,
    )) {
      // The type comes first; what is compared with on the way to it is none.
      const [first = ''] = argument.replace(/[=!]== '[^']*'/g, '').split(',');
      for (const [, type = ''] of first.matchAll(/'([a-z-]+)'/g)) types.add(type);
    }
  }
  return types;
};

describe('API', () => {
  let test: TestDatabase;
  let product: TestProduct;
  let document: Document;
  beforeAll(async () => {
    test = await openSqlite();
    product = await TestProduct.start(test);
    document = product.app.swagger() as unknown as Document;
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const operationOf = ({ method, path }: Endpoint): Operation | undefined =>
    document.paths[API_PREFIX + path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];

  it.each(endpoints)('has %s mounted, and asks who calls', async (_name, endpoint) => {
    expect(product.app.hasRoute({ method: endpoint.method, url: API_PREFIX + endpoint.path })).toBe(true);
    if (endpoint.access === 'public') return;
    const path = endpoint.path.replace(/:\w+/g, '0190a0a0-0000-7000-8000-000000000000');
    const tries = [product.nobody(), product.nobody()];
    tries[1]?.cookies.set('__Host-sefos', 'A'.repeat(43));
    for (const nobody of tries) {
      const query = endpoint.path.includes('suggest')
        ? '?q=a'
        : endpoint.path.endsWith('/messages') && endpoint.method === 'GET'
          ? '?folder=inbox'
          : '';
      const answer = await nobody.call(endpoint.method, path + query, endpoint.body ? {} : undefined);
      const expected = endpoint.access === 'link' ? 'link-session-ended' : 'not-signed-in';
      // Shapes are checked first; where the body is wrong nobody learns more than the contract says.
      expect([expected, 'invalid-request', 'upload-version-unsupported']).toContain(answer.problem);
      if (!endpoint.body) expect(answer.problem).toBe(expected);
    }
  });

  it('has answers that can be written, each: the server makes their writers when it first needs them', () => {
    const compile = SerializerSelector()({}, {});
    for (const [, { method, path, status, response }] of endpoints)
      if (response)
        expect(compile({ method, url: path, httpStatus: String(status), schema: response })).toEqual(
          expect.any(Function),
        );
  });

  it('streams live events and takes uploads at the places that the contract names', () => {
    expect(product.app.hasRoute({ method: 'GET', url: API_PREFIX + LIVE_PATH })).toBe(true);
    for (const method of ['POST', 'OPTIONS'] as const)
      expect(product.app.hasRoute({ method, url: API_PREFIX + contract.UPLOADS_PATH })).toBe(true);
    for (const method of ['HEAD', 'PATCH', 'DELETE'] as const)
      expect(product.app.hasRoute({ method, url: `${API_PREFIX}${contract.UPLOADS_PATH}/:id` })).toBe(true);
  });

  it.each(endpoints)('describes %s in OpenAPI: access, parameters, body, answers and problems', (_name, endpoint) => {
    const operation = operationOf(endpoint);
    if (!operation) throw new Error('not in the document');
    const schemes = {
      public: [],
      account: ['session', 'bearer'],
      link: ['link'],
      'account-or-link': ['session', 'bearer', 'link'],
    };
    const keys = endpoint.apiScope ? ['apiKey'] : [];
    expect(operation.security?.flatMap((choice) => Object.keys(choice))).toEqual([
      ...schemes[endpoint.access],
      ...keys,
    ]);
    if (endpoint.apiScope) expect(operation.security).toContainEqual({ apiKey: [endpoint.apiScope] });
    expect(operation).toMatchObject({ summary: endpoint.summary, tags: [endpoint.tag] });
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
    for (const parameter of inPath) expect(parameter.required).toBe(true);
    expect(operation.requestBody !== undefined).toBe(endpoint.body !== undefined);
    expect(operation.responses).toHaveProperty(String(endpoint.status));
    for (const problem of endpoint.problems ?? []) {
      expect(operation.description).toContain(problem);
      expect(operation.responses).toHaveProperty(String(PROBLEMS[problem as keyof typeof PROBLEMS]));
    }
    const headers = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'header')
      .map(({ name }) => name);
    const isDelegable = endpoint.access.startsWith('account') && !endpoint.own;
    expect(headers).toEqual([
      ...(endpoint.idempotent ? ['idempotency-key'] : []),
      ...(isDelegable ? [contract.MAILBOX_HEADER] : []),
    ]);
  });

  it('is an OpenAPI 3.1 document whose references lead somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'SEFOS', version: '1' });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference]) => reference ?? '',
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      let target: unknown = document;
      for (const step of reference.slice(2).split('/')) target = (target as Record<string, unknown>)[step];
      expect({ reference, found: target !== undefined }).toEqual({ reference, found: true });
    }
    const places = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
    );
    for (const { path, method, operation } of places) {
      expect(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']).toContain(method);
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
      for (const status of Object.keys(operation.responses)) expect(status).toMatch(/^[1-5]\d\d$|^default$/);
      const inPath = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      for (const choice of operation.security ?? [])
        for (const scheme of Object.keys(choice))
          expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
      expect(path).not.toMatch(/^\/dev/);
    }
  });
});

describe('refusals', () => {
  const types = [...thrownTypes()].toSorted();

  it('are found in the source', () => {
    expect(types.length).toBeGreaterThan(60);
    expect(types).toEqual(
      expect.arrayContaining(['already-recalled', 'phone-invalid', 'mail-unavailable', 'code-wrong']),
    );
  });

  it('never reach a caller as a bare 500: each type is a problem of the contract, or means one', async () => {
    const app = await makeServer({ logLevel: 'silent', trustedProxies: [] });
    for (const type of types)
      app.get(`/${type}`, { schema: { hide: true } as object }, async () => {
        throw new DomainError(type);
      });
    const bare: string[] = [];
    for (const type of types) {
      const { problem = '', status } = await app.inject(`/${type}`).then((answer) => ({
        status: answer.statusCode,
        problem: (answer.json() as { type: string }).type.split(':').at(-1),
      }));
      if (problem === 'internal-error' || PROBLEMS[problem as keyof typeof PROBLEMS] !== status) bare.push(type);
    }
    await app.close();
    expect(bare).toEqual([]);
  });
});
