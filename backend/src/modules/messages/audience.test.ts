import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import type { AuditEventRow } from '../audit/audit.entity.ts';

const DAY_SECONDS = 86_400;
const ORGANISATION = { audience: 'recipientsAndOrganisation' };

describeOnBoth('a message that the whole organisation may open', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const someone = () => external(`reader${++people}@example.org`);
  const send = async (to: Parameters<TestProduct['send']>[1], more: Readonly<Record<string, unknown>> = {}) => {
    const id = await product.send(hanna, to, { ...ORGANISATION, ...more });
    await product.drain();
    return id;
  };
  const keys = (id: string) =>
    product.count(
      'message_key k join message m on m.id = k.message_id where m.id = ? and k.holder_id = m.organisation_holder_id',
      id,
    );
  const olgaReads = async (id: string) => {
    const olga = await product.signIn(OLGA);
    const { status, problem, body } = await olga.post(`/messages/${id}/open`);
    return status === 200 ? 'read' : `${problem}${body.reason ? ` ${body.reason}` : ''}`;
  };

  it('is opened by a colleague with its link, which is recorded for the sender and in the log, at each opening', async () => {
    const id = await send([{ address: KALLE }, { address: LISA, kind: 'bcc' }]);
    const olga = await product.signIn(OLGA);
    const { body: head } = await olga.get(`/messages/${id}`);
    expect(head).toMatchObject({
      role: 'colleague',
      replyAllowed: false,
      ...ORGANISATION,
      shareable: true,
      unavailable: null,
      recipients: [{ address: KALLE, status: null }],
    });
    expect(await product.count('organisation_reader where message_id = ?', id)).toBe(0);
    expect((await olga.post(`/messages/${id}/open`)).body.subject).toBeTruthy();
    product.clock.advance(60);
    expect(await olgaReads(id)).toBe('read');
    const { body } = await hanna.get(`/messages/${id}/organisation-readers`);
    expect(body).toMatchObject({ count: 1, readers: [{ method: 'password-sms', downloadedAt: null }] });
    const { body: session } = await olga.get('/session');
    expect(body.readers[0].name).toBe(session.account.displayName);
    const log = await product.database.all<AuditEventRow>(
      "select * from audit_event where target_id = ? and action = 'message.opened'",
      id,
    );
    expect(log.map(({ facts }) => JSON.parse(String(facts)))).toEqual([{ as: 'colleague' }, { as: 'colleague' }]);
    expect((await hanna.get(`/messages/${id}`)).body).toMatchObject({ ...ORGANISATION, shareable: true });
  });

  it('is not there for another organisation, nor in any list of hers, nor for colleagues when recipients only may open it', async () => {
    const id = await send([{ address: KALLE }]);
    const lisa = await product.signIn(LISA);
    const olga = await product.signIn(OLGA);
    for (const path of [`/messages/${id}/open`, `/messages/${id}/downloads`])
      expect((await lisa.post(path, path.endsWith('open') ? undefined : { attachmentId: null })).status).toBe(404);
    expect((await lisa.get(`/messages/${id}`)).status).toBe(404);
    const inbox = await olga.get(`/mailboxes/${olga.mailboxId}/messages?folder=inbox`);
    expect(inbox.body.rows.map(({ messageId }: { messageId: string }) => messageId)).not.toContain(id);
    const own = await product.send(hanna, [{ address: KALLE }]);
    expect((await olga.get(`/messages/${own}`)).status).toBe(404);
    expect((await olga.post(`/messages/${own}/open`)).status).toBe(404);
    expect((await hanna.get(`/messages/${own}`)).body).not.toHaveProperty('audience');
  });

  it('gives its readers of another organisation no link to pass on, and says who can open it', async () => {
    const id = await send([{ address: LISA }, { address: KALLE }]);
    const { body } = await (await product.signIn(LISA)).get(`/messages/${id}`);
    expect(body).toMatchObject({ role: 'recipient', ...ORGANISATION });
    expect(body).not.toHaveProperty('shareable');
    expect((await (await product.signIn(KALLE)).get(`/messages/${id}`)).body).toMatchObject({ shareable: true });
  });

  it('tells a reader without an account, once she is identified', async () => {
    const told = async (more: object) => {
      const to = someone();
      await product.send(hanna, [to], { ...more });
      await product.drain();
      return (await (await product.enter(to.address)).get('/link')).body.organisationMayOpen;
    };
    expect([await told(ORGANISATION), await told({})]).toEqual([true, false]);
  });

  it('lets a colleague neither answer, pass on, export nor see the conversation or the timeline', async () => {
    const id = await send([{ address: KALLE }]);
    const olga = await product.signIn(OLGA);
    await olga.post(`/messages/${id}/open`);
    const answer = (more: Readonly<Record<string, unknown>>) =>
      olga.post('/messages', product.message(olga, [{ address: HANNA }], more));
    expect((await answer({ inReplyTo: id })).status).toBe(404);
    expect((await answer({ forwardOf: id })).status).toBe(404);
    for (const path of ['thread', 'timeline', 'organisation-readers'])
      expect((await olga.get(`/messages/${id}/${path}`)).status).toBe(404);
    expect((await olga.post(`/messages/${id}/exports`, {})).status).not.toBe(201);
    expect((await olga.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(404);
  });

  it('asks a colleague for its level', async () => {
    const id = await send([{ address: KALLE }], { assuranceLevel: 3 });
    expect(await olgaReads(id)).toContain('step-up-required');
    expect(await product.count('organisation_reader where message_id = ?', id)).toBe(0);
    const olga = await product.signIn(OLGA, 3);
    expect((await olga.post(`/messages/${id}/open`)).status).toBe(200);
  });

  it('is not opened by a colleague whose account is frozen', async () => {
    const id = await send([{ address: KALLE }]);
    const olga = await product.signIn(OLGA);
    const freeze = (at: number | null) =>
      product.database.commit([write('update account set frozen_at = ? where email = ?', at, OLGA)]);
    await freeze(product.clock.now().getTime());
    const { status } = await olga.post(`/messages/${id}/open`);
    await freeze(null);
    expect(status).toBe(401);
  });

  it('counts the downloads of each colleague apart, after she has opened it', async () => {
    const file = await hanna.upload('a.txt', Buffer.from('Ett'));
    const id = await send([{ address: KALLE }], { attachmentIds: [file], maxDownloads: 1 });
    const fetched = async (browser: AccountBrowser) => {
      const asked = await browser.post(`/messages/${id}/downloads`, { attachmentId: file });
      if (asked.status !== 201) return asked.problem;
      const answer = await browser.call('GET', `/${asked.body.url}`);
      return answer.status === 200 ? 'given' : answer.problem;
    };
    const olga = await product.signIn(OLGA);
    expect(await fetched(olga)).toBe('not-allowed');
    expect((await olga.post(`/messages/${id}/open`)).body.attachments[0].downloadsLeft).toBe(1);
    expect(await fetched(olga)).toBe('given');
    expect(await fetched(olga)).toBe('download-limit-reached');
    const kalle = await product.signIn(KALLE);
    await kalle.post(`/messages/${id}/open`);
    expect(await fetched(kalle)).toBe('given');
    const { body } = await hanna.get(`/messages/${id}/organisation-readers`);
    expect(body.readers[0].downloadedAt).not.toBeNull();
  });

  it('is told once to the sender when a colleague opens it in many windows at once', async () => {
    const id = await send([{ address: KALLE }]);
    const windows = await Promise.all(Array.from({ length: 5 }, () => product.signIn(OLGA)));
    const answers = await Promise.all(windows.map((window) => window.post(`/messages/${id}/open`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await product.count('organisation_reader where message_id = ?', id)).toBe(1);
  });

  it('is taken from colleagues by a recall for all, also a download that was asked for; what one has read stays the sender’s', async () => {
    const file = await hanna.upload('a.txt', Buffer.from('Ett'));
    const id = await send([{ address: KALLE }, someone()], { attachmentIds: [file] });
    const olga = await product.signIn(OLGA);
    await olga.post(`/messages/${id}/open`);
    const asked = await olga.post(`/messages/${id}/downloads`, { attachmentId: file });
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    expect(await keys(id)).toBe(0);
    expect((await olga.call('GET', `/${asked.body.url}`)).status).not.toBe(200);
    expect(await olgaReads(id)).toContain('message-unavailable');
    expect((await olga.get(`/messages/${id}`)).body).toMatchObject({ unavailable: 'recalled' });
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
    expect((await hanna.get(`/messages/${id}`)).body).not.toHaveProperty('shareable');
    const unread = await send([{ address: KALLE }]);
    await hanna.post(`/messages/${unread}/recall`, { recipientIds: null });
    expect(await product.count('message_key where message_id = ?', unread)).toBe(0);
  });

  it('stays open to colleagues as long as one recipient has it, and goes with the last one', async () => {
    const id = await send([{ address: KALLE }, { address: LISA }]);
    const { body } = await hanna.get(`/messages/${id}`);
    const [kalle, lisa] = body.recipients.map((recipient: { id: string }) => recipient.id);
    await (await product.signIn(LISA)).post(`/messages/${id}/open`);
    await hanna.post(`/messages/${id}/recall`, { recipientIds: [kalle] });
    expect(await olgaReads(id)).toBe('read');
    expect((await hanna.post(`/messages/${id}/access-end`, { recipientId: lisa })).status).toBe(204);
    expect(await keys(id)).toBe(0);
    expect(await olgaReads(id)).toContain('message-unavailable');
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
  });

  it('goes from colleagues with the copy that its sender deletes for good; its recipients read on', async () => {
    const id = await send([{ address: KALLE }]);
    await hanna.post(`/mailboxes/${hanna.mailboxId}/messages/actions`, { action: 'delete', ids: [id] });
    product.clock.advance(31 * DAY_SECONDS);
    expect(await product.services.deletedCopies.run()).toBe(1);
    expect(await keys(id)).toBe(0);
    expect((await (await product.signIn(OLGA)).get(`/messages/${id}`)).body).toMatchObject({ unavailable: 'purged' });
    expect((await (await product.signIn(KALLE)).post(`/messages/${id}/open`)).status).toBe(200);
    hanna = await product.signIn(HANNA);
  });

  it('is opened by a delegate as herself, not in the mailbox that was lent to her', async () => {
    const id = await send([{ address: HANNA }]);
    const kalle = await product.signIn(KALLE);
    const olga = await product.signIn(OLGA);
    const now = product.clock.now().getTime();
    const lent = await kalle.post('/delegations', {
      address: OLGA,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + DAY_SECONDS * 1000).toISOString(),
      olderMessages: true,
    });
    expect(lent.status).toBe(201);
    const headers = { 'x-sefos-mailbox': kalle.mailboxId };
    expect((await olga.post(`/messages/${id}/open`, undefined, headers)).status).toBe(404);
    expect((await olga.post(`/messages/${id}/open`)).status).toBe(200);
    await kalle.call('DELETE', `/delegations/${lent.body.id}`);
  });

  it('goes from colleagues when the keys of its last links go, 30 days after their end', async () => {
    const inDays = (days: number) => new Date(product.clock.now().getTime() + days * DAY_SECONDS * 1000).toISOString();
    const id = await send([someone(), someone()], { validUntil: inDays(1) });
    const mixed = await send([someone(), { address: KALLE }], { validUntil: inDays(1) });
    product.clock.advance(31 * DAY_SECONDS - 60);
    await product.services.expiry.run();
    expect(await keys(id)).toBe(1);
    product.clock.advance(120);
    await product.services.expiry.run();
    expect([await keys(id), await keys(mixed)]).toEqual([0, 1]);
    hanna = await product.signIn(HANNA);
    expect((await (await product.signIn(OLGA)).get(`/messages/${id}`)).body).toMatchObject({ unavailable: 'expired' });
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
  });
});
