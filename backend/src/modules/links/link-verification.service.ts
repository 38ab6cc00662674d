import { blindIndex, sealPiece } from '../../crypto/index.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import type { OneTimeCodes, RateLimiter } from '../identification/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { SHARED_SENDS } from './links.domain.ts';
import { contextOf } from './links.service.ts';

/** Whom a link is for from now on. Value and key are protected: never log. */
export interface NewVerification {
  readonly link: { readonly id: string; readonly organisation_id: string; readonly message_id: string };
  readonly kind: 'phone' | 'personalNumber';
  /** E.164, or 12 digits. */
  readonly value: string;
  readonly messageKey: Uint8Array;
  readonly now: number;
}

/** Gives a link another number or personnummer. */
export class LinkVerification {
  readonly #organisations: OrganisationsService;
  readonly #codes: OneTimeCodes;
  readonly #limiter: RateLimiter;

  constructor(parts: {
    readonly organisations: OrganisationsService;
    readonly codes: OneTimeCodes;
    readonly limiter: RateLimiter;
  }) {
    this.#organisations = parts.organisations;
    this.#codes = parts.codes;
    this.#limiter = parts.limiter;
  }

  /**
   * The writes: sealed and indexed as when the link was made; whoever was at it is out, with codes and orders that are under way; tries and
   * locks of the one before are forgotten. Refused with `otherwise` once the link is revoked.
   */
  async change({ link, kind, value, messageKey, now }: NewVerification, otherwise: () => Error): Promise<Statement[]> {
    const indexKey = await this.#organisations.indexKey(link.organisation_id);
    const forgotten = 'failed_tries = 0, locked_until = null, shared_failed_tries = 0, shared_locked_until = null';
    const changed =
      kind === 'phone'
        ? write(
            `update external_link set phone_sealed = ?, phone_index = ?, ${forgotten} where id = ? and revoked_at is null`,
            sealPiece(messageKey, contextOf(link, 'link'), Buffer.from(value, 'utf8')),
            blindIndex(indexKey, 'phone', value),
            link.id,
          )
        : write(
            `update external_link set personal_number_index = ?, ${forgotten} where id = ? and revoked_at is null`,
            blindIndex(indexKey, 'personal-number', value),
            link.id,
          );
    return [
      // First: a code that is being sent at this moment holds this row, and is seen below, or finds another number and is not sent.
      guard(changed, otherwise),
      write('update link_session set revoked_at = ? where link_id = ? and revoked_at is null', now, link.id),
      ...this.#codes.end('link', link.id, now),
      ...this.#codes.end('shared-link', link.id, now),
      ...SHARED_SENDS.map(({ name }) => this.#limiter.forget(name, link.id)),
    ];
  }
}

/** The write that refuses a batch with `otherwise` when the session of a link has been ended in the meantime. */
export const sessionStill = (sessionId: string, otherwise: () => Error): Statement =>
  guard(write('update link_session set seen_at = seen_at where id = ? and revoked_at is null', sessionId), otherwise);
