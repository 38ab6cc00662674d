import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

const DAY_SECONDS = 86_400;
const PHONE = '070-174 06 05';

describeOnBoth('a draft that waits for details', (open) => {
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
    [hanna, kalle, lisa] = [await product.signIn(HANNA), await product.signIn(KALLE), await product.signIn(LISA)];
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const step = (more: object = {}) => ({
    ...{ method: 'sms', phone: '', personalNumber: '', language: 'sv', openText: '', later: true },
    ...more,
  });
  const person = (address: string, more: object = {}) => ({ kind: 'to', address, name: '', external: step(more) });
  const colleague = { kind: 'cc', address: KALLE, name: 'Kalle' };
  const complete = {
    recipients: [person('maja@example.org', { phone: PHONE }), person('olle@example.org'), colleague],
    ...{ subject: 'Väntar', bodyHtml: '<p>Hej</p>', assuranceLevel: 2, replyAllowed: true, validUntil: '' },
    ...{ inReplyTo: null, uploadIds: [] as string[], waiting: true },
  };
  const path = (id: string, who: AccountBrowser) => `/mailboxes/${who.mailboxId}/drafts/${id}`;
  const save = (id: string, revision: number, more: object = {}, who: AccountBrowser = hanna, headers = {}) =>
    who.call('PUT', path(id, who), { revision, ...complete, ...more }, headers);
  const waiting = async (more: object = {}): Promise<string> => {
    const id = randomUUID();
    const { status, problem } = await save(id, 0, more);
    if (status !== 200) throw new Error(`not saved: ${problem}`);
    return id;
  };
  const rowOf = async (id: string, who: AccountBrowser = hanna) => {
    const { body } = await who.get(`/mailboxes/${who.mailboxId}/drafts`);
    return body.rows.find((row: { id: string }) => row.id === id);
  };
  const message = (phones: readonly (string | undefined)[], more: object = {}) =>
    product.message(
      hanna,
      [
        ...['maja@example.org', 'olle@example.org'].map((address, index) => ({
          address,
          external: { method: 'sms', language: 'sv', ...(phones[index] ? { phone: phones[index] } : {}) },
        })),
        { address: KALLE },
      ],
      { assuranceLevel: 2, subject: 'Väntar', ...more },
    );
  const entries = (id: string) =>
    product.database.all<{ action: string; facts: string }>(
      'select action, facts from audit_event where target_id = ? order by id',
      id,
    );
  const setting = (text: string) =>
    product.database.write("update organisation set settings = ? where slug = 'storkommun'", text);

  it('says in the list for how many recipients it waits and until when it is kept; the log is told once', async () => {
    const id = await waiting();
    const kept = new Date(product.clock.now().getTime() + 90 * DAY_SECONDS * 1000).toISOString();
    expect(await rowOf(id)).toMatchObject({ waitingFor: 1, keptUntil: kept });
    expect((await hanna.get(path(id, hanna))).body).toMatchObject({ waiting: true, missingUploads: 0 });
    const filled = [person('maja@example.org', { phone: PHONE }), person('olle@example.org', { phone: PHONE })];
    await save(id, 1, { recipients: filled });
    expect((await rowOf(id)).waitingFor).toBe(0);
    expect(await entries(id)).toEqual([
      { action: 'draft.waiting', facts: JSON.stringify({ recipients: 3, waitingFor: 1 }) },
    ]);
  });

  it('gives nothing to anybody: no message, no mail, no key but the sender’s', async () => {
    const before = [await product.count('message'), await product.count('message_key'), product.mail.sent.length];
    await waiting();
    await product.drain();
    const after = [await product.count('message'), await product.count('message_key'), product.mail.sent.length];
    expect(after).toEqual(before);
  });

  it('waits no longer when it is saved without waiting, and again when it is said again', async () => {
    const id = await waiting();
    await save(id, 1, { waiting: false });
    expect(await rowOf(id)).not.toHaveProperty('waitingFor');
    expect((await hanna.get(path(id, hanna))).body).not.toHaveProperty('waiting');
    await save(id, 2);
    expect((await entries(id)).map(({ action }) => action)).toEqual(['draft.waiting', 'draft.waiting']);
  });

  it('answers a repeated save the same, but not one that says something else of waiting', async () => {
    const id = await waiting();
    expect((await save(id, 0)).body.revision).toBe(1);
    expect((await save(id, 0, { waiting: false })).problem).toBe('draft-changed');
    expect(await entries(id)).toHaveLength(1);
  });

  it('may be at the limits of a message', async () => {
    const recipients = Array.from({ length: LIMITS.recipientsPerMessage }, (_, at) => person(`p${at}@example.org`));
    const openText = 'x'.repeat(LIMITS.openTextCharacters);
    recipients[0] = person('p0@example.org', { openText });
    const id = await waiting({ recipients, subject: 'x'.repeat(LIMITS.subjectCharacters) });
    expect((await rowOf(id)).waitingFor).toBe(LIMITS.recipientsPerMessage);
  });

  it.each<[string, object, string]>([
    ['recipients', { recipients: [] }, 'invalid-request'],
    ['an address', { recipients: [person('olle')] }, 'recipient-invalid'],
    [
      'different recipients',
      { recipients: [person('a@example.org'), person('A@example.org')] },
      'recipients-duplicate',
    ],
    [
      'few enough recipients',
      { recipients: Array.from({ length: LIMITS.recipientsPerMessage + 1 }, (_, at) => person(`p${at}@example.org`)) },
      'recipients-too-many',
    ],
    ['a method', { recipients: [person('a@example.org', { method: undefined })] }, 'recipient-step-missing'],
    ['a method of its level', { recipients: [person('a@example.org', { method: 'email' })] }, 'method-below-level'],
    ['a subject', { subject: '  ' }, 'invalid-request'],
    ['a subject short enough', { subject: 'x'.repeat(LIMITS.subjectCharacters + 1) }, 'invalid-request'],
    [
      'an open text short enough',
      { recipients: [person('a@example.org', { openText: 'x'.repeat(LIMITS.openTextCharacters + 1) })] },
      'invalid-request',
    ],
    ['a level', { assuranceLevel: null }, 'invalid-request'],
    ['a day to come', { validUntil: '2020-01-01' }, 'valid-until-invalid'],
    ['a day within a year', { validUntil: '2099-01-01' }, 'valid-until-invalid'],
    ['an original that is there', { inReplyTo: newId(0) }, 'not-found'],
    ['something to pass on', { forwardOf: newId(0) }, 'not-found'],
  ])('is refused without %s, though any draft may be saved so', async (_what, lacks, problem) => {
    const id = randomUUID();
    expect((await save(id, 0, lacks)).problem).toBe(problem);
    expect((await save(id, 0, { ...lacks, waiting: false })).status).toBe(200);
  });

  it('is refused while a file of it is on its way', async () => {
    const created = await hanna.call('POST', '/uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': '10',
      'upload-metadata': `filename ${Buffer.from('halv.txt').toString('base64')}`,
    });
    const half = String(created.headers.location).split('/').at(-1) ?? '';
    const whole = await hanna.upload('a.txt', Buffer.from('a'));
    const id = randomUUID();
    expect((await save(id, 0, { uploadIds: [whole, half] })).problem).toBe('upload-incomplete');
    expect((await save(id, 0, { uploadIds: [whole] })).status).toBe(200);
    await hanna.call('DELETE', `/uploads/${whole}`, undefined, { 'tus-resumable': '1.0.0' });
    expect((await hanna.get(path(id, hanna))).body.missingUploads).toBe(1);
  });

  it('is refused by an organisation that forbids a recipient or the level, and stays what it was', async () => {
    const id = await waiting();
    for (const [text, problem] of [
      [{ domains: { trusted: [], forbidden: ['example.org'] } }, 'recipient-domain-forbidden'],
      [{ methods: ['email'] }, 'method-unavailable'],
    ] as const) {
      await setting(JSON.stringify(text));
      product.clock.advance(31);
      expect((await save(id, 1)).problem).toBe(problem);
      const sent = await hanna.post('/messages', message([PHONE, PHONE], { draftId: id, draftRevision: 1 }));
      expect(sent.problem).toBe(problem);
      await setting('{}');
      product.clock.advance(31);
      expect(await rowOf(id)).toMatchObject({ revision: 1, waitingFor: 1 });
    }
  });

  it('is not sent while a number lacks, and is sent once, as any message, when all are there', async () => {
    const uploadIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const id = await waiting({ uploadIds });
    const body = { attachmentIds: uploadIds, draftId: id, draftRevision: 1 };
    const early = await hanna.post('/messages', message([PHONE], body));
    expect([early.problem, early.body.facts.index]).toEqual(['phone-invalid', 1]);
    expect((await rowOf(id)).waitingFor).toBe(1);
    const sent = await hanna.post('/messages', message([PHONE, PHONE], body));
    expect(sent.status).toBe(201);
    expect(await rowOf(id)).toBeUndefined();
    const [entry] = await entries(sent.body.id);
    expect([entry?.action, JSON.parse(entry?.facts ?? '{}').afterWaiting]).toEqual(['message.sent', true]);
    const again = await hanna.post('/messages', message([PHONE, PHONE], { draftId: id }));
    expect(again.problem).toBe('draft-already-sent');
    expect((await save(id, 1)).problem).toBe('draft-already-sent');
  });

  it('is one message of many sends at once', async () => {
    const id = await waiting();
    const body = { draftId: id, draftRevision: 1 };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => hanna.post('/messages', message([PHONE, PHONE], body))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ problem }) => problem ?? []))).toEqual(new Set(['draft-already-sent']));
  });

  it('says nothing of waiting in the log of a message whose draft did not wait', async () => {
    const id = await waiting({ waiting: false });
    const sent = await hanna.post('/messages', message([PHONE, PHONE], { draftId: id, draftRevision: 1 }));
    expect(JSON.parse((await entries(sent.body.id))[0]?.facts ?? '{}')).not.toHaveProperty('afterWaiting');
  });

  it('is of its writer: not of a colleague, another organisation, or the holder whom a delegate writes for', async () => {
    const id = await waiting();
    for (const who of [kalle, lisa]) {
      expect((await who.get(path(id, who))).problem).toBe('not-found');
      expect((await who.get(path(id, hanna))).problem).toBe('not-found');
      expect((await save(id, 0, {}, who)).problem).toBe('not-found');
      expect(await rowOf(id, who)).toBeUndefined();
    }
    const at = product.clock.now().getTime();
    const period = { startsAt: new Date(at).toISOString(), endsAt: new Date(at + DAY_SECONDS * 1000).toISOString() };
    await hanna.post('/delegations', { address: KALLE, ...period, olderMessages: true });
    const acting = { 'x-sefos-mailbox': hanna.mailboxId };
    const own = randomUUID();
    const place = path(own, hanna);
    const body = { revision: 0, ...complete };
    expect((await kalle.call('PUT', place, body, acting)).status).toBe(200);
    expect((await kalle.call('PUT', path(id, hanna), { ...body, revision: 1 }, acting)).problem).toBe('draft-gone');
    expect((await hanna.get(place)).problem).toBe('not-found');
    expect((await kalle.call('GET', place, undefined, acting)).body.waiting).toBe(true);
    const [entry] = await product.database.all<{ actor_id: string }>(
      'select actor_id from audit_event where target_id = ?',
      own,
    );
    expect(entry?.actor_id).toBe(kalle.accountId);
    await product.database.write('delete from delegation');
  });

  it('goes as any draft when nobody has saved it for so many days, and never where drafts are kept for ever', async () => {
    const id = await waiting();
    product.clock.advance(90 * DAY_SECONDS - 1);
    await product.services.draftsSweep.run();
    hanna = await product.signIn(HANNA);
    expect(await rowOf(id)).toBeDefined();
    await setting(JSON.stringify({ draftDays: 0 }));
    product.clock.advance(31);
    await product.services.draftsSweep.run();
    expect((await rowOf(id)).keptUntil).toBeNull();
    await setting('{}');
    product.clock.advance(31);
    await product.services.draftsSweep.run();
    expect(await rowOf(id)).toBeUndefined();
  });
});
