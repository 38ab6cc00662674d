import { hashToken } from '../../crypto/index.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { EntraPerson } from '../../ports/entra-tokens.port.ts';
import { SessionEntraTokenEntity } from './entra-token.entity.ts';

/** More than verification bears of clocks that differ: a token is never forgotten while it is still taken. */
const KEPT_BEYOND_MILLISECONDS = 600_000;

type Token = Pick<EntraPerson, 'tenantId' | 'tokenId' | 'expiresAt'>;

const tokenHash = ({ tenantId, tokenId }: Token): Buffer => hashToken(`${tenantId.toLowerCase()} ${tokenId}`);

/**
 * The writes that remember which Entra token a session began with. They refuse the batch with entra-token-signed-out when any session
 * of that token was signed out; not when one ended by itself: its frame comes again with what it has.
 */
export const beganWithToken = (sessionId: string, token: Token): readonly Statement[] => {
  const hash = tokenHash(token);
  const untouched = 'update session_entra_token set expires_at = expires_at where token_hash = ?';
  return [
    // Waits for a sign-out that is under way, or makes it wait for this batch.
    write(untouched, hash),
    guard(
      write(`${untouched} and signed_out_at is not null`, hash),
      () => new DomainError('entra-token-signed-out'),
      0,
    ),
    insert(SessionEntraTokenEntity, {
      session_id: sessionId,
      token_hash: hash,
      expires_at: token.expiresAt.getTime() + KEPT_BEYOND_MILLISECONDS,
    }),
  ];
};

/** The write that refuses the Entra token of a session that is signed out, if it began with one. */
export const refuseTokenOf = (sessionId: string, now: number): Statement =>
  write(
    'update session_entra_token set signed_out_at = ? where session_id = ? and signed_out_at is null',
    now,
    sessionId,
  );
