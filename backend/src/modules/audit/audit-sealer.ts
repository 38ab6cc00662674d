import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { AuditCheckpointEntity, type AuditEventRow, AuditHeadEntity, type AuditHeadRow } from './audit.entity.ts';
import { type AuditAnchor, anchorOf } from './audit-anchors.ts';
import { CHAIN_START, checkpointBytes, entryHash } from './audit-chain.ts';
import { type AuditKeyWrapper, AuditSigningKey } from './audit-signing-key.ts';
import { headOf } from './audit-verify.ts';

export interface AuditSealerOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The KeyRing. */
  readonly keys: AuditKeyWrapper;
  /** Whose KEK wraps the signing key: INSTALLATION. */
  readonly keyOwnerId: string;
  /** A failed round, or `audit-log-altered`: the chain went backwards under a running sealer. */
  readonly onError: (reason: string, organisationId: string | null) => void;
  /** Told of every checkpoint after its commit: whoever keeps them outside the database can prove that nothing before was cut off. */
  readonly onCheckpoint?: (anchor: AuditAnchor) => void;
  readonly intervalMilliseconds?: number;
}

/** Entries younger than this wait: a batch that commits meanwhile may hold an earlier one. */
const SETTLE_MILLISECONDS = 1_000;
const BATCH = 200;
const CHECKPOINT_ENTRIES = 1_000;
const CHECKPOINT_MILLISECONDS = 600_000;

/** Another sealer moved the head first: it has the entries. */
class SealRace extends Error {}

/**
 * Chains committed entries, per organisation, in order of id. Writing an entry therefore never waits for the log. The head's
 * guarded update lets one sealer through at a time, however many processes run; the others try again.
 */
