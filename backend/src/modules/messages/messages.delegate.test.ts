import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { RowAction } from '@sefos/shared/contract/messages.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, OLGA, TestProduct } from '../../testing/product.ts';

const DAY = 86_400;
const PHONE = '070-174 06 05';
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('a delegate', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    if (!test.url.startsWith('sqlite:')) product.clock.advance(DAY);
  });
  beforeEach(async () => {
    await product.database.commit([{ sql: 'delete from delegation', params: [] }]);
    [hanna, kalle, olga] = [await product.signIn(HANNA), await product.signIn(KALLE), await product.signIn(OLGA)];
    await given();
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const inSeconds = (seconds: number) => new Date(product.clock.now().getTime() + seconds * 1000).toISOString();
  const given = async () => {
    const period = { startsAt: inSeconds(0), endsAt: inSeconds(DAY), olderMessages: true };
    const { status, problem } = await hanna.post('/delegations', { address: KALLE, ...period });
    if (status !== 201) throw new Error(`not given: ${problem}`);
  };
  /** Kalle as he is in Hanna's mailbox. */
  const acting = (method: string, path: string, body?: unknown) =>
    kalle.call(method, path, body, { 'x-sefos-mailbox': hanna.mailboxId });
  const entry = async (action: string) => {
    const [row] = await product.database.all<{ actor_id: string; facts: string }>(
      'select actor_id, facts from audit_event where action = ? order by id desc',
      action,
    );
    return { by: row?.actor_id, ...JSON.parse(row?.facts ?? '{}') };
  };
  const deliver = async (step: Row = {}) => {
    const address = `person${++people}@example.org`;
    const id = await product.send(hanna, [external(address, step)], { validUntil: inSeconds(DAY) });
    await product.drain();
    const [{ recipient }] = (await hanna.get(`/messages/${id}/timeline`)).body;
    return { id, address, recipientId: String(recipient.id) };
  };
  type Sent = Awaited<ReturnType<typeof deliver>>;
  const opened = async ({ address }: Sent) => void (await (await product.enter(address)).post('/link/open'));
  const nothing = async () => {};

  it.each<[string, string, Row, (sent: Sent) => Row, (sent: Sent) => Promise<void>]>([
    ['extended', 'validity', {}, () => ({ validUntil: inSeconds(2 * DAY), recipientIds: null }), nothing],
    ['shortened', 'validity', {}, () => ({ validUntil: inSeconds(60), recipientIds: null }), nothing],
    ['reply-stopped', 'reply-right', {}, () => ({ allowed: false }), nothing],
    [
      'reply-allowed',
      'reply-right',
      {},
      () => ({ allowed: true }),
      async ({ id }) => void (await hanna.post(`/messages/${id}/reply-right`, { allowed: false })),
    ],
    ['notified', 'notify', {}, ({ recipientId }) => ({ recipientId }), nothing],
    [
      'phone-changed',
      'verification',
      { method: 'sms', phone: PHONE },
      ({ recipientId }) => ({ recipientId, phone: PHONE }),
      nothing,
    ],
    [
      'person-changed',
      'verification',
      { method: 'bankid', personalNumber: '199001012385' },
      ({ recipientId }) => ({ recipientId, personalNumber: '198507099805' }),
      nothing,
    ],
    ['recalled', 'recall', {}, () => ({ recipientIds: null }), nothing],
    ['access-ended', 'access-end', {}, ({ recipientId }) => ({ recipientId }), opened],
  ])('is named in the timeline where she changes what was sent: %s', async (kind, path, step, body, before) => {
    const sent = await deliver(step);
    await before(sent);
    expect((await acting('POST', `/messages/${sent.id}/${path}`, body(sent))).status).toBeLessThan(300);
    await product.drain();
    const [{ events }] = (await hanna.get(`/messages/${sent.id}/timeline`)).body;
    expect(events.at(-1)).toMatchObject({ kind, by: expect.stringMatching(/^Kalle/) });
    expect(events.slice(0, -1).filter(({ by }: Row) => by !== undefined)).toEqual([]);
  });

  it('is named in the timeline where her mail program has told the recipients', async () => {
    const told = { notification: 'sender' };
    const body = product.message(hanna, [external(`person${++people}@example.org`)], told);
    const sent = await kalle.post('/messages', body, { 'x-sefos-mailbox': hanna.mailboxId });
    await acting('POST', `/messages/${sent.body.id}/notified`, { by: 'sender' });
    const [{ events }] = (await hanna.get(`/messages/${sent.body.id}/timeline`)).body;
    expect(events.at(-1)).toMatchObject({ kind: 'notified', by: expect.stringMatching(/^Kalle/) });
  });

  it('archives and marks, but neither keeps, deletes nor brings back, nor reads what its holder has deleted', async () => {
    const id = await product.send(olga, [{ address: HANNA }]);
    const inbox = async () => (await hanna.get(`/mailboxes/${hanna.mailboxId}/messages?folder=inbox`)).body.rows;
    const [row] = await inbox();
    expect(row.messageId).toBe(id);
    const act = (action: RowAction, by = acting) =>
      by('POST', `/mailboxes/${hanna.mailboxId}/messages/actions`, { action, ids: [row.id] });
    expect(await act('delete')).toMatchObject({ status: 403, problem: 'not-allowed' });
    expect((await inbox())[0].messageId).toBe(id);
    for (const action of ['markRead', 'markUnread', 'archive', 'unarchive'] as const)
      expect((await act(action)).body.done).toEqual([row.id]);
    await act('delete', (...call) => hanna.call(...call));
    for (const action of ['restore', 'destroy'] as const) expect((await act(action)).problem).toBe('not-allowed');
    const folder = `/mailboxes/${hanna.mailboxId}/messages?folder=deleted`;
    expect((await hanna.get(folder)).body.rows[0].messageId).toBe(id);
    expect((await acting('GET', folder)).problem).toBe('not-allowed');
    expect((await acting('GET', `/messages/${id}`)).problem).toBe('not-found');
    expect((await acting('POST', `/messages/${id}/open`)).problem).toBe('not-found');
    expect((await act('restore', (...call) => hanna.call(...call))).body.done).toEqual([row.id]);
    expect((await acting('GET', `/messages/${id}`)).body.mayHold).toBeUndefined();
    expect((await acting('PUT', `/messages/${id}/hold`, { held: true })).problem).toBe('not-allowed');
  });

  it('does not see in Länkar what its holder has deleted, who may still recall it', async () => {
    const sent = await deliver();
    const links = `/mailboxes/${hanna.mailboxId}/messages?folder=links`;
    const seen = async (by: typeof acting) =>
      (await by('GET', links)).body.rows.some(({ messageId }: Row) => messageId === sent.id);
    const own: typeof acting = (...call) => hanna.call(...call);
    expect([await seen(own), await seen(acting)]).toEqual([true, true]);
    await hanna.post(`/mailboxes/${hanna.mailboxId}/messages/actions`, { action: 'delete', ids: [sent.id] });
    expect([await seen(own), await seen(acting)]).toEqual([true, false]);
  });

  it('changes her own settings as herself, also in a call that names another mailbox', async () => {
    const signature = { enabled: true, bodyHtml: '<p>Kalle</p>' };
    expect((await acting('PUT', `/mailboxes/${kalle.mailboxId}/signature`, signature)).status).toBe(200);
    expect(await entry('signature.changed')).toMatchObject({ by: kalle.accountId });
    expect(await entry('signature.changed')).not.toHaveProperty('onBehalfOf');
    expect((await acting('PUT', `/mailboxes/${hanna.mailboxId}/signature`, signature)).problem).toBe('not-found');
  });

  it.each([
    ['GET', '/session', 200],
    ['GET', '/mailboxes', 200],
    ['GET', '/account/notifications', 200],
    ['PATCH', '/account', 200],
    ['POST', '/session/step-up/bankid', 201],
    ['DELETE', '/session', 204],
  ])('whose delegation has ended keeps her session: %s %s', async (method, path, status) => {
    await product.database.commit([{ sql: 'delete from delegation', params: [] }]);
    expect((await acting('GET', `/messages/${hanna.mailboxId}`)).problem).toBe('delegation-ended');
    expect((await acting(method, path, method === 'PATCH' ? { language: 'sv' } : undefined)).status).toBe(status);
  });
});
