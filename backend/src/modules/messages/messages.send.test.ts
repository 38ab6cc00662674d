import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import {
  type AccountBrowser,
  external,
  HANNA,
  KALLE,
  LISA,
  OLGA,
  TestProduct,
  type TestRecipient,
} from '../../testing/product.ts';

const MAJA = 'maja@example.org';
const DAY = 86_400;
type Change = Readonly<Record<string, unknown>>;

describeOnBoth('sending', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const send = (to: readonly TestRecipient[], more?: Change, headers?: Record<string, string>) =>
    hanna.post('/messages', product.message(hanna, to, more), headers);
  const messages = () => product.count('message');
  const inSeconds = (seconds: number) => new Date(product.clock.now().getTime() + seconds * 1000).toISOString();

  it.each<[string, string, TestRecipient[], Change]>([
    ['recipient-invalid', 'no address', [{ address: 'kollega@' }], {}],
    [
      'recipients-duplicate',
      'one address in two spellings',
      [{ address: KALLE }, { address: ` ${KALLE.toUpperCase()}` }],
      {},
    ],
    ['recipient-step-missing', 'a stranger without a step', [{ address: MAJA }], {}],
    ['method-below-level', 'e-mail at level 2', [external(MAJA)], { assuranceLevel: 2 }],
    [
      'method-below-level',
      'SMS at level 3',
      [external(MAJA, { method: 'sms', phone: '0701740655' })],
      { assuranceLevel: 3 },
    ],
    ['phone-invalid', 'SMS without a number', [external(MAJA, { method: 'sms' })], {}],
    ['phone-invalid', 'SMS to what is no number', [external(MAJA, { method: 'sms', phone: '12' })], {}],
    ['personal-number-invalid', 'BankID without a personnummer', [external(MAJA, { method: 'bankid' })], {}],
    [
      'personal-number-invalid',
      'a personnummer with a wrong check digit',
      [external(MAJA, { method: 'bankid', personalNumber: '199001012386' })],
      {},
    ],
    ['upload-not-found', 'an upload that is not there', [{ address: KALLE }], { attachmentIds: [newId(1)] }],
    ['not-found', 'an answer to what is not there', [{ address: KALLE }], { inReplyTo: newId(1) }],
    ['not-found', 'a mailbox that is not there', [{ address: KALLE }], { mailboxId: newId(1) }],
    ['invalid-request', 'a subject of blanks', [{ address: KALLE }], { subject: ' \t ' }],
  ])('refuses with %s: %s', async (problem, _what, to, more) => {
    const before = await messages();
    expect((await send(to, more)).problem).toBe(problem);
    expect(await messages()).toBe(before);
  });

  it('says which recipient is meant', async () => {
    const { body } = await send([{ address: KALLE }, { address: MAJA }]);
    expect(body).toMatchObject({ status: 422, facts: { index: 1, address: MAJA } });
  });

  it('takes the level that the method reaches, and one below it', async () => {
    const step = { method: 'bankid', personalNumber: '19900101-2385' };
    for (const assuranceLevel of [1, 3])
      expect((await send([external(MAJA, step)], { assuranceLevel })).status).toBe(201);
  });

  it('refuses levels and methods that the organisation has switched off', async () => {
    const settings = {
      levels: {
        1: { active: false, description: null },
        2: { active: true, description: null },
        3: { active: true, description: null },
      },
      methods: ['bankid'],
    };
    const save = (text: string) =>
      product.database.write("update organisation set settings = ? where slug = 'lillkommun'", text);
    const lisa = await product.signIn(LISA);
    const from = (to: TestRecipient[], level: number) =>
      lisa.post('/messages', product.message(lisa, to, { assuranceLevel: level }));
    await save(JSON.stringify(settings));
    product.clock.advance(6);
    expect((await from([{ address: KALLE }], 1)).problem).toBe('level-inactive');
    expect((await from([external(MAJA, { method: 'sms', phone: '0701740655' })], 2)).problem).toBe(
      'method-unavailable',
    );
    await save('{}');
    product.clock.advance(6);
    expect((await from([{ address: KALLE }], 1)).status).toBe(201);
  });

  it.each<[string, () => string, boolean]>([
    ['the next instant', () => inSeconds(0.001), true],
    ['the longest time', () => inSeconds(365 * DAY), true],
    ['this instant', () => inSeconds(0), false],
    ['the past', () => inSeconds(-1), false],
    ['longer than the longest', () => inSeconds(365 * DAY + 0.001), false],
    ['a leap second, which no calendar of ours has', () => '2026-12-31T23:59:60Z', false],
  ])('valid until %s', async (_what, at, ok) => {
    const answer = await send([external(MAJA)], { validUntil: at() });
    expect(answer.problem).toBe(ok ? undefined : 'valid-until-invalid');
  });

  const people = (count: number): TestRecipient[] =>
    Array.from({ length: count }, (_, index) => external(`person-${index}@example.org`));
  const picture = (bytes: number) => `<img src="data:image/png;base64,${Buffer.alloc(bytes, 1).toString('base64')}" />`;
  const pictures = (bytes: number): string =>
    bytes > LIMITS.inlineImageBytes
      ? picture(LIMITS.inlineImageBytes) + pictures(bytes - LIMITS.inlineImageBytes)
      : picture(bytes);
  const ids = (count: number) => Array.from({ length: count }, () => newId(1));

  it.each<[string, number, TestRecipient[], Change]>([
    ['100 recipients', 201, people(LIMITS.recipientsPerMessage), {}],
    ['101 recipients', 400, people(LIMITS.recipientsPerMessage + 1), {}],
    ['no recipient', 400, [], {}],
    ['a subject of 255 characters', 201, [{ address: KALLE }], { subject: '😀'.repeat(LIMITS.subjectCharacters) }],
    ['a subject of 256 characters', 400, [{ address: KALLE }], { subject: 'å'.repeat(LIMITS.subjectCharacters + 1) }],
    ['no subject', 400, [{ address: KALLE }], { subject: '' }],
    ['a body of 500,000 characters', 201, [{ address: KALLE }], { bodyHtml: 'å'.repeat(LIMITS.bodyCharacters) }],
    ['a body of 500,001 characters', 413, [{ address: KALLE }], { bodyHtml: 'a'.repeat(LIMITS.bodyCharacters + 1) }],
    ['a picture of 1 MiB', 201, [{ address: KALLE }], { bodyHtml: picture(LIMITS.inlineImageBytes) }],
    ['a picture of one byte more', 413, [{ address: KALLE }], { bodyHtml: picture(LIMITS.inlineImageBytes + 1) }],
    ['pictures of 2.5 MiB', 201, [{ address: KALLE }], { bodyHtml: pictures(LIMITS.inlineImagesBytes) }],
    ['pictures of one byte more', 413, [{ address: KALLE }], { bodyHtml: pictures(LIMITS.inlineImagesBytes + 1) }],
    [
      'pictures and text to their limits',
      201,
      [{ address: KALLE }],
      { bodyHtml: pictures(LIMITS.inlineImagesBytes) + 'a'.repeat(LIMITS.bodyCharacters - 100) },
    ],
    ['4,000,000 characters', 413, [{ address: KALLE }], { bodyHtml: 'a'.repeat(LIMITS.bodyHtmlCharacters) }],
    ['4,000,001 characters', 400, [{ address: KALLE }], { bodyHtml: 'a'.repeat(LIMITS.bodyHtmlCharacters + 1) }],
    [
      'an open text of 2,000 characters',
      201,
      [external(MAJA, { openText: 'ö'.repeat(LIMITS.openTextCharacters) })],
      {},
    ],
    [
      'an open text of 2,001 characters',
      400,
      [external(MAJA, { openText: 'o'.repeat(LIMITS.openTextCharacters + 1) })],
      {},
    ],
    ['51 attachments', 400, [{ address: KALLE }], { attachmentIds: ids(LIMITS.attachmentsPerMessage + 1) }],
    ['an address of 255 characters', 400, [external(`${'a'.repeat(60)}@${'b.'.repeat(96)}se`)], {}],
    ['level 4', 400, [{ address: KALLE }], { assuranceLevel: 4 }],
    ['level "1"', 400, [{ address: KALLE }], { assuranceLevel: '1' }],
    ['replyAllowed "true"', 400, [{ address: KALLE }], { replyAllowed: 'true' }],
    ['an unknown field', 400, [{ address: KALLE }], { importance: 'high' }],
    ['an unknown field of a recipient', 400, [{ address: KALLE, cost: 1 } as TestRecipient], {}],
    ['an unknown field of a step', 400, [external(MAJA, { loa: 3 })], {}],
    ['a date that is none', 400, [{ address: KALLE }], { validUntil: 'tomorrow' }],
    ['null for what may be left out', 400, [{ address: KALLE }], { inReplyTo: null }],
    ['the same attachment twice', 400, [{ address: KALLE }], { attachmentIds: Array(2).fill(newId(1)) }],
  ])('%s: %i', async (_what, status, to, more) => {
    const answer = await send(to, more);
    expect({ status: answer.status, problem: answer.problem }).toEqual({
      status,
      problem: status === 400 ? 'invalid-request' : status === 413 ? 'body-too-large' : undefined,
    });
  });

  it('takes everything at its limit at once', async () => {
    const to = people(LIMITS.recipientsPerMessage).map(({ address }) =>
      external(address, { openText: '😀'.repeat(LIMITS.openTextCharacters) }),
    );
    expect((await send(to, { bodyHtml: 'å'.repeat(LIMITS.bodyCharacters) })).status).toBe(201);
  });

  it('says so when a body is within its characters but beyond what one sealed piece holds', async () => {
    const answer = await send([{ address: KALLE }], { bodyHtml: '😀'.repeat(LIMITS.bodyCharacters) });
    expect(answer).toMatchObject({ status: 413, problem: 'body-too-large' });
  });

  it('gives the reader the pictures of a body as they were sent', async () => {
    const bodyHtml = `<p>Hej</p>${pictures(LIMITS.inlineImagesBytes)}`;
    const { body } = await send([{ address: KALLE }], { bodyHtml });
    const kalle = await product.signIn(KALLE);
    expect((await kalle.post(`/messages/${body.id}/open`)).body.bodyHtml === bodyHtml).toBe(true);
  });

  it.each([
    [LIMITS.messageBodyBytes, 201, undefined],
    [LIMITS.messageBodyBytes + 1, 413, 'body-too-large'],
    [10 * 1024 * 1024, 413, 'body-too-large'],
  ])('a request of %i bytes: %i', async (bytes, status, problem) => {
    const json = JSON.stringify(product.message(hanna, [{ address: KALLE }]));
    const answer = await hanna.post('/messages', json + ' '.repeat(bytes - Buffer.byteLength(json)));
    expect({ status: answer.status, problem: answer.problem }).toEqual({ status, problem });
  });

  it('refuses 10 MB of HTML from a word processor before it is parsed', async () => {
    const answer = await send([{ address: KALLE }], {
      bodyHtml: '<p class="MsoNormal" style="margin:0cm"><span>x</span></p>'.repeat(180_000),
    });
    expect(answer).toMatchObject({ status: 413, problem: 'body-too-large' });
  });

  it('takes fifty attachments, and gives them to the reader in their order', async () => {
    const uploads: string[] = [];
    for (let i = 0; i < LIMITS.attachmentsPerMessage; i++)
      uploads.push(await hanna.upload(`fil ${i}.txt`, Buffer.from(`${i}`)));
    const { status, body } = await send([{ address: KALLE }], { attachmentIds: uploads });
    expect(status).toBe(201);
    const kalle = await product.signIn(KALLE);
    const { attachments } = (await kalle.post(`/messages/${body.id}/open`)).body;
    expect(attachments.map(({ id }: { id: string }) => id)).toEqual(uploads);
    expect(attachments[49]).toMatchObject({ name: 'fil 49.txt', sizeBytes: 2, contentType: 'text/plain' });
  });

  it("refuses another's upload and one that is sent already", async () => {
    const kalle = await product.signIn(KALLE);
    const foreign = await kalle.upload('a.txt', Buffer.from('a'));
    expect((await send([{ address: KALLE }], { attachmentIds: [foreign] })).problem).toBe('upload-not-found');
    const own = await hanna.upload('a.txt', Buffer.from('a'));
    expect((await send([{ address: KALLE }], { attachmentIds: [own] })).status).toBe(201);
    expect((await send([{ address: KALLE }], { attachmentIds: [own] })).problem).toBe('upload-not-found');
  });

  it('refuses an upload that is not complete', async () => {
    const created = await hanna.call('POST', '/uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': '10',
      'upload-metadata': `filename ${Buffer.from('a.txt').toString('base64')}`,
    });
    const id = String(created.headers.location).split('/').at(-1);
    expect((await send([{ address: KALLE }], { attachmentIds: [id] })).problem).toBe('upload-incomplete');
  });

  it("refuses to send from a colleague's or another organisation's mailbox", async () => {
    for (const email of [KALLE, LISA]) {
      const { mailboxId } = await product.signIn(email);
      expect((await send([{ address: KALLE }], { mailboxId })).problem).toBe('not-found');
    }
  });

  it('asks for a session, its CSRF token and an Idempotency-Key', async () => {
    const body = product.message(hanna, [{ address: KALLE }]);
    expect((await product.nobody().post('/messages', body)).problem).toBe('not-signed-in');
    expect((await hanna.post('/messages', body, { 'x-csrf-token': 'x' })).problem).toBe('csrf-token-invalid');
    expect((await hanna.call('POST', '/messages', body)).problem).toBe('idempotency-key-missing');
    expect((await hanna.post('/messages', body, { 'idempotency-key': 'short' })).problem).toBe(
      'idempotency-key-missing',
    );
  });

  it('answers the same key with the same answer, and makes one message', async () => {
    const key = { 'idempotency-key': randomBytes(16).toString('hex') };
    const uploads = [await hanna.upload('a.txt', Buffer.from('a'))];
    const before = await messages();
    const first = await send([{ address: KALLE }, external(MAJA)], { attachmentIds: uploads }, key);
    product.clock.advance(600);
    const second = await send([{ address: KALLE }, external(MAJA)], { attachmentIds: uploads }, key);
    expect(first.status).toBe(201);
    expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first.body });
    expect(await messages()).toBe(before + 1);
    const other = await send([{ address: KALLE }], { subject: 'Annat' }, key);
    expect(other).toMatchObject({ status: 422, problem: 'idempotency-key-reused' });
  });

  it("keeps one person's keys apart from another's", async () => {
    const key = { 'idempotency-key': 'the-same-key' };
    const kalle = await product.signIn(KALLE);
    const first = await send([{ address: OLGA }], {}, key);
    const second = await kalle.post('/messages', product.message(kalle, [{ address: OLGA }]), key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('makes one message of many requests at once with the same key, and answers all of them alike', async () => {
    for (let round = 0; round < 3; round++) {
      const key = { 'idempotency-key': randomBytes(16).toString('hex') };
      const attachmentIds = [await hanna.upload('a.txt', Buffer.from('a'))];
      const before = await messages();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => send([{ address: KALLE }, external(MAJA)], { attachmentIds }, key)),
      );
      expect(answers.map(({ status, problem }) => problem ?? status)).toEqual(Array(8).fill(201));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await messages()).toBe(before + 1);
    }
  });

  it('gives one upload to one of many messages', async () => {
    const attachmentIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const answers = await Promise.all(Array.from({ length: 6 }, () => send([{ address: KALLE }], { attachmentIds })));
    expect(answers.filter(({ status }) => status === 201).length).toBe(1);
    expect(answers.filter(({ problem }) => problem === 'upload-not-found').length).toBe(5);
  });

  it('delivers messages that name the same people in other orders at once', async () => {
    const everybody = [KALLE, OLGA, LISA];
    const before = await product.database.all<{ id: string; unread: number }>(
      'select id, unread from mailbox order by id',
    );
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        send((index % 2 ? everybody : everybody.toReversed()).map((address) => ({ address }))),
      ),
    );
    expect(answers.map(({ status, problem }) => problem ?? status)).toEqual(Array(24).fill(201));
    const after = await product.database.all<{ id: string; unread: number }>(
      'select id, unread from mailbox order by id',
    );
    const more = after.map(({ unread }, index) => Number(unread) - Number(before[index]?.unread));
    expect(more.filter((count) => count === 24).length).toBe(3);
  });

  it('tells where addresses lead', async () => {
    const { body } = await hanna.post('/recipients/resolve', { addresses: [KALLE.toUpperCase(), LISA, MAJA, 'x@'] });
    expect(body.map(({ kind, organisation }: Record<string, unknown>) => [kind, organisation])).toEqual([
      ['internal', 'Storkommun'],
      ['other-organisation', 'Lillkommun'],
      ['external', null],
      ['invalid', null],
    ]);
    const suggested = (await hanna.get('/recipients/suggest?q=kal')).body;
    expect(suggested).toEqual([{ name: 'Kalle Kollega', address: KALLE }]);
    expect((await hanna.get('/recipients/suggest?q=lisa')).body).toEqual([]);
  });
});
