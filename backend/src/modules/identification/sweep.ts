import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';

/** Removes codes, counts and orders that have ended by themselves; to be run now and then by one worker or several. */
export const sweepIdentification = (database: Database, nowMs: number): Promise<void> =>
  database.commit([
    write('delete from one_time_code where expires_at <= ?', nowMs),
    write('delete from rate_counter where window_ends_at <= ?', nowMs),
    write('delete from identification_order where expires_at <= ?', nowMs),
  ]);