export class AuditSealer {
  readonly #options: AuditSealerOptions;
  readonly #signingKey: AuditSigningKey;
  /** The furthest head that this process has seen: a chain never goes back. */
  readonly #seen = new Map<string, { readonly sequence: number; readonly hash: Buffer }>();
  /** The furthest checkpoint that this process has seen of each chain. */
  readonly #signed = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(options: AuditSealerOptions) {
    this.#options = options;
    this.#signingKey = new AuditSigningKey(options.database, options.clock, options.keys, options.keyOwnerId);
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running ??= this.#round();
    }, this.#options.intervalMilliseconds ?? 1_000);
  }

  /** Stops and waits for the round under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Seals what has settled, in every organisation, and signs what is due. Answers the number of entries sealed. */
  async sealOnce(): Promise<number> {
    const { database, clock } = this.#options;
    const settled = clock.now().getTime() - SETTLE_MILLISECONDS;
    await this.#signDue();
    const organisations = await database.all<{ organisation_id: string }>(
      'select distinct organisation_id from audit_event where sequence is null and at <= ?',
      settled,
    );
    let sealed = 0;
    for (const { organisation_id } of organisations) sealed += await this.#sealOrganisation(organisation_id, settled);
    return sealed;
  }

  async #round(): Promise<void> {
    try {
      await this.sealOnce();
    } catch (error) {
      this.#options.onError(error instanceof Error ? error.name : 'unknown', null);
    } finally {
      this.#running = undefined;
    }
  }

  async #sealOrganisation(organisationId: string, settled: number): Promise<number> {
    const { database } = this.#options;
    let sealed = 0;
    for (;;) {
      const head = await this.#head(organisationId);
      if (!head) return sealed;
      const rows = await database.all<AuditEventRow>(
        `select * from audit_event where organisation_id = ? and sequence is null and at <= ? order by id limit ${BATCH}`,
        organisationId,
        settled,
      );
      if (rows.length === 0 || !(await this.#sealRows(head, rows))) return sealed;
      sealed += rows.length;
      await this.#signDue(organisationId);
    }
  }

  /** The head as stored, the start of a chain when there is none, or null when it contradicts what was seen before. */
  async #head(organisationId: string): Promise<AuditHeadRow | null> {
    const { database, clock, onError } = this.#options;
    const head = (await headOf(database, organisationId)) ?? {
      organisation_id: organisationId,
      sequence: 0,
      hash: CHAIN_START,
      signed_sequence: 0,
      signed_at: clock.now().getTime(),
    };
    const seen = this.#seen.get(organisationId);
    const isBehind =
      seen && (head.sequence < seen.sequence || (head.sequence === seen.sequence && !seen.hash.equals(head.hash)));
    if (!isBehind) return head;
    onError('audit-log-altered', organisationId);
    return null;
  }

  /** False when another sealer came first. */
  async #sealRows(head: AuditHeadRow, rows: readonly AuditEventRow[]): Promise<boolean> {
    const organisationId = head.organisation_id;
    const lost = () => new SealRace();
    let { sequence } = head;
    let hash: Buffer = Buffer.from(head.hash);
    const seals: Statement[] = [];
    for (const row of rows) {
      const previous = hash;
      sequence += 1;
      hash = entryHash(row, sequence, previous);
      seals.push(
        guard(
          write(
            'update audit_event set sequence = ?, previous_hash = ?, hash = ? where id = ? and sequence is null',
            sequence,
            previous,
            hash,
            row.id,
          ),
          lost,
        ),
      );
    }
    try {
      await this.#options.database.commit([
        insert(AuditHeadEntity, head, 'nothing'),
        guard(
          write(
            'update audit_head set sequence = ?, hash = ? where organisation_id = ? and sequence = ?',
            sequence,
            hash,
            organisationId,
            head.sequence,
          ),
          lost,
        ),
        ...seals,
      ]);
    } catch (error) {
      if (error instanceof SealRace) return false;
      throw error;
    }
    this.#seen.set(organisationId, { sequence, hash });
    return true;
  }

  /** Signs heads that are 1,000 entries or ten minutes past their last checkpoint. */
  async #signDue(organisationId?: string): Promise<void> {
    const { database, clock } = this.#options;
    const now = clock.now().getTime();
    const due = await database.all<AuditHeadRow>(
      `select * from audit_head where (sequence >= signed_sequence + ${CHECKPOINT_ENTRIES} or (sequence > signed_sequence and signed_at <= ?))${organisationId ? ' and organisation_id = ?' : ''}`,
      now - CHECKPOINT_MILLISECONDS,
      ...(organisationId ? [organisationId] : []),
    );
    for (const head of due) if (await this.#isLastSigned(head)) await this.#sign(head, now);
  }

  /** False when checkpoints were taken away, or the head says less than what was signed: a new signature would vouch for what is left. */
  async #isLastSigned({ organisation_id, signed_sequence }: AuditHeadRow): Promise<boolean> {
    const { database, onError } = this.#options;
    const signed = await database.get<{ sequence: number | null }>(
      'select max(sequence) as sequence from audit_checkpoint where organisation_id = ?',
      organisation_id,
    );
    const last = signed?.sequence ?? 0;
    const isWhole = last === signed_sequence && (this.#signed.get(organisation_id) ?? 0) <= last;
    if (isWhole) this.#signed.set(organisation_id, last);
    // Of several processes another may have signed since the head was read; then it moved with the checkpoint.
    if (isWhole || (await headOf(database, organisation_id))?.signed_sequence !== signed_sequence) return isWhole;
    onError('audit-log-altered', organisation_id);
    return false;
  }

  async #sign({ organisation_id, sequence, hash, signed_sequence }: AuditHeadRow, now: number): Promise<void> {
    const signature = await this.#signingKey.sign(
      checkpointBytes({ organisationId: organisation_id, sequence, hash, at: now }),
    );
    try {
      await this.#options.database.commit([
        guard(
          write(
            'update audit_head set signed_sequence = ?, signed_at = ? where organisation_id = ? and signed_sequence = ?',
            sequence,
            now,
            organisation_id,
            signed_sequence,
          ),
          () => new SealRace(),
        ),
        insert(AuditCheckpointEntity, { organisation_id, sequence, hash, signature, at: now }),
      ]);
    } catch (error) {
      if (error instanceof SealRace) return;
      throw error;
    }
    this.#signed.set(organisation_id, sequence);
    this.#options.onCheckpoint?.(anchorOf({ organisation_id, sequence, hash, signature, at: now }));
  }
}
