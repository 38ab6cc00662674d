import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JWTPayload } from 'jose';
import { ActivityFeed } from './activity-feed.ts';
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
  let claims: Record<string, JWTPayload>;
  let feed: ActivityFeed;
  const drafts = new Map([
    ['AAMkAD-draft=', true],
    ['AAMkAD-mail=', false],
  ]);
  beforeEach(async () => {
    scope = 'Mail.ReadWrite';
    claims = {
      get good() {
        return { oid: 'o-1', tid: 't-1', scp: scope };
      },
      application: { tid: 't-1', idtyp: 'app', appid: 'c-1' },
      other: { tid: 't-1', idtyp: 'app', appid: 'c-2' },
      consented: { tid: 't-1', idtyp: 'app', appid: 'c-1', roles: ['TeamsActivity.Send'] },
    };
    const person = { email: 'anna@storkommun.example', displayName: 'Anna Ek', tenantId: 't-1', objectId: 'o-1' };
    feed = new ActivityFeed({ clock: { now: () => new Date(0) }, accounts: [person], clientId: 'c-1' });
    graph = await startGraphSimulator({
      entra: { readGraphToken: async (token) => claims[token] ?? null },
      mailboxes: {
        isDraft: (objectId, id) => (objectId === 'o-1' ? (drafts.get(id) ?? null) : null),
        removeMessage: () => false,
      },
      feed,
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

  describe('activity feeds', () => {
    const ACTIVITY = {
      topic: { source: 'text', value: 'Ämne', webUrl: 'https://teams.microsoft.com/l/entity/a/sefos' },
      activityType: 'messageReceived',
      chainId: 7,
      previewText: { content: 'Öppna' },
      templateParameters: [{ name: 'sender', value: 'Anna' }],
    };
    const post = async (body: unknown = ACTIVITY, token = 'application', objectId = 'o-1') => {
      const answer = await fetch(`${graph.origin}/v1.0/users/${objectId}/teamwork/sendActivityNotification`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, error: text === '' ? null : JSON.parse(text) };
    };

    it('take what Microsoft’s documentation shows, and answer 204 without a body', async () => {
      expect(await post()).toEqual({ status: 204, error: null });
      const { chainId, ...without } = ACTIVITY;
      expect((await post(without)).status).toBe(204);
      expect(feed.list()).toHaveLength(2);
    });

    it('show 150 characters of the preview', async () => {
      await post({ ...ACTIVITY, previewText: { content: `${'å'.repeat(150)}!` } });
      expect(feed.list()[0]?.preview).toBe('å'.repeat(150));
    });

    it.each([
      ['no JSON', '{'],
      ['an unknown property', { ...ACTIVITY, recipient: 'o-1' }],
      ['no preview', { ...ACTIVITY, previewText: undefined }],
      ['an unknown type', { ...ACTIVITY, activityType: 'taskCreated' }],
      ['a missing parameter', { ...ACTIVITY, templateParameters: [] }],
      ['no link', { ...ACTIVITY, topic: { source: 'text', value: 'Ämne' } }],
      ['a link elsewhere', { ...ACTIVITY, topic: { ...ACTIVITY.topic, webUrl: 'https://sefos.example/' } }],
    ])('refuse %s', async (_what, body) => {
      const { status, error } = await post(body);
      expect(status).toBe(400);
      expect(fits(ERROR, error)).toBe(true);
      expect(feed.list()).toEqual([]);
    });

    it('ask for the application of the app, or consent in Entra, and for the app at the person', async () => {
      expect((await post(ACTIVITY, 'bad')).status).toBe(401);
      expect((await post(ACTIVITY, 'other')).status).toBe(403);
      expect((await post(ACTIVITY, 'good')).status).toBe(403);
      scope = 'TeamsActivity.Send';
      expect((await post(ACTIVITY, 'good')).status).toBe(204);
      expect((await post(ACTIVITY, 'consented')).status).toBe(204);
      expect((await post(ACTIVITY, 'application', 'o-2')).status).toBe(404);
      feed.withoutApp.add('o-1');
      expect((await post(ACTIVITY, 'consented')).status).toBe(403);
    });
  });
});
