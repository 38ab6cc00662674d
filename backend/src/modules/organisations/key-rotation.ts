import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';
import { type SqlValue, type Statement, write } from '../../platform/database/statements.ts';
import { EPOCH_CACHE_MILLISECONDS, type KeyRing } from './key-ring.ts';

/** Wrapped keys of one table, as rotation sees them: how to find those under old epochs, and how to put one under the new. */
export interface WrappedKeys {
  readonly name: string;
  /** `id`, `epoch`, `wrapped` and the columns that `context` needs, of at most `limit` rows under an epoch below the given one. */
  readonly select: string;
  /** Takes epoch, wrapped, id, old epoch, and what `asRead` answers. */
  readonly update: string;
  /** Where a row gets other keys in its life: what tells that it still has the one that was read. */
  readonly asRead?: (row: WrappedKeyRow) => readonly SqlValue[];
  readonly context: (row: WrappedKeyRow) => Readonly<Record<string, string>>;
}

export interface WrappedKeyRow {
  readonly id: string;
  readonly epoch: number;
  readonly wrapped: Uint8Array;
  readonly [column: string]: unknown;
}

export interface RotationParts {
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly tables: readonly WrappedKeys[];
}

const BATCH = 500;

/**
 * Gives an owner a new KEK and wraps everything under it, in batches; what is read or written meanwhile stays right, because
 * every row says which epoch it is under. Can be run again after a stop: it goes on with what is left.
 * Answers how many keys were wrapped anew.
 */
export const rotateKeys = async (
  parts: RotationParts,
  ownerId: string,
  pauseMilliseconds = EPOCH_CACHE_MILLISECONDS + 5_000,
): Promise<number> => {
  const epoch = await parts.keyRing.rotate(ownerId);
  let count = await wrapAnew(parts, ownerId, epoch);
  // Other processes go on under the epoch before until they look again: what they wrapped meanwhile comes in a second pass.
  await delay(pauseMilliseconds);
  count += await wrapAnew(parts, ownerId, epoch);
  return count;
};

const wrapAnew = async (
  { database, keyRing, tables }: RotationParts,
  ownerId: string,
  epoch: number,
): Promise<number> => {
  let count = 0;
  for (const table of tables) {
    for (;;) {
      const rows = await database.all<WrappedKeyRow>(table.select, ownerId, epoch, BATCH);
      if (rows.length === 0) break;
      const updates: Statement[] = [];
      for (const row of rows) {
        const context = table.context(row);
        const key = await keyRing.unwrap({ ownerId, epoch: row.epoch, wrapped: row.wrapped }, context);
        const fresh = await keyRing.wrap(ownerId, key, context);
        updates.push(
          write(table.update, fresh.epoch, fresh.wrapped, row.id, row.epoch, ...(table.asRead?.(row) ?? [])),
        );
      }
      await database.commit(updates);
      count += rows.length;
    }
  }
  return count;
};
