import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { unzip } from '../modules/attachments/testing/attachments-fixture.ts';
import { nothingHeld } from '../modules/installation/closing/closing-contents.ts';
import { MESSAGE_KEYS } from '../modules/messages/index.ts';
import { MessageKeyEntity } from '../modules/messages/message.entity.ts';
import { insert, write } from '../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { type AccountBrowser, external, HANNA, LISA, OLGA, STURE, type TestProduct } from '../testing/product.ts';
import { ENTITIES } from './entities.ts';
import { PermissionWorld } from './testing/permission-world.ts';

const DAY_SECONDS = 86_400;
const CITIZEN = 'medborgare@example.org';
/** The power goes: what was committed stands, what follows does not come to be. */
class PowerCut extends Error {}

const read = async (file: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _chunk of file);
};

/** Every table with keys that an organisation's own wraps, and whose they are. */
const wrappedTables = (): readonly (readonly [table: string, owner: string, key: string])[] =>
  ENTITIES.flatMap(({ meta }) => {
    const columns = Object.keys(meta.properties);
    const owner = ['organisation_id', 'owner_id', 'id'].find((name) => columns.includes(name));
    const key = columns.find((name) => /^(wrapped|wrapped_key|index_key)$/.test(name));
    return owner && key ? [[String(meta.tableName ?? meta.name), owner, key] as const] : [];
  });

/** Every table with rows that say whose they are. */
const ownedTables = (): readonly (readonly [table: string, owner: string])[] =>
  ENTITIES.flatMap(({ meta }) => {
    const owner = ['organisation_id', 'owner_id'].find((name) => Object.keys(meta.properties).includes(name));
    return owner ? [[String(meta.tableName ?? meta.name), owner] as const] : [];
  });

