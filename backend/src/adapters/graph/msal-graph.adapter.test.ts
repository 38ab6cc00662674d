import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusalOf } from '../../ports/entra-tokens.contract.ts';
import { ACTIVITY, describeGraphPort, type GraphHarness, MemoryTokenStore } from '../../ports/graph.contract.ts';
import type { GraphPerson, GraphPort } from '../../ports/graph.port.ts';
import { type EntraSimulator, startEntraSimulator } from '../../simulators/entra/entra-server.ts';
import { ActivityFeed, type TeamsAppManifest } from '../../simulators/graph/activity-feed.ts';
import { type GraphSimulator, startGraphSimulator } from '../../simulators/graph/graph-server.ts';
import { absentGraph } from './absent.adapter.ts';
import { makeGraph } from './msal-graph.adapter.ts';

const clock = { now: () => new Date() };
const PERSONS = [
  { givenName: 'Anna', surname: 'Ek', email: 'anna@storkommun.example' },
  { givenName: 'Bo', surname: 'Al', email: 'bo@storkommun.example' },
];
const APPLICATION = { clientId: '11111111-2222-4333-8444-555555555555', clientSecret: 'graph-secret-canary' };

interface World {
  readonly entra: EntraSimulator;
  readonly simulator: GraphSimulator;
  readonly graph: GraphPort;
  readonly waits: number[];
  /** By object id: whether a message is a draft. */
  readonly mailbox: Map<string, Map<string, boolean>>;
  readonly feed: ActivityFeed;
  close(): Promise<void>;
}

const openWorld = async (app?: TeamsAppManifest): Promise<World> => {
  const mailbox = new Map<string, Map<string, boolean>>();
  const waits: number[] = [];
  const entra = await startEntraSimulator({ clock, persons: PERSONS, ...APPLICATION });
  const mailboxes = {
    isDraft: (objectId: string, id: string) => mailbox.get(objectId)?.get(id) ?? null,
    removeMessage: (objectId: string, id: string) => mailbox.get(objectId)?.delete(id) ?? false,
  };
  const { clientId } = APPLICATION;
  const feed = new ActivityFeed({ clock, accounts: entra.accounts, clientId, ...(app ? { app } : {}) });
  const simulator = await startGraphSimulator({ entra, mailboxes, feed });
  const graph = makeGraph({
    ...APPLICATION,
    authority: entra.origin,
    graphOrigin: simulator.origin,
    allowLoopbackHttp: true,
    pause: async (milliseconds) => waits.push(milliseconds),
  });
  const close = async () => {
    await Promise.all([entra.close(), simulator.close()]);
  };
  return { entra, simulator, graph, waits, mailbox, feed, close };
};

const accountOf = (entra: EntraSimulator, index: number) => {
  const account = entra.accounts[index];
  if (!account) throw new Error('no such person');
  return account;
};

let messages = 0;
const addMessage = ({ mailbox }: World, { objectId }: GraphPerson, isDraft = true): string => {
  const id = `AAMkAD-${++messages}_x==`;
  mailbox.set(objectId, (mailbox.get(objectId) ?? new Map<string, boolean>()).set(id, isDraft));
  return id;
};

const openHarness = async (): Promise<GraphHarness> => {
  const world = await openWorld();
  const { entra, simulator, mailbox } = world;
  const [person, other] = [accountOf(entra, 0), accountOf(entra, 1)];
  return {
    graph: world.graph,
    person,
    other,
    accessToken: async ({ objectId }) => (await entra.issue(objectId === person.objectId ? person : other)).accessToken,
    addMessage: (of, kind) => addMessage(world, of, kind !== 'no-draft'),
    hasMessage: ({ objectId }, id) => mailbox.get(objectId)?.has(id) ?? false,
    setConsent: (given) => {
      entra.switches.refusal = given ? 'none' : 'consent';
    },
    setReachable: (reachable) => {
      simulator.switches.isDown = !reachable;
    },
    revoke: () => {
      entra.revokeRefreshTokens();
      simulator.switches.refuseTokensUntilRenewed = true;
    },
    feedOf: ({ objectId }) => world.feed.list().flatMap((one) => (one.person.objectId === objectId ? [one.url] : [])),
    setInstalled: ({ objectId }, installed) =>
      void (installed ? world.feed.withoutApp.delete(objectId) : world.feed.withoutApp.add(objectId)),
    close: world.close,
  };
};

