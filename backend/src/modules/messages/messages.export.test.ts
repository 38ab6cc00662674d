import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { unzip } from '../attachments/testing/attachments-fixture.ts';
import { AuditSealer } from '../audit/index.ts';
import { INSTALLATION } from '../organisations/index.ts';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describeOnBoth('an export', (open) => {
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

  const asked = (browser: Browser, id: string) => browser.post(`/messages/${id}/exports`);
  const fetched = async (browser: Browser, id: string) => {
    const view = await asked(browser, id);
    expect(view.problem).toBeUndefined();
    expect(view.status).toBe(201);
    const answer = await browser.call('GET', `/${view.body.url}`);
    expect(answer.status).toBe(200);
    return unzip(answer.bytes, crc32);
  };
  const json = (files: Map<string, Buffer>, name: string) => JSON.parse(String(files.get(name)));
  /** As `sha256sum -c` does. */
  const verify = (files: Map<string, Buffer>): string[] =>
    String(files.get('SHA256SUMS'))
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, sum = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
        expect(sha256(files.get(path) ?? Buffer.alloc(0))).toBe(sum);
        return path;
      });

  it('holds the message, its originals, receipts, log and checksums for the sender', async () => {
    const content = randomBytes(300_000);
    const attachmentIds = [
      await hanna.upload('Beslut åäö.pdf', Buffer.from(content)),
      await hanna.upload('beslut aao.PDF', Buffer.alloc(0)),
    ];
    const bodyHtml = '<h2>Rubrik</h2><p>Hej <strong>Kalle</strong></p>';
    const id = await product.send(
      hanna,
      [{ address: KALLE }, { address: OLGA, kind: 'bcc' }, external('maja@example.org')],
      {
        attachmentIds,
        bodyHtml,
      },
    );
    await kalle.post(`/messages/${id}/open`);
    const files = await fetched(hanna, id);
    expect([...files.keys()]).toEqual([
      'original/Beslut_aao.pdf',
      'original/beslut_aao-2.PDF',
      'meddelande.html',
      'meddelande.txt',
      'meddelande.pdf',
      'kvittenser.json',
      'kvittenser.csv',
      'logg.json',
      'metadata.json',
      'SHA256SUMS',
    ]);
    expect(verify(files)).toHaveLength(9);
    expect(files.get('original/Beslut_aao.pdf')?.equals(content)).toBe(true);
    expect(String(files.get('meddelande.html'))).toContain('<strong>Kalle</strong>');
    expect(String(files.get('meddelande.txt'))).toContain('Hej Kalle');
    const metadata = json(files, 'metadata.json');
    expect(metadata).toMatchObject({
      format: 'sefos-message-export',
      version: 1,
      exportedAs: 'sender',
      exportedBy: { address: HANNA },
      message: { id, subject: 'Ärende', assuranceLevel: 1, from: { address: HANNA } },
    });
    expect(metadata.message.recipients.map(({ address, kind }: Record<string, string>) => [address, kind])).toEqual([
      [KALLE, 'to'],
      [OLGA, 'bcc'],
      ['maja@example.org', 'to'],
    ]);
    expect(metadata.attachments[0]).toMatchObject({
      id: attachmentIds[0],
      name: 'Beslut åäö.pdf',
      path: 'original/Beslut_aao.pdf',
      sizeBytes: 300_000,
      sha256: sha256(content),
    });
    const receipts = json(files, 'kvittenser.json');
    expect(receipts.recipients).toHaveLength(3);
    expect(receipts.recipients[0].events.map(({ kind }: { kind: string }) => kind)).toContain('opened');
    expect(String(files.get('kvittenser.csv'))).toMatch(/^\ufeff"mottagare";"namn";/);
    const actions = json(files, 'logg.json').entries.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['message.sent', 'message.opened', 'message.exported']));
  });

  it('tells a recipient nothing of hidden copies, other people or their log entries', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: OLGA, kind: 'bcc' }]);
    await (await product.signIn(OLGA)).post(`/messages/${id}/open`);
    await kalle.post(`/messages/${id}/open`);
    const files = await fetched(kalle, id);
    verify(files);
    const all = Buffer.concat([...files.values()]).toString('latin1');
    expect(all).not.toContain(OLGA);
    const metadata = json(files, 'metadata.json');
    expect(metadata.exportedAs).toBe('recipient');
    expect(metadata.message.recipients).toEqual([
      expect.objectContaining({ address: KALLE, status: null, method: null }),
    ]);
    const { recipients } = json(files, 'kvittenser.json');
    expect(recipients).toHaveLength(1);
    expect(recipients[0].events.map(({ kind }: { kind: string }) => kind)).toEqual(['opened']);
    const { entries } = json(files, 'logg.json');
    expect(new Set(entries.map(({ actor_id }: { actor_id: string }) => actor_id))).toEqual(new Set([kalle.accountId]));
  });

  it('gives log entries with what checks them, and withholds from where others came', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    await kalle.post(`/messages/${id}/open`);
    product.clock.advance(5);
    const { database, clock } = product;
    const sealer = new AuditSealer({
      database,
      clock,
      keys: product.services.keyRing,
      keyOwnerId: INSTALLATION,
      onError: () => undefined,
    });
    await sealer.sealOnce();
    const { entries } = json(await fetched(hanna, id), 'logg.json');
    const sealed = entries.filter(({ hash }: { hash: string | null }) => hash !== null);
    expect(sealed.length).toBeGreaterThanOrEqual(2);
    const own = sealed.find(({ action }: { action: string }) => action === 'message.sent');
    expect(own.withheld).toEqual([]);
    expect(hashOf(own)).toBe(own.hash);
    const others = sealed.find(({ action }: { action: string }) => action === 'message.opened');
    const withheld = ['id', 'ip', 'facts'];
    expect(others).toMatchObject({ actor_id: kalle.accountId, id: null, ip: null, facts: null, withheld });
  });

  it('tells the sender of others what the timeline tells, and nothing that they do with their copies', async () => {
    const attachmentIds = [await hanna.upload('a.txt', Buffer.from('Ett'))];
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds });
    await kalle.post(`/messages/${id}/open`);
    const step = { attachmentId: attachmentIds[0], uploadId: null };
    const carried = await kalle.post(`/messages/${id}/carried-files`, step);
    const given = { forwardOf: id, attachmentIds: [carried.body.uploadId] };
    expect((await kalle.post('/messages', product.message(kalle, [{ address: OLGA }], given))).status).toBe(201);
    await kalle.post(`/messages/${id}/open`);
    await kalle.post(`/messages/${id}/exports`);
    const { rows } = (await kalle.get(`/mailboxes/${kalle.mailboxId}/messages?folder=inbox`)).body;
    const ids = [rows.find(({ messageId }: Record<string, string>) => messageId === id).id];
    for (const action of ['delete', 'restore'])
      expect((await kalle.post(`/mailboxes/${kalle.mailboxId}/messages/actions`, { action, ids })).body.done).toEqual(
        ids,
      );
    const own = ['forwarded', 'exported', 'deleted', 'restored'].map((name) => `message.${name}`);
    const logged = await product.database.all<{ action: string }>(
      'select action from audit_event where target_id = ? and actor_id = ?',
      id,
      kalle.accountId,
    );
    expect(logged.map(({ action }) => action)).toEqual(expect.arrayContaining(own));
    const { entries } = json(await fetched(hanna, id), 'logg.json');
    const others = entries.filter(({ actor_id }: Record<string, string>) => actor_id === kalle.accountId);
    expect(others.map(({ action, facts }: Record<string, string>) => [action, facts])).toEqual([
      ['message.opened', null],
      ['message.downloaded', null],
    ]);
    const whole = json(await fetched(kalle, id), 'logg.json').entries.map(({ action }: { action: string }) => action);
    expect(whole).toEqual(expect.arrayContaining(own));
  });

  it('is refused to everybody else, below the level, before the opening and after a recall', async () => {
    const lisa = await product.signIn(LISA);
    const id = await product.send(hanna, [{ address: KALLE }], { assuranceLevel: 2 });
    expect((await asked(lisa, id)).problem).toBe('not-found');
    expect((await asked(kalle, id)).problem).toBe('not-allowed');
    await kalle.post(`/messages/${id}/open`);
    const low = await product.signIn(KALLE, 1);
    expect((await asked(low, id)).problem).toBe('step-up-required');
    expect((await asked(product.nobody(), id)).problem).toBe('not-signed-in');
    const view = await asked(kalle, id);
    expect((await lisa.call('GET', `/${view.body.url}`)).problem).toBe('not-found');
    const other = await product.send(hanna, [{ address: KALLE }]);
    await hanna.post(`/messages/${other}/recall`, { recipientIds: null });
    expect((await asked(hanna, other)).problem).toBe('message-unavailable');
    expect((await asked(kalle, other)).problem).toBe('message-unavailable');
  });

  it('counts as a download of every file where the sender has set a limit, and is told as one', async () => {
    const attachmentIds = [
      await hanna.upload('a.txt', Buffer.from('Ett')),
      await hanna.upload('b.txt', Buffer.from('Två')),
    ];
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds, maxDownloads: 1 });
    await kalle.post(`/messages/${id}/open`);
    verify(await fetched(kalle, id));
    expect((await asked(kalle, id)).problem).toBe('download-limit-reached');
    const download = { attachmentId: attachmentIds[0] };
    expect((await kalle.post(`/messages/${id}/downloads`, download)).problem).toBe('download-limit-reached');
    // The slot is used up by a write after the last byte.
    const used = 'download_count where message_id = ? and completed > 0';
    while ((await product.count(used, id)) < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const { body } = await hanna.get(`/messages/${id}/timeline`);
    expect(body[0].downloads).toEqual(expect.arrayContaining([{ attachmentName: 'a.txt', completed: 1 }]));
    expect(body[0].events.map(({ kind }: { kind: string }) => kind)).toContain('downloaded');
    for (let time = 0; time < 2; time++) expect((await asked(hanna, id)).status).toBe(201);
  });

  it('is logged without content', async () => {
    const id = await product.send(hanna, [{ address: KALLE }], { subject: 'Hemligt ord' });
    expect((await asked(hanna, id)).status).toBe(201);
    const row = await product.database.get<{ facts: string; actor_id: string }>(
      "select facts, actor_id from audit_event where action = 'message.exported' and target_id = ?",
      id,
    );
    expect(row).toEqual({ facts: JSON.stringify({ as: 'sender', attachments: 0 }), actor_id: hanna.accountId });
    expect(product.log).not.toContain('Hemligt');
  });

  it('is made for an account twice at once and no more, and for nobody who has hung up', async () => {
    const attachmentIds = [await hanna.upload('a.bin', randomBytes(24_000_000))];
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds });
    const { url } = (await asked(hanna, id)).body;
    const origin = await product.app.listen({ host: '127.0.0.1', port: 0 });
    const cookie = [...hanna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const fetchedBy = (left: AbortController) =>
      fetch(`${origin}/api/v1/${url.replace(/^.*api\/v1\//, '')}`, {
        headers: { cookie, connection: 'close' },
        signal: left.signal,
      });
    const [one, two] = [new AbortController(), new AbortController()];
    expect([(await fetchedBy(one)).status, (await fetchedBy(two)).status]).toEqual([200, 200]);
    const refused = await hanna.call('GET', `/${url}`);
    expect([refused.status, refused.problem, refused.headers['content-disposition']]).toEqual([
      429,
      'too-many-requests',
      undefined,
    ]);
    expect((await asked(hanna, id)).problem).toBe('too-many-requests');
    expect((await hanna.call('HEAD', `/${url}`)).status).toBe(200);
    one.abort();
    while ((await asked(hanna, id)).status !== 201) await new Promise((resolve) => setTimeout(resolve, 5));
    two.abort();
    verify(await fetched(hanna, id));
    expect(product.log).not.toContain('broke off');
  });

  it('says what it answers as far as the reader has that herself', async () => {
    const first = await product.send(hanna, [{ address: KALLE }]);
    const second = await product.send(kalle, [{ address: HANNA }, { address: OLGA }], { inReplyTo: first });
    const olga = await product.signIn(OLGA);
    for (const [reader, original] of [
      [hanna, first],
      [kalle, first],
      [olga, null],
    ] as const) {
      await reader.post(`/messages/${second}/open`);
      const files = await fetched(reader, second);
      expect(json(files, 'metadata.json').message.inReplyTo).toBe(original);
      expect(String(files.get('meddelande.html')).includes('<dt>Svar på')).toBe(original !== null);
      // Nor the conversation's id, which is the first message's.
      const names = [...files].filter(([, bytes]) => bytes.includes(first)).map(([name]) => name);
      expect(names.length > 0).toBe(original !== null);
    }
    product.clock.advance(1);
    const at = product.clock.now().getTime();
    const third = await product.send(kalle, [{ address: HANNA }], { inReplyTo: first });
    const given = await hanna.post('/delegations', {
      ...{ address: OLGA, olderMessages: false },
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + 3_600_000).toISOString(),
    });
    expect(given.status).toBe(201);
    const inHers = { 'x-sefos-mailbox': hanna.mailboxId };
    await olga.post(`/messages/${third}/open`, undefined, inHers);
    const view = await olga.post(`/messages/${third}/exports`, undefined, inHers);
    const { bytes } = await olga.call('GET', `/${view.body.url}`);
    expect(json(unzip(bytes, crc32), 'metadata.json').message.inReplyTo).toBeNull();
    await hanna.call('DELETE', `/delegations/${given.body.id}`);
  });

  it('has a name and no size before it is made', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const { body } = await asked(hanna, id);
    expect(body).toMatchObject({ ticket: null, sizeBytes: null });
    expect(body.fileName).toMatch(/^meddelande-\d{4}-\d\d-\d\d-[0-9a-f]{12}\.zip$/);
    const head = await hanna.call('HEAD', `/${body.url}`);
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBeUndefined();
    expect(head.headers['content-disposition']).toContain(body.fileName);
  });
});

/** The hash of an entry as docs/export-format.md tells to compute it. */
const hashOf = (entry: Record<string, string | number | null>): string => {
  const encode = (value: string | number | Buffer | null): Buffer => {
    if (value === null) return Buffer.from([0]);
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    const head = Buffer.alloc(5);
    head.writeUInt8(1);
    head.writeUInt32BE(bytes.length, 1);
    return Buffer.concat([head, bytes]);
  };
  const fields =
    'organisation_id sequence id at action actor_kind actor_id target_kind target_id method level ip facts';
  const values = fields.split(' ').map((name) => entry[name] ?? null);
  const previous = Buffer.from(String(entry.previous_hash), 'base64');
  const parts = [Buffer.from('sefos/audit-entry/v1\0'), ...[...values, previous].map(encode)];
  return sha256Base64(Buffer.concat(parts));
};
const sha256Base64 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');