describeOnBoth('an organisation that is closed', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let id = '';
  let closing = '';
  /** From Storkommun to Lillkommun, within Storkommun, and the other way. */
  let given = '';
  let own = '';
  let received = '';
  let sture: AccountBrowser;

  beforeAll(async () => {
    test = await open();
    ({ product } = await PermissionWorld.open(test));
    id = (await product.services.accounts.findByEmail(OLGA))?.organisationId ?? '';
    closing = `/installation/organisations/${id}/closing`;
    const [hanna, lisa] = [await product.signIn(HANNA), await product.signIn(LISA)];
    const attachmentIds = [await hanna.upload('stor.bin', Buffer.alloc(50_000, 1))];
    given = await product.send(hanna, [{ address: LISA }, external(CITIZEN)], { attachmentIds, subject: 'Kanarie' });
    own = await product.send(hanna, [external(CITIZEN)], {
      attachmentIds: [await hanna.upload('egen.bin', Buffer.alloc(50_000, 2))],
    });
    received = await product.send(lisa, [{ address: HANNA }]);
    // Not sent: an upload by itself, and one that a draft holds.
    await hanna.upload('lös.bin', Buffer.alloc(10, 3));
    await product.drain();
    // Her own is deleted and forgotten, and the link to it lives on.
    await product.database.commit([
      write('update message set sender_purged_at = 1 where id = ?', own),
      write('delete from message_key where holder_id = ?', own),
    ]);
    const citizen = await product.enter(CITIZEN);
    expect((await citizen.post('/link/open', {})).status).toBe(200);
    await answered(citizen);
    await again();
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const answered = async (citizen: { post(path: string, body: object): Promise<{ status: number }> }) => {
    const { status } = await citizen.post('/link/reply', { bodyText: 'Svar', attachmentIds: [] });
    expect(status).toBe(201);
    await product.drain();
  };
  /** Time ends sessions. */
  const again = async () => {
    sture = await product.signIn(STURE);
  };
  const freeze = (frozen: boolean, of = id) => sture.post(`/installation/organisations/${of}/freeze`, { frozen });
  const close = (more: object = {}) =>
    sture.post(closing, { name: 'Storkommun', noticeDays: LIMITS.closingDays, ...more });
  const view = async () => (await sture.get(closing)).body;
  const later = async (seconds: number) => {
    product.clock.advance(seconds);
    await again();
  };
  const opened = async (message: string) =>
    (await (await product.signIn(LISA)).post(`/messages/${message}/open`)).status;
  const actions = async (log: string) =>
    (
      await product.database.all<{ action: string }>(
        "select action from audit_event where organisation_id = ? and target_id = ? and target_kind = 'organisation' order by id",
        ...[log, id],
      )
    ).map(({ action }) => action);

  it('is closed only when it is frozen, by its name, for 0 to 90 days, and not the own one', async () => {
    expect((await close()).problem).toBe('organisation-not-frozen');
    expect((await freeze(true)).status).toBe(204);
    expect((await close({ name: 'Storkommu' })).problem).toBe('organisation-name-differs');
    for (const noticeDays of [-1, LIMITS.mostClosingDays + 1, 1.5])
      expect((await close({ noticeDays })).problem).toBe('invalid-request');
    const home = (await product.services.accounts.findByEmail(STURE))?.organisationId ?? '';
    const mine = await sture.post(`/installation/organisations/${home}/closing`, { name: 'SEFOS', noticeDays: 30 });
    expect(mine.problem).toBe('organisation-own');
    expect((await sture.post(`${closing}/undo`)).problem).toBe('not-found');
    expect((await sture.get(`${closing}/export`)).problem).toBe('not-found');
    expect((await view()).closing).toBeNull();
  });

  it('is not closed while something is kept: says how much, and whose it is', async () => {
    const hold = (at: number | null) =>
      product.database.commit([write('update message set held_at = ? where id = ?', at, given)]);
    await hold(1);
    expect((await view()).held).toEqual({ messages: 1, by: [{ name: HANNA, messages: 1 }] });
    expect((await close()).problem).toBe('organisation-holds-kept');
    await hold(null);
    // Another one keeps what only this one has a key of any more; as long as it has one itself, that is its own matter.
    await product.database.commit([write('update message set held_at = 1 where id = ?', received)]);
    expect((await view()).held.messages).toBe(0);
    const taken = 'update message_key set message_id = ? where holder_id = ? and message_id = ?';
    await product.database.commit([write(taken, 'elsewhere', received, received)]);
    expect((await view()).held).toEqual({ messages: 1, by: [{ name: 'Lillkommun', messages: 1 }] });
    await product.database.commit([
      write(taken, received, received, 'elsewhere'),
      write('update message set held_at = null where id = ?', received),
    ]);
  });

  it('looks for what is kept by the message, and not through every key of the organisation', async () => {
    if (product.database.engine !== 'sqlite') return;
    const { sql, params } = nothingHeld(id);
    const plan = JSON.stringify(await product.database.all(`explain query plan select ${sql}`, ...params));
    expect(plan).toContain('ix_message_key_message');
    expect(plan).not.toContain('ix_message_key_epoch');
  });

  it('can be had back until its notice is over, and stays frozen meanwhile; its administrators are told', async () => {
    const told = () =>
      product.mail.sent.filter(({ messageId }) => messageId.startsWith('<closing-')).map(({ to, text }) => [to, text]);
    expect((await close()).status).toBe(204);
    await product.drain();
    expect(told()).toEqual([[OLGA, expect.stringContaining(`${STURE} har börjat avsluta Storkommun`)]]);
    expect((await close()).problem).toBe('organisation-closing');
    expect((await freeze(false)).problem).toBe('organisation-closing');
    const [row] = (await sture.get('/installation/organisations?search=stork')).body.rows;
    expect(row.closing).toMatchObject({ exportedAt: null, purgeBegunAt: null, purgedAt: null });
    expect(Date.parse(row.closing.purgeAfter) - Date.parse(row.closing.begunAt)).toBe(30 * DAY_SECONDS * 1000);
    expect((await sture.post(`${closing}/undo`)).status).toBe(204);
    await product.drain();
    expect(told().slice(1)).toEqual([[OLGA, expect.stringContaining('Inget har tagits bort')]]);
    // What is not so any more when the mail is due is not told.
    expect((await close()).status).toBe(204);
    expect((await sture.post(`${closing}/undo`)).status).toBe(204);
    await product.drain();
    expect(told()).toHaveLength(3);
    expect((await freeze(false)).status).toBe(204);
    product.clock.advance(6);
    expect((await product.signIn(HANNA)).accountId).not.toBe('');
    expect((await freeze(true)).status).toBe(204);
  });

  it('is closed with the longest notice', async () => {
    expect((await close({ noticeDays: LIMITS.mostClosingDays })).status).toBe(204);
    expect((await sture.post(`${closing}/undo`)).status).toBe(204);
  });

  it('is not handed over by a file that was begun before the closing was taken back', async () => {
    expect((await close({ noticeDays: 0 })).status).toBe(204);
    const { organisationExports } = product.services;
    const actor = await product.services.accounts.findByEmail(STURE);
    if (!actor) throw new Error('nobody');
    const { id: accountId, organisationId, mailboxId, email, displayName, language, roles } = actor;
    const who = { kind: 'account', accountId, organisationId, mailboxId, email, displayName, language, roles } as const;
    const session = {
      sessionId: '',
      host: 'web',
      level: 2,
      method: 'password-sms',
      csrfToken: '',
      ip: '127.0.0.1',
    } as const;
    const file = await organisationExports.export({ ...who, ...session }, id);
    expect((await sture.post(`${closing}/undo`)).status).toBe(204);
    product.clock.advance(1);
    expect((await close({ noticeDays: 0 })).status).toBe(204);
    await expect(read(file)).rejects.toMatchObject({ type: 'organisation-purging' });
    expect((await view()).closing.exportedAt).toBeNull();
  });

  it('is handed over as a file first: accounts, mailboxes, log and figures, never what people wrote', async () => {
    await later(2 * 3_600);
    // The notice is over, and nobody has the file.
    expect(await product.services.closingPurge.run()).toBe(0);
    expect((await view()).closing).toMatchObject({ exportedAt: null, purgeBegunAt: null });
    const answer = await sture.get(`${closing}/export`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    const files = new Map([...unzip(answer.bytes, crc32)].map(([name, content]) => [name, String(content)]));
    expect([...files.keys()]).toEqual([
      ...[
        'README.txt',
        'organisation.json',
        'konton.csv',
        'brevlador.csv',
        'medlemmar.csv',
        'logg.json',
        'statistik.csv',
      ],
    ]);
    expect(files.get('konton.csv')).toContain(HANNA);
    expect(files.get('konton.csv')?.split('\r\n')).toHaveLength(
      (await product.count('account where organisation_id = ?', id)) + 2,
    );
    expect(files.get('brevlador.csv')).toContain('diariet@storkommun.example');
    expect(files.get('medlemmar.csv')).toMatch(/diariet@storkommun\.example.*max@storkommun\.example.*administrator/);
    const log = JSON.parse(files.get('logg.json') ?? '');
    expect(log).toMatchObject({ format: 'sefos-log', organisationId: id });
    expect(log.entries.map(({ action }: { action: string }) => action)).toContain('organisation.closing-begun');
    expect(JSON.parse(files.get('organisation.json') ?? '')).toMatchObject({ id, name: 'Storkommun' });
    expect([...files.values()].join()).not.toContain('Kanarie');
    expect([...files.values()].join()).not.toContain(LISA);
    expect((await view()).closing.exportedAt).toBe(product.clock.now().toISOString());
    // An hour to do it again: the file may have broken off on its way.
    await later(LIMITS.closingAfterExportSeconds - 1);
    expect(await product.services.closingPurge.run()).toBe(0);
    expect((await view()).closing.purgeBegunAt).toBeNull();
  });

  it('waits with the purge while something is kept after all', async () => {
    await later(1);
    await product.database.commit([write('update message set held_at = 1 where id = ?', given)]);
    expect(await product.services.closingPurge.run()).toBe(0);
    expect((await view()).closing.purgeBegunAt).toBeNull();
    await product.database.commit([write('update message set held_at = null where id = ?', given)]);
  });

  it('is destroyed whenever the power goes, without a copy of anybody else', async () => {
    const { database } = product;
    const keys = await database.all<{ holder_id: string; message_id: string; epoch: number; wrapped: Uint8Array }>(
      'select holder_id, message_id, epoch, wrapped from message_key where organisation_id = ?',
      id,
    );
    expect(keys.length).toBeGreaterThan(5);
    for (const { holder_id, message_id, epoch, wrapped } of keys) {
      const context = MESSAGE_KEYS.context({ id: holder_id, message_id, epoch, wrapped });
      expect(await product.services.keyRing.unwrap({ ownerId: id, epoch, wrapped }, context)).toHaveLength(32);
    }
    const others = await product.count('message_key where organisation_id <> ?', id);
    const link = product.linkOf(CITIZEN);
    const commit = database.commit.bind(database);
    let left = 0;
    database.commit = async (statements) => {
      if (left-- <= 0) throw new PowerCut();
      await commit(statements);
    };
    let cuts = 0;
    for (let closed = 0; closed === 0; cuts++) {
      expect(cuts).toBeLessThan(200);
      left = 1 + (cuts % 7);
      closed = await product.services.closingPurge.run().catch((error: unknown) => {
        if (!(error instanceof PowerCut)) throw error;
        return 0;
      });
      left = Number.POSITIVE_INFINITY;
      product.clock.advance(61);
      await product.sweep().sweepExpired();
    }
    database.commit = commit;
    expect(cuts).toBeGreaterThan(5);
    await product.drain();
    await again();
    for (const [table, owner, key] of wrappedTables())
      expect([table, await product.count(`${table} where ${owner} = ? and length(${key}) > 0`, id)]).toEqual([
        table,
        0,
      ]);
    // Nor does a key that somebody kept: from a backup of these rows alone nothing is opened.
    for (const { holder_id, message_id, epoch, wrapped } of keys) {
      const context = MESSAGE_KEYS.context({ id: holder_id, message_id, epoch, wrapped });
      await expect(product.services.keyRing.unwrap({ ownerId: id, epoch, wrapped }, context)).rejects.toMatchObject({
        type: 'key-unwrap-failed',
      });
    }
    expect(await product.count('message_key where organisation_id <> ?', id)).toBe(others);
    expect([await opened(given), await opened(received)]).toEqual([200, 200]);
    expect((await product.nobody().post('/link/session', link)).problem).toBe('link-expired');
    expect(product.failedJobs).toEqual([]);
    // What a process was about to write then goes in the hour after.
    const late = { holder_id: 'late', message_id: given, organisation_id: id, epoch: 1, wrapped: Buffer.alloc(40) };
    await product.database.commit([insert(MessageKeyEntity, late)]);
    expect(await product.services.closingPurge.run()).toBe(0);
    expect(await product.count('message_key where organisation_id = ?', id)).toBe(0);
    expect(await opened(given)).toBe(200);
  });

  it('keeps rows of these tables and of no other', async () => {
    const kept: string[] = [];
    for (const [table, owner] of ownedTables())
      if ((await product.count(`${table} where ${owner} = ?`, id)) > 0) kept.push(table);
    expect(kept.sort()).toEqual([
      ...['account', 'attachment', 'audit_event', 'delegation', 'external_link', 'mailbox', 'message'],
      ...['organisation_closing', 'support_grant'],
    ]);
  });

  it('leaves others their files, and no other blob', async () => {
    const rows = await product.database.all<{ parts: string }>('select parts from attachment');
    const named = rows.flatMap(({ parts }) => JSON.parse(parts).map(({ blob }: { blob: string }) => blob));
    expect((await product.blobs()).sort()).toEqual(named.sort());
    expect(await product.count('attachment where organisation_id = ? and message_id = ?', id, given)).toBe(1);
    expect(await product.count('attachment where organisation_id = ? and message_id <> ?', id, given)).toBe(0);
  });

  it('leaves its log, chained on, its name and no person; its domain is free', async () => {
    expect(await view()).toMatchObject({
      accounts: 0,
      mailboxes: 0,
      copies: 0,
      closing: { purgedAt: expect.any(String) },
    });
    const made = ['organisation.closing-begun', 'organisation.export-begun', 'organisation.exported'];
    for (const log of [id, 'installation'])
      expect((await actions(log)).slice(-5)).toEqual([...made, 'organisation.purge-begun', 'organisation.closed']);
    expect(await product.services.accounts.findByEmail(HANNA)).toBeNull();
    expect(
      await product.database.all(
        "select id from account where organisation_id = ? and (display_name <> '' or email not like '%@removed.invalid')",
        id,
      ),
    ).toEqual([]);
    for (const table of ['session', 'passkey', 'totp_factor', 'recovery_code', 'account_search_key'])
      expect([
        table,
        await product.count(`${table} where account_id in (select id from account where organisation_id = ?)`, id),
      ]).toEqual([table, 0]);
    expect((await sture.post(`${closing}/undo`)).problem).toBe('organisation-purging');
    expect((await sture.get(`${closing}/export`)).problem).toBe('organisation-purging');
    expect((await freeze(false)).problem).toBe('organisation-closing');
    const next = await sture.post('/installation/organisations', {
      ...{ name: 'Storkommun', domain: 'storkommun.example', language: 'sv' },
      administrator: { email: OLGA, displayName: 'Olga Orgadmin' },
    });
    expect(next.status).toBe(201);
    expect((await freeze(true, next.body.id)).status).toBe(204);
  });

  it('is closed, seen, had back and exported by system administrators at level 2 and nobody else', async () => {
    const calls = (by: AccountBrowser, of: string) => {
      const path = `/installation/organisations/${of}/closing`;
      return [
        by.get(path),
        by.post(path, { name: 'Lillkommun', noticeDays: 30 }),
        by.post(`${path}/undo`),
        by.get(`${path}/export`),
      ];
    };
    const lill = (await product.services.accounts.findByEmail(LISA))?.organisationId ?? '';
    for (const answer of calls(await product.signIn(LISA), lill)) expect((await answer).problem).toBe('not-allowed');
    for (const answer of calls(await product.signIn(STURE, 1), lill))
      expect((await answer).problem).toBe('step-up-required');
    for (const answer of calls(sture, '01234567-89ab-7def-8123-456789abcdef'))
      expect((await answer).problem).toBe('not-found');
  });
});
