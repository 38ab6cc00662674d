import { type Statement, write } from '../../platform/database/statements.ts';
import type { SessionLimits } from './accounts.domain.ts';

/** Ends for good the sessions of an organisation that its limits have ended: wider ones must not bring them back. */
export const endEndedSessions = (
  organisationId: string,
  { idleSeconds, absoluteSeconds }: SessionLimits,
  now: number,
): Statement =>
  write(
    'update session set revoked_at = ? where organisation_id = ? and revoked_at is null and (seen_at <= ? or created_at <= ?)',
    now,
    organisationId,
    now - idleSeconds * 1000,
    now - absoluteSeconds * 1000,
  );
