import { hashToken } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { EntraPerson } from '../../ports/entra-tokens.port.ts';
import { SessionEntraTokenEntity } from './entra-token.entity.ts';

/** More than verification bears of clocks that differ: a token is never forgotten while it is still taken. */
const KEPT_BEYOND_MILLISECONDS = 600_000;

type Token = Pick<EntraPerson, 'tenantId' | 'tokenId' | 'expiresAt'>;

const tokenHash = ({ tenantId, tokenId }: Token): Buffer => hashToken(`${tenantId.toLowerCase()} ${tokenId}`);

/** The write that remembers which Entra token a session began with. */
export const beganWithToken = (sessionId: string, token: Token): Statement =>
  insert(SessionEntraTokenEntity, {
    session_id: sessionId,
    token_hash: tokenHash(token),
    expires_at: token.expiresAt.getTime() + KEPT_BEYOND_MILLISECONDS,
  });

/** The write that refuses the Entra token of a session that is signed out, if it began with one. */
export const refuseTokenOf = (sessionId: string, now: number): Statement =>
  write(
    'update session_entra_token set signed_out_at = ? where session_id = ? and signed_out_at is null',
    now,
    sessionId,
  );

/**
 * Refuses the token of any session that was signed out. Not of one that ended by itself: its frame comes again with what it has.
 * @throws {DomainError} entra-token-signed-out
 */
export const requireTokenInUse = async (database: Database, token: Token): Promise<void> => {
  const row = await database.get(
    'select 1 as one from session_entra_token where token_hash = ? and signed_out_at is not null limit 1',
    tokenHash(token),
  );
  if (row) throw new DomainError('entra-token-signed-out');
};
