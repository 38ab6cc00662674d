import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '@sefos/shared/contract/common.ts';
import Fastify, { type FastifyInstance } from 'fastify';
import type { AccountActor, LinkActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import { makeIdempotencyStore } from '../../platform/http/idempotency.ts';
import { makeMount } from '../../platform/http/mount.ts';
import { handleError } from '../../platform/http/problems.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type DownloadSource, DownloadsService, registerAttachmentRoutes } from './index.ts';
import { collect, type Fixture, makeFixture, PART_BYTES, unzip } from './testing/attachments-fixture.ts';

const TUS = { 'tus-resumable': '1.0.0', 'x-csrf-token': 'csrf' };
const BODY = { ...TUS, 'content-type': 'application/offset+octet-stream' };
const FORM = 'application/x-www-form-urlencoded';
const SESSION = newId(20);

describeOnBoth('attachment routes', (open) => {
  let test: TestDatabase;
  let f: Fixture;
  let app: FastifyInstance;
  let downloads: DownloadsService;
  let identified = true;
  let refusal: DomainError | undefined;
  let maxDownloads: number | null = null;
  const keys = new Map<string, Uint8Array>();
  const ended = new Set<string>();

  beforeAll(async () => {
    test = await open();
    f = await makeFixture(test);
    const { database, clock, attachments, organisationId } = f;
    downloads = new DownloadsService({ database, clock, attachments });
    const source: DownloadSource = {
      open: async ({ messageId }) => {
        if (refusal) throw refusal;
        const messageKey = keys.get(messageId);
        if (!messageKey) throw new DomainError('message-unavailable');
        const extraFiles = [{ name: 'message.html', content: Buffer.from('<p>') }];
        return { organisationId, messageKey, zipName: 'allt.zip', extraFiles, maxDownloads };
      },
    };
    const account = {
      kind: 'account',
      host: 'web',
      accountId: f.owner.id,
      organisationId,
      csrfToken: 'csrf',
    } as AccountActor;
    const link = () =>
      ({ kind: 'link', linkId: newId(21), organisationId, identified, csrfToken: 'csrf' }) as LinkActor;
    const authenticator = {
      account: async (r: { headers: object }) => ('x-nobody' in r.headers ? null : account),
      link: async () => link(),
    };
    app = Fastify();
    app.addSchema({ ...Problem, $id: 'Problem' });
    app.setErrorHandler(handleError);
    const mount = makeMount(app, authenticator, makeIdempotencyStore(database, clock));
    const sessionsOf = async (r: { headers: Record<string, unknown> }) => [String(r.headers['x-session'] ?? SESSION)];
    const mayUpload = async () => {
      if (refusal) throw refusal;
    };
    const isAlive = async (id: string) => !ended.has(id);
    const parts = { attachments, authenticator, mount, downloads, source, sessionsOf, isAlive, mayUpload };
    registerAttachmentRoutes(app, parts);
    await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await app.close();
    await test.end();
  });

  const start = (options: RequestOptions) =>
    request({ host: '127.0.0.1', port: (app.server.address() as AddressInfo).port, agent: false, ...options });
  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    new Promise<{ status: number | undefined; headers: IncomingMessage['headers']; body: Buffer }>(
      (resolve, reject) => {
        const sent = start({
          method,
          path,
          headers: body ? { ...headers, 'content-length': String(body.length) } : headers,
        });
        sent.on('response', (answer) =>
          collect(answer).then(
            (bytes) => resolve({ status: answer.statusCode, headers: answer.headers, body: bytes }),
            reject,
          ),
        );
        sent.on('error', reject).end(body);
      },
    );
  const create = async (sizeBytes: number, headers: Record<string, string> = {}, name = 'fil ä.bin') => {
    const metadata = `filename ${Buffer.from(name).toString('base64')},filetype dGV4dC9odG1s`;
    return call('POST', '/api/v1/uploads', {
      ...TUS,
      'upload-length': String(sizeBytes),
      'upload-metadata': metadata,
      ...headers,
    });
  };
  const locationOf = (answer: { headers: IncomingMessage['headers'] }): string => String(answer.headers.location);
  const problem = (answer: { body: Buffer }) =>
    (JSON.parse(answer.body.toString()) as { type: string }).type.split(':').at(-1);
  const ask = async (ids: string[], attachmentId: string | null, bearer: boolean) => {
    const sent = await f.send(ids);
    keys.set(sent.messageId, sent.messageKey);
    const { messageId } = sent;
    const target = { sessionId: SESSION, bearer, messageId, holderId: messageId, attachmentId };
    const { statements, view } = downloads.create(target, f.clock.now().getTime());
    await f.database.commit(statements);
    return view;
  };
  const offer = async (ids: string[], attachmentId: string | null) => (await ask(ids, attachmentId, false)).url;
  const ticketed = async (content: Uint8Array = Buffer.from('text'), name?: string) => {
    const id = await f.upload(content, name);
    return ask([id], id, true);
  };
  const post = (path: string, ticket: string | null, headers: Record<string, string> = {}) =>
    call('POST', path, { 'content-type': FORM, ...headers }, Buffer.from(`ticket=${ticket}`));

  it('uploads by tus: describes itself, creates, goes on, tells how far, ends', async () => {
    const options = await call('OPTIONS', '/api/v1/uploads');
    expect(options).toMatchObject({
      status: 204,
      headers: { 'tus-version': '1.0.0', 'tus-extension': 'creation,termination,expiration' },
    });
    const content = randomBytes(PART_BYTES + 10);
    const created = await create(content.length);
    expect(created).toMatchObject({ status: 201, headers: { 'tus-resumable': '1.0.0' } });
    const location = locationOf(created);
    const first = await call('PATCH', location, { ...BODY, 'upload-offset': '0' }, content.subarray(0, 100));
    expect(first).toMatchObject({ status: 204, headers: { 'upload-offset': '100', 'tus-resumable': '1.0.0' } });
    const head = await call('HEAD', location, TUS);
    expect(head).toMatchObject({
      status: 200,
      headers: { 'upload-offset': '100', 'upload-length': String(content.length), 'cache-control': 'no-store' },
    });
    await call('PATCH', location, { ...BODY, 'upload-offset': '100' }, content.subarray(100));
    const view = await call('GET', location);
    expect(JSON.parse(view.body.toString())).toMatchObject({ complete: true, contentType: 'application/octet-stream' });
    expect(await call('DELETE', location, TUS)).toMatchObject({ status: 204 });
    expect(await call('HEAD', location, TUS)).toMatchObject({ status: 404 });
  });

  it('refuses other versions, missing tokens, nobody, people not identified and bad headers', async () => {
    expect(await create(1, { 'tus-resumable': '0.2.2' })).toMatchObject({
      status: 412,
      headers: { 'tus-version': '1.0.0' },
    });
    expect(problem(await create(1, { 'x-csrf-token': 'x' }))).toBe('csrf-token-invalid');
    expect(problem(await create(1, { 'x-nobody': '1' }))).toBe('not-signed-in');
    identified = false;
    expect(problem(await create(1, { 'x-link': '1' }))).toBe('link-not-identified');
    identified = true;
    expect(await create(1, { 'x-link': '1' })).toMatchObject({ status: 201 });
    refusal = new DomainError('reply-not-allowed');
    expect(problem(await create(1))).toBe('reply-not-allowed');
    refusal = undefined;
    for (const length of ['', '-1', '1e3', '01', '0x10'])
      expect(problem(await create(1, { 'upload-length': length }))).toBe('invalid-request');
    expect(problem(await create(6 * 1024 ** 3))).toBe('upload-too-large');
    for (const metadata of ['', 'filename', 'filename /w==', 'name YQ=='])
      expect(problem(await create(1, { 'upload-metadata': metadata }))).toBe('upload-name-invalid');
    const location = locationOf(await create(10));
    const patch = (headers: Record<string, string>) => call('PATCH', location, headers, Buffer.from('x'));
    expect(problem(await patch({ ...BODY, 'upload-offset': '5' }))).toBe('upload-offset-mismatch');
    expect(problem(await patch({ ...BODY, 'upload-offset': 'x' }))).toBe('invalid-request');
    expect(problem(await patch({ ...BODY, 'upload-offset': '0', 'content-type': 'application/json' }))).toBe(
      'invalid-request',
    );
    expect(problem(await patch({ ...BODY, 'upload-offset': '0', 'x-csrf-token': '' }))).toBe('csrf-token-invalid');
  });

  it('keeps what came when the client goes away in the middle, and goes on from there', async () => {
    const content = randomBytes(2 * PART_BYTES);
    const location = locationOf(await create(content.length));
    const broken = start({
      method: 'PATCH',
      path: location,
      headers: { ...BODY, 'upload-offset': '0', 'content-length': content.length },
    });
    broken.on('error', () => undefined);
    broken.write(content.subarray(0, PART_BYTES + 5_000), () => setTimeout(() => broken.destroy(), 100));
    let offset = 0;
    for (let i = 0; i < 100 && offset <= PART_BYTES; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      offset = Number((await call('HEAD', location, TUS)).headers['upload-offset']);
    }
    expect(offset).toBe(PART_BYTES + 5_000);
    const rest = await call('PATCH', location, { ...BODY, 'upload-offset': String(offset) }, content.subarray(offset));
    expect(rest.headers['upload-offset']).toBe(String(content.length));
    const id = location.split('/').at(-1) ?? '';
    expect((await call('GET', await offer([id], id))).body.equals(content)).toBe(true);
  });

  it('serves a file as a download only, whole, by range and to HEAD', async () => {
    const content = randomBytes(PART_BYTES + 1_000);
    const id = await f.upload(content, 'ö <1>.html');
    const url = await offer([id], id);
    const rows = () => f.database.all('select * from download order by id');
    const before = await rows();
    const whole = await call('GET', url);
    expect(whole).toMatchObject({
      status: 200,
      headers: {
        'content-length': String(content.length),
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="_ <1>.html"; filename*=UTF-8''%C3%B6%20%3C1%3E.html`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; sandbox",
        'accept-ranges': 'bytes',
        etag: `"${id}"`,
      },
    });
    expect(whole.body.equals(content)).toBe(true);
    const head = await call('HEAD', url, { range: 'bytes=0-1' });
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': String(content.length), etag: `"${id}"` } });
    expect(head.body).toHaveLength(0);
    const range = (value: string, more: Record<string, string> = {}) => call('GET', url, { range: value, ...more });
    const across = await range(`bytes=${PART_BYTES - 3}-${PART_BYTES + 2}`);
    expect(across).toMatchObject({
      status: 206,
      headers: {
        'content-range': `bytes ${PART_BYTES - 3}-${PART_BYTES + 2}/${content.length}`,
        'content-length': '6',
      },
    });
    expect(across.body.equals(content.subarray(PART_BYTES - 3, PART_BYTES + 3))).toBe(true);
    expect((await range('bytes=-7')).body.equals(content.subarray(-7))).toBe(true);
    expect(await range(`bytes=${content.length}-`)).toMatchObject({
      status: 416,
      headers: { 'content-range': `bytes */${content.length}` },
    });
    expect(await range('bytes=0-1', { 'if-range': `"${id}"` })).toMatchObject({ status: 206 });
    expect(await range('bytes=0-1', { 'if-range': '"other"' })).toMatchObject({ status: 200 });
    expect(await rows()).toEqual(before);
  });

  it('serves everything as a zip of the announced size, without ranges', async () => {
    const content = randomBytes(1_000);
    const url = await offer([await f.upload(content, 'a.bin')], null);
    const zip = await call('GET', url, { range: 'bytes=0-1' });
    expect(zip).toMatchObject({
      status: 200,
      headers: {
        'accept-ranges': 'none',
        'content-type': 'application/zip',
        'content-length': String(zip.body.length),
      },
    });
    expect(unzip(zip.body, crc32).get('a.bin')?.equals(content)).toBe(true);
    expect((await call('HEAD', url)).headers['content-length']).toBe(String(zip.body.length));
  });

  it('serves nobody but the session that asked, for ten minutes, while the message can be read', async () => {
    const id = await f.upload(randomBytes(10));
    const url = await offer([id], id);
    expect(await call('GET', url, { 'x-session': newId(22) })).toMatchObject({ status: 404 });
    expect(await call('GET', `/api/v1/downloads/${newId(23)}`)).toMatchObject({ status: 404 });
    refusal = new DomainError('message-unavailable');
    expect(await call('GET', url)).toMatchObject({ status: 410 });
    refusal = undefined;
    f.clock.advance(599);
    expect(await call('GET', url)).toMatchObject({ status: 200 });
    f.clock.advance(1);
    expect(problem(await call('GET', url))).toBe('download-expired');
  });

  it('breaks the connection off rather than end a damaged file well', async () => {
    const id = await f.upload(randomBytes(3 * PART_BYTES));
    const url = await offer([id], id);
    const last = [...f.storage.blobs].filter(([name]) => name.includes(id)).at(-1);
    const blob = last?.[1] ?? Buffer.alloc(1);
    blob[blob.length - 20] = (blob[blob.length - 20] ?? 0) ^ 1;
    await expect(call('GET', url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(call('GET', url, { range: 'bytes=0-99' })).resolves.toMatchObject({ status: 206 });
  });

  it('stops decrypting when the client goes away', async () => {
    const id = await f.upload(randomBytes(40 * PART_BYTES));
    const url = await offer([id], id);
    const before = f.storage.chunksRead;
    await new Promise<void>((resolve) => {
      const sent = start({ method: 'GET', path: url });
      sent
        .on('response', (answer) => answer.once('data', () => answer.destroy()).once('close', resolve))
        .on('error', () => undefined)
        .end();
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const soon = f.storage.chunksRead;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(f.storage.chunksRead).toBe(soon);
    expect(soon - before).toBeLessThan(120);
  });

  describe('of a message that may be downloaded once', () => {
    beforeAll(() => {
      maxDownloads = 1;
    });
    afterAll(() => {
      maxDownloads = null;
    });
    /** Reads a little and goes away; resolves when the server has noticed. */
    /** What a request used is written down after its last byte: a client that has read all may be a moment early. */
    const counted = async (id: string) => {
      for (;;) {
        const row = await f.database.get<{ under_way: string }>(
          'select under_way from download_count where attachment_id = ?',
          id,
        );
        if (row?.under_way === '[]') return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };

    const breakOff = async (url: string, id: string) => {
      await new Promise<void>((resolve) => {
        const sent = start({ method: 'GET', path: url });
        sent
          .on('response', (answer) => answer.once('data', () => answer.destroy()).once('close', resolve))
          .on('error', () => undefined)
          .end();
      });
      await counted(id);
    };

    it('lets one of fifty who fetch at once have the file', async () => {
      const content = randomBytes(PART_BYTES);
      const id = await f.upload(content);
      const sent = await f.send([id]);
      keys.set(sent.messageId, sent.messageKey);
      const urls = await Promise.all(
        Array.from({ length: 50 }, async () => {
          const target = {
            sessionId: SESSION,
            bearer: false,
            messageId: sent.messageId,
            holderId: sent.messageId,
            attachmentId: id,
          };
          const { statements, view } = downloads.create(target, f.clock.now().getTime());
          await f.database.commit(statements);
          return view.url;
        }),
      );
      const answers = await Promise.all(urls.map((url) => call('GET', url)));
      const files = answers.filter(({ status }) => status === 200);
      expect(files.map(({ body }) => body.equals(content))).toEqual([true]);
      const refused = answers.filter(({ status }) => status === 410);
      expect(refused.map(problem)).toEqual(Array(49).fill('download-limit-reached'));
    });

    it('uses none up when the client goes away, and goes on from there by a range', async () => {
      const content = randomBytes(40 * PART_BYTES);
      const id = await f.upload(content);
      const url = await offer([id], id);
      expect((await call('HEAD', url)).status).toBe(200);
      await breakOff(url, id);
      const rest = await call('GET', url, { range: `bytes=100-` });
      expect(rest.status).toBe(206);
      expect(rest.body.equals(content.subarray(100))).toBe(true);
      await counted(id);
      expect(problem(await call('GET', url))).toBe('download-expired');
    });

    it('counts an archive once it has ended, and refuses a ticket then in words', async () => {
      const id = await f.upload(randomBytes(40 * PART_BYTES));
      const sent = await f.send([id]);
      keys.set(sent.messageId, sent.messageKey);
      const asking = async (bearer: boolean) => {
        const { messageId } = sent;
        const target = { sessionId: SESSION, bearer, messageId, holderId: messageId, attachmentId: null };
        const { statements, view } = downloads.create(target, f.clock.now().getTime());
        await f.database.commit(statements);
        return view;
      };
      await breakOff((await asking(false)).url, id);
      expect((await call('GET', (await asking(false)).url)).status).toBe(200);
      const { url, ticket } = await asking(true);
      const refused = await post(url, ticket);
      expect(refused.status).toBe(410);
      expect(refused.body.toString()).toContain('så många gånger som avsändaren tillåter');
    });
  });

  it('gives a ticket to sessions without a cookie alone, and stores its hash', async () => {
    const id = await f.upload(randomBytes(10));
    expect((await ask([id], id, false)).ticket).toBeNull();
    const view = await ticketed();
    expect(view.ticket).toMatch(/^[\w-]{43}$/);
    expect(Date.parse(view.expiresAt) - f.clock.now().getTime()).toBe(60_000);
    const row = await f.database.get('select * from download where id = ?', view.id);
    expect(JSON.stringify(row)).not.toContain(view.ticket);
    expect(view.url).not.toContain(view.ticket);
  });

  it('sends the file for a posted ticket once, whole, without a cookie', async () => {
    const content = randomBytes(PART_BYTES + 7);
    const { url, ticket } = await ticketed(content, 'beslut ö.pdf');
    const got = await post(url, ticket, { range: 'bytes=0-3', 'x-session': newId(99) });
    expect(got.status).toBe(200);
    expect(got.body.equals(content)).toBe(true);
    expect(got.headers).toMatchObject({
      'accept-ranges': 'none',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-length': String(content.length),
    });
    expect(got.headers.etag).toBeUndefined();
    expect(got.headers['content-disposition']).toMatch(/^attachment; /);
    expect(await post(url, ticket)).toMatchObject({ status: 410 });
  });

  it('sends everything as a zip for a ticket as well', async () => {
    const { url, ticket } = await ask([await f.upload(Buffer.from('text'))], null, true);
    expect((await post(url, ticket)).body.subarray(0, 2).toString()).toBe('PK');
  });

  it('lets one of two posts of a ticket have the file', async () => {
    for (let round = 0; round < 5; round++) {
      const { url, ticket } = await ticketed();
      const answers = await Promise.all([post(url, ticket), post(url, ticket), post(url, ticket)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    }
  });

  it('takes a ticket until, and not at, a minute, and only while its session lives', async () => {
    const [first, second, third] = [await ticketed(), await ticketed(), await ticketed()];
    ended.add(SESSION);
    expect(await post(third.url, third.ticket)).toMatchObject({ status: 410 });
    ended.delete(SESSION);
    f.clock.advance(59.999);
    expect(await post(first.url, first.ticket)).toMatchObject({ status: 200 });
    f.clock.advance(0.001);
    expect(await post(second.url, second.ticket)).toMatchObject({ status: 410 });
  });

  it('opens one download with one ticket, and none by cookie that has a ticket or by ticket that has a cookie', async () => {
    const [one, two] = [await ticketed(), await ticketed()];
    expect(await post(one.url, two.ticket)).toMatchObject({ status: 404 });
    expect(await post(`/api/v1/downloads/${newId(5)}`, one.ticket)).toMatchObject({ status: 404 });
    expect(await call('GET', one.url)).toMatchObject({ status: 404 });
    const id = await f.upload(Buffer.from('text'));
    const cookie = await offer([id], id);
    expect(await post(cookie, one.ticket)).toMatchObject({ status: 404 });
    expect(await post(one.url, one.ticket)).toMatchObject({ status: 200 });
  });

  it('answers a refusal by a page that a person can read, in every language and without a script', async () => {
    const { url, ticket } = await ticketed();
    const pages = [
      await post(url, 'x'.repeat(43)),
      await post(url, 'short'),
      await post(url, 'x'.repeat(500)),
      await call('POST', url, { 'content-type': 'application/json' }, Buffer.from('{}')),
    ];
    expect(pages.map(({ status }) => status)).toEqual([404, 400, 413, 415]);
    for (const { headers, body } of pages) {
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
      const text = body.toString();
      expect(text).toContain('<p lang="sv">Nedladdningen gick inte att starta.');
      expect(text).toContain('<p lang="en">The download could not start.');
      expect(text).toContain('<p lang="fi">Latausta ei voitu aloittaa.');
      expect(text).not.toMatch(/script|xxx/);
    }
    refusal = new DomainError('message-unavailable', { reason: 'recalled' });
    const gone = await post(url, ticket);
    refusal = undefined;
    expect(gone.status).toBe(410);
    expect(gone.body.toString()).toContain('Filen går inte längre att ladda ner.');
  });
});