describeGraphPort('msal-node and microsoft-graph-client against the simulators', openHarness);

describe('Graph on behalf of a person', () => {
  let world: World;
  let store: MemoryTokenStore;
  let person: GraphPerson;
  beforeEach(async () => {
    world = await openWorld();
    store = new MemoryTokenStore();
    person = accountOf(world.entra, 0);
    await world.graph.connect(person, await token(), store);
  });
  afterEach(() => world.close());

  const token = async () => (await world.entra.issue(accountOf(world.entra, 0))).accessToken;
  const remove = (id = addMessage(world, person)) => world.graph.permanentlyDeleteDraft(person, store, id);
  const fail = (...failures: { status: number; retryAfter?: string }[]) =>
    world.simulator.switches.failures.push(...failures);

  it('uses the kept token without asking Entra again', async () => {
    const before = world.entra.grants.length;
    expect(await remove()).toBe('removed');
    expect(await remove()).toBe('removed');
    expect(world.entra.grants.slice(before)).toEqual([]);
  });

  it('asks whether it is a draft, and nothing more of the message, before it removes it', async () => {
    const id = addMessage(world, person);
    expect(await remove(id)).toBe('removed');
    const path = `/v1.0/me/messages/${encodeURIComponent(id)}`;
    expect(world.simulator.requests).toEqual([`GET ${path}?$select=isDraft`, `POST ${path}/permanentDelete`]);
    expect(await remove(addMessage(world, person, false))).toBe('no-draft');
    expect(world.simulator.requests).toHaveLength(3);
  });

  it('renews a token that Graph takes no longer, once, and keeps the new one', async () => {
    const before = store.kept;
    world.simulator.switches.refuseTokensUntilRenewed = true;
    expect(await remove()).toBe('removed');
    expect(world.entra.grants.at(-1)).toBe('refresh_token');
    expect(store.kept).not.toBe(before);
  });

  it('has one token, for Mail.ReadWrite and nothing else of Graph', () => {
    const { AccessToken } = JSON.parse(store.kept ?? '') as { AccessToken: Record<string, { target: string }> };
    const targets = Object.values(AccessToken).map(({ target }) => target);
    expect(targets).toEqual(['openid profile https://graph.microsoft.com/Mail.ReadWrite']);
  });

  it('keeps neither the client’s secret nor the person’s own access token', async () => {
    const accessToken = await token();
    await world.graph.connect(person, accessToken, store);
    expect(store.kept).not.toContain(APPLICATION.clientSecret);
    expect(store.kept).not.toContain(accessToken);
  });

  it('waits for a fractional Retry-After', async () => {
    fail({ status: 429, retryAfter: '1.25' }, { status: 503, retryAfter: '0.5' });
    expect(await remove()).toBe('removed');
    expect(world.waits).toEqual([1_250, 500]);
  });

  it('backs off by itself when there is no Retry-After', async () => {
    fail({ status: 503 }, { status: 504 });
    expect(await remove()).toBe('removed');
    expect(world.waits).toEqual([500, 1_000]);
  });

  it('gives up after three tries', async () => {
    fail({ status: 429 }, { status: 429 }, { status: 429 });
    expect(await refusalOf(remove())).toEqual({ type: 'graph-unavailable', reason: 'throttled' });
    expect(world.simulator.requests).toHaveLength(3);
  });

  it.each([
    ['8', 1],
    ['8.001', 0],
    ['3600', 0],
  ])('waits 8 seconds at most: Retry-After %s', async (retryAfter, waits) => {
    fail({ status: 429, retryAfter });
    await remove().catch(() => {});
    expect(world.waits).toHaveLength(waits);
  });

  it.each([
    [400, { type: 'graph-unavailable', reason: 'status-400' }],
    [500, { type: 'graph-unavailable', reason: 'status-500' }],
    [302, { type: 'graph-unavailable', reason: 'status-302' }],
    [403, { type: 'graph-consent-needed', reason: 'refused' }],
  ])('does not hide answer %i', async (status, refusal) => {
    fail({ status });
    expect(await refusalOf(remove())).toEqual(refusal);
  });

  it('says unavailable when Entra is down or ill, and consent needed when it wants the person', async () => {
    world.entra.switches.outage = 'refuse';
    expect(await refusalOf(world.graph.connect(person, await token(), store))).toMatchObject({
      type: 'graph-unavailable',
    });
    world.entra.switches.outage = 'ill';
    expect(await refusalOf(world.graph.connect(person, await token(), store))).toMatchObject({
      type: 'graph-unavailable',
    });
    world.entra.switches.outage = 'none';
    world.entra.switches.refusal = 'interaction';
    expect(await refusalOf(world.graph.connect(person, await token(), store))).toMatchObject({
      type: 'graph-consent-needed',
    });
  });

  it('says unavailable with a wrong client secret', async () => {
    const graph = makeGraph({
      ...APPLICATION,
      clientSecret: 'wrong',
      authority: world.entra.origin,
      allowLoopbackHttp: true,
    });
    expect(await refusalOf(graph.connect(person, await token(), store))).toEqual({
      type: 'graph-unavailable',
      reason: 'token',
    });
  });

  it('asks Microsoft’s own token endpoint of the tenant, and nothing before it', async () => {
    const asked: { url: string; body: string }[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (url, init) => {
      asked.push({ url: String(url), body: String(init?.body) });
      return Response.json({ error: 'temporarily_unavailable', error_description: 'x' }, { status: 503 });
    };
    const graph = makeGraph({ ...APPLICATION, authority: 'https://login.microsoftonline.com' });
    const refusal = await refusalOf(graph.connect(person, 'assertion', store)).finally(() => {
      globalThis.fetch = real;
    });
    expect(refusal).toEqual({ type: 'graph-unavailable', reason: 'token' });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url.split('?')[0]).toBe(`https://login.microsoftonline.com/${person.tenantId}/oauth2/v2.0/token`);
    const form = new URLSearchParams(asked[0]?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    expect(form.get('requested_token_use')).toBe('on_behalf_of');
    expect(form.get('scope')?.split(' ').toSorted()).toEqual([
      'https://graph.microsoft.com/Mail.ReadWrite',
      'offline_access',
      'openid',
      'profile',
    ]);
  });

  it('refuses a plain http authority or Graph unless the demo allows loopback', () => {
    expect(() => makeGraph({ ...APPLICATION, authority: world.entra.origin })).toThrow('not an https address');
    const options = { ...APPLICATION, authority: 'https://login.microsoftonline.com', allowLoopbackHttp: true };
    expect(() => makeGraph({ ...options, graphOrigin: 'http://graph.example' })).toThrow('not an https address');
  });

  it('is unavailable where the installation has no secret', async () => {
    expect(await refusalOf(absentGraph.connect(person, 'token', store))).toEqual({ type: 'graph-unavailable' });
  });
});

describe('activities in Teams by the application itself', () => {
  let world: World;
  let person: GraphPerson;
  beforeEach(async () => {
    world = await openWorld();
    person = accountOf(world.entra, 0);
  });
  afterEach(() => world.close());

  const tell = (more: Partial<typeof ACTIVITY> = {}) => world.graph.notifyActivity(person, { ...ACTIVITY, ...more });
  const fail = (...failures: { status: number; retryAfter?: string }[]) =>
    world.simulator.switches.failures.push(...failures);

  it('stand as the manifest’s text says, below it the preview', async () => {
    expect(await tell()).toBe('sent');
    expect(world.feed.list()).toEqual([
      {
        at: expect.any(String),
        person: accountOf(world.entra, 0),
        title: 'SEFOS: säkert meddelande från Anna Ek, Storkommun',
        preview: ACTIVITY.preview,
        topic: ACTIVITY.topic,
        url: ACTIVITY.url,
      },
    ]);
    const path = `/v1.0/users/${person.objectId}/teamwork/sendActivityNotification`;
    expect(world.simulator.requests).toEqual([`POST ${path}`]);
  });

  it('are posted with one token for many, by client credentials for what was granted and nothing else', async () => {
    const asked: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = (url, init) => {
      if (String(url).includes('/oauth2/')) asked.push(String(init?.body));
      return real(url, init);
    };
    try {
      expect(await Promise.all([1, 2, 3].map((chainId) => tell({ chainId })))).toEqual(['sent', 'sent', 'sent']);
      expect(await tell({ chainId: 4 })).toBe('sent');
    } finally {
      globalThis.fetch = real;
    }
    expect(world.entra.grants).toEqual(['client_credentials']);
    const form = new URLSearchParams(asked[0]);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(form.get('scope')).toBe('https://graph.microsoft.com/.default');
  });

  it('renew a token that Graph takes no longer, once', async () => {
    await tell();
    world.simulator.switches.refuseTokensUntilRenewed = true;
    expect(await tell()).toBe('sent');
    expect(world.entra.grants).toEqual(['client_credentials', 'client_credentials']);
    fail({ status: 401 }, { status: 401 });
    expect(await refusalOf(tell())).toEqual({ type: 'graph-consent-needed', reason: 'refused' });
  });

  it('are asked once, and say how long Graph wants to be left alone', async () => {
    const failures = [
      [
        { status: 429, retryAfter: '12.5' },
        { reason: 'throttled', retryAfterSeconds: 13 },
      ],
      [{ status: 429 }, { reason: 'throttled' }],
      [
        { status: 503, retryAfter: '3600' },
        { reason: 'status-503', retryAfterSeconds: 3_600 },
      ],
      [{ status: 500 }, { reason: 'status-500' }],
      [{ status: 408 }, { reason: 'status-408' }],
      [{ status: 302 }, { reason: 'status-302' }],
    ] as const;
    for (const [failure, facts] of failures) {
      fail(failure);
      expect(await refusalOf(tell())).toEqual({ type: 'graph-unavailable', ...facts });
    }
    expect(world.simulator.requests).toHaveLength(failures.length);
    expect(world.waits).toEqual([]);
  });

  it('end when Graph refuses them', async () => {
    const ends: unknown[] = [];
    for (const status of [400, 403, 404, 409]) {
      fail({ status });
      ends.push([status, await tell()]);
    }
    expect(ends).toEqual([
      [400, 'refused'],
      [403, 'not-installed'],
      [404, 'unknown-person'],
      [409, 'refused'],
    ]);
  });

  it('are refused with a type that the manifest does not declare, without a parameter, or a link elsewhere', async () => {
    expect(await tell({ parameters: {} })).toBe('refused');
    expect(await tell({ url: 'https://sefos.example/messages/1' })).toBe('refused');
    await world.close();
    world = await openWorld({ staticTabs: [], authorization: permission('TeamsActivity.Send.User') });
    expect(await tell()).toBe('refused');
    expect(world.feed.list()).toEqual([]);
  });

  it('need the permission that comes with the app', async () => {
    await world.close();
    world = await openWorld({ staticTabs: [], authorization: permission('Mailbox.ReadWrite.User') });
    expect(await tell()).toBe('not-installed');
  });

  it('are not there in tenants that do not know the application', async () => {
    const elsewhere = { ...person, tenantId: '0000dead-0000-4000-8000-000000000000' };
    const work = world.graph.notifyActivity(elsewhere, ACTIVITY);
    expect(await refusalOf(work)).toEqual({ type: 'graph-consent-needed', reason: 'unauthorized_client' });
  });

  it('are unavailable with a wrong secret', async () => {
    const options = { ...APPLICATION, clientSecret: 'wrong', authority: world.entra.origin, allowLoopbackHttp: true };
    const work = makeGraph(options).notifyActivity(person, ACTIVITY);
    expect(await refusalOf(work)).toEqual({ type: 'graph-unavailable', reason: 'token' });
    expect(await refusalOf(absentGraph.notifyActivity(person, ACTIVITY))).toEqual({ type: 'graph-unavailable' });
  });
});

const permission = (name: string) => ({ permissions: { resourceSpecific: [{ name, type: 'Application' }] } });
