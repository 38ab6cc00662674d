import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';
import { fakeKms } from '../identification/testing/fakes.ts';
import { KeyRing, rotateKeys } from '../organisations/index.ts';
import { DRAFT_KEYS } from './index.ts';

const DAY_SECONDS = 86_400;

describeOnBoth('drafts', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let lisa: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
    lisa = await product.signIn(LISA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const written = {
    recipients: [
      { kind: 'to', address: KALLE, name: 'Kalle' },
      { kind: 'to', address: 'inte en adress', name: '' },
      {
        kind: 'cc',
        address: 'maja@example.org',
        name: 'Maja',
        external: { method: 'sms', phone: '07', personalNumber: '', language: 'fi', openText: 'Hej' },
      },
      {
        kind: 'bcc',
        address: 'olle@example.org',
        name: '',
        external: { phone: '', personalNumber: '1990', language: 'sv', openText: '' },
      },
    ],
    subject: '  Halvfärdigt ',
    bodyHtml: '<p>Hej å</p>',
    assuranceLevel: 2,
    replyAllowed: false,
    validUntil: '2026-12-24',
    inReplyTo: null,
    uploadIds: [],
  };
  const path = (id: string, who: AccountBrowser = hanna) => `/mailboxes/${who.mailboxId}/drafts/${id}`;
  const save = (id: string, revision: number, more: object = {}, who: AccountBrowser = hanna) =>
    who.call('PUT', path(id, who), { revision, ...written, ...more });
  const saved = async (more: object = {}): Promise<string> => {
    const id = randomUUID();
    const answer = await save(id, 0, more);
    if (answer.status !== 200) throw new Error(`not saved: ${answer.problem}`);
    return id;
  };
  const list = async (query = '', who: AccountBrowser = hanna) =>
    (await who.get(`/mailboxes/${who.mailboxId}/drafts${query}`)).body;
  const read = (id: string, who: AccountBrowser = hanna) => who.get(path(id, who));
  const remove = (id: string, who: AccountBrowser = hanna) => who.call('DELETE', path(id, who));
  const send = (draftId: string, more: object = {}, headers?: Record<string, string>) =>
    hanna.post('/messages', product.message(hanna, [{ address: KALLE }], { draftId, ...more }), headers);
  const organisationOf = async (id: string): Promise<string> => {
    const sql = 'select organisation_id from draft where id = ?';
    return (await product.database.get<{ organisation_id: string }>(sql, id))?.organisation_id ?? '';
  };
  const clear = () => product.database.commit([{ sql: 'delete from draft', params: [] }]);
  const held = (id: string) => product.count('attachment where held_by = ?', id);
  const begin = async (who: Browser = hanna, bytes = 10): Promise<string> => {
    const created = await who.call('POST', '/uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from('halv.txt').toString('base64')}`,
    });
    return String(created.headers.location).split('/').at(-1) ?? '';
  };
  const append = (id: string, offset: number, content: string) =>
    hanna.call('PATCH', `/uploads/${id}`, Buffer.from(content), {
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    });

  it('are gone on with exactly as they were typed', async () => {
    const id = randomUUID();
    const answer = await save(id, 0);
    const savedAt = product.clock.now().toISOString();
    expect([answer.status, answer.body]).toEqual([200, { revision: 1, savedAt }]);
    const { uploadIds: _none, ...content } = written;
    expect((await read(id)).body).toEqual({ id, revision: 1, savedAt, ...content, uploads: [] });
  });

  it('keep their files when somebody else sends a message in their name', async () => {
    const id = await saved({ uploadIds: [await hanna.upload('a.txt', Buffer.from('a')), await begin()] });
    const orphan = await hanna.upload('b.txt', Buffer.from('b'));
    for (const who of [lisa, kalle]) {
      const message = product.message(who, [{ address: KALLE }], { draftId: id, draftRevision: 1 });
      expect((await who.post('/messages', message)).status).toBe(201);
      expect((await save(id, 0, { uploadIds: [orphan] }, who)).problem).not.toBeUndefined();
      expect((await remove(id, who)).problem).toBe('not-found');
    }
    await product.sweep().sweepExpired();
    expect(await held(id)).toBe(2);
    expect((await read(id)).body.uploads).toHaveLength(2);
    expect((await send(id)).status).toBe(201);
    expect(await held(id)).toBe(0);
  });

  it('may be empty, and of a level that is not chosen yet', async () => {
    const empty = { recipients: [], subject: '', bodyHtml: '', assuranceLevel: null, validUntil: '' };
    const id = await saved(empty);
    expect((await read(id)).body).toMatchObject(empty);
  });

  it('keep of their body what a message may hold', async () => {
    const id = await saved({ bodyHtml: '<p onclick="x()">Hej<script>x()</script></p>' });
    expect((await read(id)).body.bodyHtml).toBe('<p>Hej</p>');
  });

  it('show in the list their subject, the first three recipients and how many files they have', async () => {
    await clear();
    const uploadIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const id = await saved({ uploadIds });
    expect(await list()).toEqual({
      rows: [
        {
          id,
          revision: 1,
          subject: written.subject,
          recipients: written.recipients.slice(0, 3).map(({ name, address }) => ({ name, address })),
          recipientCount: 4,
          assuranceLevel: 2,
          attachmentCount: 1,
          savedAt: product.clock.now().toISOString(),
        },
      ],
      nextCursor: null,
    });
  });

  it('are listed page by page, the last saved first, also when many were saved in one millisecond', async () => {
    await clear();
    const ids: string[] = [];
    for (let at = 0; at < 7; at++) {
      if (at % 3 === 0) product.clock.advance(1);
      ids.push(await saved());
    }
    product.clock.advance(1);
    await save(ids[0] ?? '', 1);
    const seen: { id: string; savedAt: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { rows: typeof seen; nextCursor: string | null } = await list(
        `?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows);
      cursor = page.nextCursor;
    }
    expect(seen[0]?.id).toBe(ids[0]);
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(seen.map(({ savedAt }) => savedAt)).toEqual(
      seen
        .map(({ savedAt }) => savedAt)
        .toSorted()
        .toReversed(),
    );
    expect((await hanna.get(`/mailboxes/${hanna.mailboxId}/drafts?cursor=abc`)).problem).toBe('invalid-request');
  });

  it('are saved over the revision that was seen; an older one is told which is there, and changes nothing', async () => {
    const id = await saved();
    expect((await save(id, 1, { subject: 'Två' })).body.revision).toBe(2);
    for (const revision of [0, 1, 3]) {
      const { status, problem, body } = await save(id, revision, { subject: 'Gammalt' });
      expect([status, problem, body.facts]).toEqual([409, 'draft-changed', { revision: 2 }]);
    }
    expect((await read(id)).body).toMatchObject({ revision: 2, subject: 'Två' });
  });

  it.each([0, 1])('of two savers from revision %s at once one wins and the other is told', async (revision) => {
    for (let round = 0; round < 8; round++) {
      const id = randomUUID();
      if (revision === 1) await save(id, 0);
      const answers = await Promise.all(['Ena', 'Andra', 'Tredje'].map((subject) => save(id, revision, { subject })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      const winner = ['Ena', 'Andra', 'Tredje'][answers.findIndex(({ status }) => status === 200)];
      expect((await read(id)).body).toMatchObject({ revision: revision + 1, subject: winner });
    }
  });

  it('answer a save that is said again, because its answer was lost, as the first time', async () => {
    const id = randomUUID();
    const first = await save(id, 0);
    product.clock.advance(5);
    expect((await save(id, 0)).body).toEqual(first.body);
    const second = await save(id, 1, { bodyHtml: '<p>Mer</p>' });
    expect((await save(id, 1, { bodyHtml: '<p>Mer</p>' })).body).toEqual(second.body);
    expect((await save(id, 0)).problem).toBe('draft-changed');
  });

  it('are two hundred a mailbox and no more, however many begin at once; saving one that is there goes on', async () => {
    await clear();
    const ids: string[] = [];
    for (let count = 0; count < LIMITS.draftsPerMailbox - 2; count++) ids.push(await saved());
    const answers = await Promise.all(Array.from({ length: 5 }, () => save(randomUUID(), 0)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    const refused = answers.filter(({ problem }) => problem === 'drafts-too-many');
    expect(refused.map(({ body }) => body.facts)).toEqual(Array(3).fill({ most: 200 }));
    expect(await product.count('draft')).toBe(LIMITS.draftsPerMailbox);
    expect((await save(ids[0] ?? '', 1)).status).toBe(200);
    expect((await save(randomUUID(), 0, {}, kalle)).status).toBe(200);
    await remove(ids[0] ?? '');
    expect((await save(randomUUID(), 0)).status).toBe(200);
    await clear();
  });

  it('take as much as their limits say, and one more is refused', async () => {
    const id = await saved();
    let revision = 1;
    const recipients = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ kind: 'to', address: `a${at}@example.org`, name: '' }));
    const uploadIds = await Promise.all(Array.from({ length: LIMITS.attachmentsPerMessage + 1 }, () => begin()));
    const text = (letter: string, bytes: number) => `<p>${letter.repeat(bytes - 7)}</p>`;
    const cases: [object, object, string][] = [
      [
        { recipients: recipients(LIMITS.draftRecipients) },
        { recipients: recipients(LIMITS.draftRecipients + 1) },
        'recipients-too-many',
      ],
      [{ uploadIds: uploadIds.slice(1) }, { uploadIds }, 'attachments-too-many'],
      [
        { subject: 'x'.repeat(LIMITS.draftTextCharacters) },
        { subject: 'x'.repeat(LIMITS.draftTextCharacters + 1) },
        'invalid-request',
      ],
      [{ bodyHtml: text('a', LIMITS.bodyCharacters) }, { bodyHtml: text('å', 1024 * 1024) }, 'body-too-large'],
      [{ validUntil: '' }, { validUntil: 'i morgon' }, 'invalid-request'],
      [
        { recipients: [{ kind: 'to', address: 'a', name: 'n'.repeat(LIMITS.draftFieldCharacters) }] },
        { recipients: [{ kind: 'to', address: 'a', name: 'n'.repeat(LIMITS.draftFieldCharacters + 1) }] },
        'invalid-request',
      ],
    ];
    for (const [most, tooMuch, problem] of cases) {
      expect((await save(id, revision, most)).body).toMatchObject({ revision: revision + 1 });
      expect((await save(id, revision + 1, tooMuch)).problem).toBe(problem);
      revision++;
    }
    for (const bad of ['x', randomUUID().toUpperCase(), '00000000-0000-0000-0000-000000000000'])
      expect((await save(bad, 0)).problem).toBe('invalid-request');
    await remove(id);
  });

  it('hold their uploads, whole or begun, in order, until long after others expire', async () => {
    const whole = await hanna.upload('helt Å.txt', Buffer.from('innehåll'));
    const begun = await begin();
    const forgotten = await begin();
    await append(begun, 0, '12345');
    const id = await saved({ uploadIds: [begun, whole] });
    product.clock.advance(20 * DAY_SECONDS);
    expect(await product.sweep().sweepExpired()).toBeGreaterThan(0);
    expect(await product.count('attachment where id = ?', forgotten)).toBe(0);
    hanna = await product.signIn(HANNA);
    expect((await read(id)).body.uploads).toEqual([
      { id: begun, name: 'halv.txt', sizeBytes: 10, offsetBytes: 5, complete: false },
      { id: whole, name: 'helt Å.txt', sizeBytes: 9, offsetBytes: 9, complete: true },
    ]);
    expect((await append(begun, 5, '67890')).status).toBe(204);
    expect((await read(id)).body.uploads[0]).toMatchObject({ offsetBytes: 10, complete: true });
  });

  it('let go of uploads that they no longer name: those expire as others do', async () => {
    const [kept, dropped] = [await hanna.upload('a', Buffer.from('a')), await hanna.upload('b', Buffer.from('b'))];
    const id = await saved({ uploadIds: [kept, dropped] });
    product.clock.advance(10 * DAY_SECONDS);
    hanna = await product.signIn(HANNA);
    await save(id, 1, { uploadIds: [kept] });
    await product.sweep().sweepExpired();
    expect(await product.count('attachment where id = ?', dropped)).toBe(1);
    product.clock.advance(2 * DAY_SECONDS);
    await product.sweep().sweepExpired();
    expect(await product.count('attachment where id in (?, ?)', kept, dropped)).toBe(1);
    hanna = await product.signIn(HANNA);
    expect((await save(id, 2, { uploadIds: [kept] })).status).toBe(200);
  });

  it('forget an upload that its owner removes', async () => {
    const uploads = [await hanna.upload('a', Buffer.from('a')), await hanna.upload('b', Buffer.from('b'))];
    const id = await saved({ uploadIds: uploads });
    const removed = await hanna.call('DELETE', `/uploads/${uploads[0]}`, undefined, { 'tus-resumable': '1.0.0' });
    expect(removed.status).toBe(204);
    expect((await read(id)).body.uploads).toMatchObject([{ id: uploads[1] }]);
  });

  it("name one's own unsent uploads only, which no other draft holds; a refused save changes nothing", async () => {
    const own = await hanna.upload('a.txt', Buffer.from('a'));
    const sent = await hanna.upload('b.txt', Buffer.from('b'));
    await product.send(hanna, [{ address: KALLE }], { attachmentIds: [sent] });
    const elsewhere = await hanna.upload('c.txt', Buffer.from('c'));
    await saved({ uploadIds: [elsewhere] });
    const expired = await begin();
    await product.database.write(
      'update attachment set expires_at = ? where id = ?',
      product.clock.now().getTime(),
      expired,
    );
    const others = [await kalle.upload('d.txt', Buffer.from('d')), await lisa.upload('e.txt', Buffer.from('e'))];
    const id = await saved({ uploadIds: [own] });
    for (const bad of [sent, elsewhere, expired, ...others, '019cad8f-ac00-701b-b65d-44c93cd39164']) {
      const { status, problem } = await save(id, 1, { subject: 'Nytt', uploadIds: [own, bad] });
      expect([status, problem]).toEqual([404, 'upload-not-found']);
    }
    expect((await read(id)).body).toMatchObject({ revision: 1, subject: written.subject, uploads: [{ id: own }] });
    expect(await held(id)).toBe(1);
  });

  it('are destroyed with their key and uploads at once, the blobs by a job of the same commit, and logged without content', async () => {
    const uploadIds = [await hanna.upload('a.txt', Buffer.from('aaa')), await begin()];
    const id = await saved({ uploadIds });
    await product.drain();
    const before = (await product.blobs()).length;
    expect((await remove(id)).status).toBe(204);
    expect(await product.count('draft where id = ?', id)).toBe(0);
    expect(await product.count('attachment where id in (?, ?)', ...uploadIds)).toBe(0);
    await product.drain();
    expect((await product.blobs()).length).toBe(before - 1);
    const entry = await product.database.get('select * from audit_event where target_id = ?', id);
    expect(entry).toMatchObject({
      action: 'draft.deleted',
      actor_id: hanna.accountId,
      target_kind: 'draft',
      facts: '{}',
    });
    expect((await remove(id)).problem).toBe('not-found');
    expect((await read(id)).problem).toBe('not-found');
    expect((await save(id, 1)).problem).toBe('draft-gone');
  });

  it('are whole after a removal that was cut off, and gone after the next', async () => {
    const uploadIds = [await hanna.upload('a.txt', Buffer.from('aaa'))];
    const id = await saved({ uploadIds });
    const cut = jest.spyOn(product.database, 'commit').mockRejectedValueOnce(new Error('killed'));
    expect((await remove(id)).problem).toBe('internal-error');
    cut.mockRestore();
    expect((await read(id)).body.uploads).toHaveLength(1);
    expect((await remove(id)).status).toBe(204);
  });

  it('that are saved while they are removed are removed or told of, and no upload stays held', async () => {
    for (let round = 0; round < 8; round++) {
      const uploadIds = [await hanna.upload('a.txt', Buffer.from('a'))];
      const id = await saved({ uploadIds });
      const [removed, again] = await Promise.all([remove(id), save(id, 1, { uploadIds })]);
      expect(removed.status).toBe(204);
      expect([200, 410]).toContain(again.status);
      expect([await product.count('draft where id = ?', id), await held(id)]).toEqual([0, 0]);
    }
  });

  it('go in the commit that sends them, with their uploads: taken by the message, or swept', async () => {
    const [taken, left] = [
      await hanna.upload('a.txt', Buffer.from('a')),
      await hanna.upload('b.txt', Buffer.from('b')),
    ];
    const id = await saved({ uploadIds: [taken, left] });
    const sent = await send(id, { attachmentIds: [taken], draftRevision: 1 });
    expect(sent.status).toBe(201);
    expect((await read(id)).problem).toBe('not-found');
    expect(await held(id)).toBe(0);
    await product.sweep().sweepExpired();
    expect(await product.count('attachment where id in (?, ?)', taken, left)).toBe(1);
    expect(await product.count('attachment where id = ? and message_id = ?', taken, sent.body.id)).toBe(1);
  });

  it('are sent once, saved or not: a second sending and a late save are told of the message', async () => {
    for (const id of [await saved(), randomUUID()]) {
      const key = { 'idempotency-key': randomUUID() };
      const first = await send(id, {}, key);
      expect((await send(id, {}, key)).body).toEqual(first.body);
      for (const late of [await send(id), await save(id, 1), await save(id, 0)])
        expect([late.problem, late.body.facts]).toEqual(['draft-already-sent', { messageId: first.body.id }]);
      expect((await list()).rows).not.toContainEqual(expect.objectContaining({ id }));
    }
  });

  it('stay whole when sending is refused', async () => {
    const uploadIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const id = await saved({ uploadIds });
    expect((await send(id, { recipients: [{ kind: 'to', address: 'inte en adress' }] })).status).toBe(422);
    expect((await send(id, { attachmentIds: [await begin()] })).problem).toBe('upload-incomplete');
    expect((await read(id)).body).toMatchObject({ revision: 1, uploads: [{ id: uploadIds[0] }] });
    await hanna.call('PUT', path(id), { revision: 1, ...written, subject: 'Nyare', uploadIds });
    for (const draftRevision of [0, 1]) {
      const refused = await send(id, { draftRevision });
      expect([refused.problem, refused.body.facts]).toEqual(['draft-changed', { revision: 2 }]);
    }
    expect((await read(id)).body.subject).toBe('Nyare');
    expect((await send(id, { draftRevision: 2 })).status).toBe(201);
  });

  it('that are saved while they are sent are no drafts afterwards, whoever was first', async () => {
    for (let round = 0; round < 8; round++) {
      const revision = round % 2;
      const id = randomUUID();
      if (revision === 1) await save(id, 0);
      const [sent, late] = await Promise.all([send(id), save(id, revision)]);
      expect(sent.status).toBe(201);
      expect([200, 409]).toContain(late.status);
      expect((await read(id)).problem).toBe('not-found');
      expect((await list()).rows).not.toContainEqual(expect.objectContaining({ id }));
    }
  });

  it("are the mailbox's: colleagues and other organisations find none, and nobody saves over another's id", async () => {
    const id = await saved();
    const whole = { revision: 1, ...written };
    for (const other of [kalle, lisa]) {
      for (const url of [path(id), path(id, other)]) {
        expect((await other.get(url)).problem).toBe('not-found');
        expect((await other.call('DELETE', url)).problem).toBe('not-found');
      }
      expect((await other.call('PUT', path(id), whole)).problem).toBe('not-found');
      expect((await other.call('PUT', path(id), { ...whole, revision: 0 })).problem).toBe('not-found');
      expect((await save(id, 0, {}, other)).problem).toBe('not-found');
      expect((await save(id, 1, {}, other)).problem).toBe('draft-gone');
      expect((await other.get(`/mailboxes/${hanna.mailboxId}/drafts`)).problem).toBe('not-found');
      expect((await list('', other)).rows).not.toContainEqual(expect.objectContaining({ id }));
      const theirs = product.message(other, [{ address: HANNA }], { draftId: id });
      expect((await other.post('/messages', theirs)).status).toBe(201);
    }
    const nobody = product.nobody();
    expect((await nobody.get(path(id))).problem).toBe('not-signed-in');
    expect((await nobody.call('PUT', path(id), whole)).problem).toBe('not-signed-in');
    expect((await read(id)).body).toMatchObject({ revision: 1, subject: written.subject });
  });

  it.each([
    { written: 3, chosen: 3, read: 3 },
    { written: 3, chosen: 2, read: 2 },
    { written: 3, chosen: 1, read: 1 },
    { written: 3, chosen: null, read: 1 },
    { written: 2, chosen: 3, read: 2 },
    { written: 1, chosen: 3, read: 1 },
  ] as const)('written in a session of level $written for level $chosen are read from level $read on', async (test) => {
    const writer = await product.signIn(HANNA, test.written);
    const id = randomUUID();
    expect((await save(id, 0, { assuranceLevel: test.chosen }, writer)).status).toBe(200);
    for (const level of [1, 2, 3] as const) {
      const reader = await product.signIn(HANNA, level);
      const row = (await list('', reader)).rows.find((one: { id: string }) => one.id === id);
      const content = await read(id, reader);
      if (level >= test.read) {
        expect([row.subject, row.stepUpNeeded]).toEqual([written.subject, undefined]);
        expect(content.status).toBe(200);
      } else {
        expect([row.subject, row.stepUpNeeded]).toEqual(['', true]);
        expect([content.problem, content.body.facts]).toEqual(['step-up-required', { level: test.read }]);
      }
    }
    await remove(id);
  });

  it('need the CSRF token of the session to be saved or removed', async () => {
    const id = await saved();
    hanna.csrfToken = 'wrong';
    expect((await save(id, 1)).problem).toBe('csrf-token-invalid');
    expect((await remove(id)).problem).toBe('csrf-token-invalid');
  });

  it('survive sign-out and an account that is frozen for a while', async () => {
    const id = await saved();
    await hanna.call('DELETE', '/session');
    await product.database.write('update account set frozen_at = 1 where email = ?', HANNA);
    product.clock.advance(DAY_SECONDS);
    await product.services.draftsSweep.run();
    await product.database.write('update account set frozen_at = null where email = ?', HANNA);
    hanna = await product.signIn(HANNA);
    expect((await read(id)).body.subject).toBe(written.subject);
  });

  it('go when nobody has saved them for as many days as the organisation keeps them', async () => {
    await clear();
    const uploadIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const [old, young] = [await saved({ uploadIds }), await saved()];
    product.clock.advance(45 * DAY_SECONDS);
    hanna = await product.signIn(HANNA);
    await save(young, 1);
    product.clock.advance(45 * DAY_SECONDS - 1);
    expect(await product.services.draftsSweep.run()).toBe(0);
    product.clock.advance(1);
    const runs = await Promise.all([product.services.draftsSweep.run(), product.services.draftsSweep.run()]);
    expect(runs.toSorted()).toEqual([0, 1]);
    hanna = await product.signIn(HANNA);
    expect((await list()).rows).toMatchObject([{ id: young }]);
    expect(await product.count('attachment where id = ?', uploadIds[0] ?? '')).toBe(0);
    const entry = await product.database.get('select * from audit_event where target_id = ?', old);
    expect(entry).toMatchObject({ action: 'draft.expired', actor_kind: 'system', actor_id: null, facts: '{}' });
  });

  it('are kept for ever where the organisation keeps them 0 days', async () => {
    const id = await saved();
    const settings = (text: string) =>
      product.database.write("update organisation set settings = ? where slug = 'storkommun'", text);
    await settings(JSON.stringify({ draftDays: 0 }));
    product.clock.advance(900 * DAY_SECONDS);
    await product.services.draftsSweep.run();
    await settings('{}');
    hanna = await product.signIn(HANNA);
    expect((await read(id)).status).toBe(200);
    product.clock.advance(6);
    expect(await product.services.draftsSweep.run()).toBeGreaterThan(0);
    expect((await read(id)).problem).toBe('not-found');
  });

  it('tell live pages of the mailbox when they are saved, sent or removed, without saying what they hold', async () => {
    const id = await saved();
    await save(id, 1, { subject: 'Två' });
    await remove(id);
    const unsaved = randomUUID();
    await send(unsaved);
    const rows = await product.database.all<{ type: string; mailbox_id: string; message_id: string }>(
      'select type, mailbox_id, message_id from live_event where message_id in (?, ?) order by id',
      id,
      unsaved,
    );
    const told = (draftId: string) => ({ type: 'draft-changed', mailbox_id: hanna.mailboxId, message_id: draftId });
    expect(rows).toEqual([told(id), told(id), told(id), told(unsaved)]);
  });

  it('are read after a rotation of the key-encryption key, under which no old one is left', async () => {
    const id = await saved();
    const organisationId = await organisationOf(id);
    const row = await product.database.get<{ key_epoch: number }>('select key_epoch from draft where id = ?', id);
    const { database, services } = product;
    const parts = { database, keyRing: services.keyRing, tables: [DRAFT_KEYS] };
    expect(await rotateKeys(parts, organisationId, 0)).toBeGreaterThan(0);
    const old = 'draft where organisation_id = ? and key_epoch <= ?';
    expect(await product.count(old, organisationId, row?.key_epoch ?? 0)).toBe(0);
    expect((await read(id)).body.subject).toBe(written.subject);
  });

  it('that are saved during a rotation keep the key of that save', async () => {
    const id = await saved();
    const organisationId = await organisationOf(id);
    const { database, clock } = product;
    // Another process, which this one does not hear of for half a minute.
    const keyRing = new KeyRing(database, fakeKms, clock);
    const commitThem = database.commit.bind(database);
    const commit = jest.spyOn(database, 'commit').mockImplementation(async (statements) => {
      if (statements.some(({ sql }) => sql.startsWith('update draft set key_epoch'))) {
        commit.mockRestore();
        await save(id, 1, { subject: 'Meanwhile' });
      }
      return commitThem(statements);
    });
    await rotateKeys({ database, keyRing, tables: [DRAFT_KEYS] }, organisationId, 0);
    expect((await read(id)).body).toMatchObject({ revision: 2, subject: 'Meanwhile' });
    product.clock.advance(31);
  });

  it('are sealed under a new key with every save, and neither key nor piece opens in another place', async () => {
    const [one, other] = [await saved(), await saved()];
    const columns = 'wrapped_key, headline, fields, body';
    const rowOf = (id: string) =>
      product.database.get<Record<string, Uint8Array>>(`select ${columns} from draft where id = ?`, id);
    const before = await rowOf(one);
    await save(one, 1);
    const after = await rowOf(one);
    expect(Buffer.from(after?.wrapped_key ?? []).equals(Buffer.from(before?.wrapped_key ?? []))).toBe(false);
    for (const column of ['wrapped_key', 'headline', 'fields', 'body']) {
      for (const [value, reason] of [
        [(await rowOf(other))?.[column], 'of another draft'],
        [before?.[column], 'of the save before'],
      ] as const) {
        await product.database.write(`update draft set ${column} = ? where id = ?`, value ?? null, one);
        const url = column === 'headline' ? `/mailboxes/${hanna.mailboxId}/drafts` : path(one);
        expect([reason, (await hanna.get(url)).status]).toEqual([reason, 410]);
      }
      await product.database.write(`update draft set ${column} = ? where id = ?`, after?.[column] ?? null, one);
    }
    expect((await read(one)).status).toBe(200);
  });
});
