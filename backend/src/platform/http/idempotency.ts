import type { FastifyRequest } from 'fastify';
import { hashToken } from '../../crypto/index.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { Actor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { guard, insert, type Statement } from '../database/statements.ts';
import { DomainError } from '../errors.ts';
import { IdempotencyEntity, type IdempotencyRow } from '../jobs/outbox.entity.ts';

/** Thrown inside a batch when somebody else used the key first; the answer is then read, not made. */
class IdempotencyRace extends Error {}

export interface IdempotencyRecord {
  /** The write that remembers the answer; belongs into the batch that creates. */
  record(body: unknown): Statement;
}

export interface IdempotencyStore {
  run(
    request: FastifyRequest,
    actor: Actor | undefined,
    status: number,
    make: (record: IdempotencyRecord) => Promise<unknown>,
  ): Promise<{ status: number; body: unknown }>;
}

const KEY = /^[\x21-\x7e]{8,100}$/;

/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the same key with the same request gives the same answer;
 * with another request it is refused. Kept for 24 hours.
 */
export const makeIdempotencyStore = (database: Database, clock: Clock): IdempotencyStore => {
  const find = async (keyHash: Buffer, requestHash: Buffer): Promise<{ status: number; body: unknown } | undefined> => {
    const row = await database.get<IdempotencyRow>('select * from idempotency where key_hash = ?', keyHash);
    if (!row) return undefined;
    if (!requestHash.equals(Buffer.from(row.request_hash))) throw new DomainError('idempotency-key-reused');
    return { status: row.status, body: JSON.parse(row.body) };
  };
  return {
    run: async (request, actor, status, make) => {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || !KEY.test(key)) throw new DomainError('idempotency-key-missing');
      const caller = actor?.kind === 'account' ? actor.accountId : (actor?.linkId ?? 'public');
      const keyHash = hashToken(`${request.method} ${request.url}\n${caller}\n${key}`);
      // Keyed with the caller's own key, which is nowhere stored: a guess at the text cannot be tried against the database.
      const requestHash = hashToken(`${key}\n${JSON.stringify(request.body ?? null)}`);
      const known = await find(keyHash, requestHash);
      if (known) return known;
      const record = (body: unknown): Statement =>
        guard(
          insert(
            IdempotencyEntity,
            {
              key_hash: keyHash,
              request_hash: requestHash,
              status,
              body: JSON.stringify(body),
              created_at: clock.now().getTime(),
            },
            'nothing',
          ),
          () => new IdempotencyRace(),
        );
      try {
        return { status, body: await make({ record }) };
      } catch (error) {
        // Whoever used the key first has taken what this one wanted as well (its uploads): whatever failed, that answer counts.
        const answer = await find(keyHash, requestHash);
        if (!answer) throw error;
        return answer;
      }
    },
  };
};
