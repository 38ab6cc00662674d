import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import type { AuditCheckRow, AuditEventRow } from './audit.entity.ts';
import { audit } from './audit.events.ts';
import { AuditSealer } from './audit-sealer.ts';
import { auditPublicKey } from './audit-signing-key.ts';
import { runAuditVerify } from './audit-verify.command.ts';
import { ChainCheck } from './chain-check.ts';

/** Stands in for the key ring: keeps the key as it is. */
const keys = {
  wrap: async (ownerId: string, key: Uint8Array) => ({ ownerId, epoch: 1, wrapped: Buffer.from(key) }),
  unwrap: async ({ wrapped }: { wrapped: Uint8Array }) => Buffer.from(wrapped),
};

describeOnBoth('a log that somebody has tampered with', (open) => {
  let test: TestDatabase;
  let database: Database;
  let clock: FixedClock;
  let sealer: AuditSealer;
  let check: ChainCheck;
  /** As the server's log has them. */
  let checkpoints: string[];
  let errors: string[];
  let publicKeyHex: string;
  const run = (sql: string, ...params: (string | number | Uint8Array | null)[]) =>
    database.commit([write(sql, ...params)]);
  const log = async (count: number) => {
    const now = clock.now().getTime();
    const actor = { kind: 'account', id: 'a' } as const;
    await database.commit(
      Array.from({ length: count }, (_, i) =>
        audit({ organisationId: 'org', action: 'message.sent', facts: { recipients: i }, actor }, now),
      ),
    );
    clock.advance(2);
    await sealer.sealOnce();
  };

  const makeSealer = () =>
    new AuditSealer({
      ...{ database, clock, keys, keyOwnerId: 'installation' },
      onError: (reason) => errors.push(reason),
      onCheckpoint: (auditCheckpoint) =>
        checkpoints.push(`sefos[7]: ${JSON.stringify({ level: 30, auditCheckpoint, msg: 'audit checkpoint' })}`),
    });

  beforeAll(async () => {
    test = await open();
    database = test.database;
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    for (const table of ['audit_event', 'audit_head', 'audit_checkpoint', 'audit_signing_key', 'audit_check'])
      await run(`delete from ${table}`);
    clock = new FixedClock();
    checkpoints = [];
    errors = [];
    sealer = makeSealer();
    check = new ChainCheck({ database, clock });
    await log(6);
    clock.advance(3_600);
    await sealer.sealOnce();
    publicKeyHex = (await auditPublicKey(database))?.toString('hex') ?? '';
  });

  const entry = async (sequence: number): Promise<AuditEventRow> => {
    const row = await database.get<AuditEventRow>('select * from audit_event where sequence = ?', sequence);
    if (!row) throw new Error('no such entry');
    return row;
  };
  const verified = async (anchorLines?: readonly string[]) => {
    const lines: string[] = [];
    const code = await runAuditVerify({
      ...{ database, clock, publicKeyHex, print: (line: string) => lines.push(line) },
      ...(anchorLines ? { anchorLines } : {}),
    });
    return { code, line: lines.at(-1) };
  };
  const checked = async () => {
    await check.run().catch(() => undefined);
    return database.get<AuditCheckRow>("select * from audit_check where organisation_id = 'org'");
  };
  /** The last entries are gone, and whoever took them made the head fit as well. */
  const truncate = async () => {
    const { hash } = await entry(4);
    await run('delete from audit_event where sequence > 4');
    await run('update audit_head set sequence = 4, signed_sequence = 4, hash = ?', hash);
  };
  const swapFacts = async () => {
    const [second, fifth] = [await entry(2), await entry(5)];
    await run('update audit_event set facts = ? where id = ?', fifth.facts, second.id);
    await run('update audit_event set facts = ? where id = ?', second.facts, fifth.id);
  };
  const reorder = async () => {
    const [second, third] = [await entry(2), await entry(3)];
    await run('update audit_event set sequence = 100 where id = ?', second.id);
    await run('update audit_event set sequence = 2 where id = ?', third.id);
    await run('update audit_event set sequence = 3 where id = ?', second.id);
  };

  const cases: [string, () => Promise<void>, number, string][] = [
    ['changed', () => run("update audit_event set facts = '{}' where sequence = 3"), 3, 'altered'],
    ['deleted', () => run('delete from audit_event where sequence = 3'), 3, 'missing'],
    ['put in another order', reorder, 2, 'out-of-order'],
    ['cut off at the end', truncate, 5, 'tail-missing'],
    ['given the facts of another', swapFacts, 2, 'altered'],
  ];
  it.each(cases)(
    'is found when entries were %s: the command names the first that does not fit',
    async (_name, tamper, sequence, fault) => {
      expect(await verified()).toMatchObject({ code: 0 });
      await tamper();
      const { code, line } = await verified();
      expect(code).toBe(1);
      expect(line).toContain(`org: BROKEN at entry ${sequence} (${fault}`);
    },
  );

  it.each(cases)('is found by the running server too when entries were %s', async (_name, tamper, sequence, fault) => {
    expect(await checked()).toMatchObject({ verified_sequence: 6, fault: null });
    await tamper();
    // Either at once, or when the walk begins again the next day.
    clock.advance(86_400);
    await checked();
    expect(await checked()).toMatchObject({ fault, fault_sequence: sequence, verified_sequence: sequence - 1 });
    await expect(check.run()).rejects.toThrow('the log of org does not fit');
  });

  /** Made anew from the first entry on, as if nothing had ever been signed. */
  const rewrite = async () => {
    await run("update audit_event set sequence = null, previous_hash = null, hash = null, facts = '{}'");
    for (const table of ['audit_head', 'audit_checkpoint', 'audit_check']) await run(`delete from ${table}`);
    const forger = new AuditSealer({ database, clock, keys, keyOwnerId: 'installation', onError: () => undefined });
    await forger.sealOnce();
    await run('delete from audit_checkpoint');
    await run('update audit_head set signed_sequence = 0, signed_at = ?', clock.now().getTime());
  };

  it('is found when it was made anew and its signatures were taken away', async () => {
    await rewrite();
    const { code, line } = await verified();
    expect([code, line]).toEqual([1, expect.stringContaining('org: BROKEN at entry 1 (unsigned')]);
  });

  it('is not signed anew by the server that knows what it had signed', async () => {
    await rewrite();
    clock.advance(600);
    await sealer.sealOnce();
    expect(errors).toContain('audit-log-altered');
    expect((await verified()).code).toBe(1);
  });

  it('is found by the running server though what it keeps of its checks was changed as well', async () => {
    expect(await checked()).toMatchObject({ fault: null, verified_sequence: 6 });
    await rewrite();
    expect(await checked()).toMatchObject({ fault: 'altered', fault_sequence: 6 });
    await run('delete from audit_event where sequence > 4');
    await run('delete from audit_check');
    expect((await checked())?.fault).toBe('tail-missing');
  });

  it('is found when a signature was taken away, and nothing is signed over the gap', async () => {
    await run('delete from audit_checkpoint');
    expect((await verified()).line).toContain('org: BROKEN at entry 6 (checkpoint-missing');
    await log(1);
    clock.advance(600);
    await makeSealer().sealOnce();
    expect(errors).toEqual(['audit-log-altered']);
  });

  it("is found by checkpoints of the server's log when the database agrees with itself again", async () => {
    expect(await verified(['no checkpoint', ...checkpoints])).toMatchObject({ code: 0 });
    await rewrite();
    // A server that is started anew knows nothing of before, and signs.
    clock.advance(600);
    await makeSealer().sealOnce();
    expect(await verified()).toMatchObject({ code: 0 });
    expect((await verified(checkpoints.slice(0, 1))).line).toContain('org: BROKEN at entry 6 (checkpoint-mismatch');
    await run('delete from audit_event');
    await run('delete from audit_head');
    await run('delete from audit_checkpoint');
    expect((await verified(checkpoints.slice(0, 1))).line).toContain('org: BROKEN at entry 6 (tail-missing');
  });

  it('cannot be checked by a file without checkpoints, and forged ones are told', async () => {
    expect(await verified(['{"auditCheckpoint":{"sequence":1}}', 'x'])).toMatchObject({ code: 2 });
    const forged = checkpoints[0]?.replace(/"signature":"[0-9a-f]{4}/, '"signature":"0000') ?? '';
    expect((await verified([forged])).line).toContain('checkpoint-forged');
  });

  it('is whole for entries that are not signed yet, up to an hour', async () => {
    const lone = new AuditSealer({ database, clock, keys, keyOwnerId: 'installation', onError: () => undefined });
    await log(1);
    await run('update audit_head set signed_at = ?', clock.now().getTime());
    clock.advance(3_590);
    expect(await verified()).toMatchObject({ code: 0 });
    clock.advance(10);
    expect((await verified()).line).toContain('org: BROKEN at entry 7 (unsigned');
    await lone.sealOnce();
    expect(await verified()).toMatchObject({ code: 0 });
  });

  it('is whole again for the running server when what was changed is put back', async () => {
    const { facts } = await entry(3);
    await run("update audit_event set facts = '{}' where sequence = 3");
    expect(await checked()).toMatchObject({ fault: 'altered', verified_sequence: 2 });
    await run('update audit_event set facts = ? where sequence = 3', facts);
    await check.run();
    expect(await checked()).toMatchObject({ fault: null, verified_sequence: 6 });
  });
});

describeOnBoth('the check of a running server', (open) => {
  it('goes on from where it was, and looks at what is new', async () => {
    const { database, end } = await open();
    const clock = new FixedClock();
    const sealer = new AuditSealer({ database, clock, keys, keyOwnerId: 'installation', onError: () => undefined });
    const check = new ChainCheck({ database, clock });
    const actor = { kind: 'system' } as const;
    for (const expected of [1, 2, 3]) {
      const at = clock.now().getTime();
      await database.commit([audit({ organisationId: 'org', action: 'message.sent', actor }, at)]);
      clock.advance(2);
      await sealer.sealOnce();
      await check.run();
      const row = await database.get<AuditCheckRow>("select * from audit_check where organisation_id = 'org'");
      expect(row).toMatchObject({ verified_sequence: expected, sequence: expected, verified_to: at, fault: null });
    }
    await end();
  });
});
