import type { InstallationNode } from '@sefos/shared/contract/installation.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireSystemAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import { insert, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { ProcessNodeEntity, type ProcessNodeRow } from './installation.entity.ts';

/** Longer without a word, and a process counts as gone. */
const SILENT_MILLISECONDS = 60_000;
const FORGOTTEN_MILLISECONDS = 7 * 86_400_000;
const MOST_LISTED = 200;

export interface NodesParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Of this process. */
  readonly self: { readonly name: string; readonly version: string };
}

/** The processes of an installation: each says that it lives, and whether work waits. */
export class Nodes {
  readonly #parts: NodesParts;
  readonly #id: string;
  readonly #startedAt: number;

  constructor(parts: NodesParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now().getTime();
    this.#id = newId(this.#startedAt);
  }

  /** Says that this process lives, and forgets those that have long been silent. */
  async beat(): Promise<void> {
    const { database, clock, self } = this.#parts;
    const now = clock.now().getTime();
    const due = await database.get<{ oldest: number | null }>(
      'select min(available_at) as oldest from outbox where parked_at is null and available_at <= ?',
      now,
    );
    const parked = await database.get<{ n: number }>('select count(*) as n from outbox where parked_at is not null');
    const figures = {
      seen_at: now,
      job_lag_seconds: due?.oldest == null ? 0 : Math.max(0, Math.floor((now - due.oldest) / 1_000)),
      parked_jobs: Number(parked?.n),
    };
    const row = {
      ...{ id: this.#id, name: self.name.slice(0, 100), version: self.version.slice(0, 40) },
      ...{ started_at: this.#startedAt, ...figures },
    };
    await database.commit([
      insert(ProcessNodeEntity, row, 'nothing'),
      write(
        'update process_node set seen_at = ?, job_lag_seconds = ?, parked_jobs = ? where id = ?',
        ...Object.values(figures),
        this.#id,
      ),
      write('delete from process_node where seen_at < ?', now - FORGOTTEN_MILLISECONDS),
    ]);
  }

  /** Those that answer first, then by when they were started. @throws {DomainError} not-allowed, step-up-required */
  async list(actor: AccountActor): Promise<InstallationNode[]> {
    requireSystemAdministrator(actor);
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const rows = await database.all<ProcessNodeRow>(
      `select * from process_node order by case when seen_at > ? then 0 else 1 end, started_at desc, id limit ${MOST_LISTED}`,
      now - SILENT_MILLISECONDS,
    );
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, version: row.version },
      startedAt: new Date(row.started_at).toISOString(),
      seenAt: new Date(row.seen_at).toISOString(),
      alive: row.seen_at > now - SILENT_MILLISECONDS,
      jobLagSeconds: row.job_lag_seconds,
      parkedJobs: row.parked_jobs,
    }));
  }
}
