import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newSigningKey, signBytes } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import type { AuditEventRow } from './audit.entity.ts';
import { audit } from './audit.events.ts';
import { checkpointBytes } from './audit-chain.ts';
import { AuditSealer } from './audit-sealer.ts';
import { auditPublicKey } from './audit-signing-key.ts';
import { runAuditVerify } from './audit-verify.command.ts';
import { verifyAudit } from './audit-verify.ts';

/** Stands in for the key ring: keeps the key as it is. */
const keys = {
  wrap: async (ownerId: string, key: Uint8Array) => ({ ownerId, epoch: 1, wrapped: Buffer.from(key) }),
  unwrap: async ({ wrapped }: { wrapped: Uint8Array }) => Buffer.from(wrapped),
};

describeOnBoth('audit', (open) => {
  let test: TestDatabase;
  let database: Database;
  let clock: FixedClock;
  let errors: string[];
  let sealer: AuditSealer;
  const makeSealer = () =>
    new AuditSealer({ database, clock, keys, keyOwnerId: 'installation', onError: (reason) => errors.push(reason) });

  beforeAll(async () => {
    test = await open();
    database = test.database;
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    await database.commit(
      ['audit_event', 'audit_head', 'audit_checkpoint', 'audit_signing_key'].map((table) =>
        write(`delete from ${table}`),
      ),
    );
    clock = new FixedClock();
    errors = [];
    sealer = makeSealer();
  });

  const log = async (count: number, organisationId = 'org') => {
    const now = clock.now().getTime();
    await database.commit(
      Array.from({ length: count }, (_, i) =>
        audit(
          {
            organisationId,
            action: 'message.sent',
            target: { kind: 'message', id: `m${i}` },
            facts: { recipients: i },
            actor: { kind: 'account', id: 'a', ip: '192.0.2.1', method: 'bankid', level: 3 },
          },
          now,
        ),
      ),
    );
    clock.advance(1);
  };
  const sealed = async (count: number, organisationId = 'org') => {
    await log(count, organisationId);
    await sealer.sealOnce();
  };
  const run = (sql: string, ...params: (string | number | Uint8Array | null)[]) =>
    database.commit([write(sql, ...params)]);
  const against = async () => ({
    publicKey: (await auditPublicKey(database)) ?? Buffer.alloc(0),
    now: clock.now().getTime(),
  });
  const verify = async () => verifyAudit(database, 'org', await against());
  const entry = async (sequence: number) => {
    const row = await database.get<AuditEventRow>(
      "select * from audit_event where organisation_id = 'org' and sequence = ?",
      sequence,
    );
    if (!row) throw new Error('no such entry');
    return row;
  };
  const signedHourly = async () => {
    clock.advance(3_600);
    await sealer.sealOnce();
  };

  it('chains what has settled, in order, and says what is not sealed yet', async () => {
    await sealed(450);
    await log(3);
    clock.advance(-1);
    await sealer.sealOnce();
    expect(await verify()).toEqual({
      organisationId: 'org',
      finding: null,
      sealedEntries: 450,
      unsealedEntries: 3,
      signedSequence: 0,
    });
    const ids = await database.all<{ id: string }>(
      'select id from audit_event where sequence is not null order by sequence',
    );
    expect(ids.map(({ id }) => id)).toEqual([...ids.map(({ id }) => id)].sort());
  });

  it('keeps a chain for each organisation', async () => {
    await sealed(5);
    await sealed(7, 'other');
    expect((await verifyAudit(database, 'other', await against())).sealedEntries).toBe(7);
    expect((await verify()).sealedEntries).toBe(5);
  });

  it('seals an entry that was committed late after those that were sealed before it', async () => {
    const early = audit({ organisationId: 'org', action: 'late', actor: { kind: 'system' } }, clock.now().getTime());
    clock.advance(1);
    await sealed(3);
    await database.commit([early]);
    await sealer.sealOnce();
    expect((await entry(4)).action).toBe('late');
    expect((await verify()).finding).toBeNull();
  });

  it('seals every entry once when several sealers run at once', async () => {
    for (let round = 0; round < 3; round++) {
      await log(300);
      await Promise.all([makeSealer(), makeSealer(), makeSealer()].map((one) => one.sealOnce()));
    }
    await sealer.sealOnce();
    expect(await verify()).toMatchObject({ finding: null, sealedEntries: 900, unsealedEntries: 0 });
  });

  const fields: [keyof AuditEventRow, string | number | Buffer | null][] = [
    ['id', '00000000-0000-7000-8000-000000000000'],
    ['at', 1],
    ['action', 'x'],
    ['actor_kind', 'system'],
    ['actor_id', null],
    ['target_kind', 'x'],
    ['target_id', 'x'],
    ['method', null],
    ['level', 2],
    ['ip', '192.0.2.9'],
    ['facts', '{}'],
    ['hash', Buffer.alloc(32)],
  ];
  it.each(fields)('finds a changed %s', async (field, value) => {
    await sealed(5);
    expect((await verify()).finding).toBeNull();
    await run(`update audit_event set ${field} = ? where sequence = 3`, value);
    expect((await verify()).finding).toMatchObject({ fault: 'altered', sequence: 3 });
  });

  it('finds a changed previous hash, sequence and organisation', async () => {
    await sealed(5);
    const { previous_hash } = await entry(3);
    await run('update audit_event set previous_hash = ? where sequence = 3', Buffer.alloc(32));
    expect((await verify()).finding).toMatchObject({ fault: 'out-of-order', sequence: 3 });
    await run('update audit_event set previous_hash = ? where sequence = 3', previous_hash);
    await run('update audit_event set sequence = 30 where sequence = 3');
    expect((await verify()).finding).toMatchObject({ fault: 'missing', sequence: 3 });
    await run('update audit_event set sequence = 3 where sequence = 30');
    await run("update audit_event set organisation_id = 'other' where sequence = 3");
    expect((await verify()).finding).toMatchObject({ fault: 'missing', sequence: 3 });
    await run("update audit_event set organisation_id = 'org' where sequence = 3");
    expect((await verify()).finding).toBeNull();
  });

  it('does not take text for null, nor one field for its neighbour', async () => {
    await sealed(3);
    await run("update audit_event set actor_id = '', target_kind = 'amessage' where sequence = 2");
    expect((await verify()).finding).toMatchObject({ fault: 'altered', sequence: 2 });
  });

  it('finds a removed entry, an inserted one, and two that changed places', async () => {
    await sealed(6);
    const [second, third] = [await entry(2), await entry(3)];
    await run('update audit_event set sequence = 100 where id = ?', second.id);
    await run('update audit_event set sequence = 2 where id = ?', third.id);
    await run('update audit_event set sequence = 3 where id = ?', second.id);
    expect((await verify()).finding).toMatchObject({ fault: 'out-of-order', sequence: 2 });
    await run('update audit_event set sequence = 0 where id = ?', second.id);
    expect((await verify()).finding).toMatchObject({ sequence: 1 });
    await run('delete from audit_event where id = ?', second.id);
    expect((await verify()).finding).toMatchObject({ sequence: 2 });
  });

  it('finds a removed tail by the head, and by the checkpoint when the head was changed as well', async () => {
    await sealed(6);
    await signedHourly();
    expect((await verify()).signedSequence).toBe(6);
    await run('delete from audit_event where sequence > 4');
    expect((await verify()).finding).toMatchObject({ fault: 'tail-missing', sequence: 5 });
    await run('update audit_head set sequence = 4, hash = ?', (await entry(4)).hash);
    expect((await verify()).finding).toMatchObject({ fault: 'tail-missing', sequence: 5 });
    await run('delete from audit_checkpoint');
    await run('update audit_head set sequence = 3, hash = ?', (await entry(3)).hash);
    expect((await verify()).finding).toMatchObject({ fault: 'head-altered', sequence: 4 });
    await run('delete from audit_head');
    expect((await verify()).finding).toMatchObject({ fault: 'head-altered', sequence: 4 });
  });

  it('finds a chain that was made anew after it was signed, and a checkpoint signed with another key', async () => {
    await sealed(3);
    await signedHourly();
    await run('update audit_event set sequence = null, previous_hash = null, hash = null');
    await run("update audit_event set action = 'harmless' where target_id = 'm1'");
    await run('delete from audit_head');
    await makeSealer().sealOnce();
    expect((await verify()).finding).toMatchObject({ fault: 'checkpoint-mismatch', sequence: 3 });
    const { hash } = await entry(3);
    const at = clock.now().getTime();
    const forged = signBytes(
      newSigningKey().seed,
      checkpointBytes({ organisationId: 'org', sequence: 3, hash: hash ?? Buffer.alloc(0), at }),
    );
    await run('update audit_checkpoint set hash = ?, at = ?, signature = ?', hash, at, forged);
    expect((await verify()).finding).toMatchObject({ fault: 'checkpoint-forged', sequence: 3 });
  });

  it.each(['hash', 'signature', 'at'])("finds a checkpoint's changed %s", async (field) => {
    await sealed(3);
    await signedHourly();
    await run(
      `update audit_checkpoint set ${field} = ?`,
      field === 'at' ? 5 : Buffer.alloc(field === 'hash' ? 32 : 64),
    );
    expect((await verify()).finding).toMatchObject({ fault: 'checkpoint-forged', sequence: 3 });
  });

  it('signs after 1,000 entries, and after ten minutes only when there is something new', async () => {
    const signed = async () =>
      (await database.all<{ sequence: number }>('select sequence from audit_checkpoint order by sequence')).map(
        ({ sequence }) => sequence,
      );
    await sealed(999);
    expect(await signed()).toEqual([]);
    await sealed(1);
    expect(await signed()).toEqual([1000]);
    await signedHourly();
    expect(await signed()).toEqual([1000]);
    await sealed(2);
    await signedHourly();
    expect(await signed()).toEqual([1000, 1002]);
    expect((await verify()).finding).toBeNull();
  });

  it('does not go on when the chain goes backwards under it', async () => {
    await sealed(4);
    await run('delete from audit_event where sequence > 2');
    await run('update audit_head set sequence = 2, hash = ?', (await entry(2)).hash);
    await sealed(1);
    expect(errors).toEqual(['audit-log-altered']);
    expect((await verify()).unsealedEntries).toBe(1);
  });

  it('tells the command line what is intact and what is broken', async () => {
    await sealed(2);
    await sealed(2, 'other');
    await signedHourly();
    const lines: string[] = [];
    const check = (more = {}) => runAuditVerify({ database, clock, print: (line) => lines.push(line), ...more });
    const publicKeyHex = (await auditPublicKey(database))?.toString('hex');
    expect(await check({ publicKeyHex })).toBe(0);
    expect(lines).toHaveLength(2);
    expect(await check({ publicKeyHex: newSigningKey().publicKey.toString('hex') })).toBe(1);
    expect(await check({ publicKeyHex: 'nonsense' })).toBe(2);
    await run("update audit_event set facts = '{}' where organisation_id = 'other' and sequence = 2");
    expect(await check()).toBe(1);
    expect(lines.at(-1)).toContain('other: BROKEN at entry 2 (altered');
    expect(await check({ organisationId: 'org' })).toBe(0);
  });

  it('runs by itself between start and stop', async () => {
    const running = new AuditSealer({
      database,
      clock,
      keys,
      keyOwnerId: 'installation',
      onError: () => {},
      intervalMilliseconds: 10,
    });
    await log(1);
    running.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await running.stop();
    expect((await verify()).sealedEntries).toBe(1);
  });
});
