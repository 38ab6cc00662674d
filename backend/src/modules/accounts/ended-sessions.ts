import { type Statement, write } from '../../platform/database/statements.ts';
import type { SessionLimits } from './accounts.domain.ts';

/**
 * The writes that end an account's sessions, and sign-ins that are under way: a code that is still on its way opens nothing afterwards.
 */
export const endSignIns = (accountId: string, now: number): Statement[] => [
  write('update session set revoked_at = ? where account_id = ? and revoked_at is null', now, accountId),
  write('delete from factor_ticket where account_id = ?', accountId),
  write('delete from passkey_challenge where account_id = ?', accountId),
  write("delete from one_time_code where purpose = 'sign-in' and subject_id = ?", accountId),
];

const OF_AN_ORGANISATION = 'in (select a.id from account a where a.organisation_id = ?)';

/** As endSignIns, of everybody in an organisation. */
export const endAllSignIns = (organisationId: string, now: number): Statement[] => [
  write('update session set revoked_at = ? where organisation_id = ? and revoked_at is null', now, organisationId),
  write(`delete from factor_ticket where account_id ${OF_AN_ORGANISATION}`, organisationId),
  write(`delete from passkey_challenge where account_id ${OF_AN_ORGANISATION}`, organisationId),
  write(`delete from one_time_code where purpose = 'sign-in' and subject_id ${OF_AN_ORGANISATION}`, organisationId),
];

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
