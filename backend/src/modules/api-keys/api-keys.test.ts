import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { insert } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { ApiKeyEntity } from './api-key.entity.ts';

const KEYS = '/organisation/api-keys';
const ALL = ['messages:send', 'messages:list', 'messages:status'];
const DAY_SECONDS = 86_400;

describeOnBoth('API keys', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let mailboxId = '';
  let address = '';
  let made = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write('delete from api_key where created_at > 0 returning id');
    product.clock.advance(61);
    olga = await product.signIn(OLGA);
    address = `diariet${++made}@storkommun.example`;
    mailboxId = (await olga.post('/function-mailboxes', { name: 'Diariet', address, language: null })).body.id;
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const create = (more: object = {}) =>
    olga.post(KEYS, { name: 'Ärendesystemet', address, scopes: ALL, days: 30, ...more });
  const program = async (more: object = {}) => {
    const { body } = await create(more);
    const headers = { authorization: `Bearer ${body.token}` };
    const nobody = product.nobody();
    return {
      id: body.key.id as string,
      token: body.token as string,
      get: (path: string) => nobody.get(path, headers),
      post: (path: string, sent: object) => nobody.post(path, sent, headers),
    };
  };
  type Program = Awaited<ReturnType<typeof program>>;
  const message = (to = `person${++made}@example.org`) => ({
    ...product.message(olga, [external(to)]),
    ...{ mailboxId, subject: 'Beslut' },
  });
  const send = (from: Program) => from.post('/messages', message());
  const list = (from: Program, of = mailboxId) => from.get(`/mailboxes/${of}/messages?folder=sent`);

  it('let a program send, list and look at the status of what it sent, in one mailbox', async () => {
    const diary = await program();
    const sent = await send(diary);
    expect(sent.status).toBe(201);
    await product.drain();
    expect((await list(diary)).body.rows.map(({ id }: { id: string }) => id)).toEqual([sent.body.id]);
    expect((await diary.get(`/messages/${sent.body.id}`)).body).toMatchObject({ id: sent.body.id, role: 'sender' });
    const [timeline] = (await diary.get(`/messages/${sent.body.id}/timeline`)).body;
    expect(timeline.events.map(({ kind }: { kind: string }) => kind)).toContain('notified');
    const entry = await product.database.get<{ actor_kind: string; actor_id: string; method: string }>(
      "select actor_kind, actor_id, method from audit_event where action = 'message.sent' and target_id = ?",
      sent.body.id,
    );
    expect(entry).toEqual({ actor_kind: 'api-key', actor_id: diary.id, method: 'api-key' });
  });

  it('are for their scopes, their mailbox and nothing else', async () => {
    const reader = await program({ scopes: ['messages:list'] });
    expect((await list(reader)).status).toBe(200);
    expect((await send(reader)).problem).toBe('not-allowed');
    expect((await reader.get(`/messages/${reader.id}`)).problem).toBe('not-allowed');
    const diary = await program();
    expect((await list(diary, olga.mailboxId)).problem).toBe('not-found');
    const own = await product.send(olga, [external('own@example.org')]);
    for (const path of [`/messages/${own}`, `/messages/${own}/timeline`])
      expect((await diary.get(path)).problem).toBe('not-found');
    expect((await diary.post('/messages', { ...message(), mailboxId: olga.mailboxId })).problem).toBe('not-found');
    for (const path of ['/session', '/mailboxes', KEYS, '/organisation/settings', '/organisation/levels'])
      expect((await diary.get(path)).problem).toBe('not-allowed');
    expect((await diary.post(`/messages/${own}/open`, {})).problem).toBe('not-allowed');
    expect((await diary.post('/link/open', {})).problem).toBe('link-session-ended');
  });

  it('are answered once, kept as a hash, and are in no log', async () => {
    const { token } = await program();
    expect(token).toMatch(/^sefos_[\w-]{43}$/);
    const secret = token.slice('sefos_'.length);
    expect(JSON.stringify((await olga.get(KEYS)).body)).not.toContain(secret);
    for (const table of ['api_key', 'audit_event', 'idempotency', 'outbox'])
      for (const row of await product.database.all<Record<string, unknown>>(`select * from ${table}`))
        for (const value of Object.values(row))
          expect(Buffer.from(value instanceof Uint8Array ? value : String(value)).includes(secret)).toBe(false);
    expect(product.log).not.toContain(secret);
  });

  it('end when they are revoked, when their time is over, and with their mailbox; and say when they were used', async () => {
    const [revoked, old, kept] = [await program(), await program({ days: 1 }), await program({ days: 366 })];
    expect((await list(kept)).status).toBe(200);
    expect((await olga.post(`${KEYS}/${revoked.id}/revoke`)).status).toBe(204);
    expect((await list(revoked)).problem).toBe('not-signed-in');
    expect((await olga.post(`${KEYS}/${revoked.id}/revoke`)).problem).toBe('not-found');
    product.clock.advance(DAY_SECONDS - 1);
    expect((await list(old)).status).toBe(200);
    product.clock.advance(1);
    expect((await list(old)).problem).toBe('not-signed-in');
    olga = await product.signIn(OLGA);
    const listed = (await olga.get(KEYS)).body;
    expect(listed.map(({ id, usedAt, revokedAt }: Record<string, unknown>) => [id, !!usedAt, !!revokedAt])).toEqual([
      [kept.id, true, false],
      [old.id, true, false],
      [revoked.id, false, true],
    ]);
    await product.database.write('update mailbox set removed_at = 1 where id = ? returning id', mailboxId);
    expect((await list(kept)).problem).toBe('not-signed-in');
    product.clock.advance(366 * DAY_SECONDS);
    olga = await product.signIn(OLGA);
    expect((await olga.get(KEYS)).body).toHaveLength(1);
  });

  it('are held to 120 calls a minute, each for itself', async () => {
    const [busy, calm] = [await program(), await program()];
    for (let call = 0; call < 120; call++) expect((await busy.get('/session')).problem).toBe('not-allowed');
    expect((await list(busy)).problem).toBe('too-many-requests');
    expect((await list(calm)).status).toBe(200);
    product.clock.advance(61);
    expect((await list(busy)).status).toBe(200);
  });

  it('are made for function mailboxes of the own organisation only, with a name, a scope and an end', async () => {
    for (const other of [HANNA, OLGA, LISA, 'nobody@storkommun.example', 'ingen adress'])
      expect((await create({ address: other })).problem).toBe('api-key-mailbox');
    const longest = 'n'.repeat(LIMITS.apiKeyNameCharacters);
    for (const wrong of [
      ...[{ name: '' }, { name: ' \n' }, { name: `${longest}n` }, { scopes: [] }, { scopes: ['all'] }],
      ...[{ days: 0 }, { days: LIMITS.apiKeyDays + 1 }],
    ])
      expect((await create(wrong)).problem).toBe('invalid-request');
    expect((await create({ name: longest, days: LIMITS.apiKeyDays })).status).toBe(201);
    for (let key = 1; key < LIMITS.apiKeys; key++) expect((await create()).status).toBe(201);
    expect((await create()).problem).toBe('api-keys-too-many');
  });

  it('are never more than the limit, whoever of two at once makes the last', async () => {
    for (let key = 1; key < LIMITS.apiKeys; key++) expect((await create()).status).toBe(201);
    for (let round = 0; round < 5; round++) {
      const both = await Promise.all([create(), create()]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
      const last = both.find(({ status }) => status === 201)?.body.key.id;
      expect((await olga.post(`${KEYS}/${last}/revoke`)).status).toBe(204);
    }
    expect((await olga.get(KEYS)).body.filter(({ revokedAt }: Record<string, unknown>) => !revokedAt)).toHaveLength(
      LIMITS.apiKeys - 1,
    );
  });

  it('that live are listed before those that have ended, however many those are', async () => {
    const diary = await program();
    const row = await product.database.get<Record<string, string>>('select * from api_key where id = ?', diary.id);
    const { organisation_id: organisationId = '', mailbox_id: box = '', created_by: by = '' } = row ?? {};
    const now = product.clock.now().getTime();
    await product.database.commit(
      Array.from({ length: 200 }, (_value, index) =>
        insert(ApiKeyEntity, {
          ...{ id: newId(now + 1 + index), organisation_id: organisationId, mailbox_id: box, name: `Gammal ${index}` },
          ...{ scopes: 'messages:list', token_hash: randomBytes(32), created_by: by, created_at: now },
          ...{ expires_at: now + 1, used_at: null, revoked_at: now },
        }),
      ),
    );
    const listed = (await olga.get(KEYS)).body.map(({ name }: { name: string }) => name);
    expect(listed).toHaveLength(200);
    expect(listed.slice(0, 2)).toEqual(['Ärendesystemet', 'Gammal 199']);
  });

  it('are made, listed and revoked by administrators of the organisation alone, and that is logged', async () => {
    const diary = await program();
    for (const email of [HANNA, STURE, LISA]) {
      const other = await product.signIn(email);
      const tries = [
        await other.get(KEYS),
        await other.post(KEYS, { name: 'x', address, scopes: ALL, days: 1 }),
        await other.post(`${KEYS}/${diary.id}/revoke`),
      ];
      expect(tries.map(({ problem }) => problem)).toEqual(Array(3).fill('not-allowed'));
    }
    const lisa = await product.services.accounts.findByEmail(LISA);
    await product.database.write(
      "update account set roles = 'user,organisation-administrator' where id = ? returning id",
      lisa?.id ?? '',
    );
    const stranger = await product.signIn(LISA);
    expect((await stranger.get(KEYS)).body).toEqual([]);
    expect((await stranger.post(`${KEYS}/${diary.id}/revoke`)).problem).toBe('not-found');
    await product.database.write("update account set roles = 'user' where id = ? returning id", lisa?.id ?? '');
    await olga.post(`${KEYS}/${diary.id}/revoke`);
    const logged = await product.database.all<{ action: string; actor_id: string }>(
      'select action, actor_id from audit_event where target_id = ? order by id',
      diary.id,
    );
    expect(logged).toEqual([
      { action: 'api-key.created', actor_id: olga.accountId },
      { action: 'api-key.revoked', actor_id: olga.accountId },
    ]);
  });
});
