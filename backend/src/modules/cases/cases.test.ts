import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, OLGA, TestProduct } from '../../testing/product.ts';
import { fakeKms } from '../identification/testing/fakes.ts';
import { KeyRing, rotateKeys } from '../organisations/index.ts';
import { CASE_NOTE_KEYS, CASE_TAG_KEYS } from './index.ts';
import { CaseDesk } from './testing/case-desk.ts';

describeOnBoth('cases', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let desk: CaseDesk;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    [hanna, kalle, olga] = [await product.signIn(HANNA), await product.signIn(KALLE), await product.signIn(OLGA)];
    desk = await CaseDesk.open(product, hanna);
    await desk.join(hanna);
    await desk.join(kalle);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const kinds = async (id: string): Promise<string[]> =>
    (await desk.call(hanna, 'GET', `/cases/${id}/history`)).body.map(({ kind }: { kind: string }) => kind);
  const answer = (to: string, more: object = {}) =>
    product.send(olga, [{ address: desk.address }], { inReplyTo: to, ...more });
  /** Hanna answers from the mailbox. */
  const reply = async (to: string) => {
    const message = product.message(hanna, [{ address: OLGA }], { mailboxId: desk.id, inReplyTo: to });
    return (await hanna.post('/messages', message, { 'x-sefos-mailbox': desk.id })).body.id as string;
  };

  it('begins with a message, and shows it with its subject', async () => {
    const { id, messageId } = await desk.receive(olga, hanna);
    expect(await desk.list(hanna)).toMatchObject({
      rows: [
        { id, state: 'open', takenBy: null, noteCount: 0, answer: null, message: { messageId, subject: 'Ärende' } },
      ],
      nextCursor: null,
    });
    expect(await kinds(id)).toEqual(['opened']);
  });

  it('is not what comes into a personal mailbox', async () => {
    await product.send(olga, [{ address: HANNA }]);
    expect(await product.count('mailbox_case where mailbox_id = ?', hanna.mailboxId)).toBe(0);
    expect((await hanna.get(`/mailboxes/${hanna.mailboxId}/cases?state=open`)).problem).toBe('not-found');
  });

  it('is joined by what answers, which also opens it again', async () => {
    const { id, messageId } = await desk.receive(olga, hanna);
    await desk.act(hanna, id, 'take');
    const sent = await reply(messageId);
    expect((await desk.list(hanna)).rows).toMatchObject([{ id, answer: 'sent' }]);
    expect((await desk.act(hanna, id, 'close')).body).toMatchObject({
      state: 'closed',
      takenBy: { name: 'Hanna Handläggare' },
    });
    expect((await desk.list(hanna)).rows).toEqual([]);
    const back = await answer(sent);
    expect((await desk.list(hanna)).rows).toMatchObject([
      { id, state: 'open', takenBy: { accountId: hanna.accountId }, message: { messageId: back } },
    ]);
    expect(await kinds(id)).toEqual(['reopened', 'closed', 'answered', 'taken', 'opened']);
    expect(await product.count('mailbox_case where mailbox_id = ?', desk.id)).toBe(1);
  });

  it('is taken by one, and the other is told who', async () => {
    const { id } = await desk.receive(olga, hanna);
    expect((await desk.act(hanna, id, 'take')).body).toMatchObject({
      takenBy: { accountId: hanna.accountId },
      may: { take: false, release: true, close: true, reopen: false },
    });
    const refused = await desk.act(kalle, id, 'take');
    expect([refused.problem, refused.body.facts]).toEqual(['case-taken', { name: 'Hanna Handläggare' }]);
    expect((await desk.act(hanna, id, 'take')).status).toBe(200);
    expect(await kinds(id)).toEqual(['taken', 'opened']);
  });

  it('is released, closed and assigned by whose it is, and by a mailbox administrator', async () => {
    const { id } = await desk.receive(olga, hanna);
    await desk.act(hanna, id, 'take');
    for (const action of ['release', 'close']) expect((await desk.act(kalle, id, action)).problem).toBe('case-taken');
    const toKalle = { accountId: kalle.accountId, expected: hanna.accountId };
    expect((await desk.act(kalle, id, 'assign', toKalle)).problem).toBe('case-taken');
    expect((await desk.call(kalle, 'DELETE', `/cases/${id}`)).problem).toBe('case-taken');
    expect((await desk.act(hanna, id, 'assign', toKalle)).body.takenBy.accountId).toBe(kalle.accountId);
    await desk.join(olga, 'administrator');
    expect((await desk.act(olga, id, 'release')).body.takenBy).toBeNull();
    expect(await kinds(id)).toEqual(['released', 'assigned', 'taken', 'opened']);
  });

  it('is assigned to members alone, and from whom it was seen with', async () => {
    const { id } = await desk.receive(olga, hanna);
    const assign = (accountId: string, expected: string | null) =>
      desk.act(hanna, id, 'assign', { accountId, expected });
    expect((await assign(olga.accountId, null)).problem).toBe('case-member-invalid');
    expect((await assign(kalle.accountId, hanna.accountId)).problem).toBe('case-changed');
    expect((await assign(kalle.accountId, null)).status).toBe(200);
    expect((await assign(hanna.accountId, null)).body.facts.name).toContain('Kalle');
    expect((await desk.call(hanna, 'GET', '/case-members?q=kal')).body).toMatchObject([{ accountId: kalle.accountId }]);
  });

  it('takes no decisions when it is closed', async () => {
    const { id } = await desk.receive(olga, hanna);
    await desk.act(hanna, id, 'close');
    for (const action of ['take', 'release']) expect((await desk.act(hanna, id, action)).problem).toBe('case-closed');
    expect((await desk.call(hanna, 'PUT', `/cases/${id}/due`, { dueOn: '2026-03-02' })).problem).toBe('case-closed');
    expect((await desk.act(kalle, id, 'reopen')).body).toMatchObject({ state: 'open', takenBy: null });
  });

  it('has a day when it is due, which is one', async () => {
    const { id } = await desk.receive(olga, hanna);
    const due = (dueOn: string | null) => desk.call(hanna, 'PUT', `/cases/${id}/due`, { dueOn });
    expect((await due('2028-02-29')).body.dueOn).toBe('2028-02-29');
    expect((await due('2027-02-29')).problem).toBe('invalid-request');
    expect((await due(null)).body.dueOn).toBeNull();
    expect(await kinds(id)).toEqual(['due', 'due', 'opened']);
  });

  it('has notes that stand sealed, and are its writer’s or an administrator’s to remove', async () => {
    const { id } = await desk.receive(olga, hanna);
    const notes = `/cases/${id}/notes`;
    expect((await desk.call(hanna, 'POST', notes, { text: ' KanarieAnteckning ' })).status).toBe(201);
    const { body } = await desk.call(kalle, 'GET', notes);
    expect(body).toMatchObject([{ by: 'Hanna Handläggare', own: false, text: 'KanarieAnteckning' }]);
    const [row] = await product.database.all<{ body: Uint8Array }>('select body from case_note where case_id = ?', id);
    expect(Buffer.from(row?.body ?? []).includes('Kanarie')).toBe(false);
    expect(JSON.stringify(await product.database.all('select body from idempotency'))).not.toContain('Kanarie');
    expect((await desk.call(kalle, 'DELETE', `${notes}/${body[0].id}`)).problem).toBe('not-allowed');
    expect((await desk.call(hanna, 'DELETE', `${notes}/${body[0].id}`)).status).toBe(204);
    expect((await desk.call(hanna, 'GET', `/cases/${id}`)).body.noteCount).toBe(0);
    const long = 'a'.repeat(LIMITS.caseNoteCharacters);
    expect((await desk.call(hanna, 'POST', notes, { text: long })).status).toBe(201);
    expect((await desk.call(hanna, 'POST', notes, { text: `${long}a` })).problem).toBe('invalid-request');
  });

  it('has at most so many notes', async () => {
    const { id } = await desk.receive(olga, hanna);
    const full = { sql: 'update mailbox_case set note_count = ? where id = ?', params: [LIMITS.notesPerCase - 1, id] };
    await product.database.commit([full]);
    const add = () => desk.call(hanna, 'POST', `/cases/${id}/notes`, { text: 'Hej' });
    expect((await add()).status).toBe(201);
    expect((await add()).problem).toBe('case-notes-too-many');
  });

  it('has tags of its mailbox, sealed, to a limit on both', async () => {
    const { id } = await desk.receive(olga, hanna);
    const make = (name: string) => desk.call(hanna, 'POST', '/case-tags', { name });
    const put = (tagId: string) => desk.call(hanna, 'PUT', `/cases/${id}/tags/${tagId}`);
    const tags: string[] = [];
    expect((await make('x'.repeat(LIMITS.caseTagCharacters + 1))).problem).toBe('invalid-request');
    tags.push((await make('x'.repeat(LIMITS.caseTagCharacters))).body.id);
    for (let at = 1; at < LIMITS.tagsPerMailbox; at++) tags.push((await make(`Etikett ${at}`)).body.id);
    expect((await make('en till')).problem).toBe('case-tags-too-many');
    expect((await make('ETIKETT 3')).body.id).toBe(tags[3]);
    for (const tag of tags.slice(0, LIMITS.tagsPerCase)) expect((await put(tag)).status).toBe(200);
    expect((await put(tags[0] ?? '')).status).toBe(200);
    expect((await put(tags[20] ?? '')).problem).toBe('case-tags-too-many');
    expect((await desk.list(hanna, `state=open&tag=${tags[0]}`)).rows).toHaveLength(1);
    expect((await desk.list(hanna, `state=open&tag=${tags[20]}`)).rows).toEqual([]);
    expect((await desk.call(hanna, 'GET', `/cases/${id}/history`)).body[0]).toMatchObject({
      kind: 'tagged',
      about: 'Etikett 9',
    });
    expect((await desk.call(hanna, 'DELETE', `/case-tags/${tags[0]}`)).problem).toBe('not-allowed');
    await desk.join(olga, 'administrator');
    expect((await desk.call(olga, 'DELETE', `/case-tags/${tags[0]}`)).status).toBe(204);
    expect((await desk.call(hanna, 'GET', `/cases/${id}`)).body.tags).toHaveLength(LIMITS.tagsPerCase - 1);
    const rows = await product.database.all<{ body: Uint8Array }>(
      'select body from case_tag where mailbox_id = ?',
      desk.id,
    );
    expect(rows.some(({ body }) => Buffer.from(body).includes('Etikett'))).toBe(false);
  });

  it('is still read after its organisation has a new key', async () => {
    const { id } = await desk.receive(olga, hanna);
    await desk.call(hanna, 'POST', `/cases/${id}/notes`, { text: 'Läst' });
    await desk.call(hanna, 'POST', '/case-tags', { name: 'Kvar' });
    const keyRing = new KeyRing(product.database, fakeKms, product.clock);
    const { organisation_id: organisationId = '' } =
      (await product.database.get<{ organisation_id: string }>(
        'select organisation_id from mailbox_case where id = ?',
        id,
      )) ?? {};
    await rotateKeys(
      { database: product.database, keyRing, tables: [CASE_NOTE_KEYS, CASE_TAG_KEYS] },
      organisationId,
      0,
    );
    expect((await desk.call(hanna, 'GET', `/cases/${id}/notes`)).body).toMatchObject([{ text: 'Läst' }]);
    expect((await desk.call(hanna, 'GET', '/case-tags')).body).toMatchObject([{ name: 'Kvar' }]);
  });
});
