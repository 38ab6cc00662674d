import { describe, expect, it } from '@jest/globals';
import { problems as en } from '../i18n/locales/en/problems.ts';
import { problems as fi } from '../i18n/locales/fi/problems.ts';
import { problems as sv } from '../i18n/locales/sv/problems.ts';
import type { Endpoint } from './endpoint.ts';
import * as contract from './index.ts';
import { PROBLEMS } from './problems.ts';

const endpoints = Object.entries<unknown>(contract).filter(
  (entry): entry is [string, Endpoint] =>
    typeof entry[1] === 'object' && entry[1] !== null && 'method' in entry[1] && 'path' in entry[1],
);

describe('problems', () => {
  it.each([
    ['sv', sv],
    ['en', en],
    ['fi', fi],
  ])('all have words in %s, and nothing else has', (_language, words: Readonly<Record<string, string>>) => {
    const own = ['unknown', 'network'];
    expect(
      Object.keys(words)
        .filter((key) => !own.includes(key))
        .toSorted(),
    ).toEqual(Object.keys(PROBLEMS).toSorted());
    for (const text of Object.values(words)) expect(text).toMatch(/^\S.*[.!?]$/s);
  });

  it('have a status of refusal, and a name in small letters', () => {
    for (const [name, status] of Object.entries(PROBLEMS)) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
    }
  });
});

describe('endpoints', () => {
  it('are there', () => {
    expect(endpoints.length).toBeGreaterThan(30);
  });

  it.each(endpoints)('%s names known problems, its parameters and what it answers', (_name, endpoint) => {
    for (const problem of endpoint.problems ?? []) expect(Object.keys(PROBLEMS)).toContain(problem);
    const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect(Object.keys((endpoint.params as { properties?: object } | undefined)?.properties ?? {})).toEqual(inPath);
    expect(endpoint.response === null).toBe(endpoint.status === 204);
    expect(endpoint.path).toMatch(/^(\/(:[a-zA-Z]+|[a-z0-9-]+))+$/);
    // What is read changes nothing, and what changes something is never public data in an address.
    if (endpoint.method === 'GET') expect(endpoint.body).toBeUndefined();
    else expect(endpoint.query).toBeUndefined();
  });

  it('have one place each', () => {
    const places = endpoints.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(endpoints)('%s takes no field that it does not know', (_name, endpoint) => {
    const closed = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { type, properties, additionalProperties } = schema as Record<string, unknown>;
      if (type === 'object' && properties) expect(additionalProperties).toBe(false);
      for (const part of Object.values(schema)) closed(part);
    };
    for (const schema of [endpoint.body, endpoint.params, endpoint.query]) closed(schema);
  });
});
