/** What can happen to one recipient of one message, in the order of a timeline. */
export const RECIPIENT_EVENT_KINDS = [
  'sent',
  'notified',
  'notification-failed',
  'delayed',
  'bounced',
  'reminded',
  'opened',
  'downloaded',
  'replied',
  'recalled',
  'expired',
  'purged',
  'extended',
  'shortened',
  'reply-allowed',
  'reply-stopped',
  'phone-changed',
  'person-changed',
  'access-ended',
  'wrong-address',
  'wrong-code',
  'wrong-person',
  'locked',
] as const;
export type RecipientEventKind = (typeof RECIPIENT_EVENT_KINDS)[number];

/** Why a mail came back, or waits, as far as the mail system behind the address has said. */
export const BOUNCE_REASONS = ['unknown-address', 'mailbox-full', 'refused', 'unreachable'] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** The one status that a row shows for a recipient. */
export const RECIPIENT_STATUSES = [
  'sent',
  'notified',
  'notification-failed',
  'bounced',
  'opened',
  'downloaded',
  'replied',
  'recalled',
  'expired',
  'purged',
] as const;
export type RecipientStatus = (typeof RECIPIENT_STATUSES)[number];

/** The facts that a status follows from; times in milliseconds. */
export interface RecipientFacts {
  readonly notification: 'pending' | 'notified' | 'failed' | 'bounced' | 'none';
  readonly openedAt: number | null;
  readonly downloadedAt: number | null;
  readonly repliedAt: number | null;
  readonly recalledAt: number | null;
  readonly purgedAt: number | null;
  readonly expiresAt: number | null;
}

/** The furthest that a recipient has come at `now`. */
export const recipientStatus = (facts: RecipientFacts, now: number): RecipientStatus => {
  if (facts.recalledAt !== null) return 'recalled';
  if (facts.purgedAt !== null) return 'purged';
  if (facts.repliedAt !== null) return 'replied';
  if (facts.downloadedAt !== null) return 'downloaded';
  if (facts.openedAt !== null) return 'opened';
  if (facts.expiresAt !== null && now >= facts.expiresAt) return 'expired';
  if (facts.notification === 'bounced') return 'bounced';
  if (facts.notification === 'failed') return 'notification-failed';
  return facts.notification === 'notified' ? 'notified' : 'sent';
};
