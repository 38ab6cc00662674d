import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import type { AccountActor } from '../../platform/actor.ts';
import { handleError } from '../../platform/http/problems.ts';
import { newId } from '../../platform/ids.ts';
import { openSqlite, type TestDatabase } from '../../testing/databases.ts';
import { DelegationsRepository } from './delegations.repository.ts';
import { registerLiveRoute } from './live.routes.ts';
import { LiveFeed } from './live-feed.ts';
import { MailboxDoor } from './mailbox-door.ts';
import { liveEvent } from './mailbox-events.ts';
import { MailboxMembersRepository } from './mailbox-members.repository.ts';
import { MailboxesService, personalMailbox } from './mailboxes.service.ts';

interface ServerSentEvent {
  readonly id: string;
  readonly data: string;
}

/** Our own stream's events: `id:` and `data:` lines, an empty line after each. */
const parseEvents = (text: string): ServerSentEvent[] =>
  [...text.matchAll(/^id: (.*)\ndata: (.*)\n\n/gm)].map(([, id = '', data = '']) => ({ id, data }));

describe('GET /api/v1/events', () => {
  let test: TestDatabase;
  let app: FastifyInstance;
  let feed: LiveFeed;
  let signedIn = true;
  const mailboxId = newId(Date.now());
  const actor = { kind: 'account', accountId: 'account', organisationId: 'org', sessionId: 'session' } as AccountActor;

  beforeAll(async () => {
    test = await openSqlite();
    const { database } = test;
    await database.commit([
      personalMailbox(
        { id: mailboxId, organisationId: 'org', accountId: 'account', name: 'A', address: 'a@x.example' },
        1,
      ),
    ]);
    feed = new LiveFeed({
      database,
      clock: { now: () => new Date() },
      aliveSessions: async () => new Set(signedIn ? ['session'] : []),
      onError: () => {},
      connectionsPerAccount: 1,
    });
    feed.start();
    app = Fastify();
    app.setErrorHandler(handleError);
    registerLiveRoute(app, {
      feed,
      mailboxes: new MailboxesService(database),
      door: new MailboxDoor({
        delegations: new DelegationsRepository(database),
        members: new MailboxMembersRepository(database),
        clock: { now: () => new Date() },
        unreadSince: async () => 0,
      }),
      account: async () => (signedIn ? actor : null),
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await app.close();
    await test.end();
  });

  const connect = (headers: Record<string, string> = {}) =>
    new Promise<{ status: number; events: ServerSentEvent[]; ended: Promise<void>; close(): void }>((resolve) => {
      const { port } = app.server.address() as AddressInfo;
      const request = httpRequest({ port, host: '127.0.0.1', path: '/api/v1/events', headers }, (response) => {
        const events: ServerSentEvent[] = [];
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          events.splice(0, events.length, ...parseEvents(text));
        });
        const ended = new Promise<void>((done) => response.on('close', done));
        resolve({ status: response.statusCode ?? 0, events, ended, close: () => request.destroy() });
      });
      request.on('error', () => {});
      request.end();
    });
  const until = async (condition: () => boolean) => {
    for (let i = 0; i < 100 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(condition()).toBe(true);
  };

  it('streams events, resumes by Last-Event-ID, allows no second page, and ends with the session', async () => {
    const first = await connect();
    expect(first.status).toBe(200);
    expect((await connect()).status).toBe(429);
    await test.database.commit([
      liveEvent({ type: 'message-sent', mailboxId, messageId: newId(Date.now()) }, Date.now()),
    ]);
    await until(() => first.events.length === 1);
    first.close();
    await until(() => feed.size === 0);
    const messageId = newId(Date.now());
    await test.database.commit([liveEvent({ type: 'message-received', mailboxId, messageId }, Date.now())]);
    const second = await connect({ 'last-event-id': first.events[0]?.id ?? '' });
    await until(() => second.events.length === 1);
    expect(JSON.parse(second.events[0]?.data ?? '')).toEqual({ type: 'message-received', mailboxId, messageId });
    signedIn = false;
    await feed.pulse();
    await second.ended;
    expect((await connect()).status).toBe(401);
    signedIn = true;
  });

  it('ends its streams when the server closes', async () => {
    await until(() => feed.size === 0);
    const open = await connect();
    await app.close();
    await open.ended;
  });
});
