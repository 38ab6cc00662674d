import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';

type Row = Readonly<Record<string, unknown>>;
type Action = 'destroy' | 'archive' | 'unarchive' | 'markRead' | 'markUnread' | 'delete' | 'restore';
const ACTIONS: readonly Action[] = ['destroy', 'archive', 'unarchive', 'markRead', 'markUnread', 'delete', 'restore'];
const GRACE_SECONDS = 30 * 86_400;

describeOnBoth('actions on rows', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** Time goes by; sessions end meanwhile. */
  const wait = async (seconds: number) => {
    product.clock.advance(seconds);
    kalle = await product.signIn(KALLE);
    hanna = await product.signIn(HANNA);
  };
  const act = (who: AccountBrowser, action: Action, ids: readonly string[]) =>
    who.post(`/mailboxes/${who.mailboxId}/messages/actions`, { action, ids });
  const rows = async (who: AccountBrowser, folder: string): Promise<Row[]> =>
    (await who.get(`/mailboxes/${who.mailboxId}/messages?folder=${folder}`)).body.rows;
  const rowOf = async (who: AccountBrowser, folder: string, messageId: string) =>
    (await rows(who, folder)).find((row) => row.messageId === messageId);
  const idOf = async (who: AccountBrowser, messageId: string) => String((await rowOf(who, 'inbox', messageId))?.id);
  const unread = async (who: AccountBrowser) => (await who.get('/mailboxes')).body[0].unread;
  const keys = (messageId: string) => product.count('message_key where message_id = ?', messageId);

  it('archive a row out of its folder, and put it back', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('a@example.org')]);
    const row = await idOf(kalle, id);
    const before = await unread(kalle);
    expect((await act(kalle, 'archive', [row])).body).toEqual({ done: [row], unchanged: [] });
    expect((await act(kalle, 'archive', [row])).body).toEqual({ done: [], unchanged: [row] });
    expect(await unread(kalle)).toBe(before - 1);
    expect(await rowOf(kalle, 'inbox', id)).toBeUndefined();
    expect(await rowOf(kalle, 'archive', id)).toMatchObject({ id: row, archivedFrom: 'inbox', unread: true });
    expect(await rowOf(hanna, 'sent', id)).toMatchObject({ status: 'sent' });
    expect((await act(kalle, 'unarchive', [row])).body.done).toEqual([row]);
    expect(await rowOf(kalle, 'inbox', id)).toMatchObject({ unread: true });
    expect(await unread(kalle)).toBe(before);

    expect((await act(hanna, 'archive', [id])).body.done).toEqual([id]);
    expect(await rowOf(hanna, 'sent', id)).toBeUndefined();
    expect(await rowOf(hanna, 'archive', id)).toMatchObject({ archivedFrom: 'sent', recipientCount: 2 });
    expect(await rowOf(hanna, 'links', id)).toBeDefined();
  });

  it('mark as unread without a word to the sender, and opening reads again', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const row = await idOf(kalle, id);
    await kalle.post(`/messages/${id}/open`);
    const before = await unread(kalle);
    expect((await act(kalle, 'markUnread', [row])).body.done).toEqual([row]);
    expect(await unread(kalle)).toBe(before + 1);
    expect(await rowOf(kalle, 'inbox', id)).toMatchObject({ unread: true });
    const [line] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(line.recipient.status).toBe('opened');
    await kalle.post(`/messages/${id}/open`);
    expect(await unread(kalle)).toBe(before);
    const [after] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(after.events).toEqual(line.events);
  });

  it('mark as read what was never opened: it is not opened thereby', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const before = await unread(kalle);
    await act(kalle, 'markRead', [await idOf(kalle, id)]);
    expect(await unread(kalle)).toBe(before - 1);
    expect(await rowOf(hanna, 'sent', id)).toMatchObject({ status: 'sent' });
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    expect(await unread(kalle)).toBe(before - 1);
  });

  it('delete a copy for its holder alone, who brings it back to where it was', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('b@example.org')]);
    const row = await idOf(kalle, id);
    await act(kalle, 'archive', [row]);
    expect((await act(kalle, 'delete', [row])).body.done).toEqual([row]);
    for (const folder of ['inbox', 'archive']) expect(await rowOf(kalle, folder, id)).toBeUndefined();
    expect((await act(kalle, 'unarchive', [row])).body.unchanged).toEqual([row]);
    expect(await rowOf(hanna, 'sent', id)).toMatchObject({ status: 'sent' });
    expect((await act(kalle, 'restore', [row])).body.done).toEqual([row]);
    expect(await rowOf(kalle, 'archive', id)).toBeDefined();

    expect((await act(hanna, 'delete', [id])).body.done).toEqual([id]);
    expect(await rowOf(hanna, 'sent', id)).toBeUndefined();
    expect((await kalle.post(`/messages/${id}/open`)).status).toBe(200);
    expect((await act(hanna, 'restore', [id])).body.done).toEqual([id]);
    for (const folder of ['sent', 'links']) expect(await rowOf(hanna, folder, id)).toBeDefined();
  });

  it('leave the rows of links that can still be opened, and recall works from there', async () => {
    const id = await product.send(hanna, [external('d@example.org'), external('e@example.org')]);
    const linked = async () => (await rows(hanna, 'links')).filter(({ messageId }) => messageId === id);
    const [gone, works] = await linked();
    await hanna.post(`/messages/${id}/recall`, { recipientIds: [gone?.id] });
    await act(hanna, 'delete', [id]);
    expect((await linked()).map((row) => row.id)).toEqual([works?.id]);
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: [works?.id] })).status).toBe(200);
    expect(await linked()).toMatchObject([{ id: works?.id, status: 'recalled' }]);
  });

  it('take finished links along, and bring them back with the message', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('f@example.org')]);
    const now = product.clock.now().getTime();
    await product.database.commit([
      write("update recipient set expires_at = ? where message_id = ? and address_kind = 'external'", now, id),
    ]);
    await act(hanna, 'delete', [id]);
    expect(await rowOf(hanna, 'links', id)).toBeUndefined();
    await act(hanna, 'restore', [id]);
    expect(await rowOf(hanna, 'links', id)).toMatchObject({ status: 'expired' });
  });

  it('destroy a deleted copy after 30 days, with its words, and the rest with the last one', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('c@example.org')], { subject: 'Sista' });
    const row = await idOf(kalle, id);
    await act(kalle, 'delete', [row]);
    await act(hanna, 'delete', [id]);
    await wait(GRACE_SECONDS - 1);
    expect(await product.services.deletedCopies.run()).toBe(0);
    expect((await act(kalle, 'restore', [row])).body.done).toEqual([row]);
    await act(kalle, 'delete', [row]);
    await wait(1);
    expect(await product.services.deletedCopies.run()).toBe(1);
    expect((await act(hanna, 'restore', [id])).body).toEqual({ done: [], unchanged: [id] });
    expect(await keys(id)).toBe(2);
    await wait(GRACE_SECONDS);
    expect(await product.services.deletedCopies.run()).toBe(1);
    expect(await product.services.deletedCopies.run()).toBe(0);
    expect(await keys(id)).toBe(1);
    expect(await product.count('search_entry where row_id = ? or row_id = ?', id, row)).toBe(0);
    expect((await kalle.post(`/messages/${id}/open`)).problem).toBe('message-unavailable');
    // The sender was told nothing of what the reader did with her copy.
    const [line] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(line.events.map(({ kind }: Row) => kind)).not.toContain('purged');
    expect(line.recipient).toMatchObject({ status: 'sent', unnotified: true });
  });

  it('show what was deleted to its holder alone, who reads it, finds it by its words and sees until when', async () => {
    const id = await product.send(hanna, [{ address: KALLE }], { subject: 'Borttaget lavendelbrev' });
    const row = await idOf(kalle, id);
    await act(kalle, 'archive', [row]);
    const before = await unread(kalle);
    await act(kalle, 'delete', [row]);
    await act(hanna, 'delete', [id]);
    const until = new Date(product.clock.now().getTime() + GRACE_SECONDS * 1000).toISOString();
    expect(await rowOf(kalle, 'deleted', id)).toMatchObject({ id: row, deleted: { from: 'inbox', until } });
    expect(await rowOf(hanna, 'deleted', id)).toMatchObject({
      id,
      deleted: { from: 'sent', until },
      recipientCount: 1,
    });
    expect((await kalle.get(`/messages/${id}`)).body).toMatchObject({ deletedUntil: until, unavailable: null });
    expect((await kalle.post(`/messages/${id}/open`)).body.subject).toBe('Borttaget lavendelbrev');
    expect(await unread(kalle)).toBe(before);
    await hanna.call('PUT', `/messages/${id}/hold`, { held: true });
    expect((await rowOf(hanna, 'deleted', id))?.deleted).toEqual({ from: 'sent', until, held: true });
    await hanna.call('PUT', `/messages/${id}/hold`, { held: false });
    const search = { folder: 'deleted', words: 'lavendelbrev' };
    const found = await kalle.post(`/mailboxes/${kalle.mailboxId}/messages/search`, search);
    expect(found.body.rows.map((one: Row) => one.id)).toEqual([row]);
    const lisa = await product.signIn(LISA);
    expect((await lisa.get(`/mailboxes/${kalle.mailboxId}/messages?folder=deleted`)).problem).toBe('not-found');
    await act(kalle, 'restore', [row]);
    expect(await rowOf(kalle, 'deleted', id)).toBeUndefined();
    expect(await rowOf(kalle, 'archive', id)).not.toHaveProperty('deleted');
    expect((await kalle.get(`/messages/${id}`)).body).not.toHaveProperty('deletedUntil');
    await act(hanna, 'restore', [id]);
  });

  it('destroy at once what is in Borttagna, and nothing else; others keep theirs', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('g@example.org')]);
    const row = await idOf(kalle, id);
    expect((await act(kalle, 'destroy', [row])).body).toEqual({ done: [], unchanged: [row] });
    await act(kalle, 'delete', [row]);
    for (const stranger of [hanna, await product.signIn(OLGA)])
      expect((await act(stranger, 'destroy', [row])).body.unchanged).toEqual([row]);
    expect((await act(kalle, 'destroy', [row])).body).toEqual({ done: [row], unchanged: [] });
    expect(await rowOf(kalle, 'deleted', id)).toBeUndefined();
    expect((await act(kalle, 'restore', [row])).body.unchanged).toEqual([row]);
    expect((await kalle.post(`/messages/${id}/open`)).problem).toBe('message-unavailable');
    expect(await product.count('search_entry where row_id = ?', row)).toBe(0);
    expect(await keys(id)).toBe(2);
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
    const entry = await product.database.get<{ actor_id: string }>(
      "select actor_id from audit_event where action = 'message.purged' and target_id = ?",
      id,
    );
    expect(entry?.actor_id).toBe(kalle.accountId);
    expect(await product.count("outbox where kind = 'scrub-database-log'")).toBeGreaterThan(0);
  });

  it('destroy nothing that is held, neither asked nor by age', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const organisation = await product.database.get<{ id: string }>(
      "select id from organisation where slug = 'storkommun'",
    );
    const keeper = { organisationId: organisation?.id ?? '', actor: { kind: 'system' as const } };
    expect(await product.services.retention.hold(keeper, id)).toBe('done');
    await act(kalle, 'delete', [await idOf(kalle, id)]);
    await act(hanna, 'delete', [id]);
    await wait(GRACE_SECONDS);
    expect(await product.services.deletedCopies.run()).toBe(0);
    expect((await act(hanna, 'destroy', [id])).body.unchanged).toEqual([id]);
    expect(await keys(id)).toBe(2);
    await product.services.retention.release(keeper, id);
    expect(await product.services.deletedCopies.run()).toBe(2);
    expect(await keys(id)).toBe(0);
    expect(await product.count('message where id = ? and headline is null', id)).toBe(1);
  });

  it('change none of what is another mailbox’s, and tell the log who did what', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const row = await idOf(kalle, id);
    const lisa = await product.signIn(LISA);
    for (const stranger of [lisa, await product.signIn(OLGA), hanna])
      expect((await act(stranger, 'delete', [row])).body).toEqual({ done: [], unchanged: [row] });
    expect((await act(kalle, 'delete', [id])).body).toEqual({ done: [], unchanged: [id] });
    const into = await lisa.post(`/mailboxes/${kalle.mailboxId}/messages/actions`, { action: 'delete', ids: [row] });
    expect(into.problem).toBe('not-found');
    await act(kalle, 'delete', [row]);
    await act(kalle, 'restore', [row]);
    const entries = await product.database.all<{ action: string; actor_id: string }>(
      "select action, actor_id from audit_event where target_id = ? and action like 'message.%d' and actor_id = ? order by id",
      id,
      kalle.accountId,
    );
    expect(entries.map(({ action }) => action)).toEqual(['message.deleted', 'message.restored']);
  });

  it('are at most 200 a request, and at least one', async () => {
    const many = (count: number) => Array.from({ length: count }, () => newId(product.clock.now().getTime()));
    expect((await act(kalle, 'archive', many(200))).body.unchanged).toHaveLength(200);
    expect((await act(kalle, 'archive', many(201))).status).toBe(400);
    expect((await act(kalle, 'archive', [])).status).toBe(400);
  });

  it('keep the counter what a count would say, whatever happens in whatever order', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant({ do: 'send' as const, which: 0 }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'recall' as const), which: fc.nat({ max: 4 }) }),
      },
      { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...ACTIONS), which: fc.nat({ max: 4 }) }) },
      { weight: 1, arbitrary: fc.constantFrom({ do: 'wait' as const, which: 0 }, { do: 'sweep' as const, which: 0 }) },
    );
    const counted = () =>
      product.count(
        'recipient where mailbox_id = ? and read_at is null and recalled_at is null and purged_at is null and archived_at is null and deleted_at is null',
        kalle.mailboxId,
      );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const sent: { id: string; row: string }[] = [];
        for (const { do: what, which } of steps) {
          const one = sent[which % Math.max(sent.length, 1)];
          if (what === 'send') {
            const id = await product.send(hanna, [{ address: KALLE }]);
            const row = await product.database.get<{ id: string }>('select id from recipient where message_id = ?', id);
            sent.push({ id, row: row?.id ?? '' });
          } else if (what === 'sweep') await product.services.deletedCopies.run();
          else if (what === 'wait') await wait(GRACE_SECONDS);
          else if (!one) continue;
          else if (what === 'open') await kalle.post(`/messages/${one.id}/open`);
          else if (what === 'recall') await hanna.post(`/messages/${one.id}/recall`, { recipientIds: null });
          else
            await act(
              kalle,
              what,
              sent.slice(0, which + 1).map(({ row }) => row),
            );
          expect(await unread(kalle)).toBe(await counted());
          expect(await product.count('search_entry where row_id not in (select holder_id from message_key)')).toBe(0);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('keep the counter when they race', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const row = await idOf(kalle, id);
    const before = await unread(kalle);
    await Promise.all([
      kalle.post(`/messages/${id}/open`),
      ...ACTIONS.map((action) => act(kalle, action, [row])),
      hanna.post(`/messages/${id}/recall`, { recipientIds: null }),
    ]);
    const counts = await product.database.get<{ unread: number }>('select unread from recipient where id = ?', row);
    expect(await unread(kalle)).toBe(before - 1 + (counts?.unread ?? 0));
  });
});
