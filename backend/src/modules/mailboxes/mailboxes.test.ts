import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AccountActor } from '../../platform/actor.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { LiveFeed, type LiveListener, type LiveNotice } from './live-feed.ts';
import { liveEvent, unreadChanged } from './mailbox-events.ts';
import { MailboxesService, personalMailbox } from './mailboxes.service.ts';

const actorOf = (accountId: string, organisationId: string, mailboxId: string): AccountActor => ({
  kind: 'account',
  accountId,
  organisationId,
  mailboxId,
  sessionId: `session-${accountId}`,
  email: 'a@storkommun.example',
  displayName: 'A',
  language: 'sv',
  roles: ['user'],
  level: 2,
  method: 'password-sms',
  host: 'web',
  csrfToken: 'c',
  ip: '192.0.2.1',
});

interface Page extends LiveListener {
  readonly got: LiveNotice[];
  ended: boolean;
  heartbeats: number;
  slow: boolean;
}

const page = (mailboxIds: readonly string[], accountId = 'one'): Page => {
  const self: Page = {
    accountId,
    sessionId: `session-${accountId}`,
    mailboxIds,
    got: [],
    ended: false,
    heartbeats: 0,
    slow: false,
    send: (notices) => {
      self.got.push(...notices);
      return !self.slow;
    },
    heartbeat: () => ++self.heartbeats > 0,
    end: () => {
      self.ended = true;
    },
  };
  return self;
};

