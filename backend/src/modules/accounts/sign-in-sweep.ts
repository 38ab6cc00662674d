import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { TOTP_SETUP_SECONDS } from './factors/totp-factors.ts';

/**
 * Deletes hand-over codes, step-up windows and what second factors were asked for that have run out, used or not, and notes of Entra tokens that have run out and whose
 * session is over.
 */
export const sweepSignInWindows = (database: Database, nowMs: number): Promise<void> =>
  database.commit([
    write('delete from sign_in_handover where expires_at <= ?', nowMs),
    write('delete from step_up_window where expires_at <= ?', nowMs),
    write('delete from factor_ticket where expires_at <= ?', nowMs),
    write('delete from passkey_challenge where expires_at <= ?', nowMs),
    write('delete from totp_factor where confirmed_at is null and created_at <= ?', nowMs - TOTP_SETUP_SECONDS * 1000),
    write(
      `delete from session_entra_token where expires_at <= ? and not exists (select 1 from session s where s.id = session_entra_token.session_id and s.revoked_at is null and s.expires_at > ?)`,
      nowMs,
      nowMs,
    ),
  ]);
