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
