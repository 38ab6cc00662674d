import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { LiveFeed } from './live-feed.ts';

/** Shorter than a session may stand idle. */
const SPELL = 600;
const DAY = 86_400;

describeOnBoth('delegations', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let lisa: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    // Ids never go back in one process: the clock of the second database goes on after the first one's.
    if (!test.url.startsWith('sqlite:')) product.clock.advance(DAY);
  });
  beforeEach(async () => {
    product.clock.advance(SPELL);
    [hanna, kalle, olga, lisa] = [
      await product.signIn(HANNA),
      await product.signIn(KALLE),
      await product.signIn(OLGA),
      await product.signIn(LISA),
    ];
  });
  afterEach(async () => {
    await product.database.commit([{ sql: 'delete from delegation', params: [] }]);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const inSeconds = (seconds: number) => new Date(product.clock.now().getTime() + seconds * 1000).toISOString();
  const period = (more: object = {}) => ({
    address: KALLE,
    startsAt: inSeconds(0),
    endsAt: inSeconds(DAY),
    olderMessages: true,
    ...more,
  });
  const give = (more: object = {}, by = hanna) => by.post('/delegations', period(more));
  const given = async (more: object = {}): Promise<string> => {
    const answer = await give(more);
    if (answer.status !== 201) throw new Error(`not given: ${answer.problem}`);
    return answer.body.id;
  };
  const end = (id: string, by: AccountBrowser) => by.call('DELETE', `/delegations/${id}`);
  /** Kalle as he is in Hanna's mailbox. */
  const inHannas = (who = kalle) => {
    const headers = { 'x-sefos-mailbox': hanna.mailboxId };
    return {
      get: (path: string) => who.get(path, headers),
      post: (path: string, body?: unknown) => who.post(path, body, headers),
      call: (method: string, path: string, body?: unknown) => who.call(method, path, body, headers),
    };
  };
  const folder = (name: string) => inHannas().get(`/mailboxes/${hanna.mailboxId}/messages?folder=${name}`);
  const subjects = async (name: string): Promise<string[]> =>
    (await folder(name)).body.rows.map(({ subject }: { subject: string }) => subject);
  const mailboxesOf = async (who: AccountBrowser) => (await who.get('/mailboxes')).body;
  const entries = async (action: string) =>
    (
      await product.database.all<{ actor_id: string; facts: string }>(
        'select actor_id, facts from audit_event where action = ? order by id',
        action,
      )
    ).map(({ actor_id, facts }) => ({ by: actor_id, ...JSON.parse(facts) }));

  const organisation = async () =>
    (
      await product.database.get<{ organisation_id: string }>(
        'select organisation_id from mailbox where id = ?',
        kalle.mailboxId,
      )
    )?.organisation_id;

  it('opens nothing without one, and nothing in the own mailboxes list', async () => {
    expect((await folder('inbox')).problem).toBe('delegation-ended');
    expect(await mailboxesOf(kalle)).toHaveLength(1);
  });

  it('lets a colleague read, from its first instant until before its last', async () => {
    const id = await product.send(olga, [{ address: HANNA }], { subject: 'Till Hanna' });
    await given({ startsAt: inSeconds(SPELL), endsAt: inSeconds(2 * SPELL) });
    product.clock.advance(SPELL - 1);
    expect((await folder('inbox')).problem).toBe('delegation-ended');
    product.clock.advance(1);
    expect(await subjects('inbox')).toContain('Till Hanna');
    expect(await mailboxesOf(kalle)).toEqual([
      expect.objectContaining({ id: kalle.mailboxId, delegatedUntil: null }),
      expect.objectContaining({ id: hanna.mailboxId, delegatedUntil: inSeconds(SPELL) }),
    ]);
    product.clock.advance(SPELL - 1);
    expect((await inHannas().get(`/messages/${id}`)).status).toBe(200);
    product.clock.advance(1);
    expect((await inHannas().get(`/messages/${id}`)).problem).toBe('delegation-ended');
    expect((await kalle.get(`/messages/${id}`)).problem).toBe('not-found');
    expect(await mailboxesOf(kalle)).toHaveLength(1);
  });

  it('is told live to both sides and mailed to the delegate when it begins, and told when it ends by itself', async () => {
    const live = async () =>
      (
        await product.database.all<{ mailbox_id: string }>(
          "select mailbox_id from live_event where type = 'delegations-changed' order by id",
        )
      ).map(({ mailbox_id }) => mailbox_id);
    const both = [hanna.mailboxId, kalle.mailboxId];
    const mails = () => product.mail.to(KALLE);
    const drained = async (seconds: number) => {
      product.clock.advance(seconds);
      await product.database.commit([{ sql: "delete from live_event where type = 'delegations-changed'", params: [] }]);
      await product.drain();
    };
    await product.drain();
    product.mail.sent.length = 0;
    await given({ startsAt: inSeconds(SPELL), endsAt: inSeconds(2 * SPELL) });
    expect((await live()).slice(-2)).toEqual(both);
    await drained(SPELL - 1);
    expect([await live(), mails()]).toEqual([[], []]);
    await drained(1);
    expect(await live()).toEqual(both);
    expect(mails()).toHaveLength(1);
    expect(mails()[0]?.text).toMatch(/^Hanna .* har gett dig tillgång till sin brevlåda till och med/);
    await drained(SPELL - 1);
    expect(await live()).toEqual([]);
    await drained(1);
    expect(await live()).toEqual(both);
    expect([mails().length, product.failedJobs]).toEqual([1, []]);
  });

  it('is mailed at once when it begins at once; not when it was taken back before, nor to who has chosen no mail', async () => {
    await product.drain();
    product.mail.sent.length = 0;
    await given();
    await product.drain();
    expect(product.mail.to(KALLE)).toHaveLength(1);
    await product.database.commit([{ sql: 'delete from delegation', params: [] }]);
    await end(await given({ startsAt: inSeconds(SPELL / 2) }), hanna);
    product.clock.advance(SPELL / 2);
    await product.drain();
    hanna = await product.signIn(HANNA);
    const preferences = product.services.notificationPreferences;
    const chosen = jest.spyOn(preferences, 'of').mockResolvedValue({ ...(await preferences.of('')), mail: false });
    await given();
    await product.drain();
    chosen.mockRestore();
    expect(product.mail.to(KALLE)).toHaveLength(1);
  });

  it('is given in the browser alone, within five minutes of an identification; it is ended without one', async () => {
    product.clock.advance(299);
    const id = await given();
    product.clock.advance(1);
    expect((await give({ address: OLGA })).problem).toBe('confirmation-required');
    expect((await end(id, hanna)).status).toBe(204);
    const inTeams = { kind: 'account', host: 'teams', accountId: hanna.accountId } as AccountActor;
    await expect(product.services.delegations.give(inTeams, period())).rejects.toThrow('not-allowed');
  });

  it('needs the header: without it a delegate has his own mailbox only', async () => {
    const id = await product.send(olga, [{ address: HANNA }]);
    await given();
    expect((await kalle.get(`/messages/${id}`)).problem).toBe('not-found');
    expect((await kalle.get(`/mailboxes/${hanna.mailboxId}/messages?folder=inbox`)).problem).toBe('not-found');
    expect((await inHannas().get(`/mailboxes/${kalle.mailboxId}/messages?folder=inbox`)).problem).toBe('not-found');
  });

  it('is marked where the delegate opens: on the timeline by name, in the log with both', async () => {
    const id = await product.send(olga, [{ address: HANNA }, { address: KALLE }]);
    await given();
    expect((await inHannas().post(`/messages/${id}/open`)).status).toBe(200);
    const [hannas, kalles] = (await olga.get(`/messages/${id}/timeline`)).body;
    expect(hannas.events.at(-1)).toMatchObject({ kind: 'opened', by: expect.stringMatching(/^Kalle/) });
    // His own copy is another one.
    expect(kalles.recipient.status).toBe('sent');
    expect((await entries('message.opened')).at(-1)).toMatchObject({
      by: kalle.accountId,
      onBehalfOf: hanna.accountId,
    });
  });

  it("reads at the level of the delegate's own session", async () => {
    const id = await product.send(olga, [{ address: HANNA }], { assuranceLevel: 3, subject: 'Hemligt' });
    await given();
    expect(await subjects('inbox')).not.toContain('Hemligt');
    expect((await inHannas().post(`/messages/${id}/open`)).problem).toBe('step-up-required');
    const identified = await product.signIn(KALLE, 3);
    expect((await inHannas(identified).post(`/messages/${id}/open`)).status).toBe(200);
  });

  it('with only new messages has none from before its beginning, anywhere', async () => {
    const older = await product.send(olga, [{ address: HANNA }], { subject: 'Gammalt' });
    const sentBefore = await product.send(hanna, [{ address: OLGA }, external('a@example.org')], {
      subject: 'Skickat förr',
    });
    product.clock.advance(1);
    await given({ olderMessages: false });
    const answer = await product.send(olga, [{ address: HANNA }], { subject: 'På instanten', inReplyTo: sentBefore });
    product.clock.advance(1);
    await product.send(hanna, [{ address: OLGA }, external('b@example.org')], { subject: 'Skickat nyss' });
    expect(await subjects('inbox')).toEqual(['På instanten']);
    expect(await subjects('sent')).toEqual(['Skickat nyss']);
    expect(await subjects('links')).toEqual(['Skickat nyss']);
    const [, delegated] = await mailboxesOf(kalle);
    expect(delegated.unread).toBe(1);
    for (const id of [older, sentBefore]) {
      expect((await inHannas().get(`/messages/${id}`)).problem).toBe('not-found');
      expect((await inHannas().post(`/messages/${id}/open`)).problem).toBe('not-found');
      expect((await inHannas().post(`/messages/${id}/downloads`, { attachmentId: null })).problem).toBe('not-found');
      expect((await inHannas().post(`/messages/${id}/recall`, { recipientIds: null })).problem).toBe('not-found');
      expect((await inHannas().get(`/messages/${id}/timeline`)).problem).toBe('not-found');
    }
    const thread = (await inHannas().get(`/messages/${answer}/thread`)).body;
    expect(thread.rows.map(({ messageId }: { messageId: string }) => messageId)).toEqual([answer]);
    expect((await inHannas().get(`/messages/${answer}`)).body.inReplyTo).toBeNull();
  });

  it('sends and answers visibly on behalf of the holder, to everybody who gets it', async () => {
    const original = await product.send(olga, [{ address: HANNA }]);
    await given();
    await inHannas().post(`/messages/${original}/open`);
    const body = {
      ...product.message(hanna, [{ address: OLGA }, external('utan@example.org')], { subject: 'Åt Hanna' }),
      inReplyTo: original,
    };
    const sent = await inHannas().post('/messages', body);
    expect(sent.status).toBe(201);
    const from = { name: expect.stringMatching(/^Hanna/), address: HANNA, sentBy: expect.stringMatching(/^Kalle/) };
    expect((await olga.get(`/messages/${sent.body.id}`)).body.from).toEqual(from);
    const rows = (await olga.get(`/mailboxes/${olga.mailboxId}/messages?folder=inbox`)).body.rows;
    expect(rows[0].from).toEqual(from);
    expect((await olga.get(`/messages/${original}/timeline`)).body[0].events.at(-1)).toMatchObject({
      kind: 'replied',
      by: expect.stringMatching(/^Kalle/),
    });
    await product.drain();
    expect(product.mail.to('utan@example.org').at(-1)?.text).toMatch(/Kalle .* på uppdrag av Hanna /);
    const reader = await product.enter('utan@example.org');
    expect((await reader.post('/link/open')).body.from).toEqual(from);
    expect((await entries('message.sent')).at(-1)).toMatchObject({ by: kalle.accountId, onBehalfOf: hanna.accountId });
    // Hanna finds it among what she has sent, and her own messages say nothing of it.
    expect((await hanna.get(`/mailboxes/${hanna.mailboxId}/messages?folder=sent`)).body.rows[0].from).toEqual(from);
    const own = await product.send(hanna, [{ address: OLGA }]);
    expect((await olga.get(`/messages/${own}`)).body.from.sentBy).toBeUndefined();
  });

  it('names in a conversation who wrote what, to the holder and to whoever writes on her behalf', async () => {
    const first = await product.send(hanna, [{ address: OLGA }]);
    await given();
    product.clock.advance(1);
    const message = { ...product.message(hanna, [{ address: OLGA }]), inReplyTo: first };
    const second = (await inHannas().post('/messages', message)).body.id;
    const told = async (who: { get: AccountBrowser['get'] }) =>
      (await who.get(`/messages/${second}/thread`)).body.rows.map(
        ({ messageId, own, from }: { messageId: string; own?: boolean; from: { sentBy?: string } }) => [
          messageId,
          own ?? false,
          from.sentBy?.split(' ')[0],
        ],
      );
    expect(await told(hanna)).toEqual([
      [second, false, 'Kalle'],
      [first, true, undefined],
    ]);
    expect(await told(inHannas())).toEqual([
      [second, true, 'Kalle'],
      [first, false, undefined],
    ]);
  });

  it('ends a download that was asked for, with it', async () => {
    const uploadId = await olga.upload('a.txt', Buffer.from('x'));
    const message = await product.send(olga, [{ address: HANNA }], { attachmentIds: [uploadId] });
    const delegation = await given();
    await inHannas().post(`/messages/${message}/open`);
    const download = await inHannas().post(`/messages/${message}/downloads`, { attachmentId: uploadId });
    const fetchIt = () => kalle.get(download.body.url.replace('/api/v1', ''));
    expect((await fetchIt()).bytes.toString()).toBe('x');
    await end(delegation, hanna);
    expect((await fetchIt()).problem).toBe('download-expired');
  });

  it('keeps the drafts of holder and delegate apart', async () => {
    const draft = (id: string, who: Pick<ReturnType<typeof inHannas>, 'call'>, subject: string, revision = 0) =>
      who.call('PUT', `/mailboxes/${hanna.mailboxId}/drafts/${id}`, {
        ...{ revision, recipients: [], subject, bodyHtml: '', assuranceLevel: null, replyAllowed: true },
        ...{ validUntil: '', inReplyTo: null, uploadIds: [] },
      });
    const list = async (who: Pick<ReturnType<typeof inHannas>, 'get'>) =>
      (await who.get(`/mailboxes/${hanna.mailboxId}/drafts`)).body.rows.map((row: { subject: string }) => row.subject);
    const [hers, his] = [randomUUID(), randomUUID()];
    await draft(hers, hanna, 'Hannas');
    await given();
    expect((await draft(his, inHannas(), 'Kalles')).status).toBe(200);
    expect(await list(hanna)).toEqual(['Hannas']);
    expect(await list(inHannas())).toEqual(['Kalles']);
    expect((await inHannas().get(`/mailboxes/${hanna.mailboxId}/drafts/${hers}`)).problem).toBe('not-found');
    expect((await draft(hers, inHannas(), 'Fel', 1)).status).not.toBe(200);
    expect((await inHannas().call('DELETE', `/mailboxes/${hanna.mailboxId}/drafts/${hers}`)).problem).toBe('not-found');
    const stolen = { ...product.message(hanna, [{ address: OLGA }]), draftId: hers };
    expect((await inHannas().post('/messages', stolen)).problem).toBe('not-found');
    expect(await list(hanna)).toEqual(['Hannas']);
    const own = { ...product.message(hanna, [{ address: OLGA }]), draftId: his, draftRevision: 1 };
    expect((await inHannas().post('/messages', own)).status).toBe(201);
    expect(await list(inHannas())).toEqual([]);
  });

  it('tells live pages of new messages there, of nothing else, and ends their streams with it', async () => {
    const before = await product.send(hanna, [{ address: OLGA }]);
    product.clock.advance(1);
    const id = await given({ olderMessages: false });
    const entered = await product.services.door.listened({
      ...kalle,
      organisationId: await organisation(),
    } as never);
    const heard: string[] = [];
    let ended = false;
    const feed = new LiveFeed({
      database: product.database,
      clock: product.clock,
      aliveSessions: async (ids) => new Set(ids),
      activeAccesses: (ids) => product.services.door.active(ids),
      onError: () => {},
    });
    await feed.connect({
      accountId: kalle.accountId,
      sessionId: 'session',
      mailboxIds: [kalle.mailboxId, hanna.mailboxId],
      entered,
      send: (notices) => heard.push(...notices.map(({ event }) => event.type)) > 0,
      heartbeat: () => true,
      end: () => {
        ended = true;
      },
    });
    // At its beginning a page hears that there may be something to read again: his own mailbox has been lent another's.
    expect(heard.splice(0)).toEqual(['mailbox-changed']);
    // Somebody opens what was sent before: that is not the delegate's to know.
    await olga.post(`/messages/${before}/open`);
    await feed.look(5_000);
    expect(heard).toEqual([]);
    await product.send(olga, [{ address: HANNA }]);
    await feed.look(5_000);
    expect(heard).toEqual(['message-received']);
    await product.services.accounts.setFrozen(hanna.accountId, true);
    await product.send(olga, [{ address: HANNA }]);
    await feed.look(5_000);
    await product.services.accounts.setFrozen(hanna.accountId, false);
    expect(heard).toEqual(['message-received']);
    expect(ended).toBe(true);
    expect(feed.size).toBe(0);
    await end(id, await product.signIn(HANNA));
  });

  it('is taken back by its giver and declined by its delegate, at once, and by nobody else', async () => {
    const first = await given();
    for (const other of [olga, lisa]) expect((await end(first, other)).problem).toBe('not-found');
    expect((await end(first, hanna)).status).toBe(204);
    expect((await folder('inbox')).problem).toBe('delegation-ended');
    expect((await end(first, hanna)).problem).toBe('not-found');
    const second = await given();
    expect((await folder('inbox')).status).toBe(200);
    expect((await end(second, kalle)).status).toBe(204);
    expect((await folder('inbox')).problem).toBe('delegation-ended');
    expect((await entries('delegation.given')).at(-1)).toMatchObject({
      by: hanna.accountId,
      delegate: kalle.accountId,
    });
    expect((await entries('delegation.taken-back')).at(-1)).toMatchObject({ by: hanna.accountId });
    expect((await entries('delegation.declined')).at(-1)).toMatchObject({
      by: kalle.accountId,
      giver: hanna.accountId,
    });
  });

  it('is not passed on, and changes no settings', async () => {
    await given();
    expect((await inHannas().post('/delegations', period({ address: OLGA }))).problem).toBe('not-allowed');
    expect((await inHannas().get(`/mailboxes/${hanna.mailboxId}/signature`)).problem).toBe('not-found');
    const signature = { enabled: true, bodyHtml: '<p>Kalle</p>' };
    expect((await inHannas().call('PUT', `/mailboxes/${hanna.mailboxId}/signature`, signature)).problem).toBe(
      'not-found',
    );
    await kalle.post('/delegations', period({ address: OLGA }));
    // What Kalle gives is his own.
    expect((await inHannas(olga).get(`/mailboxes/${hanna.mailboxId}/messages?folder=inbox`)).problem).toBe(
      'delegation-ended',
    );
  });

  it('is given to a colleague of the organisation only, with one answer for everybody else', async () => {
    for (const address of [LISA, HANNA, 'ingen@storkommun.example', 'utan@example.org'])
      expect((await give({ address })).problem).toBe('delegate-invalid');
    await product.database.commit([
      { sql: 'update account set frozen_at = 1 where id = ?', params: [kalle.accountId] },
    ]);
    expect((await give()).problem).toBe('delegate-invalid');
    await product.database.commit([
      { sql: 'update account set frozen_at = null where id = ?', params: [kalle.accountId] },
    ]);
    expect((await give()).status).toBe(201);
  });

  it('gives nothing while its giver is frozen', async () => {
    await given();
    await product.services.accounts.setFrozen(hanna.accountId, true);
    expect((await folder('inbox')).problem).toBe('delegation-ended');
    expect(await mailboxesOf(kalle)).toHaveLength(1);
    await product.services.accounts.setFrozen(hanna.accountId, false);
    expect((await folder('inbox')).status).toBe(200);
  });

  it('lasts as long as the limit and no longer, and ends after it begins', async () => {
    const longest = LIMITS.delegationDays * DAY;
    expect((await give({ endsAt: inSeconds(longest + 1) })).problem).toBe('delegation-period-invalid');
    for (const endsAt of [inSeconds(0), inSeconds(-1)])
      expect((await give({ endsAt })).problem).toBe('delegation-period-invalid');
    expect((await give({ startsAt: inSeconds(SPELL), endsAt: inSeconds(SPELL) })).problem).toBe(
      'delegation-period-invalid',
    );
    expect((await give({ endsAt: inSeconds(longest) })).status).toBe(201);
  });

  it('is one for each colleague, and so many for a mailbox', async () => {
    await given();
    expect((await give()).problem).toBe('delegation-exists');
    const row = (await product.database.get<Record<string, string>>('select * from delegation')) ?? {};
    for (let count = 1; count < LIMITS.delegationsPerMailbox - 1; count++) {
      const copy = { ...row, id: newId(product.clock.now().getTime()), delegate_account_id: newId(count) };
      await product.database.commit([
        {
          sql: `insert into delegation (${Object.keys(copy).join()}) values (${Object.keys(copy)
            .map(() => '?')
            .join()})`,
          params: Object.values(copy),
        },
      ]);
    }
    const last = await give({ address: OLGA });
    expect(last.status).toBe(201);
    await end(last.body.id, hanna);
    await product.database.commit([
      {
        sql: 'insert into delegation (id, organisation_id, mailbox_id, giver_account_id, delegate_account_id, starts_at, ends_at, older_messages, created_at) select ?, organisation_id, mailbox_id, giver_account_id, ?, starts_at, ends_at, 1, 1 from delegation where id = ?',
        params: [newId(5), newId(6), row.id ?? ''],
      },
    ]);
    expect((await give({ address: OLGA })).problem).toBe('delegations-too-many');
  });

  it('is listed for both sides until it ends', async () => {
    await given({ endsAt: inSeconds(SPELL) });
    const view = expect.objectContaining({
      giver: { name: expect.stringMatching(/^Hanna/), address: HANNA },
      delegate: { name: expect.stringMatching(/^Kalle/), address: KALLE },
    });
    expect((await hanna.get('/delegations')).body).toEqual({ given: [view], received: [] });
    expect((await kalle.get('/delegations')).body).toEqual({ given: [], received: [view] });
    expect((await olga.get('/delegations')).body).toEqual({ given: [], received: [] });
    product.clock.advance(SPELL);
    expect((await hanna.get('/delegations')).body).toEqual({ given: [], received: [] });
  });
});
