import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';

/** Deletes hand-over codes and step-up windows, and notes of Entra tokens, that have run out, used or not. */
export const sweepSignInWindows = (database: Database, nowMs: number): Promise<void> =>
  database.commit([
    write('delete from sign_in_handover where expires_at <= ?', nowMs),
    write('delete from step_up_window where expires_at <= ?', nowMs),
    write('delete from session_entra_token where expires_at <= ?', nowMs),
  ]);
