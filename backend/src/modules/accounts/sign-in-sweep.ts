import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';

/**
 * Deletes hand-over codes and step-up windows that have run out, used or not, and notes of Entra tokens that have run out and whose
 * session is over.
 */
export const sweepSignInWindows = (database: Database, nowMs: number): Promise<void> =>
  database.commit([
    write('delete from sign_in_handover where expires_at <= ?', nowMs),
    write('delete from step_up_window where expires_at <= ?', nowMs),
    write(
      `delete from session_entra_token where expires_at <= ? and not exists (select 1 from session s where s.id = session_entra_token.session_id and s.revoked_at is null and s.expires_at > ?)`,
      nowMs,
      nowMs,
    ),
  ]);
