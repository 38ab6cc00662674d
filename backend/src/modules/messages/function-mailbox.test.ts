import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { LiveFeed } from '../mailboxes/index.ts';

const ADDRESS = 'socialtjanst@storkommun.example';
const NAME = 'Socialtjänsten';

describeOnBoth('a function mailbox', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let lisa: AccountBrowser;
  let id = '';
  let address = ADDRESS;
  let made = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.clock.advance(60);
    [hanna, kalle] = [await product.signIn(HANNA), await product.signIn(KALLE)];
    [olga, lisa] = [await product.signIn(OLGA), await product.signIn(LISA)];
    made += 1;
    address = `${made}-${ADDRESS}`;
    id = (await olga.post('/function-mailboxes', { name: NAME, address, language: null })).body.id;
    await add([HANNA], 'administrator');
    await add([KALLE]);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const add = (addresses: readonly string[], role = 'member') =>
    olga.post(`/function-mailboxes/${id}/members`, { addresses, role });
  const members = async () => (await olga.get(`/function-mailboxes/${id}/members`)).body;
  const letOut = async (email: string) => {
    const member = (await members()).find((one: { address: string }) => one.address === email);
    await olga.post(`/function-mailboxes/${id}/members/removal`, { ids: [member.id] });
  };
  /** Somebody as she is in the mailbox. */
  const inside = (who: AccountBrowser) => {
    const header = { 'x-sefos-mailbox': id };
    return {
      get: (path: string) => who.get(path, header),
      post: (path: string, body?: unknown) => who.post(path, body, header),
      call: (method: string, path: string, body?: unknown) => who.call(method, path, body, header),
    };
  };
  const folder = async (who: AccountBrowser, name: string) =>
    (await inside(who).get(`/mailboxes/${id}/messages?folder=${name}`)).body;
  const send = async (who: AccountBrowser, to: Parameters<TestProduct['message']>[1], more: object = {}) => {
    const answer = await inside(who).post('/messages', product.message(who, to, { mailboxId: id, ...more }));
    if (answer.status !== 201) throw new Error(`not sent: ${answer.problem}`);
    return String(answer.body.id);
  };
  const unreadOf = async (who: AccountBrowser) =>
    (await who.get('/mailboxes')).body.find((mailbox: { id: string }) => mailbox.id === id)?.unread;
  const mailsTo = (email: string) => product.mail.to(email);

  it('takes what is sent to its address, for its members and nobody else', async () => {
    expect((await lisa.post('/recipients/resolve', { addresses: [address] })).body).toMatchObject([
      { kind: 'other-organisation', name: NAME, organisation: 'Storkommun' },
    ]);
    const message = await product.send(lisa, [{ address }]);
    expect([await unreadOf(hanna), await unreadOf(kalle), await unreadOf(olga)]).toEqual([1, 1, undefined]);
    expect((await folder(kalle, 'inbox')).rows).toMatchObject([{ messageId: message, unread: true }]);
    expect((await inside(kalle).post(`/messages/${message}/open`)).status).toBe(200);
    expect([await unreadOf(hanna), await unreadOf(kalle)]).toEqual([0, 0]);
    // Without naming the mailbox he is himself, and has no part in it.
    expect((await kalle.get(`/messages/${message}`)).problem).toBe('not-found');
    for (const who of [olga, lisa])
      expect((await inside(who).get(`/mailboxes/${id}/messages?folder=inbox`)).problem).toBe('delegation-ended');
    expect((await kalle.get('/mailboxes')).body.map(({ kind }: { kind: string }) => kind)).toEqual([
      'personal',
      'function',
    ]);
    expect((await hanna.get('/mailboxes')).body[1]).toMatchObject({ administered: true, delegatedUntil: null });
  });

  it('sends under its own name, with whoever wrote it known inside the organisation alone', async () => {
    const message = await send(kalle, [{ address: LISA }, { address: OLGA }, external('maja@example.com')]);
    await product.drain();
    const heads = [await lisa.get(`/messages/${message}`), await olga.get(`/messages/${message}`)];
    expect(heads.map(({ body }) => [body.from, body.writtenBy])).toEqual([
      [{ name: NAME, address }, undefined],
      [{ name: NAME, address }, 'Kalle Kollega'],
    ]);
    expect((await inside(hanna).get(`/messages/${message}`)).body.writtenBy).toBe('Kalle Kollega');
    const page = await product.enter('maja@example.com');
    const seen = JSON.stringify([(await page.post('/link/open')).body, (await lisa.get(`/messages/${message}`)).body]);
    expect(seen).toContain(NAME);
    expect(`${seen}${JSON.stringify(product.mail.to('maja@example.com'))}`).not.toContain('Kalle');
    expect((await folder(hanna, 'sent')).rows).toMatchObject([{ messageId: message }]);
    expect((await folder(hanna, 'links')).rows).toHaveLength(1);
    const [entry] = await product.database.all<{ actor_id: string; facts: string }>(
      "select actor_id, facts from audit_event where action = 'message.sent' and target_id = ?",
      message,
    );
    expect([entry?.actor_id, JSON.parse(entry?.facts ?? '{}').inMailbox]).toEqual([kalle.accountId, id]);
  });

  it('tells colleagues who opened, and other organisations only that somebody did', async () => {
    const [own, foreign] = [await product.send(olga, [{ address }]), await product.send(lisa, [{ address }])];
    for (const message of [own, foreign]) await inside(kalle).post(`/messages/${message}/open`);
    const openings = async (who: AccountBrowser, message: string) =>
      (await who.get(`/messages/${message}/timeline`)).body[0].events.filter(
        ({ kind }: { kind: string }) => kind === 'opened',
      );
    expect(await openings(olga, own)).toMatchObject([{ by: 'Kalle Kollega' }]);
    expect(await openings(lisa, foreign)).toEqual([expect.not.objectContaining({ by: expect.anything() })]);
  });

  it('is closed from the instant that somebody is let out, and to accounts that are frozen', async () => {
    const message = await product.send(lisa, [{ address }]);
    await letOut(KALLE);
    expect((await inside(kalle).get(`/messages/${message}`)).problem).toBe('delegation-ended');
    expect(await unreadOf(kalle)).toBeUndefined();
    await add([KALLE]);
    expect((await inside(kalle).get(`/messages/${message}`)).status).toBe(200);
    const [access] = await product.services.door.listened({
      ...kalle,
      organisationId: (await product.services.accounts.findByEmail(KALLE))?.organisationId,
    } as never);
    expect(await product.services.door.since(String(access?.accessId))).toBe(0);
    await product.services.accounts.setFrozen(kalle.accountId, true);
    expect(await product.services.door.since(String(access?.accessId))).toBeNull();
    await product.services.accounts.setFrozen(kalle.accountId, false);
  });

  it('gives nothing more of a download that was asked for by somebody who has been let out', async () => {
    const file = await lisa.upload('bilaga.txt', Buffer.from('hemligt'));
    const message = await product.send(lisa, [{ address }], { attachmentIds: [file] });
    await inside(kalle).post(`/messages/${message}/open`);
    const { body } = await inside(kalle).post(`/messages/${message}/downloads`, { attachmentId: null });
    expect((await kalle.get(`/${body.url}`)).status).toBe(200);
    await letOut(KALLE);
    expect((await kalle.get(`/${body.url}`)).problem).toBe('download-expired');
  });

  it('keeps what each writes there apart, archives and deletes for all, and destroys for its administrators alone', async () => {
    const message = await product.send(lisa, [{ address }]);
    const [row] = (await folder(kalle, 'inbox')).rows;
    const act = (who: AccountBrowser, action: string) =>
      inside(who).post(`/mailboxes/${id}/messages/actions`, { action, ids: [row.id] });
    const done = (await act(kalle, 'delete')).body;
    expect(done.done).toEqual([row.id]);
    expect((await folder(hanna, 'deleted')).rows).toMatchObject([{ messageId: message }]);
    expect((await act(kalle, 'destroy')).problem).toBe('not-allowed');
    expect((await act(hanna, 'restore')).body.done).toEqual([row.id]);
    await act(hanna, 'delete');
    expect((await act(hanna, 'destroy')).body.done).toEqual([row.id]);
  });

  it('keeps what a member keeps, until a member lets it go', async () => {
    const message = await product.send(olga, [{ address }]);
    const hold = (who: AccountBrowser, held: boolean) => inside(who).call('PUT', `/messages/${message}/hold`, { held });
    const seen = async (who: AccountBrowser) => {
      const { held = false, mayHold = false } = (await inside(who).get(`/messages/${message}`)).body;
      return { held, mayHold };
    };
    expect((await hold(kalle, true)).status).toBe(204);
    expect(await seen(hanna)).toEqual({ held: true, mayHold: true });
    expect((await hanna.call('PUT', `/messages/${message}/hold`, { held: false })).problem).toBe('not-found');
    expect((await hold(hanna, false)).status).toBe(204);
    expect(await seen(kalle)).toEqual({ held: false, mayHold: true });
    const foreign = await product.send(lisa, [{ address }]);
    expect((await inside(kalle).call('PUT', `/messages/${foreign}/hold`, { held: true })).problem).toBe('not-allowed');
  });

  it('mails its members of new messages, each as she has chosen, but not whoever wrote it', async () => {
    await product.drain();
    const counts = () => [HANNA, KALLE, OLGA].map((email) => mailsTo(email).length);
    const before = counts();
    const message = await product.send(lisa, [{ address }]);
    product.clock.advance(30);
    await product.drain();
    expect(counts()).toEqual(before.map((count, index) => count + (index < 2 ? 1 : 0)));
    const mail = mailsTo(KALLE).at(-1);
    expect(mail?.text).toContain(NAME);
    expect(mail?.text).toContain(`/messages/inbox/${message}?mailbox=${id}`);
    expect(`${mail?.subject}${mail?.text}`).not.toContain('Ärende');
    expect((await lisa.get(`/messages/${message}/timeline`)).body[0].recipient.status).toBe('notified');
    const notified = (await lisa.get(`/messages/${message}/timeline`)).body[0].events.filter(
      ({ kind }: { kind: string }) => kind === 'notified',
    );
    expect(notified).toHaveLength(1);
    await kalle.call('PUT', '/account/notifications', { mail: false, teams: false });
    const then = counts();
    await product.send(hanna, [{ address }]);
    product.clock.advance(30);
    await product.drain();
    expect(counts()).toEqual(then);
    await kalle.call('PUT', '/account/notifications', { mail: true, teams: false });
    expect(product.failedJobs).toEqual([]);
  });

  it('mails each member of what she has chosen, and of a case that is taken whoever took it, in one query for all', async () => {
    const path = `/function-mailboxes/${id}/notifications`;
    await add([OLGA]);
    const choose = (who: AccountBrowser, mail: string, teams = 'none') => who.call('PUT', path, { mail, teams });
    expect((await kalle.get(path)).body).toEqual({ mail: 'concerning', teams: 'none', teamsState: 'unknown-person' });
    expect((await choose(lisa, 'all')).problem).toBe('not-found');
    expect((await choose(kalle, 'sometimes')).problem).toBe('invalid-request');
    await choose(olga, 'none');
    const told = async (again?: string) => {
      await product.drain();
      product.mail.sent.length = 0;
      const message = await product.send(lisa, [{ address }], again ? { inReplyTo: again } : {});
      product.clock.advance(30);
      await product.drain();
      return { message, told: [HANNA, KALLE, OLGA].filter((email) => mailsTo(email).length > 0) };
    };
    const first = await told();
    expect(first.told).toEqual([HANNA, KALLE]);
    const [row] = (await inside(hanna).get(`/mailboxes/${id}/cases?state=open`)).body.rows;
    expect((await inside(hanna).post(`/mailboxes/${id}/cases/${row.id}/take`)).status).toBe(200);
    const answer = await send(hanna, [{ address: LISA }], { inReplyTo: first.message });
    const inCase = await told(answer);
    expect(inCase.told).toEqual([HANNA]);
    // Who has taken it can read nothing: it is everybody's again.
    await product.services.accounts.setFrozen(hanna.accountId, true);
    expect((await told(answer)).told).toEqual([KALLE]);
    await product.services.accounts.setFrozen(hanna.accountId, false);
    await choose(kalle, 'all');
    await choose(olga, 'all');
    expect((await told(answer)).told).toEqual([HANNA, KALLE, OLGA]);
    const asked = jest.spyOn(product.database, 'all');
    const { memberNotifications } = product.services;
    const concerned = await memberNotifications.concerned({ mailboxId: id, takenBy: null, writtenBy: null }, 'mail');
    expect(await memberNotifications.readers(id, concerned)).toHaveLength(3);
    expect(asked).toHaveBeenCalledTimes(2);
    asked.mockRestore();
    const [entry] = await product.database.all<{ actor_id: string; facts: string }>(
      "select actor_id, facts from audit_event where action = 'mailbox.notifications-changed' and target_id = ? order by id",
      id,
    );
    expect(entry?.actor_id).toBe(olga.accountId);
    expect(JSON.parse(JSON.parse(entry?.facts ?? '{}').before)).toEqual({ mail: 'concerning', teams: 'none' });
    expect(product.failedJobs).toEqual([]);
  });

  it('mails those again whom no mail could be sent to, and nobody twice', async () => {
    await product.drain();
    product.mail.sent.length = 0;
    product.mail.failFor = KALLE;
    const message = await product.send(lisa, [{ address }]);
    product.clock.advance(30);
    await product.drain();
    expect([mailsTo(HANNA).length, mailsTo(KALLE).length]).toEqual([1, 0]);
    product.mail.failFor = null;
    product.clock.advance(30);
    await product.drain();
    expect([mailsTo(HANNA).length, mailsTo(KALLE).length]).toEqual([1, 1]);
    const [shown] = (await lisa.get(`/messages/${message}/timeline`)).body;
    expect(shown.events.filter(({ kind }: { kind: string }) => kind === 'notified')).toHaveLength(1);
  });

  it('answers by itself as its administrators have written, in its language, signed, once to each who writes', async () => {
    const path = `/mailboxes/${id}/auto-reply`;
    const save = (who: AccountBrowser, more: object = {}) =>
      who.call('PUT', path, {
        ...{ enabled: true, startsAt: null, endsAt: null, text: 'Vi svarar inom tre dagar.', ...more },
      });
    expect((await kalle.get(path)).body).toMatchObject({ enabled: false, revision: 0 });
    expect([(await save(kalle)).problem, (await save(lisa)).problem]).toEqual(['not-allowed', 'not-found']);
    expect((await save(hanna)).body).toMatchObject({ enabled: true, startsAt: null, endsAt: null, revision: 1 });
    expect((await save(olga, { revision: 0 })).problem).toBe('settings-changed');
    expect((await save(olga, { endsAt: product.clock.now().toISOString() })).problem).toBe('auto-reply-period-invalid');
    await olga.call('PUT', `/function-mailboxes/${id}`, {
      ...{ name: NAME, address, language: 'fi', expected: { name: NAME, address, language: null } },
    });
    const answers = async () =>
      (await lisa.get(`/mailboxes/${lisa.mailboxId}/messages?folder=inbox`)).body.rows.filter(
        ({ from }: { from: { address: string } }) => from.address === address,
      );
    const asked = await product.send(lisa, [{ address }], { subject: 'Fråga' });
    await product.drain();
    await product.send(lisa, [{ address }]);
    await product.drain();
    const [answer, ...more] = await answers();
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ subject: 'Automaattinen vastaus: Fråga', from: { name: NAME, address } });
    const opened = await lisa.post(`/messages/${answer.messageId}/open`);
    expect(opened.body.bodyHtml).toBe(`<p>Vi svarar inom tre dagar.</p><p>${NAME}</p>`);
    expect((await lisa.get(`/messages/${answer.messageId}`)).body).toMatchObject({ automatic: true, inReplyTo: asked });
    // Another mailbox that answers by itself is not answered, nor does what was answered by itself count as answered.
    const [row] = (await inside(kalle).get(`/mailboxes/${id}/cases?state=open`)).body.rows;
    expect(row?.answer ?? null).toBeNull();
    await olga.call('PUT', `/mailboxes/${id}/signature`, { enabled: true, bodyHtml: '<p>Hälsningar</p>' });
    const saved = await save(hanna, { enabled: false, revision: 1 });
    await save(hanna, { revision: saved.body.revision });
    await product.send(lisa, [{ address }]);
    await product.drain();
    const [again] = await answers();
    expect((await lisa.post(`/messages/${again.messageId}/open`)).body.bodyHtml).toContain('<p>Hälsningar</p>');
    expect((await olga.post('/recipients/resolve', { addresses: [address] })).body[0].absentUntil).toBeUndefined();
    const [entry] = await product.database.all<{ facts: string }>(
      "select facts from audit_event where action = 'auto-reply.changed' and target_id = ? order by id",
      id,
    );
    const { before, after } = JSON.parse(entry?.facts ?? '{}');
    expect([JSON.parse(before), JSON.parse(after)]).toMatchObject([{ enabled: false }, { enabled: true, until: null }]);
    expect(product.failedJobs).toEqual([]);
  });

  it('is met by somebody who answers through a link with what it answers by itself, without a day', async () => {
    await send(hanna, [external('lank@example.org')]);
    await product.drain();
    const reader = await product.enter('lank@example.org');
    await reader.post('/link/open');
    await hanna.call('PUT', `/mailboxes/${id}/auto-reply`, {
      ...{ enabled: true, startsAt: null, endsAt: null, text: 'Vi svarar snart.' },
    });
    expect((await reader.get('/link/absence')).body).toEqual({ absence: { text: 'Vi svarar snart.', until: null } });
  });

  it('is told of live to its members, whose pages learn at once when they are let in or out', async () => {
    const heard: string[] = [];
    let ended = false;
    const feed = new LiveFeed({
      database: product.database,
      clock: product.clock,
      aliveSessions: async (ids) => new Set(ids),
      activeAccesses: (ids) => product.services.door.active(ids),
      onError: () => {},
    });
    const { organisationId = '' } = (await product.services.accounts.findByEmail(KALLE)) ?? {};
    const entered = await product.services.door.listened({ ...kalle, organisationId } as never);
    await feed.connect({
      ...{ accountId: kalle.accountId, sessionId: 'session', entered },
      mailboxIds: [kalle.mailboxId, ...entered.map(({ mailboxId }) => mailboxId)],
      send: (notices) => heard.push(...notices.map(({ event }) => event.type)) > 0,
      heartbeat: () => true,
      end: () => {
        ended = true;
      },
    });
    heard.splice(0);
    await product.send(lisa, [{ address }]);
    await feed.look(5_000);
    expect(heard).toContain('message-received');
    await letOut(KALLE);
    await feed.look(5_000);
    expect(ended).toBe(true);
    await feed.stop();
  });

  it('asks for its name before it goes, says what goes, and destroys it in the background', async () => {
    const received = await product.send(lisa, [{ address }]);
    const sent = await send(hanna, [{ address: LISA }, external('maja2@example.com')]);
    await product.drain();
    const contents = (who: AccountBrowser) => who.get(`/function-mailboxes/${id}/contents`);
    const remove = (who: AccountBrowser, name: string) => who.post(`/function-mailboxes/${id}/removal`, { name });
    expect((await contents(olga)).body).toEqual({ received: 1, sent: 1, drafts: 0, members: 2, held: 0 });
    for (const who of [hanna, kalle]) {
      expect((await contents(who)).problem).toBe('not-allowed');
      expect((await remove(who, NAME)).problem).toBe('not-allowed');
    }
    expect((await remove(lisa, NAME)).problem).toBe('not-found');
    expect((await remove(olga, 'Social')).problem).toBe('mailbox-name-differs');
    await olga.call('PUT', `/messages/${sent}/hold`, { held: true });
    expect((await contents(olga)).body.held).toBe(1);
    expect((await remove(olga, NAME)).problem).toBe('mailbox-holds-kept');
    await olga.call('PUT', `/messages/${sent}/hold`, { held: false });
    expect((await remove(olga, ` ${NAME} `)).status).toBe(204);
    expect((await inside(hanna).get(`/messages/${received}`)).problem).toBe('delegation-ended');
    expect((await olga.get(`/function-mailboxes/${id}`)).problem).toBe('not-found');
    expect((await lisa.post('/recipients/resolve', { addresses: [address] })).body).toMatchObject([
      { kind: 'external' },
    ]);
    expect(await product.services.removedMailboxes.run()).toBe(0);
    product.clock.advance(60);
    expect(await product.services.removedMailboxes.run()).toBe(2);
    expect(await product.count('message_key where message_id = ?', sent)).toBe(1);
    expect((await (await product.signIn(LISA)).post(`/messages/${sent}/open`)).status).toBe(200);
    const [row] = await product.database.all<{ emptied_at: number | null; address: string }>(
      'select emptied_at, address from mailbox where id = ?',
      id,
    );
    expect([row?.emptied_at, row?.address]).toEqual([product.clock.now().getTime(), `${id}@removed.invalid`]);
    const actions = await product.database.all<{ action: string }>(
      "select action from audit_event where target_id = ? and action like 'mailbox.%' order by id",
      id,
    );
    expect(actions.map(({ action }) => action).slice(-2)).toEqual(['mailbox.removed', 'mailbox.emptied']);
    // Its address is free again.
    olga = await product.signIn(OLGA);
    expect((await olga.post('/function-mailboxes', { name: NAME, address, language: null })).status).toBe(201);
  });

  it('that was removed keeps what somebody keeps afterwards, until it is let go', async () => {
    const kept = await product.send(olga, [{ address }]);
    await olga.post(`/function-mailboxes/${id}/removal`, { name: NAME });
    await olga.call('PUT', `/messages/${kept}/hold`, { held: true });
    product.clock.advance(60);
    expect(await product.services.removedMailboxes.run()).toBe(0);
    const emptied = () => product.count('mailbox where emptied_at is not null and id = ?', id);
    expect(await emptied()).toBe(0);
    olga = await product.signIn(OLGA);
    await olga.call('PUT', `/messages/${kept}/hold`, { held: false });
    expect(await product.services.removedMailboxes.run()).toBe(1);
    expect(await emptied()).toBe(1);
  });
});
