import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, TestProduct } from '../../testing/product.ts';

type Answer = number | string;

describeOnBoth('limits', (open) => {
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

  const ids = (count: number) => Array.from({ length: count }, () => newId(product.clock.now().getTime()));
  const people = (count: number) => Array.from({ length: count }, (_value, at) => external(`p${at}@example.org`));
  const sent = async (to: Parameters<TestProduct['send']>[1], more: Readonly<Record<string, unknown>>) => {
    const { status, problem } = await hanna.post('/messages', product.message(hanna, to, more));
    return problem ?? status;
  };
  const sentWith = (more: Readonly<Record<string, unknown>>) => sent([{ address: KALLE }], more);
  const listed = async (path: string, body?: unknown) => {
    const full = `/mailboxes/${hanna.mailboxId}/messages${path}`;
    const { status, problem } = body === undefined ? await hanna.get(full) : await hanna.post(full, body);
    return problem ?? status;
  };
  const inDays = (days: number) => new Date(product.clock.now().getTime() + days * 86_400_000).toISOString();

  const TABLE: readonly (readonly [string, (beyond: 0 | 1) => Promise<Answer>, Answer, Answer])[] = [
    ['recipients', (more) => sent(people(LIMITS.recipientsPerMessage + more), {}), 201, 'invalid-request'],
    ['at least one recipient', (more) => sent(people(1 - more), {}), 201, 'invalid-request'],
    ['subject', (more) => sentWith({ subject: 'å'.repeat(LIMITS.subjectCharacters + more) }), 201, 'invalid-request'],
    ['a subject that shows', (more) => sentWith({ subject: more ? '\u202e \u0000' : 'x' }), 201, 'invalid-request'],
    [
      'open text',
      (more) => sent([external('o@example.org', { openText: 'ö'.repeat(LIMITS.openTextCharacters + more) })], {}),
      ...([201, 'invalid-request'] as const),
    ],
    [
      'most downloads',
      (more) => sentWith({ maxDownloads: LIMITS.downloadsPerRecipient + more }),
      201,
      'invalid-request',
    ],
    ['fewest downloads', (more) => sentWith({ maxDownloads: 1 - more }), 201, 'invalid-request'],
    [
      'attachments',
      (more) => sentWith({ attachmentIds: ids(LIMITS.attachmentsPerMessage + more) }),
      ...(['upload-not-found', 'invalid-request'] as const),
    ],
    // As much of what is asked for does not even reach the uploads.
    [
      'attachments, by far',
      (more) => sentWith({ attachmentIds: ids(more ? 10_000 : 0) }),
      ...([201, 'invalid-request'] as const),
    ],
    ['an address', (more) => sent([external(`${'a'.repeat(64 + more)}@example.org`)], {}), 201, 'recipient-invalid'],
    ['bytes of nothing', (more) => listed('/search', more ? '\0' : { folder: 'inbox' }), 200, 'invalid-request'],
    ['the last day', (more) => sentWith({ validUntil: inDays(365 + more) }), 201, 'valid-until-invalid'],
    ['the first instant', (more) => sentWith({ validUntil: inDays(more ? 0 : 0.001) }), 201, 'valid-until-invalid'],
    ['a page', (more) => listed(`?folder=inbox&limit=${LIMITS.pageRows + more}`), 200, 'invalid-request'],
    [
      'words that are looked for',
      (more) => listed('/search', { folder: 'inbox', words: 'a'.repeat(LIMITS.searchCharacters + more) }),
      ...([200, 'invalid-request'] as const),
    ],
    [
      'rows of one action',
      (more) => listed('/actions', { action: 'archive', ids: ids(LIMITS.rowsPerAction + more) }),
      ...([200, 'invalid-request'] as const),
    ],
  ];

  it.each(TABLE)('of %s are held on both sides', async (_name, ask, within, beyond) => {
    expect([await ask(0), await ask(1)]).toEqual([within, beyond]);
  });

  const NAMES = [
    ...['Ärende åäö.pdf', 'документ.txt', 'έγγραφο.txt', '文書.txt', '문서.txt', 'مستند.txt', 'מסמך.txt', 'दस्तावेज़.txt'],
    ...['เอกสาร.txt', 'документ 文書 مستند.txt', '😀🏳️‍🌈.txt', "it's; a%20=b&c.txt", '-rf.txt', '.htaccess'],
    'x'.repeat(LIMITS.fileNameCharacters),
  ];
  it.each(NAMES)('of names are none for every script: %j comes to the reader as it was given', async (name) => {
    const uploadId = await hanna.upload(name, Buffer.from('x'));
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds: [uploadId] });
    const kalle = await product.signIn(KALLE);
    const [file] = (await kalle.post(`/messages/${id}/open`, {})).body.attachments;
    expect(file.name).toBe(name.normalize('NFC'));
    const { url } = (await kalle.post(`/messages/${id}/downloads`, { attachmentId: file.id })).body;
    const told = String((await kalle.call('GET', `/${url}`)).headers['content-disposition']);
    const [, encoded = ''] = /filename\*=UTF-8''(\S+)$/.exec(told) ?? [];
    expect(decodeURIComponent(encoded)).toBe(file.name);
  });

  it.each([
    '',
    ' ',
    '..',
    'fil\u202egpj.exe',
    'a\u2066b.txt',
    'a\0b',
    'a\r\nb',
    'x'.repeat(LIMITS.fileNameCharacters + 1),
  ])('of names refuse %j before a byte is sent', async (name) => {
    const headers = {
      ...{ 'tus-resumable': '1.0.0', 'upload-length': '1' },
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    };
    expect((await hanna.call('POST', '/uploads', undefined, headers)).problem).toBe('upload-name-invalid');
  });

  it('of sizes take an empty file, and files of zero bytes and of bytes that are all zero arrive as they are', async () => {
    const contents = [Buffer.alloc(0), Buffer.alloc(1), Buffer.alloc(100_000)];
    const attachmentIds: string[] = [];
    for (const [at, content] of contents.entries()) attachmentIds.push(await hanna.upload(`${at}.bin`, content));
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds });
    const kalle = await product.signIn(KALLE);
    const { attachments } = (await kalle.post(`/messages/${id}/open`, {})).body;
    for (const [at, content] of contents.entries()) {
      const { url } = (await kalle.post(`/messages/${id}/downloads`, { attachmentId: attachments[at].id })).body;
      expect((await kalle.call('GET', `/${url}`)).bytes.equals(content)).toBe(true);
    }
  });

  it.each(['<p><b>öppen <i', '<<<>>', '</p></div>', '<script>x', '&#0;&#xD800;', '\u202eomvänd'])(
    'of HTML are none: %j is sent, and read as something harmless',
    async (bodyHtml) => {
      const id = await product.send(hanna, [{ address: KALLE }], { bodyHtml });
      const kalle = await product.signIn(KALLE);
      const { status, body } = await kalle.post(`/messages/${id}/open`, {});
      expect([status, /<script|<</.test(body.bodyHtml)]).toEqual([200, false]);
    },
  );
});