describeOnBoth('mailboxes', (open) => {
  let test: TestDatabase;
  let service: MailboxesService;
  const clock = new FixedClock();
  const now = () => clock.now().getTime();
  const alive = new Set<string>();
  const errors: unknown[] = [];
  let feed: LiveFeed;

  beforeAll(async () => {
    test = await open();
    service = new MailboxesService(test.database);
  });
  afterAll(() => test.end());
  beforeEach(() => {
    clock.advance(3_600);
    errors.length = 0;
    alive.clear();
    alive.add('session-one').add('session-two');
    feed = new LiveFeed({
      database: test.database,
      clock,
      connectionsPerAccount: 2,
      onError: (error) => errors.push(error),
      aliveSessions: async (ids) => new Set(ids.filter((id) => alive.has(id))),
    });
  });

  const make = async (organisationId: string, address: string) => {
    const id = newId(now());
    const accountId = newId(now());
    await test.database.commit([personalMailbox({ id, organisationId, accountId, name: address, address }, now())]);
    return actorOf(accountId, organisationId, id);
  };
  const received = (mailboxId: string, at = now()) => {
    const messageId = newId(at);
    return { messageId, statement: liveEvent({ type: 'message-received', mailboxId, messageId }, at) };
  };

  it("gives an actor her own mailbox only, and hides another's, whichever organisation it is in", async () => {
    const anna = await make('org-a', 'anna@storkommun.example');
    const bo = await make('org-b', 'bo@lillkommun.example');
    expect((await service.list(anna)).map(({ address }) => address)).toEqual(['anna@storkommun.example']);
    expect(await service.idsOf(anna)).toEqual([anna.mailboxId]);
    expect((await service.requireMember(anna, anna.mailboxId)).kind).toBe('personal');
    await expect(service.requireMember(anna, bo.mailboxId)).rejects.toMatchObject({ type: 'not-found' });
    const strayed = { ...anna, organisationId: 'org-b' };
    await expect(service.requireMember(strayed, anna.mailboxId)).rejects.toMatchObject({ type: 'not-found' });
    expect(await service.list(strayed)).toEqual([]);
  });

  it('finds where addresses lead, across organisations, and leaves out the others', async () => {
    const found = await service.byAddresses(['anna@storkommun.example', 'bo@lillkommun.example', 'nobody@x.example']);
    expect([...found.keys()].sort()).toEqual(['anna@storkommun.example', 'bo@lillkommun.example']);
    expect(found.get('bo@lillkommun.example')?.organisationId).toBe('org-b');
    expect((await service.byAddresses([])).size).toBe(0);
  });

  it('counts unread messages up and down, never below zero', async () => {
    const actor = await make('org-a', 'unread@storkommun.example');
    const unread = async () => (await service.list(actor))[0]?.unread;
    await test.database.commit([unreadChanged(actor.mailboxId, 1), unreadChanged(actor.mailboxId, 1)]);
    expect(await unread()).toBe(2);
    await test.database.commit(Array.from({ length: 3 }, () => unreadChanged(actor.mailboxId, -1)));
    expect(await unread()).toBe(0);
  });

  it('tells a page what comes after it connected, once, and only of its own mailboxes', async () => {
    const [mine, other] = [newId(now()), newId(now())];
    await test.database.commit([received(mine).statement]);
    const listener = page([mine]);
    await feed.connect(listener);
    const news = received(mine);
    await test.database.commit([news.statement, received(other).statement]);
    await feed.look(5_000);
    await feed.look(500);
    expect(listener.got.map(({ event }) => event)).toEqual([
      // What was there just before it came: something to read again, nothing to be told as new.
      { type: 'mailbox-changed', mailboxId: mine },
      { type: 'message-received', mailboxId: mine, messageId: news.messageId },
    ]);
    expect(errors).toEqual([]);
  });

  it('carries the recipient of a changed receipt', async () => {
    const mine = newId(now());
    const listener = page([mine]);
    await feed.connect(listener);
    const changed = {
      type: 'recipient-changed',
      mailboxId: mine,
      messageId: newId(now()),
      recipientId: newId(now()),
    } as const;
    await test.database.commit([liveEvent(changed, now())]);
    await feed.look(5_000);
    expect(listener.got.map(({ event }) => event)).toEqual([changed]);
  });

  it('tells of a row that was committed after a younger one', async () => {
    const mine = newId(now());
    const listener = page([mine]);
    await feed.connect(listener);
    const late = received(mine, now() - 4_000);
    const young = received(mine);
    await test.database.commit([young.statement]);
    await feed.look(5_000);
    await test.database.commit([late.statement]);
    await feed.look(5_000);
    expect(listener.got.map(({ event }) => ('messageId' in event ? event.messageId : null))).toEqual([
      young.messageId,
      late.messageId,
    ]);
  });

  it('resumes after the last event that the page saw', async () => {
    const mine = newId(now());
    const first = page([mine]);
    const disconnect = await feed.connect(first);
    await test.database.commit([received(mine).statement]);
    await feed.look(5_000);
    disconnect();
    clock.advance(60);
    const missed = received(mine);
    await test.database.commit([missed.statement]);
    const second = page([mine]);
    await feed.connect(second, first.got[0]?.id);
    await feed.look(5_000);
    expect(second.got.map(({ event }) => ('messageId' in event ? event.messageId : null))).toEqual([missed.messageId]);
  });

  it('drops a reader that is too slow, and ends the streams of an ended session', async () => {
    const mine = newId(now());
    const [slow, gone, stays] = [page([mine]), page([mine], 'two'), page([mine])];
    slow.slow = true;
    for (const listener of [slow, gone, stays]) await feed.connect(listener);
    await test.database.commit([received(mine).statement]);
    await feed.look(5_000);
    alive.delete('session-two');
    await feed.pulse();
    expect([slow.ended, gone.ended, stays.ended, stays.heartbeats]).toEqual([true, true, false, 1]);
    expect(feed.size).toBe(1);
    await feed.stop();
    expect(stays.ended).toBe(true);
  });

  it('refuses more pages of one account than it may have', async () => {
    await feed.connect(page([]));
    await feed.connect(page([]));
    await expect(feed.connect(page([]))).rejects.toMatchObject({ type: 'too-many-requests' });
    await expect(feed.connect(page([], 'two'))).resolves.toBeDefined();
  });

  it('hears of commits of its own process at once', async () => {
    const mine = newId(now());
    const listener = page([mine]);
    const quick = new LiveFeed({
      database: test.database,
      clock,
      aliveSessions: async (ids) => new Set(ids),
      onError: (error) => errors.push(error),
      pollMilliseconds: 3_600_000,
    });
    quick.start();
    await quick.connect(listener);
    await test.database.commit([received(mine).statement]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await quick.stop();
    expect(listener.got).toHaveLength(1);
  });

  it('sweeps events that are older than a day and keeps younger ones', async () => {
    const mine = newId(now());
    await test.database.commit([
      received(mine, now() - 24 * 3_600_000 - 1).statement,
      received(mine, now() - 24 * 3_600_000).statement,
    ]);
    await feed.sweep();
    expect(await test.database.all('select id from live_event where mailbox_id = ?', mine)).toHaveLength(1);
  });
});
