import { equalBytes } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { insert, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { AuditCheckEntity, type AuditCheckRow } from './audit.entity.ts';
import { CHAIN_START } from './audit-chain.ts';
import { auditPublicKey } from './audit-signing-key.ts';
import { type AuditFinding, type ChainPlace, walkChain } from './audit-verify.ts';

/** Entries of an organisation in one turn: a few hundred milliseconds. */
const MOST_ENTRIES = 20_000;
/** So often the walk begins again at the first entry: what was altered after it had been checked is found within a day or so. */
const ROUND_MILLISECONDS = 86_400_000;

/** A log that does not fit; which one and where stands in its row, and on its administrators' screen. */
export class LogAltered extends Error {
  constructor(organisationIds: readonly string[]) {
    super(`the log of ${organisationIds.join(', ')} does not fit`);
    this.name = 'LogAltered';
  }
}

export interface ChainCheckParts {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Checks every chain while the product runs: what is new in each turn, and everything again each day. It knows no key but the one in
 * the database; the command with a key kept elsewhere proves more.
 */
export class ChainCheck {
  readonly #parts: ChainCheckParts;
  /** What this process has found to fit: its own row could be changed by whoever changed the log. */
  readonly #fitted = new Map<string, ChainPlace>();

  constructor(parts: ChainCheckParts) {
    this.#parts = parts;
  }

  /** @throws {LogAltered} when a chain does not fit, after all have been looked at */
  async run(): Promise<void> {
    const { database } = this.#parts;
    const publicKey = (await auditPublicKey(database)) ?? Buffer.alloc(0);
    const chains = await database.all<{ organisation_id: string }>(
      'select organisation_id from audit_head union select organisation_id from audit_checkpoint union select organisation_id from audit_check',
    );
    const altered: string[] = [];
    for (const { organisation_id } of chains)
      if (!(await this.#check(organisation_id, publicKey))) altered.push(organisation_id);
    if (altered.length > 0) throw new LogAltered(altered);
  }

  async #check(organisationId: string, publicKey: Uint8Array): Promise<boolean> {
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const before = await this.#row(organisationId, now);
    const walked = await walkChain(database, organisationId, publicKey, before, MOST_ENTRIES);
    const { sequence, hash, at, ended } = walked;
    const finding = walked.finding ?? (await this.#changed(organisationId));
    const known = this.#fitted.get(organisationId)?.sequence ?? 0;
    if (!finding && sequence >= known) this.#fitted.set(organisationId, { sequence, hash });
    // A new round begins when one has come to the end, and then all over.
    const isNewRound = ended && now - before.started_at >= ROUND_MILLISECONDS;
    const isFurther = sequence >= before.verified_sequence;
    const row: AuditCheckRow = {
      organisation_id: organisationId,
      sequence: isNewRound ? 0 : sequence,
      hash: Buffer.from(isNewRound ? CHAIN_START : hash),
      started_at: isNewRound ? now : before.started_at,
      // What fitted before stays proved until the walk finds otherwise.
      verified_sequence: Math.min(
        Math.max(before.verified_sequence, sequence),
        (finding?.sequence ?? Number.POSITIVE_INFINITY) - 1,
      ),
      verified_to: finding || (isFurther && at !== null) ? at : before.verified_to,
      checked_at: now,
      fault: finding?.fault ?? null,
      fault_sequence: finding?.sequence ?? null,
      fault_entry_id: finding?.entryId ?? null,
    };
    await database.commit([
      write('delete from audit_check where organisation_id = ?', organisationId),
      insert(AuditCheckEntity, row, 'nothing'),
    ]);
    return finding === null;
  }

  /** Where the walk goes on: at the first entry, when the one that it has come to is no longer what it was. */
  async #row(organisationId: string, now: number): Promise<AuditCheckRow> {
    const { database } = this.#parts;
    const row = await database.get<AuditCheckRow>(
      'select * from audit_check where organisation_id = ?',
      organisationId,
    );
    if (row && (row.sequence === 0 || (await this.#stands(row)))) return row;
    return {
      organisation_id: organisationId,
      ...{ sequence: 0, hash: CHAIN_START, started_at: now, verified_sequence: 0, verified_to: null },
      ...{ checked_at: now, fault: null, fault_sequence: null, fault_entry_id: null },
    };
  }

  /** The entry that this process had come to, when it is no longer what it was. */
  async #changed(organisationId: string): Promise<AuditFinding | null> {
    const place = this.#fitted.get(organisationId);
    if (!place || place.sequence === 0) return null;
    const { sequence } = place;
    const entry = await this.#entry(organisationId, sequence);
    if (entry?.hash && equalBytes(entry.hash, place.hash)) return null;
    return { fault: entry ? 'altered' : 'tail-missing', sequence, entryId: entry?.id ?? null };
  }

  async #stands({ organisation_id, sequence, hash }: AuditCheckRow): Promise<boolean> {
    const entry = await this.#entry(organisation_id, sequence);
    return entry?.hash != null && equalBytes(entry.hash, hash);
  }

  #entry(organisationId: string, sequence: number) {
    return this.#parts.database.get<{ id: string; hash: Uint8Array | null }>(
      'select id, hash from audit_event where organisation_id = ? and sequence = ?',
      organisationId,
      sequence,
    );
  }
}
