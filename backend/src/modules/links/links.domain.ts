import type { ExternalMethod, IdentificationMethod } from '@sefos/shared/domain/levels.ts';
import { DomainError } from '../../platform/errors.ts';

/** Limits of links: seconds unless named otherwise. */
export const LINK_LIMITS = {
  /** Wrong addresses, codes and persons in all, whatever the session, before the link locks. */
  wrongTries: 10,
  lockSeconds: 30 * 60,
  sessionIdleSeconds: 30 * 60,
  sessionSeconds: 8 * 3600,
  /** `seen_at` is written at most this often: a session may end this much before its idle limit, never after it. */
  seenEverySeconds: 60,
} as const;

/**
 * Codes that go out to one reader of one message because somebody with the shared link named her address. Fewer than the five an
 * hour of a number: what a co-recipient does leaves her codes for her own link and for signing in.
 */
export const SHARED_SENDS = [
  { name: 'shared-link-codes-hour', limit: 3, windowSeconds: 3600 },
  { name: 'shared-link-codes-day', limit: 10, windowSeconds: 86_400 },
] as const;

/** Which link a session came in by: the reader's own, or the one that everybody who got the mail has. */
export type LinkWay = 'personal' | 'shared';

/** What identifies somebody who came in that way: a link of her own was in her mailbox, the shared one proves nothing. */
export const identifiedBy = (method: ExternalMethod, way: LinkWay): IdentificationMethod =>
  method === 'email' && way === 'shared' ? 'email-code' : method;

/** The columns that decide what a link still does. Instants in milliseconds. */
export interface LinkState {
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly locked_until: number | null;
  readonly failed_tries: number;
}

/** Why a link no longer opens anything, or null. What was revoked when it had expired already has expired. */
export const endOf = (link: LinkState, now: number): DomainError | null => {
  if (link.revoked_at !== null && link.revoked_at < link.expires_at) return new DomainError('link-recalled');
  return now >= link.expires_at || link.revoked_at !== null ? new DomainError('link-expired') : null;
};

/** The lock that holds at `now`, or null. */
export const lockOf = (link: Pick<LinkState, 'locked_until'>, now: number): DomainError | null =>
  link.locked_until !== null && now < link.locked_until
    ? new DomainError('link-locked', { retryAfterSeconds: Math.ceil((link.locked_until - now) / 1000) })
    : null;

/** A link's counters of both ways in. */
export interface LinkLocks extends Pick<LinkState, 'failed_tries' | 'locked_until'> {
  readonly shared_failed_tries: number;
  readonly shared_locked_until: number | null;
}

/** The counters that wrong tries of sessions that came in this way count on. */
export const countersOf = (link: LinkLocks, way: LinkWay): Pick<LinkState, 'failed_tries' | 'locked_until'> =>
  way === 'personal' ? link : { failed_tries: link.shared_failed_tries, locked_until: link.shared_locked_until };

/** The lock that holds for this way in, or null. The lock of her own link holds for both, the other for the shared way alone. */
export const lockOfWay = (link: LinkLocks, way: LinkWay, now: number): DomainError | null =>
  lockOf(link, now) ?? lockOf(countersOf(link, way), now);

/** The counters after one more wrong try; a lock that is over has forgiven what led to it. */
export const afterWrongTry = (
  link: Pick<LinkState, 'locked_until' | 'failed_tries'>,
  now: number,
): { failedTries: number; lockedUntil: number | null } => {
  const forgiven = link.locked_until !== null && now >= link.locked_until;
  const failedTries = (forgiven ? 0 : link.failed_tries) + 1;
  const locked = failedTries >= LINK_LIMITS.wrongTries;
  return { failedTries, lockedUntil: locked ? now + LINK_LIMITS.lockSeconds * 1000 : null };
};

/** True while the session may be used. */
export const sessionLives = (
  session: { readonly seen_at: number; readonly expires_at: number; readonly revoked_at: number | null },
  now: number,
): boolean =>
  session.revoked_at === null &&
  now < session.expires_at &&
  now < session.seen_at + LINK_LIMITS.sessionIdleSeconds * 1000;
