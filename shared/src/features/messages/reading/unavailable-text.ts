import type { MessageHead } from '../../../contract/messages.ts';

const OWN = { recalled: 'messages.recalledByYou', expired: 'messages.expiredOwn' } as const;

/** The key of why a message cannot be read any more; its sender is told that she recalled it, others what they can do. */
export const unavailableText = (role: MessageHead['role'], why: NonNullable<MessageHead['unavailable']>) =>
  role === 'sender' && why !== 'purged' ? OWN[why] : (`messages.unavailableText.${why}` as const);
