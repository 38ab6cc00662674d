import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type GraphSimulator, startGraphSimulator } from './graph-server.ts';

/**
 * Of `microsoft.graph.message`, what `$select=isDraft` leaves, as in the OpenAPI that is derived from Microsoft's metadata
 * (msgraph-metadata f54f11b, clean_v10_metadata): an unknown property is an error, annotations are allowed.
 */
const SELECTED_MESSAGE = {
  type: 'object',
  properties: { id: { type: 'string' }, isDraft: { type: ['boolean', 'null'] } },
  required: ['id', 'isDraft'],
  patternProperties: { '^[A-Za-z0-9_.]*@[A-Za-z0-9_.]+$': {} },
  additionalProperties: false,
};
const ERROR = {
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'object', required: ['code', 'message'] } },
};

describe('the simulated Graph', () => {
  let graph: GraphSimulator;
  let scope: string;
  const drafts = new Map([
    ['AAMkAD-draft=', true],
    ['AAMkAD-mail=', false],
  ]);
  beforeEach(async () => {
    scope = 'Mail.ReadWrite';
    graph = await startGraphSimulator({
      entra: { readGraphToken: async (token) => (token === 'good' ? { oid: 'o-1', scp: scope } : null) },
      mailboxes: {
        isDraft: (objectId, id) => (objectId === 'o-1' ? (drafts.get(id) ?? null) : null),
        removeMessage: () => false,
      },
    });
  });
  afterEach(() => graph.close());

  const ask = async (path: string, token = 'good', method = 'GET') => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${graph.origin}/v1.0/me/messages/${path}`, { method, headers });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  const fits = (schema: object, json: unknown): boolean =>
    new Ajv2020({ allowUnionTypes: true }).validate(schema, json);

  it.each([...drafts])('shows whether %s is a draft, in the form of Graph’s own message', async (id, isDraft) => {
    const { status, json } = await ask(`${encodeURIComponent(id)}?%24select=isDraft`);
    expect([status, json.id, json.isDraft]).toEqual([200, id, isDraft]);
    expect(fits(SELECTED_MESSAGE, json)).toBe(true);
    expect(fits(SELECTED_MESSAGE, { ...json, draft: true })).toBe(false);
  });

  it('answers errors in Graph’s form', async () => {
    const answers = [
      await ask('AAMkAD-gone=?%24select=isDraft'),
      await ask('AAMkAD-draft=/permanentDelete', 'good', 'POST'),
      await ask('AAMkAD-draft=/permanentDelete', 'bad', 'POST'),
      await ask('AAMkAD-draft=?%24select=body'),
    ];
    scope = 'User.Read';
    answers.push(await ask('AAMkAD-draft=?%24select=isDraft'));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 401, 404, 403]);
    for (const { json } of answers) expect(fits(ERROR, json)).toBe(true);
  });
});
